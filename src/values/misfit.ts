import type { PathStep } from './value';

/** Why a value does not become one of a type. An object of its own class, so that success costs nothing. */
export class Misfit {
  readonly message: string;
  readonly path: readonly PathStep[];
  constructor(message: string, path: readonly PathStep[] = []) {
    this.message = message;
    this.path = path;
  }

  /** The same seen from one level above. */
  under(step: PathStep): Misfit {
    return new Misfit(this.message, [step, ...this.path]);
  }
}

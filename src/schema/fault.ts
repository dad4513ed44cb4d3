import type { PathStep, ValuePath } from '../values';

/** Where and how an object breaks a contract: `message` is a clause. */
export interface Fault {
  readonly path: ValuePath;
  readonly message: string;
}

export function fault(path: ValuePath, message: string): Fault {
  return { path, message };
}

/** `timeouts.create`, `rule.0.name`: the way diagnostics name an attribute. */
export function pathText(path: ValuePath): string {
  return path.map((step: PathStep) => String(step)).join('.');
}

import { posix } from 'node:path';
import type { FunctionWorld } from '../types';
import { BAD_PATTERN, matchSegment } from './glob-segment';

const META = /[*?[{\\]/;
const ANY_DEPTH = '**';

/** The segments of a pattern; an escaped slash does not part them. */
function segmentsOf(pattern: string): readonly string[] {
  return pattern.match(/(?:\\[\s\S]|[^\\/]|\\$)+/g) ?? [];
}

/**
 * Walks a pattern down the folders. A state is the number of the segment that what is in a folder is compared with; a folder can
 * have several, for `**` stands for any number of folders, also none.
 */
class Walk {
  readonly #segments: readonly string[];
  readonly #states: Map<string, ReadonlySet<number>> = new Map([['', new Set([0])]]);
  bad = false;

  constructor(segments: readonly string[]) {
    this.#segments = segments;
  }

  /**
   * What becomes of one state at a name: whether a file of that name is found, and the states of a folder of that name. A wrong
   * pattern is told where it is met first, beside what the pattern starts with; further down it finds nothing, as in Terraform.
   */
  #step(state: number, folder: string, name: string, next: Set<number>): boolean {
    const last = this.#segments.length - 1;
    let at = state;
    if (this.#segments[at] === ANY_DEPTH) {
      next.add(at);
      if (at === last) return true;
      at++;
    }
    const matched = matchSegment(this.#segments[at] ?? '', name);
    if (matched === BAD_PATTERN && folder === '') this.bad = true;
    if (matched !== true) return false;
    if (at < last) next.add(at + 1);
    return at === last;
  }

  /** The states of a folder; none when the pattern does not lead into it. */
  states(folder: string): ReadonlySet<number> {
    const known = this.#states.get(folder);
    if (known !== undefined) return known;
    const next = new Set<number>();
    const [above, name] = parted(folder);
    for (const state of this.states(above)) this.#step(state, above, name, next);
    this.#states.set(folder, next);
    return next;
  }

  finds(file: string): boolean {
    const [above, name] = parted(file);
    let found = false;
    for (const state of this.states(above)) found = this.#step(state, above, name, new Set()) || found;
    return found;
  }
}

/** The folder that a path is in, and its name there. */
function parted(path: string): readonly [folder: string, name: string] {
  const slash = path.lastIndexOf('/');
  return [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)];
}

/** Files below a folder whose paths from it are like a pattern, unordered; undefined where the pattern is wrong. */
export function glob(world: FunctionWorld, folder: string, pattern: string): readonly string[] | undefined {
  const whole = posix.join(folder, pattern);
  const segments = segmentsOf(whole);
  const literal = segments.findIndex((segment) => META.test(segment));
  const absolute = posix.isAbsolute(whole) ? '/' : '';
  const from = (path: string): string => posix.relative(posix.resolve(world.folder, folder), posix.resolve(world.folder, path)) || '.';
  if (literal < 0) {
    const { kind } = world.readFile(posix.resolve(world.folder, whole));
    return kind === 'file' || kind === 'too-large' ? [from(whole)] : [];
  }
  const base = absolute + segments.slice(0, literal).join('/');
  const walk = new Walk(segments.slice(literal));
  const files = world.listFiles(posix.resolve(world.folder, base), (below) => walk.states(below).size > 0) ?? [];
  const found = files.filter((file) => walk.finds(file)).map((file) => from(posix.join(base, file)));
  return walk.bad ? undefined : found;
}

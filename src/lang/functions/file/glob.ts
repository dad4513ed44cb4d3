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

  /** What becomes of one state at a name: whether a file of that name is found, and the states of a folder of that name. */
  #step(state: number, name: string, next: Set<number>): boolean {
    const last = this.#segments.length - 1;
    let at = state;
    if (this.#segments[at] === ANY_DEPTH) {
      next.add(at);
      if (at === last) return true;
      at++;
    }
    const matched = matchSegment(this.#segments[at] ?? '', name);
    if (matched === BAD_PATTERN) this.bad = true;
    if (matched !== true) return false;
    if (at < last) next.add(at + 1);
    return at === last;
  }

  /** The states of a folder; none when the pattern does not lead into it. */
  states(folder: string): ReadonlySet<number> {
    const known = this.#states.get(folder);
    if (known !== undefined) return known;
    const next = new Set<number>();
    const slash = folder.lastIndexOf('/');
    for (const state of this.states(slash < 0 ? '' : folder.slice(0, slash))) this.#step(state, folder.slice(slash + 1), next);
    this.#states.set(folder, next);
    return next;
  }

  finds(file: string): boolean {
    const slash = file.lastIndexOf('/');
    let found = false;
    for (const state of this.states(slash < 0 ? '' : file.slice(0, slash))) {
      found = this.#step(state, file.slice(slash + 1), new Set()) || found;
    }
    return found;
  }
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

import { foldCase, isLonger, nameProblem, type PathFamily } from './path-rules';

declare const parsed: unique symbol;

/**
 * An absolute path that passed every rule. `text` is the spelling sent to the service (no trailing separator; Windows
 * with backslashes and an upper-case drive); two spellings of one directory have equal `key`s.
 */
export interface DirectoryPath {
  readonly [parsed]: true;
  readonly family: PathFamily;
  readonly text: string;
  readonly key: string;
  /** Names from the root down, as spelled. */
  readonly names: readonly string[];
  /** `/`, or `D:\`. */
  readonly root: string;
}

export type ParsedPath = { readonly ok: true; readonly path: DirectoryPath } | { readonly ok: false; readonly problem: string };

const SAMPLE = 'Write an absolute path, such as "/srv/restore" or "D:\\Restore".';
const MAX_PATH_BYTES = 4096;
const MAX_DEPTH = 100;

/** Whether a path is one below the root that breaks no rule, told at a glance: what most are. False says nothing. */
export function isPlainPath(written: string): boolean {
  return written.length < 1000 && PLAIN_PATH.test(written);
}

const PLAIN_PATH = /^(?:\/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){1,99}$/;

/** Judges a path as a person wrote it. The problem is whole sentences: what, and what to write instead. */
export function parsePath(written: string): ParsedPath {
  if (written === '') return refuse(`The path is empty. ${SAMPLE}`);
  if (isLonger(written, MAX_PATH_BYTES)) return refuse(`The path is longer than ${MAX_PATH_BYTES} bytes, which is more than systems take. Write a shorter one.`);
  if (/^[\\/]{2}/u.test(written)) return refuse(`The path begins with two separators; network paths are not supported. ${SAMPLE}`);
  const drive = written.startsWith('/') ? null : /^([A-Za-z]):(.*)$/su.exec(written);
  if (drive === null && !written.startsWith('/')) {
    return refuse(`The path is not absolute: it must begin with "/", or with a drive such as "D:\\". ${SAMPLE}`);
  }
  const family: PathFamily = drive === null ? 'posix' : 'windows';
  const rest = drive === null ? written : drive[2] ?? '';
  if (family === 'windows' && rest !== '' && !/^[\\/]/u.test(rest)) {
    return refuse('The path is relative to the current directory of a drive. Put a separator behind the colon.');
  }
  const names = rest.split(family === 'posix' ? '/' : /[\\/]/u).slice(1);
  if (names.at(-1) === '') names.pop();
  if (names.length > MAX_DEPTH) return refuse(`The path is deeper than ${MAX_DEPTH} directories. Write a shorter one.`);
  for (let index = 0; index < names.length; index++) {
    const problem = nameProblem(names[index] ?? '', family);
    if (problem !== undefined) return refuse(`Name ${index + 1} of the path ${problem}.`);
  }
  return { ok: true, path: assemble(family, family === 'posix' ? '/' : `${(drive?.[1] ?? '').toUpperCase()}:\\`, names) };
}

function refuse(problem: string): ParsedPath {
  return { ok: false, problem };
}

function assemble(family: PathFamily, root: string, names: readonly string[]): DirectoryPath {
  const text = root + names.join(family === 'posix' ? '/' : '\\');
  const parts = { family, text, key: family === 'posix' ? text : foldCase(text), names, root };
  return parts as DirectoryPath;
}

/** The directory right above; undefined for a root. */
export function parentPath(path: DirectoryPath): DirectoryPath | undefined {
  return path.names.length === 0 ? undefined : assemble(path.family, path.root, path.names.slice(0, -1));
}

/** The last name; "" for a root. */
export function lastName(path: DirectoryPath): string {
  return path.names.at(-1) ?? '';
}

/** A directory below, by a name that the service gave; undefined when the name passes no rule. */
export function joinPath(path: DirectoryPath, name: string): DirectoryPath | undefined {
  return nameProblem(name, path.family) === undefined ? assemble(path.family, path.root, [...path.names, name]) : undefined;
}

/** Whether two written paths mean one directory. False when either is no path. */
export function samePath(a: string, b: string): boolean {
  if (a === b) return true;
  const left = parsePath(a);
  const right = parsePath(b);
  return left.ok && right.ok && left.path.key === right.path.key;
}

/** The form in which a name is looked up in a listing of a directory of that family. */
export function nameKey(name: string, family: PathFamily): string {
  return family === 'posix' ? name : foldCase(name);
}

/**
 * The name that an entry of a listing has below `parent` (undefined: the listing of volumes). The service may give a
 * base name or a full path. undefined for names that are hostile or lie elsewhere: they are passed over, never joined.
 */
export function entryName(given: string, parent: DirectoryPath): string | undefined {
  const isPath = given.includes('/') || (parent.family === 'windows' && given.includes('\\'));
  if (!isPath) return givenNameIsSafe(given) ? given : undefined;
  const full = parsePath(given);
  if (!full.ok) return undefined;
  const above = parentPath(full.path);
  return above !== undefined && above.key === parent.key ? lastName(full.path) : undefined;
}

/** Laxer than for declared names: a listing may rightly hold names that we would not make. */
function givenNameIsSafe(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes('\0') && !isLonger(name, 1024);
}

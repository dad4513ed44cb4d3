/** A path on an instance, taken apart. `segments` is empty for the root of a volume. */
export interface RemotePath {
  /** "" for POSIX, else the drive with its colon, in upper case. */
  readonly drive: string;
  readonly segments: readonly string[];
}

const DRIVE = /^([A-Za-z]:)(?:[\\/]|$)/;
const CONTROL = /[\u0000-\u001f\u007f]/;
/** Characters that the web console refuses in names. */
const CONSOLE = /[\\/:*?"'<>|]/;

export function isWindowsPath(path: string): boolean {
  return DRIVE.test(path);
}

/** Takes a path apart; a text instead of it says what is wrong. Repeated and trailing separators are one. */
export function parsePath(path: string): RemotePath | string {
  const drive = DRIVE.exec(path)?.[1];
  if (drive === undefined && !path.startsWith('/')) return 'must be absolute';
  if (CONTROL.test(path)) return 'must not have control characters';
  const rest = drive === undefined ? path : path.slice(drive.length);
  const segments = rest.split(drive === undefined ? '/' : /[\\/]/).filter((segment) => segment !== '');
  if (segments.some((segment) => segment === '.' || segment === '..')) return 'must not have "." or ".." in it';
  return { drive: drive?.toUpperCase() ?? '', segments };
}

export function hasConsoleCharacters(path: RemotePath): boolean {
  return path.segments.some((segment) => CONSOLE.test(segment));
}

/** One spelling of a path. */
export function formatPath(path: RemotePath): string {
  const separator = path.drive === '' ? '/' : '\\';
  return `${path.drive}${separator}${path.segments.join(separator)}`;
}

/** Text that all spellings of one place share. */
export function pathKey(path: RemotePath): string {
  return path.drive === '' ? formatPath(path) : formatPath(path).toLowerCase();
}

import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { renderTemplate, type FileAnswer, type FunctionWorld } from '../lang';

/** Bytes: a larger file is no text for a configuration, and would be in memory several times. */
const LARGEST = 64 * 1024 * 1024;

export interface WorldOptions {
  /** The folder that the command works in. */
  readonly dir: string;
  /** When planning began, in milliseconds since 1970; undefined where nothing is planned, as in the console. */
  readonly planTime: number | undefined;
  /** The time of the apply, in the same; undefined while planning, where neither time nor chance is known yet. */
  readonly now: (() => number) | undefined;
  /** Functions of providers; left out where none can be called. */
  readonly provided?: NonNullable<FunctionWorld['provided']>;
  /** Files outside of this folder are not there, by whatever links. */
  readonly within?: string;
}

/** What functions of the language see of this machine: its files, its time, its chance. */
export function functionWorld({ dir, planTime, now, provided, within }: WorldOptions): FunctionWorld {
  const folder = resolve(dir);
  const world: FunctionWorld = {
    folder,
    ...(provided === undefined ? {} : { provided }),
    home: within === undefined ? homeOf() : undefined,
    readFile: (path) => (isWithin(resolve(folder, path), within) ? read(resolve(folder, path)) : { kind: 'failed', reason: 'it is outside of the configuration\'s folder, and this plan is confined to that' }),
    listFiles: (path, into = () => true) => (isWithin(resolve(folder, path), within) ? list(resolve(folder, path), into)?.filter((name) => isWithin(resolve(folder, path, name), within)) : undefined),
    now: () => (now === undefined ? undefined : timeText(now())),
    planTime: () => (planTime === undefined ? undefined : timeText(planTime)),
    random: (bytes) => (now === undefined ? undefined : randomBytes(bytes)),
    render: (template, variables, source, banned) => renderTemplate(template, variables, source, banned, world),
  };
  return world;
}

/** Whether a path, with its links followed, lies in a folder. What is not there lies where its name says. */
function isWithin(path: string, folder: string | undefined): boolean {
  if (folder === undefined) return true;
  const [real, root] = [attempt(() => realpathSync(path)) ?? path, attempt(() => realpathSync(folder)) ?? resolve(folder)];
  return real === root || real.startsWith(`${root}${sep}`);
}

/** RFC 3339 in UTC, in whole seconds, as Terraform's functions give it. */
const timeText = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

function homeOf(): string | undefined {
  const home = homedir();
  return home === '' ? undefined : home;
}

/** Devices and pipes are not read: some of them have no end. */
function read(path: string): FileAnswer {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return { kind: 'folder' };
    if (!stats.isFile()) return { kind: 'failed', reason: 'it is a device, a pipe or a socket' };
    return stats.size > LARGEST ? { kind: 'too-large' } : { kind: 'file', bytes: readFileSync(path) };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return { kind: 'none' };
    return { kind: 'failed', reason: REASONS.get(code) ?? (error instanceof Error ? error.message : String(error)) };
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'reading it is not allowed'], ['EPERM', 'reading it is not allowed'], ['ENOTDIR', 'a part of its path is not a folder'],
  ['ENAMETOOLONG', 'its path is too long'], ['ELOOP', 'links on its path lead in a circle'],
]);

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** Links are followed, but not to a folder that they stand in: such a one would lead in a circle. */
function list(folder: string, into: (folder: string) => boolean): readonly string[] | undefined {
  const found: string[] = [];
  const walk = (path: string, real: string, above: ReadonlySet<string>): boolean => {
    const entries = attempt(() => readdirSync(join(folder, path), { withFileTypes: true }));
    if (entries === undefined) return false;
    for (const entry of entries) {
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      const what = entry.isSymbolicLink() ? attempt(() => statSync(join(folder, below))) : entry;
      if (what?.isFile() === true) found.push(below);
      if (what?.isDirectory() !== true || !into(below)) continue;
      const target = entry.isSymbolicLink() ? attempt(() => realpathSync(join(folder, below))) : join(real, entry.name);
      if (target !== undefined && !above.has(target)) walk(below, target, new Set(above).add(target));
    }
    return true;
  };
  const start = attempt(() => realpathSync(folder)) ?? folder;
  return walk('', start, new Set([start])) ? found.sort() : undefined;
}

/** Undefined for what is not there or may not be looked at. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

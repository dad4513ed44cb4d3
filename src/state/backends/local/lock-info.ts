import { readFile, replaceFile } from '../../durable-file';
import type { FileSystem } from '../../file-system';
import type { LockInfo } from '../../ports';
import type { Places } from './places';

const FIELDS = ['ID', 'Operation', 'Info', 'Who', 'Version', 'Created', 'Path'] as const;

/** Writes Terraform's lock info, in one step so that a reader never sees half of it. */
export async function writeLockInfo(files: FileSystem, places: Places, info: LockInfo): Promise<void> {
  const ordered = Object.fromEntries(FIELDS.map((field) => [field, info[field]]));
  await replaceFile(files, places.lockInfo, Buffer.from(JSON.stringify(ordered)));
}

/** Who says to hold the lock; undefined where nobody does, or not readably. A leftover of a dead process says so too: only the kernel's lock counts. */
export async function readLockInfo(files: FileSystem, places: Places): Promise<LockInfo | undefined> {
  try {
    const bytes = await readFile(files, places.lockInfo);
    const json: unknown = bytes === undefined ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (typeof json !== 'object' || json === null) return undefined;
    const fields = json as { readonly [key: string]: unknown };
    const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
    return { ID: text('ID'), Operation: text('Operation'), Info: text('Info'), Who: text('Who'), Version: text('Version'), Created: text('Created'), Path: text('Path') };
  } catch {
    return undefined;
  }
}

/** For people: the holder in Terraform's words and layout. */
export function describeHolder(info: LockInfo | undefined): string {
  if (info === undefined || info.ID === '') return 'Another process holds the lock; it has not told who it is.';
  const rows: readonly (readonly [string, string])[] = [
    ['ID', info.ID], ['Path', info.Path], ['Operation', info.Operation], ['Who', info.Who], ['Version', info.Version], ['Created', info.Created], ['Info', info.Info],
  ];
  return ['It is held by:', ...rows.filter(([, value]) => value !== '').map(([name, value]) => `  ${`${name}:`.padEnd(11)}${value}`)].join('\n');
}

import type { LockInfo } from '../ports';

const FIELDS = ['ID', 'Operation', 'Info', 'Who', 'Version', 'Created', 'Path'] as const;

/** A lock info as Terraform writes it: one line of JSON, in its order. */
export function lockInfoText(info: LockInfo): string {
  return JSON.stringify(Object.fromEntries(FIELDS.map((field) => [field, info[field]])));
}

/** Reads what a tool wrote of its lock; fields that are missing are empty. undefined for what is no such thing. */
export function parseLockInfo(text: string): LockInfo | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const fields = json as { readonly [key: string]: unknown };
  const member = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  return { ID: member('ID'), Operation: member('Operation'), Info: member('Info'), Who: member('Who'), Version: member('Version'), Created: member('Created'), Path: member('Path') };
}

/** For people: the holder in Terraform's words and layout. */
export function describeHolder(info: LockInfo | undefined): string {
  if (info === undefined || (info.ID === '' && info.Who === '')) return 'Another process holds the lock; it has not told who it is.';
  const rows: readonly (readonly [string, string])[] = [
    ['ID', info.ID], ['Path', info.Path], ['Operation', info.Operation], ['Who', info.Who], ['Version', info.Version], ['Created', info.Created], ['Info', info.Info],
  ];
  return ['It is held by:', ...rows.filter(([, value]) => value !== '').map(([name, value]) => `  ${`${name}:`.padEnd(11)}${value}`)].join('\n');
}

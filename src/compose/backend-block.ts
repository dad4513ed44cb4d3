import type { BackendBlock } from '../config';
import { diagnostic, didYouMean, fail, ok, type Outcome } from '../diagnostics';
import { blockHash, readSettings, REMOTE_SCHEMAS, type RemoteType, type SettingValues } from '../state';
import { unmark, type Json, type Value } from '../values';

/** What a block asks for, judged by itself. */
export type AskedBackend =
  | { readonly type: 'local'; readonly path: string | undefined; /** Folder of the workspaces' folders. */ readonly workspaceDir: string | undefined; readonly values: SettingValues }
  | { readonly type: RemoteType; readonly values: SettingValues; readonly hash: number };

/** A backend whose arguments are known, secrets included. */
export type ChosenBackend =
  | { readonly type: 'local'; readonly path: string | undefined; readonly workspaceDir: string | undefined }
  | { readonly type: RemoteType; readonly values: SettingValues };

/** Arguments of the local backend. */
export const LOCAL_ARGUMENTS = ['path', 'workspace_dir'];

/** Judges a backend block without opening anything. @param more arguments of `init -backend-config`, which win over the block's. */
export function askedBackend(block: BackendBlock | undefined, more: ReadonlyMap<string, Value> = new Map()): Outcome<AskedBackend> {
  if (block === undefined || block.type === 'local') return askedLocal(block, more);
  const { type } = block;
  if (!isRemoteType(type)) {
    const known = ['local', ...Object.keys(REMOTE_SCHEMAS)];
    return fail(diagnostic('compose_backend_unbuilt', `There is no backend "${type}" in this release.${didYouMean(type, known)} It has ${known.map((name) => `"${name}"`).join(', ')}.`, { range: block.locate() }));
  }
  const schema = REMOTE_SCHEMAS[type];
  const rangeOf = (name: string) => block.locate([name]);
  const alone = readSettings(type, schema, jsonOf(block.config), rangeOf);
  if (!alone.ok) return alone;
  const whole = readSettings(type, schema, jsonOf(new Map([...block.config, ...more])), rangeOf);
  // Of the block alone: what init was given besides is not asked for again.
  return whole.ok ? ok({ type, values: whole.value, hash: blockHash(type, schema, alone.value) }, whole.diagnostics) : whole;
}

export const isRemoteType = (type: string): type is RemoteType => Object.hasOwn(REMOTE_SCHEMAS, type);

function askedLocal(block: BackendBlock | undefined, more: ReadonlyMap<string, Value>): Outcome<AskedBackend> {
  const config = new Map([...(block?.config ?? []), ...more]);
  const unknown = [...config.keys()].find((name) => !LOCAL_ARGUMENTS.includes(name));
  if (unknown !== undefined) {
    return fail(diagnostic('compose_backend_argument', `The local backend has no argument "${unknown}".${didYouMean(unknown, LOCAL_ARGUMENTS)} It takes path, the name of the state file, and workspace_dir, the folder of other workspaces. `
      + 'Correct the name, or leave it out.', { range: block?.locate([unknown]) }));
  }
  const path = config.get('path');
  const written = path === undefined ? undefined : unmark(path);
  const folder = config.get('workspace_dir');
  const workspaceDir = folder === undefined ? undefined : unmark(folder);
  if (workspaceDir !== undefined && workspaceDir.kind !== 'string' && workspaceDir.kind !== 'null') {
    return fail(diagnostic('compose_backend_path', 'The workspace_dir of a local backend must be a string: the name of a folder.', { range: block?.locate(['workspace_dir']) }));
  }
  if (written !== undefined && written.kind !== 'string' && written.kind !== 'null') {
    return fail(diagnostic('compose_backend_path', 'The path of a local backend must be a string: the name of the state file.', { range: block?.locate(['path']) }));
  }
  return ok({ type: 'local', path: textOf(written), workspaceDir: textOf(workspaceDir), values: { path: textOf(written) ?? null, workspace_dir: textOf(workspaceDir) ?? null } });
}

const textOf = (value: Value | undefined): string | undefined => (value?.kind === 'string' ? value.value : undefined);

function jsonOf(values: ReadonlyMap<string, Value>): ReadonlyMap<string, Json> {
  return new Map([...values].map(([name, value]) => [name, plainJson(value)]));
}

/** A literal as JSON: backend arguments are known, and numbers in them small. */
export function plainJson(marked: Value): Json {
  const value = unmark(marked);
  switch (value.kind) {
    case 'null':
    case 'unknown': return null;
    case 'string':
    case 'bool': return value.value;
    case 'number': return Number(value.value);
    case 'list':
    case 'set':
    case 'tuple': return value.items.map(plainJson);
    case 'map':
    case 'object': return Object.fromEntries([...value.entries].map(([name, item]) => [name, plainJson(item)]));
  }
}

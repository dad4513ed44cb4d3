import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { diagnostic, Failure } from '../diagnostics';
import { REMOTE_SCHEMAS, STATE_TERRAFORM_VERSION, withoutPassword, type RemoteType, type SettingValues } from '../state';
import type { Json } from '../values';

/** Terraform's record of the backend that a folder was initialised with: `.terraform/terraform.tfstate`, format version 3. */
export interface BackendRecord {
  readonly type: string;
  /** As init was given them, block and -backend-config together. */
  readonly config: { readonly [name: string]: Json };
  /** Of the block alone. */
  readonly hash: number;
}

/** Where a configuration in `root` keeps its record: TF_DATA_DIR, or .terraform. */
export function dataFolder(root: string, env: Readonly<Record<string, string | undefined>>): string {
  const named = env['TF_DATA_DIR'];
  return resolve(root, named === undefined || named === '' ? '.terraform' : named);
}

/** undefined where no backend was initialised. */
export function readBackendRecord(folder: string): BackendRecord | undefined {
  const path = join(folder, 'terraform.tfstate');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw new Failure([diagnostic('compose_backend_record', `${path} cannot be read: ${codeOf(error)}. Make it readable, or delete it and run init again.`)], { cause: error });
  }
  const json = parsed(text);
  if (!isObject(json)) throw new Failure([diagnostic('compose_backend_record', `${path} does not read back. Delete it and run init again.`)]);
  const { backend } = json;
  if (backend === undefined || backend === null) return undefined;
  if (!isObject(backend) || typeof backend['type'] !== 'string' || typeof backend['hash'] !== 'number') {
    throw new Failure([diagnostic('compose_backend_record', `${path} does not say which backend it is for. Delete it and run init again.`)]);
  }
  return { type: backend['type'], config: isObject(backend['config']) ? backend['config'] : {}, hash: backend['hash'] };
}

/** Writes the record as Terraform does, all arguments of the backend in it; secrets are left out. undefined takes it away. */
export function writeBackendRecord(folder: string, record: BackendRecord | undefined): void {
  const path = join(folder, 'terraform.tfstate');
  try {
    if (record === undefined) {
      rmSync(path, { force: true });
      return;
    }
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    const config = Object.fromEntries(Object.entries(record.config).sort(([a], [b]) => (a < b ? -1 : 1)));
    const text = JSON.stringify({ version: 3, terraform_version: STATE_TERRAFORM_VERSION, backend: { type: record.type, config, hash: record.hash } }, null, 2);
    writeFileSync(`${path}.tmp`, text, { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
  } catch (error) {
    throw new Failure([diagnostic('compose_backend_record', `${path} cannot be written: ${codeOf(error)}. Correct that and run init again.`)], { cause: error });
  }
}

/** Without the arguments that are secrets, and without passwords within others. */
export function withoutSecrets(type: RemoteType, values: SettingValues): SettingValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => {
    const spec = REMOTE_SCHEMAS[type][name];
    return [name, spec?.secret === true ? null : spec?.password === true && typeof value === 'string' ? withoutPassword(value) : value];
  }));
}

/** The workspace that is selected: TF_WORKSPACE, or what `workspace select` wrote. */
export function selectedWorkspace(root: string, env: Readonly<Record<string, string | undefined>>): string {
  const named = env['TF_WORKSPACE'];
  if (named !== undefined && named !== '') return named;
  try {
    const written = readFileSync(join(dataFolder(root, env), 'environment'), 'utf8').trim();
    return written === '' ? 'default' : written;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return 'default';
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(json: unknown): json is { readonly [name: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}

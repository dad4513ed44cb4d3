import { judged, type Diagnostic, type Outcome } from '../../diagnostics';
import { derivedUuid } from '../ids';
import type { AuthorizedKey, FileEntry } from '../model';
import { addFolder, addRegistration, hasTree, newStore, sameId, setTree, slotsOf, treeOf, type Store } from '../store';
import { below, field, list, object, wrong, type At, type Decoder, type JsonObject } from './decode';
import { count, defaultFields, directories, filled, files, readFields, registrationFieldNames, type RegistrationFields } from './fields';

/** A world file, loaded. */
export interface World {
  readonly store: Store;
  readonly keys: readonly AuthorizedKey[];
}

const WORLD_FIELDS = new Set(['folders', 'keys']);
const FOLDER_FIELDS = new Set(['instances', 'generate']);
export const INSTANCE_FIELDS: ReadonlySet<string> = new Set(['compute_instance_id', 'resource_id', ...registrationFieldNames, 'directories', 'files']);
const GENERATE_FIELDS = new Set(['count', 'prefix', 'start', ...registrationFieldNames, 'directories', 'files']);
const KEY_FIELDS = new Set(['id', 'service_account_id', 'public_key']);
const MOST_GENERATED = 1_000_000;

/** Loads the JSON value of a world. Errors name the field by its path, such as `folders.f1.instances[3].onlin`. */
export function readWorldValue(value: unknown): Outcome<World> {
  const problems: Diagnostic[] = [];
  const store = newStore();
  const root = object(value, undefined, WORLD_FIELDS, problems) ?? {};
  const keys = field(root, 'keys', list(key), undefined, problems) ?? [];
  const folders = field(root, 'folders', (v, at, p) => object(v, at, undefined, p), undefined, problems) ?? {};
  for (const [folderId, folder] of Object.entries(folders)) {
    readFolder(store, folderId, folder, below(below(undefined, 'folders'), folderId), problems);
  }
  return judged({ store, keys }, problems);
}

const key: Decoder<AuthorizedKey> = (value, at, problems) => {
  const from = object(value, at, KEY_FIELDS, problems);
  if (from === undefined) return undefined;
  const read = (name: string): string => (Object.hasOwn(from, name) ? field(from, name, filled, at, problems) : wrong(at, `needs ${name}`, problems)) ?? '';
  return { id: read('id'), serviceAccountId: read('service_account_id'), publicKey: read('public_key') };
};

function readFolder(store: Store, folderId: string, value: unknown, at: At, problems: Diagnostic[]): void {
  const from = object(value, at, FOLDER_FIELDS, problems);
  if (from === undefined) return;
  if (folderId === '') wrong(at, 'is a folder without an id', problems);
  addFolder(store, folderId);
  field(from, 'instances', list((v, where, p) => instance(store, folderId, v, where, p)), at, problems);
  const generate: Decoder<unknown> = (v, where, p) => readGenerate(store, folderId, v, where, p);
  field(from, 'generate', (v, where, p) => (Array.isArray(v) ? list(generate)(v, where, p) : generate(v, where, p)), at, problems);
}

function instance(store: Store, folderId: string, value: unknown, at: At, problems: Diagnostic[]): undefined {
  const from = object(value, at, INSTANCE_FIELDS, problems);
  if (from === undefined) return undefined;
  if (!Object.hasOwn(from, 'compute_instance_id')) return wrong(at, 'needs compute_instance_id', problems);
  const computeInstanceId = field(from, 'compute_instance_id', filled, at, problems);
  if (computeInstanceId === undefined) return undefined;
  const resourceId = field(from, 'resource_id', filled, at, problems);
  const template = readTemplate(from, at, problems);
  return register(store, folderId, computeInstanceId, resourceId, template, at, problems);
}

interface Template {
  readonly fields: Partial<RegistrationFields>;
  readonly directories: readonly string[] | undefined;
  readonly files: readonly FileEntry[] | undefined;
}

function readTemplate(from: JsonObject, at: At, problems: Diagnostic[]): Template {
  return {
    fields: readFields(from, at, problems),
    directories: field(from, 'directories', directories, at, problems),
    files: field(from, 'files', files, at, problems),
  };
}

function readGenerate(store: Store, folderId: string, value: unknown, at: At, problems: Diagnostic[]): undefined {
  const from = object(value, at, GENERATE_FIELDS, problems);
  if (from === undefined) return undefined;
  if (!Object.hasOwn(from, 'count')) return wrong(at, 'needs count', problems);
  const wanted = field(from, 'count', count, at, problems) ?? 0;
  if (wanted > MOST_GENERATED) return wrong(below(at, 'count'), `must be at most ${MOST_GENERATED}`, problems);
  const prefix = field(from, 'prefix', filled, at, problems) ?? 'vm-';
  const start = field(from, 'start', count, at, problems) ?? 1;
  const template = readTemplate(from, at, problems);
  for (let number = start; number < start + wanted; number += 1) {
    const computeInstanceId = `${prefix}${number}`;
    // One that stands in "instances" is what it says there.
    const taken = slotsOf(store, computeInstanceId).some((slot) => slot.current?.folderId === folderId);
    if (!taken) register(store, folderId, computeInstanceId, undefined, template, at, problems);
    if (problems.length > 20) return undefined;
  }
  return undefined;
}

function register(
  store: Store, folderId: string, computeInstanceId: string, wantedId: string | undefined, template: Template, at: At, problems: Diagnostic[],
): undefined {
  const slots = slotsOf(store, computeInstanceId);
  const resourceId = wantedId ?? derivedUuid('registration', folderId, computeInstanceId, String(slots.length));
  if (slots.some((slot) => slot.current !== undefined && sameId(slot.current.resourceId, resourceId))) {
    return wrong(at, 'repeats the pair of compute_instance_id and resource_id of another registration', problems);
  }
  addRegistration(store, { ...defaultFields, ...template.fields, folderId, computeInstanceId, resourceId });
  if (template.directories !== undefined || template.files !== undefined) {
    const unfit = setTree(store, folderId, computeInstanceId, template.directories ?? ['/'], template.files ?? []);
    if (unfit !== undefined) wrong(below(below(at, unfit.list), unfit.index), unfit.problem, problems);
  } else if (!hasTree(store, folderId, computeInstanceId)) {
    treeOf(store, folderId, computeInstanceId);
  }
  return undefined;
}

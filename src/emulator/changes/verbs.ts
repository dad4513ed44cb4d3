import { judged, type Diagnostic, type Outcome } from '../../diagnostics';
import type { FileEntry, Int64 } from '../model';
import { count, field, filled, flag, int64, object, text, wrong, type At, type JsonObject } from '../world/decode';
import { directories, files, readFields, registrationFieldNames, type RegistrationFields } from '../world/fields';

/** Whom a change is about. */
interface Whom {
  readonly folderId: string;
  readonly computeInstanceId: string;
}

/** A registration as a change describes it: only what is given. */
export interface Described {
  readonly resourceId: string | undefined;
  readonly fields: Partial<RegistrationFields>;
  readonly directories: readonly string[] | undefined;
  readonly files: readonly FileEntry[] | undefined;
}

/** One change of the world behind everybody's back. */
export type Change = Whom & (
  | ({ readonly verb: 'add_instance' } & Described)
  | ({ readonly verb: 'set_instance' } & Described)
  | ({ readonly verb: 'register_instance'; readonly afterMs: number } & Described)
  | { readonly verb: 'remove_instance'; readonly resourceId: string | undefined }
  | { readonly verb: 'add_directory'; readonly path: string }
  | { readonly verb: 'remove_directory'; readonly path: string }
  | { readonly verb: 'add_file'; readonly path: string; readonly size: Int64 | undefined }
  | {
    readonly verb: 'start_operation'; readonly method: 'CreateDirectory' | 'Delete'; readonly path: string | undefined; readonly resourceId: string | undefined;
    readonly operationTimeMs: number | undefined; readonly fails: boolean; readonly createdBy: string | undefined;
  }
);

export type Verb = Change['verb'];

const WHOM = ['folder_id', 'compute_instance_id'];
const DESCRIBED = [...WHOM, 'resource_id', ...registrationFieldNames, 'directories', 'files'];

const verbFields: { readonly [V in Verb]: ReadonlySet<string> } = {
  add_instance: new Set(DESCRIBED),
  set_instance: new Set(DESCRIBED),
  register_instance: new Set([...DESCRIBED, 'after_ms']),
  remove_instance: new Set([...WHOM, 'resource_id']),
  add_directory: new Set([...WHOM, 'path']),
  remove_directory: new Set([...WHOM, 'path']),
  add_file: new Set([...WHOM, 'path', 'size']),
  start_operation: new Set([...WHOM, 'method', 'path', 'resource_id', 'operation_time_ms', 'fails', 'created_by']),
};

export const verbs = Object.keys(verbFields) as readonly Verb[];

/** Reads `{"VERB":{...}}`. Unknown verbs and fields are refused by name. */
export function readChange(value: unknown): Outcome<Change> {
  const problems: Diagnostic[] = [];
  const root = object(value, undefined, new Set(verbs), problems);
  const change = root === undefined || problems.length > 0 ? undefined : readVerb(root, problems);
  if (change === undefined && problems.length === 0) wrong(undefined, `must have exactly one verb of ${verbs.join(', ')}`, problems);
  // Without problems there is a change.
  return judged(change as Change, problems);
}

function readVerb(root: JsonObject, problems: Diagnostic[]): Change | undefined {
  const names = Object.keys(root) as readonly Verb[];
  const verb = names[0];
  if (verb === undefined || names.length > 1) return undefined;
  const at: At = { parent: undefined, key: verb };
  const from = object(root[verb], at, verbFields[verb], problems);
  if (from === undefined) return undefined;
  const needed = (name: string): string =>
    (Object.hasOwn(from, name) ? field(from, name, filled, at, problems) : wrong(at, `needs ${name}`, problems)) ?? '';
  const whom: Whom = { folderId: needed('folder_id'), computeInstanceId: needed('compute_instance_id') };
  const described = (): Described => ({
    resourceId: field(from, 'resource_id', filled, at, problems),
    fields: readFields(from, at, problems),
    directories: field(from, 'directories', directories, at, problems),
    files: field(from, 'files', files, at, problems),
  });
  switch (verb) {
    case 'add_instance':
    case 'set_instance':
      return { verb, ...whom, ...described() };
    case 'register_instance':
      return { verb, ...whom, ...described(), afterMs: field(from, 'after_ms', count, at, problems) ?? 0 };
    case 'remove_instance':
      return { verb, ...whom, resourceId: field(from, 'resource_id', filled, at, problems) };
    case 'add_directory':
    case 'remove_directory':
      return { verb, ...whom, path: needed('path') };
    case 'add_file':
      return { verb, ...whom, path: needed('path'), size: field(from, 'size', int64, at, problems) };
    case 'start_operation':
      return readOperation(whom, from, at, problems);
  }
}

function readOperation(whom: Whom, from: JsonObject, at: At, problems: Diagnostic[]): Change | undefined {
  const path = field(from, 'path', filled, at, problems);
  const resourceId = field(from, 'resource_id', filled, at, problems);
  const method = field(from, 'method', text, at, problems) ?? (path === undefined ? 'Delete' : 'CreateDirectory');
  if (method !== 'CreateDirectory' && method !== 'Delete') return wrong({ parent: at, key: 'method' }, 'must be "CreateDirectory" or "Delete"', problems);
  if (method === 'CreateDirectory' && path === undefined) return wrong(at, 'needs path', problems);
  return {
    verb: 'start_operation', ...whom, method, path, resourceId,
    operationTimeMs: field(from, 'operation_time_ms', count, at, problems),
    fails: field(from, 'fails', flag, at, problems) ?? false,
    createdBy: field(from, 'created_by', text, at, problems),
  };
}

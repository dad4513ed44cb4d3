import type { ResourceSchema } from '../../schema';
import { BOOL, STRING, type ObjectType, type Type } from '../../values';
import { computed, defaulted, listOf, objectOf, optional, required, resource, type Attributes } from './schema-parts';
import { DIRECTORY, RESOURCE } from './schema-managed';

export const RESOURCES = 'cloudbackup_resources';
export const TASKS = 'cloudbackup_tasks';
export const OPERATIONS = 'cloudbackup_operations';

/** Description and type of each field, in the order in which they are shown. Numbers that can pass 2^53 are text. */
type Fields = Readonly<Record<string, readonly [type: Type, description: string]>>;

export const agentInfoType: ObjectType = objectOf({ current_version: STRING, latest_version: STRING, can_update: BOOL });

/** What a registration shows besides its key. */
const registrationFields: Fields = {
  type: [STRING, 'Kind of the instance: COMPUTE, BMS, EXTERNAL_VM, EXTERNAL_SERVER.'],
  init_status: [STRING, 'REGISTERING, REGISTRED (spelled so by the service), FAILED_REGISTRATION or DELETED.'],
  status: [STRING, 'IDLE, BACKUPING, RECOVERING, FAILED or OTHER.'],
  status_details: [STRING, 'The service\'s words about the status.'],
  status_progress: [STRING, 'Progress of what runs now, in percent.'],
  online: [BOOL, 'Whether the agent can be reached.'],
  enabled: [BOOL, 'Whether backup is enabled for the instance.'],
  is_active: [BOOL, 'Whether this registration controls the instance; an outdated one does not.'],
  metadata: [STRING, 'What the service says about the registration, as JSON text; null where it says nothing.'],
  created_at: [STRING, 'When the registration was made (RFC 3339).'],
  updated_at: [STRING, 'When it last changed (RFC 3339).'],
  last_backup_time: [STRING, 'Start of the last backup (RFC 3339), null before the first.'],
  next_backup_time: [STRING, 'Start of the next backup (RFC 3339), null where none is planned.'],
  agent_info: [agentInfoType, 'Versions of the backup agent, null where the service does not tell.'],
};

const taskFields: Fields = {
  id: [STRING, 'Id of the task: a 64-bit number as text.'],
  compute_instance_id: [STRING, 'Id of the instance.'],
  policy_id: [STRING, 'Backup policy that the task belongs to.'],
  type: [STRING, 'BACKUP, RETENTION, RECOVERY, APPLY_POLICY or REVOKE_POLICY.'],
  status: [STRING, 'ENQUEUED, ASSIGNED, STARTED, PAUSED or COMPLETED.'],
  result_code: [STRING, 'OK, ERROR, WARNING, CANCELLED, ABANDONED or TIMEDOUT once completed.'],
  error: [STRING, 'The service\'s words about a failure; null where there are none.'],
  cancellable: [BOOL, 'Whether the task can be cancelled.'],
  progress_current: [STRING, 'Part done, as text; null where the service does not tell.'],
  progress_total: [STRING, 'Whole, as text; null where the service does not tell.'],
  enqueued_at: [STRING, 'RFC 3339, or null.'],
  started_at: [STRING, 'RFC 3339, or null.'],
  updated_at: [STRING, 'RFC 3339, or null.'],
  completed_at: [STRING, 'RFC 3339, or null.'],
};

const operationFields: Fields = {
  id: [STRING, 'Id of the operation.'],
  description: [STRING, 'The service\'s words.'],
  kind: [STRING, '"create-directory", "delete-resource", "other", or "none" where the operation does not tell.'],
  path: [STRING, 'Path of a CreateDirectory operation, null for others.'],
  created_at: [STRING, 'RFC 3339, or null.'],
  created_by: [STRING, 'Id of the user or service account that started it.'],
  modified_at: [STRING, 'RFC 3339, or null.'],
  done: [BOOL, 'Whether it has ended.'],
  error_code: [STRING, 'gRPC status number of a failure, as text; null where there is none.'],
  error_message: [STRING, 'The service\'s words about a failure; null where there is none.'],
};

const entryFields: Fields = {
  name: [STRING, 'Name of the entry, without the path.'],
  path: [STRING, 'Its whole path.'],
  type: [STRING, 'VOLUME, DIRECTORY or FILE.'],
  size: [STRING, 'Size in bytes, as text.'],
};

const computedAll = (fields: Fields): Attributes =>
  Object.fromEntries(Object.entries(fields).map(([name, [type, description]]) => [name, computed(type, description)]));
const typeOfAll = (fields: Fields): ObjectType => objectOf(Object.fromEntries(Object.entries(fields).map(([name, [type]]) => [name, type])));

export const registrationType: ObjectType = typeOfAll({
  id: [STRING, ''], compute_instance_id: [STRING, ''], folder_id: [STRING, ''], resource_id: [STRING, ''], ...registrationFields,
});
export const taskType: ObjectType = typeOfAll(taskFields);
export const operationType: ObjectType = typeOfAll(operationFields);
export const entryType: ObjectType = typeOfAll(entryFields);

const folder = defaulted(STRING, 'Folder to look in. Default: the provider\'s folder.');
const instance = required(STRING, 'Id of the instance, at most 50 characters.');

export const dataSourceSchemas: ReadonlyMap<string, ResourceSchema> = new Map([
  [RESOURCE, resource('One registration of an instance in Cloud Backup, with everything the service shows of it.', {
    id: computed(STRING, '`folder/instance`.'),
    compute_instance_id: instance,
    folder_id: folder,
    resource_id: defaulted(STRING, 'Id of the registration; set it to choose one where an instance has several. Default: the active one.'),
    ...computedAll(registrationFields),
  })],
  [RESOURCES, resource('The registrations of a folder, one for each pair of instance and registration, in the order of their ids.', {
    id: computed(STRING, 'The folder.'),
    folder_id: folder,
    type: optional(STRING, 'Only registrations of this type.'),
    status: optional(STRING, 'Only registrations with this status.'),
    init_status: optional(STRING, 'Only registrations with this init_status. Removed ones (DELETED) are left out unless asked for here.'),
    online: optional(BOOL, 'Only registrations whose agent is online (true) or not (false).'),
    is_active: optional(BOOL, 'Only registrations that are active (true) or outdated (false).'),
    resources: computed(listOf(registrationType), 'The registrations found.'),
  })],
  [TASKS, resource('Backup tasks of an instance, in the order in which the service lists them.', {
    id: computed(STRING, 'The instance.'),
    compute_instance_id: instance,
    tasks: computed(listOf(taskType), 'The tasks.'),
  })],
  [OPERATIONS, resource('Operations that were started on an instance, in the order in which the service lists them.', {
    id: computed(STRING, 'The instance.'),
    compute_instance_id: instance,
    operations: computed(listOf(operationType), 'The operations.'),
  })],
  [DIRECTORY, resource('The entries right below a directory of an instance, as its agent lists them.', {
    id: computed(STRING, '`folder/instance:path`.'),
    compute_instance_id: instance,
    folder_id: folder,
    path: optional(STRING, 'Absolute path of the directory. Not set: the volumes of the instance.'),
    entries: computed(listOf(entryType), 'The entries, in the order of their names.'),
  })],
]);

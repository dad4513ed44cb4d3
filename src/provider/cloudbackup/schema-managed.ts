import type { ResourceSchema } from '../../schema';
import { BOOL, STRING } from '../../values';
import { computed, defaulted, required, resource, timeouts } from './schema-parts';

export const RESOURCE = 'cloudbackup_resource';
export const DIRECTORY = 'cloudbackup_directory';

const registration = resource(
  'This instance is registered in Cloud Backup. There is no call that registers one: its agent does, and creating this resource takes an existing registration over. Destroying it removes the instance from Cloud Backup; the virtual machine and its backups stay, and the backups go on costing money, covered by no retention.',
  {
    id: computed(STRING, '`folder/instance`.'),
    compute_instance_id: required(STRING, 'Id of the instance, at most 50 characters. Changing it replaces the resource.'),
    folder_id: defaulted(STRING, 'Folder in which the instance is registered. Default: the folder that the provider is set to when the resource is created. Changing it looks for the registration in the other folder and deletes nothing.'),
    resource_id: defaulted(STRING, 'Id of the registration. Set it to pin one where an instance has several. Changing it points the resource to another registration and deletes nothing.'),
    wait_for_registration: defaulted(BOOL, 'Whether apply waits, up to `timeouts.create`, for an agent to register the instance. Default false: an instance that is not registered fails its own step.'),
    deletion_protection: defaulted(BOOL, 'While true, this registration is never deleted from Cloud Backup by any plan or apply. Kept in state: set it to false and apply before the resource can be destroyed. Default: the provider\'s `deletion_protection`, which is true unless set.'),
    on_destroy: defaulted(STRING, '"delete" removes the instance from Cloud Backup when the resource is destroyed; "forget" only stops managing it. Default "delete".'),
    type: computed(STRING, 'Kind of the instance: COMPUTE, BMS, EXTERNAL_VM, EXTERNAL_SERVER; one that this build does not know is its number.'),
    created_at: computed(STRING, 'When the registration was made (RFC 3339).'),
  },
  timeouts({
    create: 'How long apply waits for the registration with `wait_for_registration`. Default "30m".',
    delete: 'How long apply waits for a running backup or recovery to end and for the deletion. Default "10m".',
  }),
);

const directory = resource(
  'This directory exists on the instance. It is made through the backup agent. The service cannot delete directories: destroying this resource only stops managing it.',
  {
    id: computed(STRING, '`folder/instance:path`.'),
    compute_instance_id: required(STRING, 'Id of the instance, at most 50 characters. Changing it replaces the resource.'),
    folder_id: defaulted(STRING, 'Folder in which the instance is registered. Default: the folder that the provider is set to when the resource is created.'),
    path: required(STRING, 'Absolute path: `/srv/restore`, or `D:\\Restore` with either slash on Windows, where case does not matter. Changing it to another directory replaces the resource; another spelling of the same directory does not.'),
    create_parents: defaulted(BOOL, 'Whether missing directories above it are made as well. Default true.'),
  },
  timeouts({ create: 'How long apply waits for the directory to be made. Default "5m".' }),
);

export const managedSchemas: ReadonlyMap<string, ResourceSchema> = new Map([
  [RESOURCE, registration],
  [DIRECTORY, directory],
]);

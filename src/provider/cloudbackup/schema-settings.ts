import type { ResourceSchema } from '../../schema';
import { BOOL, NUMBER, STRING } from '../../values';
import { optional, resource, sensitive } from './schema-parts';

export const providerSettingsSchema: ResourceSchema = resource('Cloud Backup of one cloud: which folder, which credentials, how fast and how careful.', {
  folder_id: optional(STRING, 'Folder of every resource and data source that names none. Environment: `YC_FOLDER_ID`.'),
  token: sensitive(optional(STRING, 'IAM token. Better kept in the environment: `YC_TOKEN`. Conflicts with `service_account_key_file`.')),
  service_account_key_file: sensitive(optional(STRING, 'Authorized key of a service account: the path of its JSON file, or the JSON itself. Environment: `YC_SERVICE_ACCOUNT_KEY_FILE`. Conflicts with `token`. Without either, the metadata service of the machine is asked (its address: `YC_METADATA_ADDR`).')),
  endpoint: optional(STRING, 'Address of the API\'s discovery service, as `host:port`. Environment: `YC_ENDPOINT`. Credentials travel only to the cloud\'s own hosts and to loopback, whatever is written here.'),
  backup_endpoint: optional(STRING, 'Address of the Cloud Backup service, instead of the one discovery gives.'),
  operation_endpoint: optional(STRING, 'Address of the operation service, instead of the one discovery gives.'),
  iam_endpoint: optional(STRING, 'Address of the IAM token service, instead of the one discovery gives.'),
  plaintext: optional(BOOL, 'Connect without TLS. Has no effect in a configuration: only a command-line flag or `YC_PLAINTEXT` turns it on.'),
  insecure: optional(BOOL, 'Accept any server certificate. Has no effect in a configuration: only a command-line flag or `YC_INSECURE` turns it on.'),
  ca_file: optional(STRING, 'PEM file of trusted certificate authorities. Has no effect in a configuration: only a command-line flag or `HOLDFAST_CA_FILE` sets it.'),
  max_retries: optional(NUMBER, 'Attempts of one read in all, 1 to 100. Default 5. Calls that change something are never blindly repeated.'),
  requests_per_second: optional(NUMBER, 'Calls a second at most. Not set: adaptive, starting at 20 and following what the service allows.'),
  max_operations: optional(NUMBER, 'Operations under way at the same time. Default 64.'),
  max_operations_per_instance: optional(NUMBER, 'Operations under way at the same time on one instance. Default 8.'),
  max_deletes: optional(NUMBER, 'Registrations that one apply may delete. Default 10. Environment: `HOLDFAST_MAX_DELETES`. A plan that deletes more can be looked at and is refused by apply.'),
  deletion_protection: optional(BOOL, 'Default of `deletion_protection` for resources that do not set it. Default true.'),
  mutation_deadline: optional(STRING, 'Time that a call which starts an operation may take to answer, as a duration. Default "30s".'),
  settle_time: optional(STRING, 'Time after which a call that got no clear answer, and left no trace in the service, counts as not performed. Default "100s".'),
  read_lag: optional(STRING, 'Time after the end of an operation during which a read may still show the old world. Default "4s".'),
});

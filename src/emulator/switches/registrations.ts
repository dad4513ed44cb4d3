import { choice, type SwitchTable } from './spec';

/** Unknowns about registrations: List, Get, Delete and tasks. */
export const registrationSwitches = {
  tombstones: choice(['off', 'on'], 'on: a deleted registration stays in List with init_status DELETED'),
  get_deleted: choice(['not_found', 'deleted'], 'what Get answers for an instance with nothing but deleted registrations'),
  get_twin: choice(['first', 'newest', 'active', 'inactive', 'random', 'not_found'], 'which of several registrations of one instance Get answers: the first that came, ..., another each time, none'),
  delete_resource_id: choice(['checked', 'ignored'], 'ignored: Delete takes the registration that Get answers, whatever resource_id says'),
  delete_busy: choice(['refused', 'allowed'], 'Delete while the status is BACKUPING or RECOVERING'),
  delete_again: choice(['not_found', 'success'], 'Delete of a pair that is deleted already'),
  delete_offline: choice(['allowed', 'refused'], 'Delete while the agent is offline', ['allowed']),
  delete_enabled: choice(['allowed', 'refused'], 'Delete while backup is enabled for the instance (policies are linked)', ['allowed']),
  wrong_folder: choice(['not_found', 'permission_denied', 'empty'], 'a folder that the world does not have; empty: List answers nothing, other calls NOT_FOUND'),
  unknown_instance: choice(['not_found', 'empty'], 'ListTasks and ListOperations of an instance that never was registered'),
  resource_id_case: choice(['lower', 'upper', 'mixed'], 'letter case of UUIDs in answers; mixed: List lower, Get upper'),
  task_ids: choice(['long', 'short'], 'ids of tasks that the world gives none: 19 digits, or small numbers'),
  unknown_enums: choice(['off', 'on'], 'on: status and type of registrations and tasks are numbers that no published enum has'),
  newer_fields: choice(['on', 'off'], 'off: an older service without agent_info, tenant_info and the error of tasks'),
  registration_token: choice(['on', 'unimplemented'], 'GetInstanceRegistrationToken'),
} as const satisfies SwitchTable;

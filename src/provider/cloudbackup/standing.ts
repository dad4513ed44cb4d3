import type { BackupResource } from '../../api';

/** What an init_status means to us. Statuses that this build does not know count as registered: `isActive` decides about those. */
export type InitClass = 'registering' | 'failed' | 'deleted' | 'registered';

export function initClass(registration: BackupResource): InitClass {
  switch (registration.initStatus) {
    case 'REGISTERING': return 'registering';
    case 'FAILED_REGISTRATION': return 'failed';
    case 'DELETED': return 'deleted';
    default: return 'registered';
  }
}

/** Registered and in control of its instance. */
export function isActiveRegistration(registration: BackupResource): boolean {
  return registration.isActive && initClass(registration) === 'registered';
}

/** Ids of registrations: UUIDs, in either case. */
export function sameId(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

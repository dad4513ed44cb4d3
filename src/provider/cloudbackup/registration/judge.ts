import type { BackupResource } from '../../../api';
import type { Json } from '../../../values';
import { initClass, isActiveRegistration, sameId } from '../standing';

/** What the registrations of one instance amount to. */
export type Judged =
  | { readonly kind: 'found'; readonly registration: BackupResource }
  | { readonly kind: 'absent' }
  | { readonly kind: 'registering'; readonly registration: BackupResource }
  | { readonly kind: 'failed'; readonly registration: BackupResource }
  /** Registered once, controlling nothing now. */
  | { readonly kind: 'outdated'; readonly registration: BackupResource }
  /** Several active ones. */
  | { readonly kind: 'ambiguous'; readonly registrations: readonly BackupResource[] };

/**
 * The table of product.md "Managed resource types": decides what an instance's registrations mean.
 * `pinned`: the one registration that counts, whatever the others are; found also when outdated.
 */
export function judgeRegistrations(all: readonly BackupResource[], pinned: string | undefined): Judged {
  const [only] = all;
  // Nearly all instances have one registration, and it is active.
  if (only !== undefined && all.length === 1 && isActiveRegistration(only) && (pinned === undefined || sameId(only.resourceId, pinned))) return { kind: 'found', registration: only };
  const standing = all.filter((r) => initClass(r) !== 'deleted' && (pinned === undefined || sameId(r.resourceId, pinned)));
  const registered = standing.filter((r) => initClass(r) === 'registered');
  const active = pinned === undefined ? registered.filter((r) => r.isActive) : registered;
  const [found, ...twins] = active;
  if (found !== undefined) return twins.length === 0 ? { kind: 'found', registration: found } : { kind: 'ambiguous', registrations: active };
  const registering = standing.find((r) => initClass(r) === 'registering');
  if (registering !== undefined) return { kind: 'registering', registration: registering };
  const [outdated] = registered;
  if (outdated !== undefined) return { kind: 'outdated', registration: outdated };
  const [failed] = standing;
  return failed === undefined ? { kind: 'absent' } : { kind: 'failed', registration: failed };
}

/** The pair of ids that names a registration, for people. */
export function pairText(registration: BackupResource): string {
  return `${registration.computeInstanceId} / ${registration.resourceId}`;
}

/** What the service says about a registration; undefined where it says nothing. */
export function metadataText(registration: BackupResource): string | undefined {
  const text = registration.metadata.trim().replace(/\s*[\r\n]+\s*/g, ' ');
  return text === '' || text === 'null' ? undefined : text;
}

/** The facts of a registration that decisions rest on: nothing that changes by itself. Null when it is gone. */
export function registrationFact(registration: BackupResource | undefined): Json {
  if (registration === undefined || initClass(registration) === 'deleted') return null;
  return {
    // List and Get may spell one id in different cases.
    resource_id: registration.resourceId.toLowerCase(),
    type: registration.type,
    is_active: registration.isActive,
    init: initClass(registration),
    created_at: registration.createdAt,
  };
}

import type { BackupResource } from '../../../api';
import type { Json, Value } from '../../../values';
import { bool, boolArg, boolOf, field, hasText, holdsText, isKnown, nullValue, object, text, textArg, textOf, UNKNOWN, type Arg } from '../../fields';
import { parseDuration } from '../duration';
import { registrationId, type RegistrationPlace } from '../place';
import { objectOf } from '../schema-parts';
import { STRING } from '../../../values';

export type OnDestroy = 'delete' | 'forget';

/** The arguments of a registration that is declared, with defaults put in. */
export interface RegistrationConfig {
  readonly instanceId: Arg<string>;
  /** undefined: the prior object's, or the provider's. */
  readonly folderId: Arg<string>;
  /** undefined: not pinned. */
  readonly pin: Arg<string>;
  readonly wait: Arg<boolean>;
  readonly protection: Arg<boolean>;
  readonly onDestroy: Arg<string>;
  readonly timeouts: Value;
}

export function readRegistrationConfig(config: Value, defaults: { readonly deletionProtection: boolean }): RegistrationConfig {
  const orElse = <T>(value: Arg<T>, fallback: T): Arg<T> => (value === undefined ? fallback : value);
  return {
    instanceId: textArg(config, 'compute_instance_id'),
    folderId: textArg(config, 'folder_id'),
    pin: textArg(config, 'resource_id'),
    wait: orElse(boolArg(config, 'wait_for_registration'), false),
    protection: orElse(boolArg(config, 'deletion_protection'), defaults.deletionProtection),
    onDestroy: orElse(textArg(config, 'on_destroy'), 'delete'),
    timeouts: field(config, 'timeouts'),
  };
}

/** What an object in state says. */
export interface RegistrationState extends RegistrationPlace {
  /** Anything but a clear false protects. */
  readonly protected: boolean;
  readonly onDestroy: OnDestroy;
  readonly wait: boolean;
}

export function readRegistrationState(state: Value): RegistrationState {
  return {
    folderId: textOf(state, 'folder_id') ?? '',
    instanceId: textOf(state, 'compute_instance_id') ?? '',
    resourceId: textOf(state, 'resource_id') ?? '',
    protected: boolOf(state, 'deletion_protection') !== false,
    onDestroy: textOf(state, 'on_destroy') === 'forget' ? 'forget' : 'delete',
    wait: boolOf(state, 'wait_for_registration') === true,
  };
}

/** The object as planned; `registration` undefined where only apply can tell which it is. */
export function registrationObject(
  config: RegistrationConfig, folderId: Arg<string>, resourceId: Arg<string>, registration: Pick<BackupResource, 'type' | 'createdAt'> | undefined,
): Value {
  const place = isKnown(folderId) && isKnown(config.instanceId) && folderId !== undefined && config.instanceId !== undefined
    ? registrationId({ folderId, instanceId: config.instanceId }) : UNKNOWN;
  return object({
    id: text(place),
    compute_instance_id: text(config.instanceId),
    folder_id: text(folderId),
    resource_id: text(resourceId),
    wait_for_registration: bool(config.wait),
    deletion_protection: bool(config.protection),
    on_destroy: text(config.onDestroy),
    type: text(registration === undefined ? UNKNOWN : registration.type),
    created_at: text(registration === undefined ? UNKNOWN : registration.createdAt),
    timeouts: config.timeouts.kind === 'null' ? nullValue(TIMEOUTS) : config.timeouts,
  });
}

/**
 * Whether what `registrationObject` makes of the arguments is the prior object again, told without making it: nearly all objects of
 * a plan are such. False says nothing. The arguments must mean the same instance, folder and registration.
 */
export function isStill(prior: Value, config: RegistrationConfig): boolean {
  const folder = textOf(prior, 'folder_id');
  return prior.kind === 'object' && prior.entries.size === 10 && folder !== undefined && folder !== ''
    && holdsText(prior, 'compute_instance_id', config.instanceId)
    && textOf(prior, 'id') === `${folder}/${textOf(prior, 'compute_instance_id')}`
    && hasText(prior, 'resource_id') && hasText(prior, 'type') && hasText(prior, 'created_at')
    && boolOf(prior, 'wait_for_registration') === config.wait && boolOf(prior, 'deletion_protection') === config.protection
    && holdsText(prior, 'on_destroy', config.onDestroy)
    && config.timeouts.kind === 'null' && prior.entries.get('timeouts')?.kind === 'null';
}

export const TIMEOUTS = objectOf({ create: STRING, delete: STRING });
const DEFAULT_MS = { create: 30 * 60_000, delete: 10 * 60_000 };

/** Milliseconds that the object's `timeouts` block allows. */
export function registrationTimeout(whole: Value, what: 'create' | 'delete'): number {
  const written = textOf(field(whole, 'timeouts'), what);
  return (written === undefined ? undefined : parseDuration(written)) ?? DEFAULT_MS[what];
}

/** Where a registration is, for edges; `resourceId` null where only apply can tell. */
export interface RegistrationLocus {
  readonly kind: 'registration';
  readonly folder: string;
  readonly instance: string;
  readonly resource: string | null;
  readonly [name: string]: Json;
}

export function registrationLocus(folder: string, instance: string, resource: string | null): RegistrationLocus {
  return { kind: 'registration', folder, instance, resource };
}

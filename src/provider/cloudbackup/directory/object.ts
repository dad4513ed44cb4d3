import { STRING, type Json, type Value } from '../../../values';
import { bool, boolArg, boolOf, field, hasText, holdsText, nullValue, object, text, textArg, textOf, UNKNOWN, type Arg } from '../../fields';
import { parseDuration } from '../duration';
import type { DirectoryPlace } from '../place';
import { objectOf } from '../schema-parts';
import type { KnownPaths } from '../world';

/** The arguments of a declared directory, with defaults put in. */
export interface DirectoryConfig {
  readonly instanceId: Arg<string>;
  /** undefined: the prior object's, or the provider's. */
  readonly folderId: Arg<string>;
  /** As the person wrote it. */
  readonly path: Arg<string>;
  readonly createParents: Arg<boolean>;
  readonly timeouts: Value;
}

export function readDirectoryConfig(config: Value): DirectoryConfig {
  const createParents = boolArg(config, 'create_parents');
  return {
    instanceId: textArg(config, 'compute_instance_id'),
    folderId: textArg(config, 'folder_id'),
    path: textArg(config, 'path'),
    createParents: createParents === undefined ? true : createParents,
    timeouts: field(config, 'timeouts'),
  };
}

/** The place of an object in state. undefined for a path that no rule lets through: the state was edited by hand. */
export function placeOfState(state: Value, paths: Pick<KnownPaths, 'parse'>): DirectoryPlace | undefined {
  const path = paths.parse(textOf(state, 'path') ?? '');
  const folderId = textOf(state, 'folder_id');
  const instanceId = textOf(state, 'compute_instance_id');
  return path.ok && folderId !== undefined && instanceId !== undefined ? { folderId, instanceId, path: path.path } : undefined;
}

/** The object as planned: `id` and `path` as the state or the configuration spells them. */
export function directoryObject(config: DirectoryConfig, folderId: Arg<string>, id: Arg<string>, path: Arg<string>): Value {
  return object({
    id: text(id),
    compute_instance_id: text(config.instanceId),
    folder_id: text(folderId),
    path: text(path),
    create_parents: bool(config.createParents),
    timeouts: config.timeouts.kind === 'null' ? nullValue(TIMEOUTS) : config.timeouts,
  });
}

/**
 * Whether what `directoryObject` makes of the arguments is the prior object again, told without making it: nearly all objects of a
 * plan are such. False says nothing. The arguments must mean the same instance, folder and path.
 */
export function isStill(prior: Value, config: DirectoryConfig): boolean {
  return prior.kind === 'object' && prior.entries.size === 6
    && holdsText(prior, 'compute_instance_id', config.instanceId) && hasText(prior, 'folder_id') && hasText(prior, 'id') && hasText(prior, 'path')
    && boolOf(prior, 'create_parents') === config.createParents
    && config.timeouts.kind === 'null' && prior.entries.get('timeouts')?.kind === 'null';
}

/** The same object with everything that depends on its place left to apply. */
export function directoryLater(config: DirectoryConfig, folderId: Arg<string>): Value {
  return directoryObject(config, folderId, UNKNOWN, config.path);
}

export const TIMEOUTS = objectOf({ create: STRING });
const CREATE_MS = 5 * 60_000;

/** Milliseconds that the object's `timeouts` block allows for making it. */
export function directoryTimeout(whole: Value): number {
  const written = textOf(field(whole, 'timeouts'), 'create');
  return (written === undefined ? undefined : parseDuration(written)) ?? CREATE_MS;
}

/** Where a directory is, for edges. */
export interface DirectoryLocus {
  readonly kind: 'directory';
  readonly folder: string;
  readonly instance: string;
  readonly path: string;
  readonly [name: string]: Json;
}

export function directoryLocus(place: DirectoryPlace): DirectoryLocus {
  return { kind: 'directory', folder: place.folderId, instance: place.instanceId, path: place.path.text };
}

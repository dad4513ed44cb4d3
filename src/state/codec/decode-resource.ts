import type { ExactJson } from '../../values';
import type { StateInstance, StateResource } from '../model';
import { decodePaths, hasMapKeys, isObject } from './sensitive-paths';
import { rest, type Problems } from './shape';

const KNOWN = new Set(['module', 'mode', 'type', 'name', 'provider', 'instances']);
const KNOWN_INSTANCE = new Set([
  'index_key', 'status', 'deposed', 'schema_version', 'attributes', 'sensitive_attributes', 'private', 'dependencies', 'create_before_destroy',
]);

/** The key of a resource in `State.resources`: its address without instance key. */
export function resourceKey(resource: Pick<StateResource, 'module' | 'mode' | 'type' | 'name'>): string {
  const module = resource.module === undefined ? '' : `${resource.module}.`;
  // Joined, not added up: it is the key of many maps, and only a text in one piece is compared fast.
  return [module, resource.mode === 'data' ? 'data.' : '', resource.type, '.', resource.name].join('');
}

/** One resource of a state; undefined, with the reason in `problems`, where it is not one. */
export function decodeResource(json: ExactJson, place: string, problems: Problems): StateResource | undefined {
  if (!isObject(json)) {
    problems.push(`${place} is not an object.`);
    return undefined;
  }
  const module = optionalText(json['module']);
  const { mode, type, name } = json;
  const provider = json['provider'] ?? '';
  if (module === null || (mode !== 'managed' && mode !== 'data') || typeof type !== 'string' || type === '' || typeof name !== 'string'
    || name === '' || typeof provider !== 'string') {
    problems.push(`${place} lacks a proper module, mode ("managed" or "data"), type, name or provider.`);
    return undefined;
  }
  const list = json['instances'];
  if (!Array.isArray(list)) {
    problems.push(`${place} (${type}.${name}) has no list of instances.`);
    return undefined;
  }
  const instances: StateInstance[] = [];
  const seen = list.length > 1 ? new Set<string>() : undefined;
  for (const item of list as readonly ExactJson[]) {
    const instance = decodeInstance(item);
    if (typeof instance === 'string') {
      problems.push(`An instance of ${type}.${name} (${place}) ${instance}.`);
      continue;
    }
    if (seen !== undefined) {
      const key = JSON.stringify([instance.indexKey, instance.deposed]);
      if (seen.has(key)) problems.push(`${type}.${name} (${place}) holds an instance of the same key twice.`);
      seen.add(key);
    }
    instances.push(instance);
  }
  return { module, mode, type, name, provider, instances, extra: rest(json, KNOWN) };
}

function decodeInstance(json: ExactJson): StateInstance | string {
  if (!isObject(json)) return 'is not an object';
  const indexKey = json['index_key'] ?? undefined;
  if (indexKey !== undefined && typeof indexKey !== 'string' && (typeof indexKey !== 'number' || !Number.isSafeInteger(indexKey))) {
    return 'has an index_key that is neither a text nor a whole number';
  }
  const status = optionalText(json['status']);
  if (status !== undefined && status !== 'tainted') return 'has a status other than "tainted"';
  const deposed = optionalText(json['deposed']);
  const opaque = optionalText(json['private']);
  if (deposed === null || opaque === null) return 'has a deposed key or private data that is not a text';
  const schemaVersion = json['schema_version'] ?? 0;
  if (typeof schemaVersion !== 'number' || !Number.isSafeInteger(schemaVersion) || schemaVersion < 0) return 'has a schema_version that is not a whole number';
  const attributes = json['attributes'] ?? ('attributes_flat' in json ? {} : undefined);
  if (!isObject(attributes)) return 'has no attributes';
  const sensitive = json['sensitive_attributes'] ?? null;
  const sensitivePaths = decodePaths(sensitive);
  if (sensitivePaths === undefined) return 'has sensitive_attributes that are not paths';
  const dependencies = json['dependencies'] ?? [];
  if (!isTexts(dependencies)) return 'has dependencies that are not addresses';
  const unknown = rest(json, KNOWN_INSTANCE);
  return {
    indexKey, status, deposed, schemaVersion, attributes, sensitivePaths, private: opaque, dependencies,
    createBeforeDestroy: json['create_before_destroy'] === true,
    extra: hasMapKeys(sensitive) ? { ...unknown, sensitive_attributes: sensitive } : unknown,
  };
}

/** undefined where absent or empty (Terraform omits what is empty), null where it is not a text. */
function optionalText(json: ExactJson | undefined): string | undefined | null {
  if (json === undefined || json === null || json === '') return undefined;
  return typeof json === 'string' ? json : null;
}

function isTexts(json: ExactJson): json is readonly string[] {
  return Array.isArray(json) && (json as readonly ExactJson[]).every((item) => typeof item === 'string');
}

import { compareText, writeExactJson, type ExactJson } from '../../values';
import type { State, StateInstance, StateOutput, StateResource } from '../model';
import { decodePaths, encodePaths, samePaths } from './sensitive-paths';

/**
 * A state as Terraform writes it, byte for byte: order of fields, omitted fields, sorting, escapes, indentation.
 * Fields that this build does not know keep their place where Terraform's order is known, else they stand last.
 */
export function encodeState(state: State): string {
  const resources = [...state.resources.values()].filter((r) => r.instances.length > 0).sort(compareResources);
  const { check_results = null, ...extra } = state.extra;
  return writeExactJson({
    version: 4,
    terraform_version: state.terraformVersion,
    serial: state.serial,
    lineage: state.lineage,
    outputs: Object.fromEntries([...state.outputs].sort(([a], [b]) => compareText(a, b)).map(([name, output]) => [name, outputJson(output)])),
    resources: resources.map(resourceJson),
    check_results,
    ...extra,
  }, { indent: 2, newline: true });
}

function outputJson(output: StateOutput): ExactJson {
  const json: Writable = { value: output.value, type: output.type };
  if (output.sensitive) json['sensitive'] = true;
  return { ...json, ...output.extra };
}

/** What omits a field does not set it: a member that is undefined would still be looked at. */
interface Writable {
  [name: string]: ExactJson;
}

function resourceJson(resource: StateResource): ExactJson {
  const { each, ...extra } = resource.extra;
  const json: Writable = {};
  if (resource.module !== undefined) json['module'] = resource.module;
  json['mode'] = resource.mode;
  json['type'] = resource.type;
  json['name'] = resource.name;
  if (each !== undefined) json['each'] = each;
  // OpenTofu may name the provider at each instance instead.
  if (resource.provider !== '') json['provider'] = resource.provider;
  json['instances'] = sorted(resource.instances).map(instanceJson);
  return { ...json, ...extra };
}

function instanceJson(instance: StateInstance): ExactJson {
  const json: Writable = {};
  if (instance.indexKey !== undefined) json['index_key'] = instance.indexKey;
  if (instance.status !== undefined) json['status'] = instance.status;
  if (instance.deposed !== undefined) json['deposed'] = instance.deposed;
  json['schema_version'] = instance.schemaVersion;
  const { attributes_flat: flat, sensitive_attributes: sensitive, identity_schema_version: identityVersion, identity, ...extra } = instance.extra;
  if (flat === undefined) json['attributes'] = instance.attributes;
  else json['attributes_flat'] = flat;
  json['sensitive_attributes'] = sensitiveJson(instance, sensitive);
  if (identityVersion !== undefined) json['identity_schema_version'] = identityVersion;
  if (identity !== undefined) json['identity'] = identity;
  if (instance.private !== undefined) json['private'] = instance.private;
  if (instance.dependencies.length > 0) json['dependencies'] = [...instance.dependencies].sort(compareText);
  if (instance.createBeforeDestroy) json['create_before_destroy'] = true;
  return { ...json, ...extra };
}

/** The JSON that was read, as long as it still says what the paths say. */
function sensitiveJson(instance: StateInstance, kept: ExactJson | undefined): ExactJson {
  if (kept !== undefined) {
    const paths = decodePaths(kept);
    if (paths !== undefined && samePaths(paths, instance.sensitivePaths)) return kept;
  }
  return encodePaths(instance.sensitivePaths, instance.attributes);
}

function compareResources(a: StateResource, b: StateResource): number {
  return compareText(a.module ?? '', b.module ?? '') || compareText(a.mode, b.mode) || compareText(a.type, b.type) || compareText(a.name, b.name);
}

function sorted(instances: readonly StateInstance[]): readonly StateInstance[] {
  return instances.length === 1 ? instances : [...instances].sort(compareInstances);
}

/** No key first, then numbers, then texts; the current object (not deposed) of a key first. */
export function compareInstances(a: StateInstance, b: StateInstance): number {
  return keyRank(a) - keyRank(b) || compareKeys(a.indexKey, b.indexKey) || compareText(a.deposed ?? '', b.deposed ?? '');
}

const keyRank = ({ indexKey }: StateInstance): number => (indexKey === undefined ? 0 : typeof indexKey === 'number' ? 1 : 2);

function compareKeys(a: string | number | undefined, b: string | number | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  return 0;
}

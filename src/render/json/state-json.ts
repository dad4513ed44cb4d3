import { formatAddress } from '../../addrs';
import type { State, StateInstance, StateResource } from '../../state';
import type { ExactJson, ValuePath } from '../../values';
import { ExactNumber } from '../../values';
import { plainAttributes } from '../plain-state';
import type { SchemaLookup } from '../plan-view';
import type { Mask } from './value-json';
import { moduleTree } from '../module-tree';
import { moduleJson } from './module-json';
import { stateChecksJson } from './plan-checks';
import type { JsonData } from './write';

type JsonObject = { readonly [key: string]: JsonData | undefined };

/** Paths of a type's attributes that its schema calls sensitive. */
export type SensitivePaths = (source: string, mode: 'managed' | 'data', type: string) => readonly ValuePath[];

/** A state as `show -json` of Terraform writes it, format 1.0. With `redact`, sensitive values are null and the masks say where. */
export function stateJson(state: State | undefined, sensitive: SensitivePaths, schemas: SchemaLookup, redact: boolean): JsonData {
  if (state === undefined || (state.resources.size === 0 && state.outputs.size === 0)) return { format_version: '1.0' };
  const outputs = Object.fromEntries([...state.outputs].map(([name, o]): [string, JsonObject] =>
    [name, { sensitive: o.sensitive, value: redact && o.sensitive ? null : o.value, type: o.type }]));
  const instances = [...state.resources.values()].flatMap((resource) => resource.instances.map((instance) => [resource.module, { resource, instance }] as const));
  return {
    format_version: '1.0',
    terraform_version: state.terraformVersion,
    values: {
      outputs: state.outputs.size === 0 ? undefined : outputs,
      root_module: moduleJson(moduleTree(instances), ({ resource, instance }) => instanceJson(resource, instance, sensitive, schemas, redact)),
    },
    checks: stateChecksJson(state.extra['check_results']),
  };
}

/** `holdfast/cloudbackup` of `provider["registry.terraform.io/holdfast/cloudbackup"].alias`; sources of other hosts are whole. */
export function sourceInState(provider: string): string {
  return fullNameInState(provider).replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, '');
}

const fullNameInState = (provider: string): string => /\["([^"]*)"\]/.exec(provider)?.[1] ?? provider;

function instanceJson(resource: StateResource, instance: StateInstance, sensitive: SensitivePaths, schemas: SchemaLookup, redact: boolean): JsonObject {
  const paths = [...instance.sensitivePaths, ...sensitive(sourceInState(resource.provider), resource.mode, resource.type)];
  const address = formatAddress({ module: [], mode: resource.mode, type: resource.type, name: resource.name }, instance.indexKey);
  const attributes = plainAttributes(instance.attributes, schemas(sourceInState(resource.provider), resource.mode, resource.type)?.block);
  return {
    address: resource.module === undefined ? address : `${resource.module}.${address}`,
    mode: resource.mode, type: resource.type, name: resource.name, index: instance.indexKey,
    provider_name: fullNameInState(resource.provider),
    schema_version: instance.schemaVersion,
    values: redact ? without(attributes, paths) : attributes,
    sensitive_values: maskOf(attributes, paths),
    depends_on: instance.dependencies.length === 0 ? undefined : instance.dependencies,
    tainted: instance.status === 'tainted' ? true : undefined,
    deposed_key: instance.deposed,
  };
}

const hits = (paths: readonly ValuePath[]): boolean => paths.some((path) => path.length === 0);
const below = (paths: readonly ValuePath[], step: string | number): readonly ValuePath[] => paths.filter((path) => path[0] === step).map((path) => path.slice(1));

/** The value with null where a path leads. */
export function without(json: ExactJson, paths: readonly ValuePath[]): ExactJson {
  if (paths.length === 0 || json === null) return json;
  if (hits(paths)) return null;
  if (isList(json)) return json.map((item, i) => without(item, below(paths, i)));
  if (typeof json === 'object' && !(json instanceof ExactNumber)) {
    return Object.fromEntries(Object.entries(json).map(([name, member]) => [name, without(member as ExactJson, below(paths, name))]));
  }
  return json;
}

function maskOf(json: ExactJson, paths: readonly ValuePath[]): Mask {
  if (json === null) return false;
  if (hits(paths)) return true;
  if (isList(json)) return json.map((item, i) => maskOf(item, below(paths, i)));
  if (typeof json !== 'object' || json instanceof ExactNumber) return false;
  const members = Object.entries(json).map(([name, member]) => [name, maskOf(member as ExactJson, below(paths, name))] as const);
  return Object.fromEntries(members.filter(([, mask]) => mask !== false));
}

const isList = (json: ExactJson): json is readonly ExactJson[] => Array.isArray(json);

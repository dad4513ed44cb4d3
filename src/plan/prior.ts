import { formatKey, withoutKeys, type InstanceKey } from '../addrs';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { impliedType, markedBy, type ProviderSchema } from '../schema';
import type { State, StateInstance, StateResource } from '../state';
import { fromExactJson, markPaths, type Value } from '../values';

/** One object as the state has it. `value` has the schema's type and carries the sensitive marks of the state and of the schema. */
export interface PriorObject {
  readonly address: string;
  /** The same without any keys: which resource of the configuration it belongs to. */
  readonly resource: string;
  /** Path of its module instance; undefined for the root. */
  readonly module: string | undefined;
  readonly key: InstanceKey | undefined;
  /** Its address in the state, when it was moved from there. */
  readonly previousAddress?: string | undefined;
  /** It is not in the state yet: an import block takes it in. */
  readonly importing?: { readonly id: string } | undefined;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly deposed: string | undefined;
  readonly source: string;
  readonly alias: string | undefined;
  /** Module that its provider configuration stands in. */
  readonly providerModule: string | undefined;
  readonly value: Value;
  readonly tainted: boolean;
  readonly private: string | undefined;
  readonly dependencies: readonly string[];
  /** The same as the state has them, where something among them was moved. */
  readonly unmovedDependencies?: readonly string[] | undefined;
  readonly createBeforeDestroy: boolean;
}

/** What the state says that an object depends on, under the names that it had. */
export function writtenDependencies({ dependencies, unmovedDependencies = dependencies }: PriorObject): readonly string[] {
  return unmovedDependencies;
}

const PROVIDER = /^(?:(module\..+?)\.)?provider\["(?:registry\.terraform\.io\/|registry\.opentofu\.org\/)?([^"]+)"\](?:\.(.+))?$/;

export interface StateProvider {
  readonly source: string;
  readonly alias: string | undefined;
  readonly module: string | undefined;
}

/** `module.a.provider["registry.terraform.io/holdfast/cloudbackup"].west` to its parts. */
export function parseProviderString(text: string): StateProvider | undefined {
  const match = PROVIDER.exec(text);
  const source = match?.[2];
  return source === undefined ? undefined : { source, module: match?.[1], alias: match?.[3] };
}

/** Every object of the state by address (deposed ones apart), decoded by the schemas of `schemaOf(source)`. */
export function decodePrior(
  state: State | undefined, schemaOf: (source: string) => ProviderSchema | undefined,
): { readonly current: ReadonlyMap<string, PriorObject>; readonly deposed: readonly PriorObject[]; readonly diagnostics: readonly Diagnostic[] } {
  const current = new Map<string, PriorObject>();
  const deposed: PriorObject[] = [];
  const diagnostics: Diagnostic[] = [];
  const parsed = new Map<string, ReturnType<typeof parseProviderString>>();
  for (const [whole, resource] of state?.resources ?? []) {
    if (!parsed.has(resource.provider)) parsed.set(resource.provider, parseProviderString(resource.provider));
    const provider = parsed.get(resource.provider);
    const schema = provider === undefined ? undefined : schemaOf(provider.source);
    if (provider === undefined || schema === undefined) {
      diagnostics.push(diagnostic('plan_state_provider_unknown', `The state holds ${resource.type}.${resource.name}, which belongs to `
        + `${resource.provider}; this build has no such provider. Manage that object with the tool that has it, or take it out of this state.`,
        { address: `${resource.type}.${resource.name}` }));
      continue;
    }
    for (const instance of resource.instances) {
      const object = decodeInstance(whole, resource, instance, provider, schema, diagnostics);
      if (object === undefined) continue;
      if (object.deposed === undefined) current.set(object.address, object);
      else deposed.push(object);
    }
  }
  return { current, deposed, diagnostics };
}

/** `whole`: the address of the resource, which the state knows it by. */
function decodeInstance(
  whole: string, resource: StateResource, instance: StateInstance, provider: StateProvider,
  schema: ProviderSchema, diagnostics: Diagnostic[],
): PriorObject | undefined {
  const { module, mode } = resource;
  const address = instance.indexKey === undefined ? whole : `${whole}${formatKey(instance.indexKey)}`;
  const type = (resource.mode === 'managed' ? schema.resources : schema.dataSources).get(resource.type);
  if (type === undefined || type.version !== instance.schemaVersion) {
    diagnostics.push(diagnostic('plan_state_schema_unknown', `The state holds ${address} with schema version ${instance.schemaVersion}; `
      + `this build knows ${type === undefined ? 'no such type' : `version ${type.version}`}. Use the release that wrote the state, or a newer one.`, { address }));
    return undefined;
  }
  const decoded = fromExactJson(instance.attributes, impliedType(type.block));
  if (!decoded.ok) {
    diagnostics.push(diagnostic('plan_state_object_damaged', `The object of ${address} in the state does not fit its schema: `
      + `${decoded.message}. Restore an earlier state, or remove the object from it.`, { address }));
    return undefined;
  }
  return {
    address, resource: module === undefined ? whole : withoutKeys(whole), module, key: instance.indexKey,
    mode, type: resource.type, name: resource.name, deposed: instance.deposed,
    source: provider.source, alias: provider.alias, providerModule: provider.module,
    value: markPaths(decoded.value, markedBy(type.block, decoded.value, instance.sensitivePaths)),
    tainted: instance.status === 'tainted', private: instance.private,
    dependencies: instance.dependencies, createBeforeDestroy: instance.createBeforeDestroy,
  };
}

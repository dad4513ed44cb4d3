import { formatAddress } from '../addrs';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { impliedType, type ProviderSchema } from '../schema';
import type { State, StateInstance, StateResource } from '../state';
import { fromExactJson, markPaths, type Value } from '../values';

/** One object as the state has it. `value` has the schema's type and carries the sensitive marks of the state. */
export interface PriorObject {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly deposed: string | undefined;
  readonly source: string;
  readonly alias: string | undefined;
  readonly value: Value;
  readonly tainted: boolean;
  readonly private: string | undefined;
  readonly dependencies: readonly string[];
  readonly createBeforeDestroy: boolean;
}

const PROVIDER = /^provider\["(?:registry\.terraform\.io\/|registry\.opentofu\.org\/)?([^"]+)"\](?:\.(.+))?$/;

/** `provider["registry.terraform.io/holdfast/cloudbackup"].west` to source and alias. */
export function parseProviderString(text: string): { readonly source: string; readonly alias: string | undefined } | undefined {
  const match = PROVIDER.exec(text);
  const source = match?.[1];
  return source === undefined ? undefined : { source, alias: match?.[2] };
}

/** Every object of the state by address (deposed ones apart), decoded by the schemas of `schemaOf(source)`. */
export function decodePrior(
  state: State | undefined, schemaOf: (source: string) => ProviderSchema | undefined,
): { readonly current: ReadonlyMap<string, PriorObject>; readonly deposed: readonly PriorObject[]; readonly diagnostics: readonly Diagnostic[] } {
  const current = new Map<string, PriorObject>();
  const deposed: PriorObject[] = [];
  const diagnostics: Diagnostic[] = [];
  const parsed = new Map<string, ReturnType<typeof parseProviderString>>();
  for (const resource of state?.resources.values() ?? []) {
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
      const object = decodeInstance(resource, instance, provider, schema, diagnostics);
      if (object === undefined) continue;
      if (object.deposed === undefined) current.set(object.address, object);
      else deposed.push(object);
    }
  }
  return { current, deposed, diagnostics };
}

const NO_MODULES: readonly string[] = [];

function decodeInstance(
  resource: StateResource, instance: StateInstance, provider: { readonly source: string; readonly alias: string | undefined },
  schema: ProviderSchema, diagnostics: Diagnostic[],
): PriorObject | undefined {
  const modules = resource.module === undefined ? NO_MODULES : [resource.module.replace(/^module\./, '')];
  const address = formatAddress({ module: modules, mode: resource.mode, type: resource.type, name: resource.name }, instance.indexKey);
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
    address, mode: resource.mode, type: resource.type, name: resource.name, deposed: instance.deposed,
    source: provider.source, alias: provider.alias,
    value: instance.sensitivePaths.length === 0 ? decoded.value : markPaths(decoded.value, instance.sensitivePaths),
    tainted: instance.status === 'tainted', private: instance.private,
    dependencies: instance.dependencies, createBeforeDestroy: instance.createBeforeDestroy,
  };
}

import { withoutKeys } from '../../addrs';
import type { Configuration } from '../../config';
import type { Diagnostic } from '../../diagnostics';
import type { FunctionWorld, Scope } from '../../lang';
import { impliedType, type ProviderSchema } from '../../schema';
import type { State } from '../../state';
import type { Value } from '../../values';
import { decodePrior } from '../prior';
import { sourceOf } from '../static/provider-keys';
import type { Plan } from '../types';
import { ConsoleModule, type ConsoleObject } from './module';

export interface ConsoleInputs {
  readonly configuration: Configuration;
  /** Those of the root that have a value; the others are not known. */
  readonly variables: ReadonlyMap<string, Value>;
  readonly state: State | undefined;
  /** What the objects will be by this plan, in the place of the state. */
  readonly planned?: Pick<Plan, 'changes'> | undefined;
  schemaOf(source: string): ProviderSchema | undefined;
  readonly functions: FunctionWorld;
  /** `path.cwd`. */
  readonly cwd: string;
  /** `terraform.workspace`. */
  readonly workspace: string;
}

/** What names of the root module mean to somebody who tries expressions, and what is wrong in the configuration already. */
export function consoleScope(inputs: ConsoleInputs): { readonly scope: Scope; readonly diagnostics: readonly Diagnostic[] } {
  const prior = inputs.planned === undefined ? decodePrior(inputs.state, (source) => inputs.schemaOf(source)) : undefined;
  const diagnostics = [...prior?.diagnostics ?? []];
  const objects = prior === undefined ? plannedObjects(inputs.planned) : prior.current.values();
  const root = new ConsoleModule(inputs.configuration, {
    cwd: inputs.cwd, workspace: inputs.workspace, functions: inputs.functions, objects: byResource(objects), planned: inputs.planned !== undefined,
    tell: (problems) => void diagnostics.push(...problems),
    typeOf: (config, { mode, type, provider }) => {
      const schema = inputs.schemaOf(sourceOf(provider.localName, { config }));
      const block = (mode === 'managed' ? schema?.resources : schema?.dataSources)?.get(type)?.block;
      return block === undefined ? undefined : impliedType(block);
    },
  }, '', inputs.variables);
  root.judge();
  return { scope: root, diagnostics };
}

/** What is there after the plan: what it takes away is not. */
function plannedObjects(plan: Pick<Plan, 'changes'> | undefined): readonly ConsoleObject[] {
  return (plan?.changes ?? []).flatMap((change) => (change.deposed !== undefined || change.action === 'delete' || change.action === 'forget' ? []
    : [{ address: change.address, module: change.module, key: change.key, value: change.after }]));
}

function byResource(objects: Iterable<ConsoleObject>): ReadonlyMap<string, readonly ConsoleObject[]> {
  const found = new Map<string, ConsoleObject[]>();
  for (const object of objects) {
    const own = withoutKeys(object.module === undefined ? object.address : object.address.slice(object.module.length + 1));
    const address = object.module === undefined ? own : `${object.module}.${own}`;
    const list = found.get(address);
    if (list === undefined) found.set(address, [object]);
    else list.push(object);
  }
  return found;
}

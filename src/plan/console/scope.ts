import { withoutKeys } from '../../addrs';
import type { Configuration } from '../../config';
import type { Diagnostic } from '../../diagnostics';
import type { FunctionWorld, Scope } from '../../lang';
import { impliedType, type ProviderSchema } from '../../schema';
import type { State } from '../../state';
import type { Value } from '../../values';
import { decodePrior, type PriorObject } from '../prior';
import { sourceOf } from '../static/provider-keys';
import { ConsoleModule } from './module';

export interface ConsoleInputs {
  readonly configuration: Configuration;
  /** Those of the root that have a value; the others are not known. */
  readonly variables: ReadonlyMap<string, Value>;
  readonly state: State | undefined;
  schemaOf(source: string): ProviderSchema | undefined;
  readonly functions: FunctionWorld;
  /** `path.cwd`. */
  readonly cwd: string;
  /** `terraform.workspace`. */
  readonly workspace: string;
}

/** What names of the root module mean to somebody who tries expressions, and what is wrong in the configuration already. */
export function consoleScope(inputs: ConsoleInputs): { readonly scope: Scope; readonly diagnostics: readonly Diagnostic[] } {
  const prior = decodePrior(inputs.state, (source) => inputs.schemaOf(source));
  const diagnostics = [...prior.diagnostics];
  const root = new ConsoleModule(inputs.configuration, {
    cwd: inputs.cwd, workspace: inputs.workspace, functions: inputs.functions, objects: byResource(prior.current.values()),
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

function byResource(objects: Iterable<PriorObject>): ReadonlyMap<string, readonly PriorObject[]> {
  const found = new Map<string, PriorObject[]>();
  for (const object of objects) {
    const own = withoutKeys(object.module === undefined ? object.address : object.address.slice(object.module.length + 1));
    const address = object.module === undefined ? own : `${object.module}.${own}`;
    const list = found.get(address);
    if (list === undefined) found.set(address, [object]);
    else list.push(object);
  }
  return found;
}

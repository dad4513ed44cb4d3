import { hasErrors, type Diagnostic } from '../diagnostics';
import { decodeBody } from '../lang';
import { impliedType, markedBy, type BlockSchema } from '../schema';
import { isWhollyKnown, markPaths, nullOf, unknownOf, unmarkDeep, type Value } from '../values';
import { placeOf, type Declared } from './declared';
import { locate } from './locate';
import { residualBody } from './residual/body';
import type { Change, Residual } from './types';

export interface DataInputs extends Declared {
  /** Something that the block depends on explicitly is going to change: the read waits for it, as in Terraform. */
  readonly dependencyPending: boolean;
  /** Address of the check block that the data source belongs to. */
  readonly check: string | undefined;
}

/** Reads a data source now when all it needs is known and settled, else makes the read a step of apply. */
export async function planData(inputs: DataInputs): Promise<
  { readonly change: Change; readonly residual: Residual | undefined; readonly diagnostics: readonly Diagnostic[] }
  | { readonly failed: readonly Diagnostic[] }
> {
  const { block, schema, target } = inputs;
  const { address } = target;
  const evaluated = decodeBody(block.body, schema, inputs.scope, placeOf(block, address));
  if (!evaluated.ok) return { failed: evaluated.diagnostics };
  const { value: config, marked } = unmarkDeep(evaluated.value);
  const diagnostics: Diagnostic[] = [...evaluated.diagnostics, ...inputs.kind.validateResource('data', block.type, config).map((d) => locate(d, block, address))];
  if (hasErrors(diagnostics)) return { failed: diagnostics };

  const type = impliedType(schema);
  const change = (part: Pick<Change, 'action' | 'reason' | 'after'>): Change => ({
    address, module: target.module, key: target.key, mode: 'data', type: block.type, name: block.name, provider: inputs.provider,
    order: undefined, disposal: undefined, before: inputs.check === undefined ? inputs.prior?.value ?? nullOf(type) : nullOf(type), replacePaths: [], notes: [],
    dependencies: inputs.dependencies, createBeforeDestroy: false, constructPath: block.constructPath, ...part,
  });
  const known = isWhollyKnown(config);
  if (!known || inputs.dependencyPending) {
    const after = withUnknowns(config, schema);
    const reason = known ? 'read_because_dependency_pending' : 'read_because_config_unknown';
    return {
      change: change({ action: 'read', reason, after: markPaths(after, markedBy(schema, after, marked)) }),
      residual: residualBody(block.body, inputs.scope, target.module), diagnostics,
    };
  }
  const read = await inputs.reader.readData({ type: block.type, address, config });
  diagnostics.push(...read.diagnostics.map((d) => locate(d, block, address)));
  if (!read.ok && inputs.check === undefined) return { failed: diagnostics };
  const value = read.ok ? read.value : withUnknowns(config, schema);
  const after = markPaths(value, markedBy(schema, value, marked));
  // What a check block looks at is looked at again when all is applied; what is not told yet is asked again then.
  if (inputs.check !== undefined || !isWhollyKnown(value)) {
    const reason = inputs.check === undefined ? 'read_because_dependency_pending' : 'read_because_check_nested';
    return { change: change({ action: 'read', reason, after }), residual: residualBody(block.body, inputs.scope, target.module), diagnostics };
  }
  return { change: change({ action: 'no-op', reason: undefined, after }), residual: undefined, diagnostics };
}

/** What a data source will look like before it is read: arguments as configured, computed attributes unknown. */
function withUnknowns(config: Value, schema: BlockSchema): Value {
  if (config.kind !== 'object') return config;
  const entries = new Map(config.entries);
  for (const [name, attribute] of schema.attributes) {
    const value = entries.get(name);
    if (attribute.computed === true && (value === undefined || value.kind === 'null')) entries.set(name, unknownOf(attribute.type));
  }
  return { kind: 'object', entries };
}

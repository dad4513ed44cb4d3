import { equalValues, fromExactJson, DYNAMIC, isWhollyKnown, mark, nullOf, typeFromJson, typeOf, unmarkDeep, type Value } from '../values';
import type { State } from '../state';
import type { Making } from './making';
import { residualOf } from './residual/body';
import { nodeId } from './static/needs';
import type { ExtraStep } from './steps/input';
import type { OutputChange } from './types';

export interface PlannedOutputs {
  readonly outputs: readonly OutputChange[];
  readonly steps: readonly ExtraStep[];
}

/** Outputs of the root module against those of the state; one whose value is not known yet becomes a step. */
export function planOutputs(making: Making): PlannedOutputs {
  const { inputs, graph, out, modules } = making;
  const root = graph.modules[0];
  const declared = inputs.mode === 'destroy' ? undefined : root.config.outputs;
  const outputs: OutputChange[] = [];
  const steps: ExtraStep[] = [];
  const priors = inputs.mode === 'destroy' ? outputsAsTheyAre(making) : priorOutputs(inputs.state);
  for (const block of declared?.values() ?? []) {
    const value = out.outputs.get(block.name);
    const scope = modules.get(root)?.[0];
    if (value === undefined || scope === undefined) continue;
    const prior = priors.get(block.name);
    const plain = unmarkDeep(value).value;
    const before = prior?.value ?? nullOf(DYNAMIC);
    const known = isWhollyKnown(plain);
    // An output that is null is none, also where the state has it so; one that becomes null is told as a change all the same, as in Terraform.
    const none = prior === undefined || prior.value.kind === 'null';
    const action = none ? (plain.kind === 'null' ? 'no-op' : 'create') : known && equalValues(prior.value, plain) && prior.sensitive === block.sensitive ? 'no-op' : 'update';
    const wrap = (whole: Value): Value => (block.sensitive ? mark(whole, ['sensitive']) : whole);
    outputs.push({ name: block.name, action, before: prior?.sensitive === true ? mark(before, ['sensitive']) : before, after: wrap(plain), type: typeOf(plain), sensitive: block.sensitive });
    if (known) continue;
    const left = residualOf(block.value, scope, undefined);
    const id = nodeId.output(root, block.name);
    const guarded = block.preconditions.length > 0;
    steps.push({
      role: 'free', needs: guarded ? [...graph.needs(id), id] : graph.needs(id),
      step: { id: `output ${block.name}`, after: [], kind: 'output', name: block.name, value: left.expr, uses: left.uses },
    });
  }
  for (const [name, prior] of priors) {
    if (declared?.has(name) === true || making.selection.partial) continue;
    outputs.push({ name, action: 'delete', before: prior.sensitive ? mark(prior.value, ['sensitive']) : prior.value, after: nullOf(DYNAMIC), type: typeOf(prior.value), sensitive: prior.sensitive });
  }
  outputs.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { outputs, steps };
}

/**
 * What an end takes away: the values that the outputs have by the configuration as it is, as Terraform tells them, and those of the
 * state where that cannot be told.
 */
function outputsAsTheyAre({ inputs, graph, out, selection }: Making): ReturnType<typeof priorOutputs> {
  const priors = new Map(priorOutputs(inputs.state));
  if (selection.partial || inputs.state === undefined || inputs.state.resources.size === 0) return priors;
  for (const { name, sensitive } of graph.modules[0].config.outputs.values()) {
    const value = unmarkDeep(out.outputs.get(name) ?? nullOf(DYNAMIC)).value;
    if (value.kind !== 'null' && isWhollyKnown(value)) priors.set(name, { value, sensitive });
  }
  return priors;
}

function priorOutputs(state: State | undefined): ReadonlyMap<string, { readonly value: Value; readonly sensitive: boolean }> {
  const priors = new Map<string, { value: Value; sensitive: boolean }>();
  for (const [name, output] of state?.outputs ?? []) {
    const type = typeFromJson(output.type);
    const decoded = fromExactJson(output.value, type ?? DYNAMIC);
    priors.set(name, { value: decoded.ok ? decoded.value : nullOf(DYNAMIC), sensitive: output.sensitive });
  }
  return priors;
}

import { diagnostic, fail, hasErrors, judged, type Diagnostic, type Outcome } from '../diagnostics';
import { topologicalOrder, walk } from '../graph';
import { assemble } from './assemble';
import { begin } from './begin';
import { unmetRequest } from './imports/requested';
import type { PlanInputs } from './inputs';
import type { Making } from './making';
import { stillDeclared } from './moves/still-declared';
import { planOutputs } from './outputs';
import { forgottenWarning } from './removed/forgotten';
import { unmatchedReplacements } from './selection/judge';
import type { Plan } from './types';
import { isComputed } from './validate/computed';
import { validateNodes } from './validate/nodes';
import { visitNode } from './visit/node';
import { endOrphans } from './visit/orphans';

/**
 * Configuration, state and world to a plan. Reads, never writes. Errors make no plan: they come back as diagnostics,
 * every one that could be found without guessing. An interrupt ends it at once: reads under way, which may take a minute
 * each, are left alone.
 */
export function makePlan(inputs: PlanInputs): Promise<Outcome<Plan>> {
  const { signal } = inputs;
  return new Promise((resolve, reject) => {
    const leave = (): void => resolve(fail(interrupted()));
    signal.addEventListener('abort', leave, { once: true });
    planWholly(inputs).then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

const interrupted = (): Diagnostic => diagnostic('plan_interrupted', 'Planning was interrupted before it was done; nothing was changed.');

async function planWholly(inputs: PlanInputs): Promise<Outcome<Plan>> {
  const begun = begin(inputs);
  if (!begun.ok) return begun;
  const { making, deposed, moves } = begun.value;
  const { out, readers } = making;
  const ahead = judgedAhead(making);
  if (hasErrors(ahead)) return { ok: false, diagnostics: [...out.diagnostics, ...ahead] };
  await walkConfiguration(making);
  await endOrphans(making, making.priors.current.values(), deposed);
  if (inputs.mode !== 'destroy' && out.unmade.length > 0) out.diagnostics.push(...validateNodes(making.graph, inputs, out.unmade));
  const outputs = planOutputs(making);
  const told = [...out.diagnostics, ...readers.diagnostics, ...(inputs.mode === 'destroy' ? [] : stillDeclared(making))];
  if (!hasErrors(told)) told.push(...unmetRequest(making));
  told.push(...unmatchedReplacements(making));
  if (out.forgotten.length > 0) told.push(forgottenWarning(out.forgotten));
  if (inputs.signal.aborted) told.push(interrupted());
  if (hasErrors(told)) return { ok: false, diagnostics: staticFirst(making, told) };
  const plan = await assemble(making, moves, outputs, told);
  const all = [...told, ...plan.diagnostics];
  return plan.ok ? judged(plan.value, all) : { ok: false, diagnostics: all };
}

/**
 * What does not go together while variables and objects count as unknown is wrong, even where the values of today would do: Terraform
 * validates before it plans. Only things that are computed can differ in that.
 */
function judgedAhead({ graph, inputs }: Making): readonly Diagnostic[] {
  const nodes = [...graph.nodes.values()];
  const ordered = inputs.mode !== 'destroy' && nodes.some(isComputed) ? topologicalOrder(graph.graph) : undefined;
  if (ordered?.kind !== 'order') return [];
  return validateNodes(graph, inputs, ordered.order.flatMap((id) => {
    const node = graph.nodes.get(id);
    return node !== undefined && (node.kind !== 'resource' || isComputed(node)) ? [node] : [];
  }));
}

/**
 * What is wrong whatever the values are is told alone, as in Terraform, which validates before it plans: the rest may follow from
 * it. Looked for only where there is no plan anyway.
 */
function staticFirst({ graph, inputs }: Making, told: readonly Diagnostic[]): readonly Diagnostic[] {
  const ordered = topologicalOrder(graph.graph);
  if (inputs.mode === 'destroy' || inputs.signal.aborted || ordered.kind !== 'order') return told;
  const wrong = validateNodes(graph, inputs, ordered.order.flatMap((id) => graph.nodes.get(id) ?? []));
  return hasErrors(wrong) ? wrong : told;
}

async function walkConfiguration(making: Making): Promise<void> {
  const { inputs, graph } = making;
  await walk(graph.graph, {
    limit: inputs.parallelism,
    stopped: () => inputs.signal.aborted,
    // What lies below an error is not judged: what it would be told follows from the error above it.
    skipped: () => undefined,
    visit: (id) => {
      const node = graph.nodes.get(id);
      return node === undefined || !making.selection.visits(id) ? 'done' : visitNode(making, node);
    },
  });
}

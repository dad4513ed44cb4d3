import { diagnostic, fail, hasErrors, judged, type Diagnostic, type Outcome } from '../diagnostics';
import { walk } from '../graph';
import { assemble } from './assemble';
import { begin } from './begin';
import type { PlanInputs } from './inputs';
import type { Making } from './making';
import { stillDeclared } from './moves/still-declared';
import { planOutputs } from './outputs';
import type { Plan } from './types';
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
  await walkConfiguration(making);
  await endOrphans(making, making.priors.current.values(), deposed);
  const outputs = planOutputs(making);
  const told = [...out.diagnostics, ...readers.diagnostics, ...(inputs.mode === 'destroy' ? [] : stillDeclared(making))];
  if (inputs.signal.aborted) told.push(interrupted());
  if (hasErrors(told)) return { ok: false, diagnostics: told };
  const plan = await assemble(making, moves, outputs);
  const all = [...told, ...plan.diagnostics];
  return plan.ok ? judged(plan.value, all) : { ok: false, diagnostics: all };
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
      return node === undefined ? 'done' : visitNode(making, node);
    },
  });
}

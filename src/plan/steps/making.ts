import type { DecidedChange, ExtraStep } from './input';
import type { StepIndex } from './step-index';

/** What of one node has steps. */
interface NodeSteps {
  /** All steps that must be done before something that needs the node. */
  readonly done: string[];
  /** Every instance of it has a making step, so that these steps come after whatever the node needs. */
  covered: boolean;
  readonly needs: readonly string[];
}

/**
 * Orders what is made, read and judged by what it refers to: each after the steps met first on every way down, through what has
 * no step of its own.
 */
export function linkMaking({ links, makingOf, endingOf }: StepIndex, changes: readonly DecidedChange[], extra: readonly ExtraStep[]): void {
  const nodes = new Map<string, NodeSteps>();
  const node = (id: string, needs: readonly string[]): NodeSteps => {
    const known = nodes.get(id);
    if (known !== undefined) return known;
    const made: NodeSteps = { done: [], covered: true, needs };
    nodes.set(id, made);
    return made;
  };
  for (const { change, node: id, needs, making, ending } of changes) {
    if (change.deposed !== undefined) continue;
    // An instance that only ends is none of what others refer to.
    if (making === undefined && ending !== undefined) continue;
    const steps = node(id, needs);
    const step = makingOf.get(change.address);
    if (step !== undefined) steps.done.push(step);
    else steps.covered = false;
  }
  for (const { role, node: id, step, needs } of extra) {
    if (role === 'free' || id === undefined) continue;
    // A condition alone is passed by: what is below its thing comes first as well.
    const steps = node(id, needs);
    if (role === 'guard') steps.covered = false;
    steps.done.push(step.id);
  }

  /** Steps behind what is needed, and the node that they are of, for what is needed most often together. */
  const reach = (needs: readonly string[]): readonly (readonly [id: string, steps: readonly string[]])[] => {
    const found: (readonly [string, readonly string[]])[] = [];
    const seen = new Set<string>();
    const open = [...needs];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const steps = nodes.get(id);
      if (steps === undefined) continue;
      if (steps.done.length > 0) found.push([id, steps.done]);
      if (!steps.covered) open.push(...steps.needs);
    }
    return found;
  };

  const makers = new Map<string, { readonly steps: string[]; readonly needs: readonly string[] }>();
  const makes = (id: string, needs: readonly string[], step: string): void => {
    const known = makers.get(id);
    if (known === undefined) makers.set(id, { steps: [step], needs });
    else known.steps.push(step);
  };
  for (const { change, node: id, needs } of changes) {
    const step = makingOf.get(change.address);
    if (step !== undefined && change.deposed === undefined) makes(id, needs, step);
  }
  for (const { role, step, needs, address } of extra) {
    const made = address === undefined ? undefined : makingOf.get(address);
    if (role === 'before' && made !== undefined) links.link(made, step.id);
    const ended = step.kind === 'import' && address !== undefined ? endingOf.get(address) : undefined;
    if (ended !== undefined) links.link(ended, step.id);
    if (role === 'after' && made !== undefined) links.link(step.id, made);
    else makes(step.id, needs, step.id);
  }
  for (const { steps, needs } of makers.values()) {
    for (const [id, earlier] of reach(needs)) links.linkAll(steps, earlier, id);
  }
}

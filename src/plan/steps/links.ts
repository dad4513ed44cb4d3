import type { Step } from '../types';

export interface MutableStep {
  readonly step: Step;
  readonly after: Set<string>;
}

/** More pairs than this are joined by a gate: all against all of two large resources would be quadratic. */
const MOST_PAIRS = 4096;

/** Steps while their order is made. */
export class Links {
  readonly steps = new Map<string, MutableStep>();

  add(step: Step): MutableStep {
    const entry = { step, after: new Set<string>() };
    this.steps.set(step.id, entry);
    return entry;
  }

  link(later: string, earlier: string): void {
    if (later !== earlier) this.steps.get(later)?.after.add(earlier);
  }

  /** Every one of `later` after every one of `earlier`. `name` tells a gate between them apart from others: equal names have equal `earlier`. */
  linkAll(later: readonly string[], earlier: readonly string[], name: string): void {
    if (later.length === 0 || earlier.length === 0) return;
    const gate = `all of ${name}`;
    if (later.length > 1 && earlier.length > 1 && later.length * earlier.length > MOST_PAIRS) {
      if (!this.steps.has(gate)) {
        const entry = this.add({ id: gate, after: [], kind: 'gate' });
        for (const id of earlier) entry.after.add(id);
      }
      for (const id of later) this.link(id, gate);
      return;
    }
    for (const id of later) for (const before of earlier) this.link(id, before);
  }

  /** In the order of their ids, each with what it waits for, sorted. */
  finished(): readonly Step[] {
    const steps = [...this.steps.values()].map(({ step, after }) => Object.freeze({ ...step, after: [...after].sort() }));
    return steps.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  }
}

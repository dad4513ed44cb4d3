import type { CheckInstance, CheckResult, CheckStatus } from './types';

const WORSE: readonly CheckStatus[] = ['pass', 'unknown', 'fail', 'error'];

export function worst(all: Iterable<CheckStatus>): CheckStatus {
  let at = 0;
  for (const status of all) at = Math.max(at, WORSE.indexOf(status));
  return WORSE[at] ?? 'pass';
}

interface Held {
  readonly kind: CheckResult['kind'];
  readonly instances: Map<string, { status: CheckStatus; readonly problems: string[] }>;
  readonly passedOver?: boolean;
}

/** Gathers what becomes of conditions while a plan is made or applied. */
export class CheckLog {
  private readonly held = new Map<string, Held>();

  /** `before`: results to go on from. */
  constructor(before: readonly CheckResult[] = []) {
    for (const result of before) {
      const instances = new Map(result.instances.map((i) => [i.address, { status: i.status, problems: [...i.problems] }]));
      this.held.set(result.address, { kind: result.kind, instances, passedOver: result.status === 'unknown' && instances.size === 0 });
    }
  }

  /** A thing that has conditions, by its address without keys. */
  declare(kind: CheckResult['kind'], address: string): void {
    if (!this.held.has(address)) this.held.set(address, { kind, instances: new Map() });
  }

  /** One that nobody looks at in this plan. */
  passOver(kind: CheckResult['kind'], address: string): void {
    this.held.set(address, { kind, instances: new Map(), passedOver: true });
  }

  /** What one rule of an instance says; the worst of all counts. */
  report(kind: CheckResult['kind'], address: string, instance: string, status: CheckStatus, problem?: string): void {
    this.declare(kind, address);
    const instances = this.held.get(address)?.instances;
    const known = instances?.get(instance);
    const problems = problem === undefined ? [] : [problem];
    if (known === undefined) {
      instances?.set(instance, { status, problems });
      return;
    }
    known.status = worst([known.status, status]);
    known.problems.push(...problems);
  }

  /** Forgets that an instance was not known: what is learnt of it now takes its place. */
  learn(address: string, instance: string): void {
    const known = this.held.get(address)?.instances.get(instance);
    if (known?.status === 'unknown') known.status = 'pass';
  }

  /** By address. */
  results(): readonly CheckResult[] {
    const all = [...this.held].map(([address, { kind, instances, passedOver }]) => {
      const listed: CheckInstance[] = [...instances].map(([own, { status, problems }]) => ({ address: own, status, problems }));
      return { kind, address, status: passedOver === true && listed.length === 0 ? 'unknown' as const : worst(listed.map((i) => i.status)), instances: listed };
    });
    return all.sort((a, b) => (a.address < b.address ? -1 : 1));
  }
}

import { simulateWorld, type Report, type RunOptions } from './run';
import type { Stroke } from './strokes';
import type { Scenario, Wish } from './traits';

/** A scenario with exactly what goes wrong in it, and what that breaks. */
export interface Failure {
  readonly scenario: Scenario;
  readonly script: readonly Stroke[];
  readonly report: Report;
  /** It was not shrunk as far as it could be: so many runs, or so much time, were not enough. */
  readonly cut: boolean;
}

/** Runs that shrinking may take, and real time: one run takes a hundredth of a second, and one that goes astray takes much longer. */
const TRIES = 400;
const PATIENCE_MS = 60_000;

/**
 * The shortest failing run found that breaks the same invariant: fewer things that go wrong, fewer instances, fewer
 * directories and wishes, earlier deaths. `failing`: what broke when `scenario` was run with what its seed draws.
 */
export async function shrink(scenario: Scenario, failing: Report, options: Omit<RunOptions, 'script'> = {}): Promise<Failure> {
  const kind = kindOf(failing);
  const started = performance.now();
  let tries = 0;
  // A way to the end may be a little longer than the first one, and one that is ten times as long teaches nothing.
  const maxCalls = 10 * failing.calls + 1_000;
  const over = (): boolean => tries >= TRIES || performance.now() > started + PATIENCE_MS;
  let best: Failure = { scenario, script: failing.strokes, report: failing, cut: false };
  const better = async (candidate: Scenario, script: readonly Stroke[]): Promise<boolean> => {
    if (over()) return false;
    tries++;
    const report = await simulateWorld(candidate, { maxCalls, disturbed: failing.disturbed, ...options, script });
    if (kindOf(report) !== kind || weight(report) >= weight(best.report)) return false;
    best = { scenario: candidate, script, report, cut: false };
    return true;
  };
  for (let progress = true; progress && !over();) {
    progress = false;
    for (const script of fewer(best.script)) progress = (await better(best.scenario, script)) || progress;
    for (const smaller of simpler(best.scenario)) progress = (await better(smaller, best.script)) || progress;
    for (const [i, stroke] of best.script.entries()) {
      if (stroke.kind !== 'kill') continue;
      for (const at of [Math.floor(stroke.at / 2), stroke.at - 10, stroke.at - 1]) {
        if (at >= 0 && await better(best.scenario, best.script.map((s, j) => (i === j ? { ...s, at } : s)))) progress = true;
      }
    }
  }
  return { ...best, cut: over() };
}

/** Every thing that goes wrong is one more to understand. */
const weight = (report: Report): number => report.trace.length() + 100 * report.strokes.length;

/** `I3`, `fault` and so on: what kind of thing broke first. */
export function kindOf(report: Report): string | undefined {
  return report.violations[0]?.split(':', 1)[0];
}

/** Halves left out, then quarters, down to single strokes. */
function* fewer(script: readonly Stroke[]): Generator<readonly Stroke[]> {
  if (script.length > 0) yield [];
  for (let size = Math.ceil(script.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < script.length; from += size) yield [...script.slice(0, from), ...script.slice(from + size)];
  }
}

function without(wish: Wish, id: string): Wish {
  return {
    ...wish, registrations: wish.registrations.filter((r) => r !== id), directories: wish.directories.filter((d) => d.instance !== id),
    ...(wish.destroys === undefined ? {} : { destroys: without(wish.destroys, id) }),
  };
}

function* simpler(scenario: Scenario): Generator<Scenario> {
  const { instances, wishes } = scenario;
  if (scenario.foreign !== undefined) yield { ...scenario, foreign: undefined };
  if (scenario.others.length > 0) yield { ...scenario, others: scenario.others.slice(1) };
  if (wishes.length > 1) yield { ...scenario, wishes: wishes.slice(0, -1) };
  for (const { id } of instances.length > 1 ? instances : []) {
    yield {
      ...scenario, instances: instances.filter((i) => i.id !== id), foreign: scenario.foreign?.instance === id ? undefined : scenario.foreign,
      others: scenario.others.filter((other) => other.instance !== id), wishes: wishes.map((w) => without(w, id)),
    };
  }
  for (const [n, wish] of wishes.entries()) {
    for (const gone of wish.directories) yield { ...scenario, wishes: wishes.map((w, i) => (i === n ? { ...w, directories: w.directories.filter((d) => d !== gone) } : w)) };
  }
  if (Object.keys(scenario.switches).length > 1) yield { ...scenario, switches: { idempotency: scenario.switches.idempotency ?? 'honoured' } };
  for (const name of Object.keys(scenario.switches)) {
    if (name !== 'idempotency') yield { ...scenario, switches: Object.fromEntries(Object.entries(scenario.switches).filter(([other]) => other !== name)) };
  }
}

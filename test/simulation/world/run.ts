import type { Plan } from '../../../src/plan';
import { CrashDisk } from '../../support/crash-fs';
import { seededRandom } from '../../support/random';
import { makeTime } from '../time';
import { addressesOf, deedsOf } from './configuration';
import { applyCommand, planCommand, type Life } from './life';
import { boot, type Machine, type Process } from './machine';
import type { Mutant } from './mutants';
import type { Deed } from '../../../src/emulator/model';
import { FOLDER, makeService, resourceIds } from './service';
import { drawnStrokes, scriptedStrokes, type Stroke } from './strokes';
import { makeTrace, type Trace, type TraceDetail } from './trace';
import { PROFILES, type Scenario, type Wish } from './traits';
import { makeWatch, RUNS, type Watch } from './watch';

export interface RunOptions {
  /** What goes wrong, instead of what the profile would draw. */
  readonly script?: readonly Stroke[];
  readonly mutant?: Mutant;
  /** How much is told of what happens; by default only as much as tells two runs apart. */
  readonly trace?: TraceDetail;
}

export interface Report {
  readonly violations: readonly string[];
  readonly strokes: readonly Stroke[];
  /** Port calls in all. */
  readonly calls: number;
  readonly processes: number;
  readonly killed: number;
  readonly interrupted: number;
  readonly operations: number;
  readonly trace: Trace;
}

/** Processes that may be needed once nothing goes wrong any more (I4). */
const CALM_PROCESSES = 3;
/** What no command may ever end with: faults of ours, and files that do not read. */
const NEVER: ReadonlySet<string> = new Set(['apply_internal_fault', 'state_damaged', 'state_empty', 'state_missing', 'state_older', 'state_version', 'run_journal_damaged', 'state_lock_lost', 'state_conflict']);
/** Longer than any process may live: the longest wait is that for operations under way, then settling. */
const LIFE_MS = 4 * 3_600_000;

/** Lives through a scenario: one process after the other until every wish holds, or an invariant is broken. */
export async function simulateWorld(scenario: Scenario, options: RunOptions = {}): Promise<Report> {
  const latency = seededRandom(scenario.seed * 3 + 1);
  const trace = makeTrace(options.trace ?? 'times');
  const time = makeTime(latency);
  const slow = scenario.operationTimeMs <= 5_000;
  const strokes = options.script === undefined ? drawnStrokes(seededRandom(scenario.seed * 5 + 2), PROFILES[scenario.profile], slow) : scriptedStrokes(options.script);
  const disk = new CrashDisk();
  disk.makeDurableFolder('/work');
  const machine: Machine = { seed: scenario.seed, time, latency, strokes, trace, disk };
  const service = makeService(scenario, time);
  const mutant = options.mutant ?? {};
  const watch = makeWatch(machine, service, mutant);
  const count = { processes: 0, killed: 0, interrupted: 0 };
  const world: World = { scenario, machine, service, watch, mutant, count };
  const { stackTraceLimit } = Error;
  // Refusals are many and their stacks are dear; whoever wants to read them runs it again.
  Error.stackTraceLimit = options.trace === 'lines' ? 20 : 0;
  try {
    if (scenario.foreign !== undefined) {
      const { instance, path, fails } = scenario.foreign;
      service.change({ start_operation: { folder_id: FOLDER, compute_instance_id: instance, path, fails, operation_time_ms: 90_000 } });
      // Assumption A2: by now it is listed.
      await until(world, time.now() + 10_000);
    }
    let before: Wish | undefined;
    for (const wish of scenario.wishes) {
      trace.add(time.now(), () => `wish: ${[...wish.registrations, ...wish.directories.map((d) => `${d.instance}${d.path}`)].join(' ')}`);
      await reach(world, wish);
      if (watch.violations.length > 0) break;
      await judgeEnd(world, wish, before);
      before = wish;
    }
  } catch (error) {
    watch.tell('fault', error instanceof Error ? error.stack ?? error.message : String(error));
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return { violations: watch.violations, strokes: strokes.made, calls: strokes.calls(), ...count, operations: service.state.operations.size, trace };
}

interface World {
  readonly scenario: Scenario;
  readonly machine: Machine;
  readonly service: ReturnType<typeof makeService>;
  readonly watch: Watch;
  readonly mutant: Mutant;
  readonly count: { processes: number; killed: number; interrupted: number };
}

/** Runs apply again and again until it says that all is as wanted. */
async function reach(world: World, wish: Wish): Promise<void> {
  const { machine, watch } = world;
  let saved: Plan | undefined;
  for (let calm = 0; calm < CALM_PROCESSES;) {
    if (!machine.strokes.pending()) calm++;
    machine.strokes.live();
    const { end, process } = await live(world, wish, (life) => {
      // With the plan at hand its run can be taken up; without it, it is found out.
      const resumes = saved !== undefined && machine.disk.names(RUNS).some((name) => name.endsWith('.journal')) && life.process.random.next() < 0.5;
      return applyCommand(life, resumes ? saved : undefined, (plan) => { saved = plan; });
    });
    if (watch.violations.length > 0) return;
    if (end?.kind === 'done' || end?.kind === 'unchanged') return;
    // A run that has an end can never be taken up.
    if (end !== undefined && end.diagnostics.some((d) => d.code === 'apply_plan_used')) saved = undefined;
    for (const d of end?.diagnostics ?? []) if (NEVER.has(d.code)) watch.tell('I5', `${d.code}: ${d.detail}`);
    machine.trace.add(machine.time.now(), () => `ended ${end?.kind ?? 'by force'}: ${(end?.diagnostics ?? []).map((d) => `${d.code} ${d.detail}`).join('; ')}`);
    if (calm === CALM_PROCESSES && process.interruptedAt() === undefined) {
      watch.tell('I4', `not there after ${CALM_PROCESSES} runs without faults: ${end === undefined ? 'killed' : `${end.kind}: ${end.diagnostics.map((d) => `${d.code} ${d.detail}`).join('; ')}`}`);
    }
  }
}

/** One process from its start to its end, and what the next one has to wait for. */
async function live<T>(world: World, wish: Wish, work: (life: Life) => Promise<T>): Promise<{ readonly end: T | undefined; readonly process: Process }> {
  const { machine, watch, scenario, service, mutant, count } = world;
  const { time } = machine;
  const process = boot(machine, count.processes++);
  let end: { readonly value: T } | undefined;
  let failure: unknown;
  work({ process, service, watch, scenario, wish, mutant }).then((value) => {
    if (process.alive()) end = { value };
  }, (error: unknown) => {
    if (process.alive()) failure = error;
  });
  await time.run(() => end !== undefined || failure !== undefined || !process.alive(), time.now() + LIFE_MS);
  if (failure !== undefined) watch.tell('fault', failure instanceof Error ? failure.stack ?? failure.message : String(failure));
  const stopped = process.interruptedAt();
  if (stopped !== undefined) count.interrupted++;
  if (stopped !== undefined && process.alive() && time.now() > stopped + 40_000) watch.tell('I12', `it ended ${time.now() - stopped} ms after the interrupt`);
  if (process.alive()) {
    // Open files and locks go with the process, whatever it forgot.
    process.kill(false);
  } else count.killed++;
  watch.approve(undefined);
  await watch.look();
  watch.remembered();
  // Documented limit: a plan that starts within the read lag of the end of an apply may be made on old reads. A run without an end is found out first.
  const open = machine.disk.names(RUNS).some((name) => name.endsWith('.journal') && [machine.disk.read(`${RUNS}/${name}`)].some((journal) => journal !== undefined && !journal.includes('"kind":"end"') && !journal.includes('"type":"given-up"')));
  await until(world, time.now() + (open ? machine.latency.next() * 2_000 : 5_000));
  return { end: end?.value, process };
}

/** What must be so once an apply said that it is done. */
async function judgeEnd(world: World, wish: Wish, before: Wish | undefined): Promise<void> {
  const { watch, service, machine, scenario } = world;
  const state = await watch.look();
  const held = [...state?.resources.keys() ?? []].sort().join(' ');
  if (held !== addressesOf(wish).join(' ')) watch.tell('I4', `the state holds ${held}`);
  for (const deed of deedsOf(wish, before)) if (!service.holds(deed)) watch.tell('I4', `not so: ${JSON.stringify(deed)}`);
  // A Delete that takes the wrong one of a pair of twins is the service's doing.
  if (service.state.switches.delete_resource_id === 'checked') {
    for (const { id, twin } of scenario.instances) {
      const other: Deed = { kind: 'delete-resource', folderId: FOLDER, computeInstanceId: id, resourceId: resourceIds(id).twin };
      if (twin && service.holds(other)) watch.tell('I10', `the other registration of ${id} is gone`);
    }
  }
  machine.strokes.rest(true);
  const { end: plan } = await live(world, wish, planCommand);
  machine.strokes.rest(false);
  if (plan === undefined) return;
  if (!plan.ok) watch.tell('I4', `no plan can be made: ${plan.diagnostics.map((d) => d.detail).join('; ')}`);
  else if (plan.value.applyable) watch.tell('I4', `the next plan is not empty: ${plan.value.steps.map((s) => s.id).join(', ')}`);
}

async function until({ machine: { time } }: World, at: number): Promise<void> {
  time.at(at, () => undefined);
  await time.run(() => time.now() >= at, Infinity);
}

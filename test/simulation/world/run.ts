import type { Configuration } from '../../../src/config';
import type { Outcome } from '../../../src/diagnostics';
import { encodePlan, type Plan } from '../../../src/plan';
import { CrashDisk } from '../../support/crash-fs';
import { seededRandom } from '../../support/random';
import { makeTime } from '../time';
import { addressesOf, configurationsOf, deedsOf, forgotten } from './configuration';
import { applyCommand, planCommand, resumeCommand, type CommandEnd, type Life, type Named } from './life';
import { loseRunner } from './lost-runner';
import { boot, type Machine, type Process } from './machine';
import type { Mutant } from './mutants';
import type { Deed } from '../../../src/emulator/model';
import { FOLDER, makeService, resourceIds } from './service';
import { drawnStrokes, scriptedStrokes, type Stroke } from './strokes';
import { lastOther, letOthersIn } from './others';
import { makeTrace, type Trace, type TraceDetail } from './trace';
import { PROFILES, type Scenario, type Wish } from './traits';
import { hasEnd, makeWatch, RUNS, STATE, type Watch } from './watch';

export interface RunOptions {
  /** What goes wrong, instead of what the profile would draw. */
  readonly script?: readonly Stroke[];
  /** With a script: as many processes count as disturbed, which decides what is run after them. */
  readonly disturbed?: number;
  readonly mutant?: Mutant;
  /** Calls of ports that a run may take: one that takes more has gone astray. */
  readonly maxCalls?: number;
  /** How much is told of what happens; by default only as much as tells two runs apart. */
  readonly trace?: TraceDetail;
}

export interface Report {
  readonly violations: readonly string[];
  readonly strokes: readonly Stroke[];
  readonly disturbed: number;
  readonly struckable: readonly number[];
  /** Port calls in all. */
  readonly calls: number;
  readonly processes: number;
  readonly killed: number;
  readonly interrupted: number;
  readonly operations: number;
  readonly trace: Trace;
}

const SETTLE_MS = 100_000;
const READ_LAG_MS = 4_000;
/** Processes that may be needed once nothing goes wrong any more (I4). */
const CALM_PROCESSES = 3;
/** What no command may ever end with: faults of ours, and files that do not read. */
const NEVER: ReadonlySet<string> = new Set(['apply_internal_fault', 'state_damaged', 'state_empty', 'state_missing', 'state_older', 'state_version', 'run_journal_damaged', 'state_lock_lost', 'state_conflict']);
/** What is right to say where somebody replaced the state file under its lock. */
const OF_THEFT: ReadonlySet<string> = new Set(['state_lock_lost', 'state_conflict']);
/** The longest runs take some ten thousand; each costs time and memory. */
const MAX_CALLS = 200_000;
/** Longer than any process may live: the longest wait is that for operations under way, then settling. */
const LIFE_MS = 4 * 3_600_000;

/** Lives through a scenario: one process after the other until every wish holds, or an invariant is broken. */
export async function simulateWorld(scenario: Scenario, options: RunOptions = {}): Promise<Report> {
  const latency = seededRandom(scenario.seed * 3 + 1);
  const trace = makeTrace(options.trace ?? 'times');
  const time = makeTime(latency);
  const slow = scenario.operationTimeMs <= 5_000;
  const strokes = options.script === undefined ? drawnStrokes(seededRandom(scenario.seed * 5 + 2), PROFILES[scenario.profile], slow) : scriptedStrokes(options.script, options.disturbed);
  const disk = new CrashDisk();
  disk.makeDurableFolder('/work');
  const service = makeService(scenario, time);
  const mutant = options.mutant ?? {};
  const watch = makeWatch({ time, trace, disk }, service, scenario, mutant);
  const machine: Machine = {
    seed: scenario.seed, time, latency, strokes, trace, disk, processes: new Set(),
    replaceState: () => {
      if (disk.names('/work').includes('terraform.tfstate') && disk.replace(STATE)) watch.lost();
    },
  };
  const count = { processes: 0, killed: 0, interrupted: 0 };
  const configurations = await configurationsOf(scenario, { settleMs: mutant.settleMs ?? SETTLE_MS, readLagMs: mutant.readLagMs ?? READ_LAG_MS });
  const world: World = { scenario, machine, service, watch, mutant, count, configurations, maxCalls: options.maxCalls ?? MAX_CALLS };
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
    letOthersIn(scenario, machine, service, watch);
    let before: Wish | undefined;
    for (const wish of scenario.wishes) {
      trace.add(time.now(), () => `wish: ${[...wish.registrations, ...wish.directories.map((d) => `${d.instance}${d.path}`)].join(' ')}`);
      if (scenario.seed % 8 === 0 && scenario.others.length === 0 && scenario.foreign === undefined) await planTwice(world, wish);
      await reach(world, wish);
      if (watch.violations.length > 0 || scenario.hopeless) break;
      await judgeEnd(world, wish, before);
      before = wish;
    }
  } catch (error) {
    watch.tell('fault', error instanceof Error ? error.stack ?? error.message : String(error));
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return { violations: watch.violations, strokes: strokes.made, disturbed: strokes.disturbed, struckable: strokes.struckable, calls: strokes.calls(), ...count, operations: service.state.operations.size, trace };
}

interface World {
  readonly scenario: Scenario;
  readonly machine: Machine;
  readonly service: ReturnType<typeof makeService>;
  readonly watch: Watch;
  readonly mutant: Mutant;
  readonly configurations: ReadonlyMap<Wish, Configuration>;
  readonly count: { processes: number; killed: number; interrupted: number };
  readonly maxCalls: number;
}

/** Lets the world go on until `done`. What goes on for ever ends with an error, before it has eaten all memory. */
function goOn({ machine: { time, strokes }, maxCalls }: World, done: () => boolean): Promise<void> {
  return time.run(() => {
    if (strokes.calls() > maxCalls) throw new Error(`the run has not ended after ${maxCalls} calls of ports`);
    return done();
  }, time.now() + LIFE_MS);
}

/** Runs apply again and again until it says that all is as wanted, and nobody has changed anything since. */
async function reach(world: World, wish: Wish): Promise<void> {
  const { machine, watch, scenario } = world;
  const { time, trace, strokes } = machine;
  const quietFrom = lastOther(scenario) + 10_000;
  let saved: Plan | undefined;
  let lost = false;
  for (let calm = 0; calm < CALM_PROCESSES;) {
    const [disturbed, startedAt] = [strokes.pending(), time.now()];
    if (!disturbed && startedAt > quietFrom) calm++;
    strokes.live();
    let plannedBefore = false;
    const works: Work[] = [{ afterMs: 0, work: (life) => {
      // With the plan at hand its run can be taken up; without it, it is found out. A plan may have been made some time ago, too.
      if (disturbed && saved === undefined && life.process.random.next() < 0.15) return planned(life, (plan) => { saved = plan; });
      if (!lost && (disturbed || calm === 1) && scenario.keepsPlans && life.process.random.next() < (isOpen(machine) ? 0.8 : 0.1)) {
        plannedBefore = true;
        return resumeCommand(life);
      }
      const own = disturbed && life.process.random.next() < 0.5 ? saved : undefined;
      plannedBefore = own !== undefined;
      return applyCommand(life, { saved: own, keep: (plan) => { saved = plan; }, recover: lost && world.mutant.forgetsRunners !== true });
    } }];
    const { next } = seededRandom(scenario.seed * 17 + world.count.processes * 31 + 3);
    if (disturbed && !lost && next() < PROFILES[scenario.profile].rivals) {
      works.push({ afterMs: next() * 40_000, work: (life) => applyCommand(life, { saved: next() < 0.3 ? saved : undefined, lockTimeoutMs: next() < 0.5 ? 0 : 60_000 }) });
    }
    const before = scenario.losesRunners ? await watch.look() : undefined;
    const { end, interrupted } = await live(world, wish, works);
    if (watch.violations.length > 0) return;
    trace.add(time.now(), () => `ended ${end?.kind ?? 'by force'}: ${(end?.diagnostics ?? []).map((d) => `${d.code} ${d.detail}`).join('; ')}`);
    if (end?.kind === 'done' || end?.kind === 'unchanged') {
      lost = false;
      // What others removed is kept, with a warning, where it could not be read, and is no concern of an earlier plan: only a new plan without faults has to notice.
      if (scenario.others.length === 0 || (startedAt > quietFrom && !disturbed && !plannedBefore)) return;
      await until(world, Math.max(time.now(), quietFrom + 1));
      continue;
    }
    if (scenario.losesRunners && disturbed && next() < (isOpen(machine) ? 0.9 : 0.2)) {
      // A plan whose run has an end is used, wherever that was written.
      if (end !== undefined) saved = undefined;
      loseRunner(machine, watch, next() < 0.5 ? before : await watch.look());
      lost = true;
    }
    // A plan may lie for a while.
    if (saved !== undefined && disturbed && next() < 0.3) await until(world, time.now() + next() * 400_000);
    // A run that has an end can never be taken up, and a plan that is refused will be refused again.
    if (end?.kind === 'refused' && !end.diagnostics.some((d) => d.code === 'state_locked')) saved = undefined;
    if (end !== undefined && end.diagnostics.some((d) => d.code === 'apply_plan_used')) saved = undefined;
    if (calm === CALM_PROCESSES && !interrupted && !scenario.hopeless) {
      watch.tell('I4', `not there after ${CALM_PROCESSES} runs without faults: ${end === undefined ? 'killed' : `${end.kind}: ${end.diagnostics.map((d) => `${d.code} ${d.detail}`).join('; ')}`}`);
    }
  }
}

/** `plan -out`, for an apply to come. */
async function planned(life: Life, keep: (plan: Plan) => void): Promise<CommandEnd> {
  const plan = await planCommand(life);
  if (plan.ok && plan.value.applyable) keep(plan.value);
  return { kind: 'not-done', diagnostics: plan.diagnostics };
}

interface Work {
  readonly afterMs: number;
  readonly work: (life: Life) => Promise<CommandEnd>;
}

/** Processes at the same time, from the start of the first to the end of the last: how the one that ended last did. */
async function live(world: World, wish: Wish, works: readonly Work[]): Promise<{ readonly end: CommandEnd | undefined; readonly interrupted: boolean }> {
  const { machine, count } = world;
  const { time } = machine;
  const lives = works.map(({ afterMs, work }) => {
    const one: { process: Process | undefined; end: CommandEnd | undefined; over: boolean; at: number } = { process: undefined, end: undefined, over: false, at: 0 };
    const start = (): void => {
      const process = one.process = boot(machine, count.processes++);
      perform(world, wish, process, work).then((end) => {
        [one.end, one.over, one.at] = [end, true, time.now()];
      }, () => undefined);
    };
    if (afterMs === 0) start();
    else time.at(time.now() + afterMs, start);
    return one;
  });
  await goOn(world, () => lives.every((one) => one.over || one.process?.alive() === false));
  for (const { process, over } of lives) {
    if (process?.interruptedAt() !== undefined) count.interrupted++;
    if (!over) count.killed++;
    process?.kill(false);
  }
  await settle(world);
  const ended = lives.filter((one) => one.over).sort((a, b) => b.at - a.at)[0];
  return { end: lives.every((one) => one.over) || lives.length > 1 ? ended?.end : undefined, interrupted: lives.some((one) => one.process?.interruptedAt() !== undefined) };
}

function configurationFor(all: World['configurations'], wish: Wish): Configuration {
  const configuration = all.get(wish);
  if (configuration === undefined) throw new Error('a wish of no scenario');
  return configuration;
}

/** One process to its end, which it says itself. Never settles once it is killed. */
async function perform<T>({ machine, watch, scenario, service, mutant, configurations }: World, wish: Wish, process: Process, work: (life: Life) => Promise<T>): Promise<T> {
  let end: T;
  try {
    end = await work({ process, service, watch, scenario, wish, mutant, configuration: configurationFor(configurations, wish) });
  } catch (error) {
    if (process.alive()) watch.tell('fault', error instanceof Error ? error.stack ?? error.message : String(error));
    throw error;
  }
  if (!process.alive()) return new Promise(() => undefined);
  const stopped = process.interruptedAt();
  if (stopped !== undefined && machine.time.now() > Math.max(stopped, process.locks.wokenAt) + 40_000) watch.tell('I12', `it ended ${machine.time.now() - stopped} ms after the interrupt`);
  const diagnostics = typeof end === 'object' && end !== null && 'diagnostics' in end ? end.diagnostics as CommandEnd['diagnostics'] : [];
  watch.ended(process, diagnostics);
  for (const d of diagnostics) if (NEVER.has(d.code) && !(watch.stolen() && OF_THEFT.has(d.code))) watch.tell('I5', `${d.code}: ${d.detail}`);
  // Open files and locks go with the process, whatever it forgot.
  process.kill(false);
  return end;
}

/** What the next process has to wait for, and what must be so while none is at work. */
async function settle(world: World): Promise<void> {
  const { machine, watch } = world;
  await watch.look();
  watch.remembered();
  // Documented limit: a plan that starts within the read lag of the end of an apply may be made on old reads. A run without an end is found out first.
  await until(world, machine.time.now() + (isOpen(machine) ? machine.latency.next() * 2_000 : 5_000));
}

/** Whether a run has no end. */
function isOpen({ disk }: Machine): boolean {
  return disk.names(RUNS).some((name) => name.endsWith('.journal') && !hasEnd(disk.read(`${RUNS}/${name}`)));
}

/** What must be so once an apply said that it is done. */
async function judgeEnd(world: World, wish: Wish, before: Wish | undefined): Promise<void> {
  const { watch, service, scenario } = world;
  const state = await watch.look();
  const held = [...state?.resources.keys() ?? []].filter((address) => !address.startsWith('data.')).sort().join(' ');
  if (held !== addressesOf(wish).join(' ')) watch.tell('I4', `the state holds ${held}`);
  const anew = (deed: Deed): boolean => deed.kind === 'delete-resource' && scenario.others.some((o) => o.kind === 'reregister' && o.instance === deed.computeInstanceId)
    && service.holds({ ...deed, resourceId: resourceIds(deed.computeInstanceId).anew });
  for (const deed of deedsOf(wish, before)) if (!service.holds(deed) && !anew(deed)) watch.tell('I4', `not so: ${JSON.stringify(deed)}`);
  // A Delete that takes the wrong one of a pair of twins is the service's doing.
  if (service.state.switches.delete_resource_id === 'checked') {
    for (const { id, twin } of scenario.instances) {
      const other: Deed = { kind: 'delete-resource', folderId: FOLDER, computeInstanceId: id, resourceId: resourceIds(id).twin };
      if (twin && service.holds(other)) watch.tell('I10', `the other registration of ${id} is gone`);
    }
  }
  for (const deed of forgotten(wish, before)) if (service.holds(deed)) watch.tell('I10', `gone, and only to be forgotten: ${JSON.stringify(deed)}`);
  const plan = await restfully(world, wish);
  if (plan === undefined) return;
  if (!plan.ok) watch.tell('I4', `no plan can be made: ${plan.diagnostics.map((d) => d.detail).join('; ')}`);
  else if (plan.value.applyable) watch.tell('I4', `the next plan is not empty: ${plan.value.steps.map((s) => s.id).join(', ')}`);
}

/** A plan of a process that nothing befalls. */
async function restfully(world: World, wish: Wish, named?: Named): Promise<Outcome<Plan> | undefined> {
  const { machine } = world;
  machine.strokes.rest(true);
  const process = boot(machine, world.count.processes++);
  let end: { readonly plan: Outcome<Plan> | undefined } | undefined;
  perform(world, wish, process, (life) => planCommand(life, named)).then((plan) => { end = { plan }; }, () => { end = { plan: undefined }; });
  await goOn(world, () => end !== undefined);
  machine.strokes.rest(false);
  await settle(world);
  return end?.plan;
}

const NAMED: Named = { planId: '7e57ab1e-0000-4000-8000-000000000000', createdAt: '2026-01-01T00:00:00.000Z', expiresAt: '2026-01-02T00:00:00.000Z' };

function difference(a: string, b: string): string {
  const at = [...a].findIndex((c, i) => b[i] !== c);
  return `${a.slice(Math.max(0, at - 80), at + 80)} | ${b.slice(Math.max(0, at - 80), at + 80)}`;
}

/** I16: the same facts make the same plan, whatever came first while they were read. */
async function planTwice(world: World, wish: Wish): Promise<void> {
  const texts: string[] = [];
  for (let i = 0; i < 2; i++) {
    const plan = await restfully(world, wish, NAMED);
    const encoded = plan?.ok === true ? encodePlan(plan.value) : undefined;
    if (encoded?.ok === true) texts.push(encoded.value.text.replace(/^."digest":"[^"]*",/, ''));
  }
  if (texts.length === 2 && texts[0] !== texts[1]) world.watch.tell('I16', `two plans of the same facts differ: ${difference(texts[0] ?? '', texts[1] ?? '')}`);
}

async function until({ machine: { time } }: World, at: number): Promise<void> {
  time.at(at, () => undefined);
  await time.run(() => time.now() >= at, Infinity);
}

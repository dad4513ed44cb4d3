import type { Random } from '../../src/api';
import { createRunner, makeLedger, type IntentRecord, type Journal, type MutatingCall, type OperationSettings, type Runner } from '../../src/operations';
import { seededRandom } from '../support/random';
import { openJournal, type RunOnDisk } from './journal';
import { makeLink, targetKey, type Link, type NetworkTraits } from './network';
import { makeService, type ServiceTraits, type SimulatedService } from './service';
import { incarnate, makeTime, type Incarnation, type VirtualTime } from './time';

export interface Scenario {
  readonly seed: number;
  readonly service: ServiceTraits;
  readonly network: NetworkTraits;
  /** Processes that may be killed before one is left alone. */
  readonly crashes: number;
  /** The plan is kept, so that a killed run is always taken up by it. */
  readonly alwaysResumes?: boolean;
  /** Told what every process ends with: to look into a seed. */
  readonly log?: (line: string) => void;
  /** Breaks the protocol on purpose: the simulation must notice. */
  readonly mutant?: Mutant;
}

export interface Mutant {
  readonly settings?: Partial<OperationSettings>;
  call?(call: MutatingCall): MutatingCall;
  /** A new process knows nothing of what the last one began. */
  readonly forgets?: boolean;
  /** Intents stay in memory until the run ends. */
  readonly writesNoIntent?: boolean;
}

export interface SimulationReport {
  readonly violations: readonly string[];
  readonly processes: number;
  readonly crashed: number;
  /** Every arrival at the service, for comparing two runs of one seed. */
  readonly trace: string;
  readonly polls: number;
}

interface Wish {
  readonly step: string;
  readonly kind: 'create-directory' | 'delete-resource';
  readonly instance: string;
  readonly path: string;
  readonly after: readonly string[];
}

const SETTINGS = { maxOperations: 4, maxOperationsPerInstance: 2, mutationDeadlineMs: 30_000, settleTimeMs: 100_000, readLagMs: 4_000 };

/** Two or three instances with a small tree each, and a registration that goes. */
function wishes(random: Random): readonly Wish[] {
  const list: Wish[] = [];
  const instances = 1 + Math.floor(random.next() * 3);
  for (let i = 0; i < instances; i++) {
    const instance = `vm-${i}`;
    const make = (path: string, after: readonly string[]): void => {
      list.push({ step: `create ${instance}${path}`, kind: 'create-directory', instance, path, after: after.map((p) => `create ${instance}${p}`) });
    };
    make('/a', []);
    make('/b', []);
    make('/a/c', ['/a']);
    if (random.next() < 0.5) make('/a/c/d', ['/a/c']);
  }
  list.push({ step: 'delete vm-old', kind: 'delete-resource', instance: 'vm-old', path: '', after: [] });
  return list;
}

/** Plans, applies, is killed, resumes or recovers, until a process that was left alone has ended: then judges the whole. */
export async function simulate(scenario: Scenario): Promise<SimulationReport> {
  const random = seededRandom(scenario.seed);
  const time = makeTime(random);
  const service = makeService(time, random, scenario.service);
  const wanted = wishes(random);
  const violations: string[] = [];
  let disk: RunOnDisk | undefined;
  const keysOnDisk = new Set<string>();
  let crashed = 0;
  let processes = 0;
  let polls = 0;

  for (let calm = 0; calm < 4 && processes < 40;) {
    processes++;
    const quiet = crashed >= scenario.crashes;
    if (quiet) calm++;
    if (calm > 1) service.calmDown();
    const process = incarnate(time);
    // The last processes meet no faults: then everything must come to its end.
    const link = makeLink(time, random, service, process, quiet && calm > 1 ? { ...scenario.network, faults: 0 } : scenario.network);
    const counted: Link = { ...link, reader: { ...link.reader, getOperation: (r, o) => { polls++; return link.reader.getOperation(r, o); } } };
    const resumes: boolean = disk !== undefined && !disk.ended && (scenario.alwaysResumes === true || random.next() < 0.5);
    const outcome = await live({ scenario, time, random, process, link: counted, service, wanted, disk, resumes, mayCrash: !quiet });
    disk = outcome.disk;
    for (const record of disk?.records ?? []) if (record.type === 'intent') keysOnDisk.add(record.key);
    if (outcome.crashed) crashed++;
    else {
      // Somebody looks at the summary before the next command: longer than any replica lags.
      await time.run(waitUntil(time, time.now() + 5_000), Infinity);
      if (wanted.every((w) => service.holds(targetKey(w.kind, w.instance, w.path))) && disk?.ended === true) break;
    }
    if (quiet && calm >= 4) violations.push('not converged after three runs without faults');
  }
  // Late requests of dead processes still arrive; none may do anything twice.
  await time.run(waitUntil(time, time.now() + 600_000), Infinity);
  for (const { target, key, at } of service.arrivals) if (!keysOnDisk.has(key)) violations.push(`call without an intent on disk: ${target} at ${at}`);
  return {
    violations: [...violations, ...service.violations], processes, crashed, polls,
    trace: service.arrivals.map((a) => `${a.at.toFixed(3)} ${a.key} ${a.target}`).join('\n'),
  };
}

function waitUntil(time: VirtualTime, at: number): () => boolean {
  time.at(at, () => undefined);
  return () => time.now() >= at;
}

interface Life {
  readonly scenario: Scenario;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly process: Incarnation;
  readonly link: Link;
  readonly service: SimulatedService;
  readonly wanted: readonly Wish[];
  readonly disk: RunOnDisk | undefined;
  readonly resumes: boolean;
  readonly mayCrash: boolean;
}

interface Outlived {
  readonly disk: RunOnDisk | undefined;
  readonly crashed: boolean;
}

/** One process: recovers or resumes what it finds, then does what is wanted in order. */
async function live(life: Life): Promise<Outlived> {
  const { time, random, process, link, scenario } = life;
  let current = life.disk;
  // Known to the process that gave the calls up, and to no later one.
  let reuseKeys: ReadonlyMap<string, string> = new Map();
  let crash: () => void = () => undefined;
  let ended = false;
  const start = (run: RunOnDisk, prior: RunOnDisk['records']): Runner => {
    const opened = openJournal(run, process, random);
    crash = opened.crash;
    const { mutant } = scenario;
    const journal: Journal = mutant?.writesNoIntent === true
      ? { append: (record) => (record.type === 'intent' ? Promise.resolve() : opened.journal.append(record)) } : opened.journal;
    return createRunner({
      reader: link.reader, journal, clock: process.clock, random, settings: { ...SETTINGS, ...mutant?.settings }, planId: run.planId,
      emit: () => undefined, prior: mutant?.forgets === true ? [] : prior, reuseKeys,
    });
  };
  const make = (step: string, kind: Wish['kind'], instance: string, path: string): MutatingCall => {
    const call = link.call(step, kind, instance, path);
    return scenario.mutant?.call?.(call) ?? call;
  };
  const rebuild = ({ step, call }: IntentRecord) => make(step, call['kind'] as Wish['kind'], call['instance'] ?? '', call['path'] ?? '');

  const work = async (): Promise<void> => {
    const signal = new AbortController().signal;
    let resumed: RunOnDisk | undefined;
    if (current !== undefined && !current.ended) {
      if (life.resumes) resumed = current;
      else {
        const runner = start(current, [...current.records]);
        const ends = await Promise.all(runner.openIntents().map((intent) => runner.recover(intent, rebuild(intent), signal)));
        const keys = new Map<string, string>();
        for (const end of ends) if (end.kind === 'abandoned') keys.set(end.targetKey, end.key);
        reuseKeys = keys;
        if (makeLedger(current.records).open().length > 0) return;
        await process.clock.sleep(scenario.mutant?.settings?.readLagMs ?? SETTINGS.readLagMs);
        current.ended = true;
      }
    }
    const run: RunOnDisk = resumed ?? { planId: random.uuid(), records: [], ended: false };
    current = run;
    const runner = start(run, [...run.records]);
    const ends = new Map<string, Promise<boolean>>();
    for (const wish of life.wanted) {
      ends.set(wish.step, (async () => {
        const before = await Promise.all(wish.after.map((s) => ends.get(s) ?? Promise.resolve(false)));
        if (before.includes(false)) return false;
        const end = await runner.perform(make(wish.step, wish.kind, wish.instance, wish.path), signal);
        const why = 'diagnostics' in end ? end.diagnostics?.map((d) => d.detail).join(' ') ?? '' : '';
        scenario.log?.(`${time.now().toFixed(0)} ${run.planId.slice(0, 8)} ${wish.step}: ${end.kind} ${why}`);
        return end.kind === 'performed' || end.kind === 'satisfied';
      })());
    }
    await Promise.all(ends.values());
    if (runner.openIntents().length === 0) run.ended = true;
  };

  const dies = life.mayCrash && random.next() < 0.8;
  if (dies) {
    time.at(time.now() + random.next() ** 2 * (random.next() < 0.5 ? 20_000 : 200_000), () => {
      if (ended) return;
      process.kill();
      crash();
    });
  }
  work().then(() => { ended = true; }, (error: unknown) => {
    ended = true;
    throw error;
  });
  await time.run(() => ended || !process.alive(), time.now() + 40 * 3_600_000);
  return { disk: current, crashed: !process.alive() };
}

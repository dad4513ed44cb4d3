import type { Random } from '../../src/api';
import { applyPlan, recoverRuns, type ApplyGround, type ApplyInputs, type ProviderInUse } from '../../src/apply';
import type { MutatingCall } from '../../src/operations';
import type { Change, Plan, Step } from '../../src/plan';
import type { ApplyPorts, ApplyResult, ConfiguredProvider } from '../../src/provider';
import { impliedType, type ProviderSchema } from '../../src/schema';
import { nullOf, objectOf, str, STRING, unknownOf, type Value } from '../../src/values';
import { seededRandom } from '../support/random';
import { emptyDisk, memoryBackend, type Disk } from './backend';
import { makeLink, targetKey, type Link } from './network';
import type { Scenario } from './simulate';
import { makeService, type SimulatedService } from './service';
import { incarnate, makeTime, type Incarnation, type VirtualTime } from './time';

const SETTINGS = { maxOperations: 4, maxOperationsPerInstance: 2, mutationDeadlineMs: 30_000, settleTimeMs: 100_000, readLagMs: 4_000 };

const SCHEMA: ProviderSchema = {
  provider: { version: 0, block: { description: '', attributes: new Map(), blocks: new Map() } },
  dataSources: new Map(),
  resources: new Map([['sim_directory', {
    version: 0,
    block: {
      description: '', blocks: new Map(),
      attributes: new Map([
        ['instance', { type: STRING, description: '', required: true }], ['path', { type: STRING, description: '', required: true }],
        ['id', { type: STRING, description: '', computed: true }],
      ]),
    },
  }]]),
};
const NOTHING = nullOf(impliedType(SCHEMA.resources.get('sim_directory')!.block));
const object = (instance: string, path: string, known: boolean): Value =>
  objectOf([['instance', str(instance)], ['path', str(path)], ['id', known ? str(`${instance}:${path}`) : unknownOf(STRING)]]);

interface Wish {
  readonly name: string;
  readonly instance: string;
  readonly path: string;
  readonly parent: string | undefined;
}

const WISHES: readonly Wish[] = ['vm-0', 'vm-1'].flatMap((instance) => [
  { name: `${instance}-a`, instance, path: '/a', parent: undefined },
  { name: `${instance}-b`, instance, path: '/b', parent: undefined },
  { name: `${instance}-a-c`, instance, path: '/a/c', parent: `${instance}-a` },
]);

/** What the planner would say: what is not in the state is made; a look at the world comes first, as reading does. */
function makePlanFor(disk: Disk, random: Random): Plan {
  const changes: Change[] = [];
  const steps: Step[] = [];
  for (const { name, instance, path, parent } of WISHES) {
    const address = `sim_directory.${name}`;
    const has = disk.state?.resources.has(address) === true;
    changes.push({
      address, mode: 'managed', type: 'sim_directory', name, provider: 'sim', action: has ? 'no-op' : 'create', order: undefined, disposal: undefined, reason: undefined,
      before: has ? object(instance, path, true) : NOTHING, after: object(instance, path, has), replacePaths: [], notes: [], dependencies: [], createBeforeDestroy: false, constructPath: undefined,
    });
    if (!has) steps.push({ id: `create ${address}`, kind: 'create', address, effects: [], residual: undefined, after: parent === undefined ? [] : [`create sim_directory.${parent}`] });
  }
  return {
    planId: random.uuid(), toolVersion: '0', mode: 'normal', createdAt: '', expiresAt: '9999-01-01T00:00:00.000Z', stack: undefined, configurationDigest: '', backend: { type: 'local', path: 'terraform.tfstate' },
    prior: disk.state === undefined ? undefined : { lineage: disk.state.lineage, serial: disk.state.serial }, variables: [],
    providers: [{ key: 'sim', source: 'holdfast/sim', config: objectOf([]) }], changes, drift: [], refreshed: [], steps, outputs: [], facts: [], unmanaged: [], warnings: [], blocked: [], applyable: true,
  };
}

function makeProvider(link: Link, process: Incarnation): ProviderInUse {
  const never = (): never => { throw new Error('not simulated'); };
  const callFor = (step: string, call: { readonly [name: string]: string }): MutatingCall => link.call(step, 'create-directory', call['instance'] ?? '', call['path'] ?? '');
  const applyResource = async (req: { readonly step: string; readonly planned: Value }, ports: ApplyPorts): Promise<ApplyResult> => {
    const entries = req.planned.kind === 'object' ? req.planned.entries : new Map<string, Value>();
    const [instance, path] = ['instance', 'path'].map((n) => { const v = entries.get(n); return v?.kind === 'string' ? v.value : ''; });
    const call = callFor(req.step, { instance: instance ?? '', path: path ?? '' });
    const done: ApplyResult = { kind: 'done', state: object(instance ?? '', path ?? '', true), private: undefined, calls: 0, diagnostics: [] };
    // A provider looks first and calls nothing when it is there already.
    const there = await call.goal(process.clock.monotonic(), ports.signal);
    if (there.kind === 'reached') return done;
    const end = await ports.operations.perform(call, ports.signal);
    switch (end.kind) {
      case 'satisfied': case 'performed': return done;
      case 'indeterminate': return end;
      case 'failed': case 'refused': return { kind: 'failed', diagnostics: end.diagnostics };
    }
  };
  const provider: ConfiguredProvider = {
    operations: { reader: link.reader, settings: SETTINGS },
    close: () => undefined,
    reader: {
      readResource: never, planResource: never, readData: never, importResource: never, impliedEdges: never, judgePlan: never, unmanaged: never,
      observe: async () => ({ facts: new Map(), diagnostics: [] }),
    },
    applier: { applyResource, performEffect: never, recoverCall: ({ step, call }) => callFor(step, call) },
  };
  return { provider, schema: SCHEMA, source: 'holdfast/sim' };
}

export interface WholeReport {
  readonly violations: readonly string[];
  readonly crashed: number;
  readonly interrupted: number;
}

/** Whole applies with state, runs, kills and interrupts, until a process that was left alone has ended. */
export async function simulateWhole(scenario: Scenario): Promise<WholeReport> {
  const random = seededRandom(scenario.seed);
  const time = makeTime(random);
  const service = makeService(time, random, scenario.service);
  const disk = emptyDisk();
  const violations: string[] = [];
  let plan: Plan | undefined;
  let [crashed, interrupted, calm] = [0, 0, 0];
  for (let life = 0; life < 40; life++) {
    const left = crashed + interrupted >= scenario.crashes;
    if (left && ++calm > 1) service.calmDown();
    const network = calm > 1 ? { ...scenario.network, faults: 0 } : scenario.network;
    const process = incarnate(time);
    const end = await live({ time, random, process, service, link: makeLink(time, random, service, process, network), disk, plan, disturb: !left, log: scenario.log ?? (() => undefined) });
    plan = end.plan;
    scenario.log?.(`${time.now().toFixed(0)} ${end.kind}`);
    if (end.kind === 'crashed') crashed++;
    else if (end.kind === 'interrupted') interrupted++;
    if (end.kind !== 'crashed') await until(time, time.now() + 5_000);
    violations.push(...end.violations);
    if (end.kind === 'converged') break;
    if (calm > 4) {
      violations.push('not converged after four runs without faults');
      break;
    }
  }
  await until(time, time.now() + 600_000);
  for (const { name, instance, path } of WISHES) {
    if (!service.holds(targetKey('create-directory', instance, path))) violations.push(`not made: ${name}`);
    if (disk.state?.resources.has(`sim_directory.${name}`) !== true) violations.push(`not in state: ${name}`);
  }
  disk.written.forEach((s, i) => {
    if (s.serial !== i + 1) violations.push(`serial ${s.serial} where ${i + 1} was due`);
    if (s.lineage !== disk.written[0]?.lineage) violations.push('the lineage changed');
  });
  if (disk.runs.some((r) => r.ended === undefined)) violations.push('a run has no end');
  return { violations: [...violations, ...service.violations], crashed, interrupted };
}

function until(time: VirtualTime, at: number): Promise<void> {
  time.at(at, () => undefined);
  return time.run(() => time.now() >= at, Infinity);
}

interface Life {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly process: Incarnation;
  readonly service: SimulatedService;
  readonly link: Link;
  readonly disk: Disk;
  readonly plan: Plan | undefined;
  readonly disturb: boolean;
  log(line: string): void;
}

interface Ended {
  readonly kind: 'crashed' | 'interrupted' | 'ended' | 'converged';
  readonly plan: Plan | undefined;
  readonly violations: readonly string[];
}

async function live({ time, random, process, link, disk, plan: last, disturb, log }: Life): Promise<Ended> {
  const violations: string[] = [];
  const signal = new AbortController();
  const hardSignal = new AbortController();
  let reached = time.now();
  let diedAt = Infinity;
  /** Writes reach the disk in their order; those of the last milliseconds before a death may or may not. */
  const io = <T>(_: string, work: () => T): Promise<T> => new Promise((resolve, reject) => {
    reached = Math.max(reached, time.now()) + random.next() * 3;
    time.at(reached, () => {
      if (time.now() > diedAt) return;
      try {
        const value = work();
        if (process.alive()) resolve(value);
      } catch (error) {
        if (process.alive()) reject(error as Error);
      }
    });
  });
  const ground: ApplyGround = {
    backend: memoryBackend({ disk, io }), lockTimeoutMs: 0, providers: new Map([['sim', makeProvider(link, process)]]), clock: process.clock, random,
    command: 'apply', emit: (e) => log(`${time.now().toFixed(0)} ${JSON.stringify(e)}`), signal: signal.signal, hardSignal: hardSignal.signal,
  };
  let plan = last;
  let converged = false;
  let stopped: number | undefined;
  const work = async (): Promise<void> => {
    const resumes = plan !== undefined && disk.runs.some((r) => r.header.planId === plan?.planId && r.ended === undefined) && random.next() < 0.5;
    let inputs: Pick<ApplyInputs, 'reuseKeys'> = {};
    if (!resumes) {
      const recovered = await recoverRuns(ground);
      if (!recovered.ok) {
        if (recovered.diagnostics.every((d) => d.code !== 'apply_unfinished')) violations.push(`recovery: ${recovered.diagnostics.map((d) => d.detail).join('; ')}`);
        return;
      }
      inputs = { reuseKeys: recovered.value.reuseKeys };
      plan = makePlanFor(disk, random);
    }
    if (plan === undefined) return;
    const applied = await applyPlan({ ...ground, ...inputs, plan, planDigest: 'sha256:0' });
    if (!applied.ok) {
      if (stopped === undefined && applied.diagnostics.every((d) => d.code !== 'apply_unfinished')) violations.push(`refused: ${applied.diagnostics.map((d) => d.detail).join('; ')}`);
      return;
    }
    const { summary, state } = applied.value;
    for (const { name } of WISHES) {
      const kind = summary.ends.get(`create sim_directory.${name}`)?.kind;
      if (kind === 'done' && !state.resources.has(`sim_directory.${name}`)) violations.push(`done and not in state: ${name}`);
    }
    if (summary.status === 'done' && summary.diagnostics.some((d) => d.severity === 'error')) violations.push('done with errors');
    converged = summary.status === 'done';
  };

  let ended = false;
  if (disturb) {
    const at = time.now() + random.next() ** 2 * (random.next() < 0.5 ? 20_000 : 200_000);
    const kind = random.next();
    if (kind < 0.6) {
      time.at(at, () => {
        if (ended) return;
        process.kill();
        diedAt = time.now() + random.next() * 3;
      });
    } else if (kind < 0.9) {
      time.at(at, () => {
        if (ended) return;
        stopped = time.now();
        signal.abort(new Error('interrupt'));
        if (random.next() < 0.5) time.at(time.now() + random.next() * 20_000, () => hardSignal.abort(new Error('interrupt')));
      });
    }
  }
  let failure: unknown;
  work().then(() => { ended = true; }, (error: unknown) => {
    failure = error;
    ended = true;
  });
  await time.run(() => ended || !process.alive(), time.now() + 40 * 3_600_000);
  if (failure !== undefined) violations.push(`rejected: ${String(failure)} ${failure instanceof Error ? failure.stack ?? '' : ''}`);
  if (stopped !== undefined && process.alive() && time.now() > stopped + 36_000) violations.push(`ended ${time.now() - stopped} ms after the interrupt`);
  // What was begun before the death and not yet on disk is decided now.
  await until(time, time.now() + 5);
  if (!process.alive()) return { kind: 'crashed', plan, violations };
  return { kind: converged ? 'converged' : stopped !== undefined ? 'interrupted' : 'ended', plan, violations };
}


import type { ApplyEvent, ApplySummary } from '../../../src/apply';
import type { Diagnostic } from '../../../src/diagnostics';
import type { Deed } from '../../../src/emulator/model';
import { targetOf } from '../../../src/emulator/operations';
import { parsePath, formatPath } from '../../../src/emulator/paths';
import type { Plan, Step } from '../../../src/plan';
import type { PlannedEffect } from '../../../src/provider';
import { diagnosticsText, eventLines, PLAIN } from '../../../src/render';
import { openLocalBackend, type State } from '../../../src/state';
import { parseJournal } from '../../../src/state/runs/frame';
import { seededRandom } from '../../support/random';
import type { CallWatch } from './line';
import type { Machine, Process } from './machine';
import { TOKEN, type Service } from './service';
import type { Scenario } from './traits';

const NO_IDS: ReadonlyMap<string, string> = new Map();
export const STATE = '/work/terraform.tfstate';
export const RUNS = '/work/.terraform.tfstate.holdfast/runs';

/** Holds what happens against the invariants (I1 to I18 of the reliability notes) and remembers what broke one. */
export interface Watch extends CallWatch {
  readonly violations: readonly string[];
  tell(invariant: string, what: string): void;
  /** What a process may do from now on; undefined: nothing, as while it plans. */
  approve(process: Process, plan: Plan | undefined): void;
  /** It has the lock now. */
  locked(process: Process): void;
  /** Others changed this on an instance: what is told of it and of what lies below or above says nothing about us. */
  touched(instance: string, path: string): void;
  /** Whether a lock was taken from its holder: errors that say so are right. */
  stolen(): boolean;
  event(process: Process, event: ApplyEvent): void;
  summary(summary: ApplySummary, planId: string): void;
  /** The lock guards nothing any more, whoever has it. */
  lost(): void;
  /** The runner is gone for good, with all but this state: what it sent is known to nobody any more. */
  runnerLost(state: State | undefined): void;
  /** How a process ended that was not killed: nothing of it keeps it from ending. */
  ended(process: Process, told: readonly Diagnostic[]): void;
  /** A reader without a lock looks at the disk, as it is at this very moment. */
  look(): Promise<State | undefined>;
  /** Every call that was ever sent is known to the disk, by its key. */
  remembered(): void;
}

/** Neither in a terminal nor in a log may a byte stand that does something, or a line that a pipeline obeys. */
const UNPRINTABLE = /[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const CI_COMMAND = /^(?:::|##\[|##vso\[|section_start:)/m;
/** So long after others changed something a call may come that was sent before anybody could see it, besides the time that its step waits for a slot. */
const IGNORANT_MS = 120_000;
/** What a step has read may be ten seconds old when its call leaves, and a read may show what was so read lag before it. */
const UNREAD_MS = 20_000;
/** A call whose lock was checked may wait for its turn with the service before it leaves. */
const IN_FLIGHT_MS = 5_000;

export interface WatchOptions {
  /** Invariants that are not looked at directly, so that a broken rule must show by what comes of it. */
  readonly blind?: readonly string[];
}

export function makeWatch(machine: Pick<Machine, 'time' | 'disk' | 'trace'>, service: Service, limits: Pick<Scenario, 'maxOperations' | 'maxOperationsPerInstance' | 'operationTimeMs'>, options: WatchOptions = {}): Watch {
  const { time, disk } = machine;
  const violations: string[] = [];
  const blind = new Set(options.blind ?? []);
  const sentKeys = new Map<string, string>();
  const approved = new Map<Process, ReadonlySet<string>>();
  const sentBy = new Map<string, Process>();
  /** When a key was sent for the first time: its intent was right then, whatever others undid before it is sent again. */
  const firstSent = new Map<string, number>();
  const others: { readonly instance: string; readonly path: string; readonly at: number; readonly performed: ReadonlySet<string> }[] = [];
  /** Targets whose steps have failed: their operations may be under way still. */
  const gaveUp = new Set<string>();
  /** When a step was first known to be done: it said so, or a journal had it before others changed something about it. */
  const doneAt = new Map<string, number>();
  /** Operations that a process of ours knows by their id. */
  const accepted = new Set<string>();
  const usedPlans = new Set<string>();
  let holder: Process | undefined;
  let stolen = false;
  let [serial, lineage] = [0, ''];
  let [acknowledged, cuts] = [0, 0];

  const tell = (invariant: string, what: string): void => {
    if (blind.has(invariant)) return;
    machine.trace.add(time.now(), () => `VIOLATION ${invariant}: ${what}`);
    violations.push(`${invariant}: ${what}`);
  };
  const name = (deed: Deed): string => (deed.kind === 'create-directory' ? `CreateDirectory ${deed.computeInstanceId} ${deed.path}` : `Delete ${deed.computeInstanceId} ${deed.resourceId}`);
  /** `wokenAt`: when the process that is judged was last asleep: it knows nothing of what was done meanwhile. */
  const ofOthers = (deed: Deed, wokenAt = -1): boolean => others.some((one) => time.now() < Math.max(one.at, wokenAt) + IGNORANT_MS + 3 * limits.operationTimeMs && isRelated(one, deed));
  /** Somebody else's operation on it went on or ended so lately that nobody can have read what it made. One that is stuck goes on when its agent is back. */
  const unread = (deed: Deed): boolean => [...service.state.operations.values()].some((o) =>
    o.idempotencyKey === '' && targetOf(o.deed) === targetOf(deed) && service.state.clock.now() < o.modifiedAt + UNREAD_MS);
  /** A slot is held until its operation is done, or its goal is seen to be reached, or its step has given up waiting. */
  const judgeSlots = (deed: Deed, key: string): void => {
    const process = sentBy.get(key);
    if (process === undefined || !process.alive()) return;
    const busy = [...service.state.underWay.values()].flatMap((all) => [...all]).filter((o) =>
      sentBy.get(o.idempotencyKey) === process && targetOf(o.deed) !== targetOf(deed) && !service.holds(o.deed) && !gaveUp.has(targetOf(o.deed)));
    if (busy.length >= limits.maxOperations) tell('I15', `${name(deed)} came with ${busy.length} operations under way, and ${limits.maxOperations} may be`);
    const there = busy.filter((o) => o.deed.computeInstanceId === deed.computeInstanceId).length;
    if (there >= limits.maxOperationsPerInstance) tell('I15', `${name(deed)} came with ${there} operations under way on its instance, and ${limits.maxOperationsPerInstance} may be`);
  };
  const print = (text: string): void => {
    if (UNPRINTABLE.test(text) || CI_COMMAND.test(text)) tell('I14', `it prints ${JSON.stringify(text)}`);
  };
  const onDisk = (key: string): boolean => disk.durableFiles(RUNS).some((file) => file.bytes.includes(key));

  return {
    violations, tell,
    locked(process) {
      if (holder?.alive() === true) tell('I6', 'two processes have the lock');
      holder = process;
    },
    touched: (instance, path) => void others.push({ instance, path: pathText(path), at: time.now(), performed: performed(disk) }),
    stolen: () => stolen,
    lost() {
      stolen = true;
      if (holder !== undefined) holder.locks.lostAt ??= time.now();
      holder = undefined;
    },
    approve(process, plan) {
      if (plan === undefined) {
        approved.delete(process);
        return;
      }
      const unverified = new Set(plan.changes.filter((c) => c.notes.some((n) => n.kind === 'not-verified')).map((c) => c.address));
      approved.set(process, new Set(plan.steps.flatMap((step) => effectsOf(step).filter((e) => e.mutates).map(deedOf).flatMap((deed) =>
        // What planning could not read is made with all that turns out to be missing above it; the plan says so.
        ('address' in step && unverified.has(step.address) ? [deed, ...above(deed)] : [deed]).map(targetOf)))));
    },
    leaves(process, deed, key) {
      const allowed = approved.get(process);
      const { lostAt, wokenAt } = process.locks;
      if (lostAt !== undefined && time.now() > Math.max(lostAt, wokenAt) + IN_FLIGHT_MS) tell('I6', `${name(deed)} was sent ${(time.now() - lostAt).toFixed(0)} ms after the lock was lost`);
      if (allowed === undefined) tell('I17', `${name(deed)} was sent while nothing may be changed`);
      else if (!allowed.has(targetOf(deed))) tell('I10', `${name(deed)} is not in the plan`);
      if (!onDisk(key)) tell('I3', `${name(deed)} was sent and its key is not on the disk`);
      sentKeys.set(key, name(deed));
      sentBy.set(key, process);
      if (!firstSent.has(key)) firstSent.set(key, time.now());
    },
    arrives(deed, key) {
      if (service.remembers(key)) return;
      // A request that comes late, when its step is over (others did what it asks for, or it gave up waiting), has no slot any more.
      if (!doneAt.has(targetOf(deed)) && !gaveUp.has(targetOf(deed))) judgeSlots(deed, key);
      if (ofOthers(deed, sentBy.get(key)?.locks.wokenAt)) return;
      if (service.underWay(deed)) tell('I1', `${name(deed)} came while an operation on its target was under way`);
      else if (service.holds(deed) && !unread(deed)) tell('I2', `${name(deed)} came and its goal was reached already`);
      if (deed.kind !== 'create-directory') {
        const busy = [...service.state.underWay.values()].some((all) => [...all].some((o) =>
          o.idempotencyKey !== '' && o.deed.kind === 'create-directory' && o.deed.computeInstanceId === deed.computeInstanceId
          // One whose answer was lost may not be listed yet, or not say what it is for: that its directory is there ends its step.
          && (accepted.has(o.id) || !service.holds(o.deed))));
        if (busy) tell('I9', `${name(deed)} came while a directory was being made there`);
        return;
      }
      const path = parsePath(deed.path);
      if (typeof path === 'string' || path.segments.length === 0) return;
      const since = firstSent.get(key) ?? Infinity;
      const parent: Deed = { ...deed, path: formatPath({ drive: path.drive, segments: path.segments.slice(0, -1) }) };
      // What a run has made, others may take away before it makes what belongs into it: the order of its own steps was right.
      const made = Math.min(since, doneAt.get(targetOf(parent)) ?? Infinity);
      if (others.some((one) => one.at >= made && isRelated(one, deed))) return;
      if (!service.holds(parent)) tell('I9', `${name(deed)} came before its parent was there`);
    },
    event(process, event) {
      if (!process.alive()) return;
      for (const line of eventLines(event, NO_IDS, PLAIN)) print(line);
      if (event.type === 'operation-accepted') accepted.add(event.operationId);
      if (event.type === 'state-written') acknowledged = Math.max(acknowledged, event.serial);
      // A step that gave up may have been making what lies above its own directory.
      if (event.type === 'step-failed') for (const deed of effectsOf(event.step).filter((e) => e.mutates).map(deedOf)) for (const one of [deed, ...above(deed)]) gaveUp.add(targetOf(one));
      if (event.type === 'step-failed' && event.diagnostics.some((d) => d.code === 'operation_failed')) {
        for (const deed of effectsOf(event.step).filter((e) => e.mutates).map(deedOf)) {
          if (service.underWay(deed) && !ofOthers(deed, process.locks.wokenAt)) tell('I8', `step ${event.step.id} failed by its operation, and an operation of ${name(deed)} is under way`);
        }
      }
      if (event.type !== 'step-done') return;
      for (const effect of effectsOf(event.step)) {
        if (!effect.mutates) continue;
        const deed = deedOf(effect);
        // Done by an earlier process of the same run, which may not have lived to say so: others may have undone it since.
        const known = others.find((o) => o.performed.has(event.step.id) && isRelated(o, deed))?.at;
        const at = Math.min(doneAt.get(targetOf(deed)) ?? time.now(), known ?? Infinity);
        const undone = at < time.now() && others.some((o) => o.at >= at && isRelated(o, deed));
        doneAt.set(targetOf(deed), at);
        if (!service.holds(deed) && !ofOthers(deed, process.locks.wokenAt) && !undone) tell('I8', `step ${event.step.id} is done and the goal of ${name(deed)} is not reached`);
      }
    },
    summary(summary, planId) {
      if (usedPlans.has(planId)) tell('P8', 'a plan whose run had an end was applied again');
      // A run that could not be given its end may be taken up.
      const open = disk.names(RUNS).some((file) => file.endsWith('.journal') && !hasEnd(disk.read(`${RUNS}/${file}`)));
      if (!open && (summary.status === 'done' || summary.status === 'partial')) usedPlans.add(planId);
      const errors = summary.diagnostics.filter((d) => d.severity === 'error');
      if (summary.status === 'done' && errors.length > 0) tell('I11', `the apply says it is done, with errors: ${errors.map((d) => d.detail).join('; ')}`);
    },
    runnerLost(state) {
      sentKeys.clear();
      // Who knew of them is gone: what `-recover` cannot see the end of within the settle time is anybody's.
      accepted.clear();
      [serial, acknowledged, lineage] = [state?.serial ?? 0, state?.serial ?? 0, state?.lineage ?? ''];
    },
    ended(process, told) {
      if (holder === process) holder = undefined;
      const held = process.held();
      if (held !== undefined) tell('I15', `it ended with ${held}`);
      if (told.some((d) => d.detail.includes(TOKEN))) tell('I13', 'a credential is told');
      print(diagnosticsText(told, PLAIN));
    },
    async look() {
      if (disk.all().some((bytes) => bytes.includes(TOKEN))) tell('I13', 'a credential is on the disk');
      const reader = openLocalBackend({ path: STATE, toolVersion: '0', who: 'reader' }, { files: disk.process().files, random: seededRandom(1), clock: {
        now: () => 0, monotonic: () => 0, sleep: () => Promise.reject(new Error('a reader waits for nothing')),
      } });
      const read = await reader.read();
      if (!read.ok) {
        tell('I5', `the state does not read: ${read.diagnostics.map((d) => d.detail).join('; ')}`);
        return undefined;
      }
      const state = read.value;
      const [nowSerial, nowLineage] = [state?.serial ?? 0, state?.lineage ?? lineage];
      // What a reader saw of a write that failed, nobody was promised.
      if (disk.cuts !== cuts) serial = acknowledged;
      cuts = disk.cuts;
      if (nowSerial < Math.max(serial, acknowledged)) tell('I6', `serial ${nowSerial} stands where ${Math.max(serial, acknowledged)} was written`);
      if (lineage !== '' && nowLineage !== lineage) tell('I6', `lineage ${nowLineage} stands where ${lineage} was`);
      [serial, lineage] = [Math.max(serial, nowSerial), nowLineage];
      return state;
    },
    remembered() {
      for (const [key, what] of sentKeys) if (!onDisk(key)) tell('I3', `${what} was sent and the disk has forgotten its key`);
      sentKeys.clear();
    },
  };
}

/** Steps of which a journal says that what they were to do is done. */
function performed(disk: Machine['disk']): ReadonlySet<string> {
  return new Set(disk.names(RUNS).filter((file) => file.endsWith('.journal')).flatMap((file) => {
    const parsed = parseJournal(disk.read(`${RUNS}/${file}`) ?? Buffer.of());
    const entries = parsed.kind === 'whole' ? parsed.entries : [];
    return entries.flatMap((entry) => (entry.kind === 'record' && entry.record.type === 'result' && (entry.record.result === 'ok' || entry.record.result === 'satisfied') ? [entry.record.step] : []));
  }));
}

/** Whether a journal says how its run ended, or is one that keeps keys of calls given up and never ends. */
export function hasEnd(journal: Buffer | undefined): boolean {
  return journal?.includes('"kind":"end"') === true || journal?.includes('"type":"given-up"') === true;
}

/** Whether what others changed is the directory of a deed, or lies above or below it. */
function isRelated({ instance, path }: { readonly instance: string; readonly path: string }, deed: Deed): boolean {
  if (deed.kind !== 'create-directory' || instance !== deed.computeInstanceId) return false;
  const own = pathText(deed.path);
  return own.startsWith(path) || path.startsWith(own);
}

const pathText = (path: string): string => `${path.toLowerCase().replaceAll('\\', '/')}/`.replaceAll('//', '/');

function above(deed: Deed): readonly Deed[] {
  const path = deed.kind === 'create-directory' ? parsePath(deed.path) : undefined;
  if (path === undefined || typeof path === 'string') return [];
  return path.segments.map((_, depth) => ({ ...deed, path: formatPath({ drive: path.drive, segments: path.segments.slice(0, depth) }) }));
}

function effectsOf(step: Step): readonly PlannedEffect[] {
  if (step.kind === 'prerequisite') return [step.effect];
  return 'effects' in step ? step.effects : [];
}

function deedOf({ data }: PlannedEffect): Deed {
  const place = { folderId: data['folder_id'] ?? '', computeInstanceId: data['compute_instance_id'] ?? '' };
  return data['kind'] === 'create-directory' ? { kind: 'create-directory', ...place, path: data['path'] ?? '' } : { kind: 'delete-resource', ...place, resourceId: data['resource_id'] ?? '' };
}

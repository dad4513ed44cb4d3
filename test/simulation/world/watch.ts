import type { ApplyEvent, ApplySummary } from '../../../src/apply';
import type { Deed } from '../../../src/emulator/model';
import { targetOf } from '../../../src/emulator/operations';
import { parsePath, formatPath } from '../../../src/emulator/paths';
import type { Plan, Step } from '../../../src/plan';
import type { PlannedEffect } from '../../../src/provider';
import { openLocalBackend, type State } from '../../../src/state';
import { seededRandom } from '../../support/random';
import type { CallWatch } from './line';
import type { Machine, Process } from './machine';
import type { Service } from './service';

export const STATE = '/work/terraform.tfstate';
export const RUNS = '/work/.terraform.tfstate.holdfast/runs';

/** Holds what happens against the invariants (I1 to I18 of the reliability notes) and remembers what broke one. */
export interface Watch extends CallWatch {
  readonly violations: readonly string[];
  tell(invariant: string, what: string): void;
  /** What a process may do from now on; undefined: nothing, as while it plans. */
  approve(plan: Plan | undefined): void;
  event(process: Process, event: ApplyEvent): void;
  summary(summary: ApplySummary): void;
  /** A reader without a lock looks at the disk, as it is at this very moment. */
  look(): Promise<State | undefined>;
  /** Every call that was ever sent is known to the disk, by its key. */
  remembered(): void;
}

export interface WatchOptions {
  /** Invariants that are not looked at directly, so that a broken rule must show by what comes of it. */
  readonly blind?: readonly string[];
}

export function makeWatch(machine: Machine, service: Service, options: WatchOptions = {}): Watch {
  const { time, disk } = machine;
  const violations: string[] = [];
  const blind = new Set(options.blind ?? []);
  const sentKeys = new Map<string, string>();
  let approved: ReadonlySet<string> | undefined;
  let [serial, lineage] = [0, ''];
  let acknowledged = 0;

  const tell = (invariant: string, what: string): void => {
    if (blind.has(invariant)) return;
    machine.trace.add(time.now(), () => `VIOLATION ${invariant}: ${what}`);
    violations.push(`${invariant}: ${what}`);
  };
  const name = (deed: Deed): string => (deed.kind === 'create-directory' ? `CreateDirectory ${deed.computeInstanceId} ${deed.path}` : `Delete ${deed.computeInstanceId} ${deed.resourceId}`);
  const onDisk = (key: string): boolean => disk.durableFiles(RUNS).some((file) => file.bytes.includes(key));

  return {
    violations, tell,
    approve(plan) {
      if (plan === undefined) {
        approved = undefined;
        return;
      }
      const unverified = new Set(plan.changes.filter((c) => c.notes.some((n) => n.kind === 'not-verified')).map((c) => c.address));
      approved = new Set(plan.steps.flatMap((step) => effectsOf(step).filter((e) => e.mutates).map(deedOf).flatMap((deed) =>
        // What planning could not read is made with all that turns out to be missing above it; the plan says so.
        ('address' in step && unverified.has(step.address) ? [deed, ...above(deed)] : [deed]).map(targetOf))));
    },
    leaves(_process, deed, key) {
      if (approved === undefined) tell('I17', `${name(deed)} was sent while nothing may be changed`);
      else if (!approved.has(targetOf(deed))) tell('I10', `${name(deed)} is not in the plan`);
      if (!onDisk(key)) tell('I3', `${name(deed)} was sent and its key is not on the disk`);
      sentKeys.set(key, name(deed));
    },
    arrives(deed, key) {
      if (service.remembers(key)) return;
      if (service.underWay(deed)) tell('I1', `${name(deed)} came while an operation on its target was under way`);
      else if (service.holds(deed)) tell('I2', `${name(deed)} came and its goal was reached already`);
      if (deed.kind !== 'create-directory') {
        const busy = [...service.state.underWay.values()].some((all) => [...all].some((o) =>
          o.idempotencyKey !== '' && o.deed.kind === 'create-directory' && o.deed.computeInstanceId === deed.computeInstanceId));
        if (busy) tell('I9', `${name(deed)} came while a directory was being made there`);
        return;
      }
      const path = parsePath(deed.path);
      if (typeof path === 'string' || path.segments.length === 0) return;
      const parent: Deed = { ...deed, path: formatPath({ drive: path.drive, segments: path.segments.slice(0, -1) }) };
      if (!service.holds(parent)) tell('I9', `${name(deed)} came before its parent was there`);
    },
    event(process, event) {
      if (!process.alive()) return;
      if (event.type === 'state-written') acknowledged = Math.max(acknowledged, event.serial);
      if (event.type === 'step-failed' && event.diagnostics.some((d) => d.code === 'operation_failed')) {
        for (const deed of effectsOf(event.step).filter((e) => e.mutates).map(deedOf)) {
          if (service.underWay(deed)) tell('I8', `step ${event.step.id} failed by its operation, and an operation of ${name(deed)} is under way`);
        }
      }
      if (event.type !== 'step-done') return;
      for (const effect of effectsOf(event.step)) {
        if (!effect.mutates) continue;
        const deed = deedOf(effect);
        if (!service.holds(deed)) tell('I8', `step ${event.step.id} is done and the goal of ${name(deed)} is not reached`);
      }
    },
    summary(summary) {
      const errors = summary.diagnostics.filter((d) => d.severity === 'error');
      if (summary.status === 'done' && errors.length > 0) tell('I11', `the apply says it is done, with errors: ${errors.map((d) => d.detail).join('; ')}`);
    },
    async look() {
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

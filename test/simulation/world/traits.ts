import type { Random } from '../../../src/api';
import { switchNames, switchTable, type Switches, type SwitchName } from '../../../src/emulator';
import { seededRandom } from '../../support/random';

/** How hard a simulated world is on those who live in it. Chances are for one call of a port. */
export interface Profile {
  readonly network: number;
  readonly diskFull: number;
  readonly diskError: number;
  /** Chance that a process meets its end, and that it is told to stop, somewhere on its way. */
  readonly killed: number;
  readonly interrupted: number;
  /** Chance that a process is stopped or put to sleep for a while, and that the wall clock is set, somewhere on its way. */
  readonly frozen: number;
  readonly clockSet: number;
  /** Chance that another process is started on the same state while one is at work. */
  readonly rivals: number;
  /** Processes in a row that may be disturbed before they are left alone. */
  readonly disturbed: number;
}

export const PROFILES = {
  calm: { network: 0, diskFull: 0, diskError: 0, killed: 0, interrupted: 0, frozen: 0, clockSet: 0, rivals: 0, disturbed: 0 },
  default: { network: 0.25, diskFull: 0.01, diskError: 0.005, killed: 0.5, interrupted: 0.15, frozen: 0.15, clockSet: 0.1, rivals: 0.1, disturbed: 3 },
  hot: { network: 0.5, diskFull: 0.03, diskError: 0.02, killed: 0.6, interrupted: 0.2, frozen: 0.25, clockSet: 0.2, rivals: 0.2, disturbed: 5 },
} as const satisfies { readonly [name: string]: Profile };
export type ProfileName = keyof typeof PROFILES;

export interface InstanceShape {
  readonly id: string;
  readonly windows: boolean;
  /** A registration of the same instance that another machine left: outdated, and none of our business. */
  readonly twin: boolean;
  /** Before the declared one, or after it, in the order of the service. */
  readonly twinFirst: boolean;
  readonly existing: readonly string[];
}

/** What is wanted at one time: everything that is not in it is to go. */
export interface Wish {
  readonly registrations: readonly string[];
  readonly directories: readonly WishedDirectory[];
  /** What is no longer wanted is given up, not deleted: `on_destroy = "forget"`. */
  readonly forget?: boolean;
  /** A data source that waits for a directory, and an output of it: read at apply. */
  readonly data?: boolean;
  /** Reached by a plan that destroys all of this. */
  readonly destroys?: Wish;
}

export interface WishedDirectory {
  readonly instance: string;
  readonly path: string;
  /** Its address where that is not made of its path: with another path it is replaced. */
  readonly slot?: string;
}

/** What others do to the world while we are at work. Times in ms from the beginning. */
export type Other = { readonly at: number; readonly instance: string } & (
  | { readonly kind: 'offline' | 'busy'; readonly forMs: number }
  | { readonly kind: 'make' | 'remove'; readonly path: string }
  /** Its agent registers anew: the registration of before is outdated from then on. */
  | { readonly kind: 'reregister' }
);

export interface Scenario {
  readonly seed: number;
  readonly profile: ProfileName;
  readonly instances: readonly InstanceShape[];
  /** One after the other, each until it holds. */
  readonly wishes: readonly Wish[];
  readonly switches: Partial<Switches>;
  readonly operationTimeMs: number;
  /** Somebody else's operation on what is wanted, under way when all begins. */
  readonly foreign: { readonly instance: string; readonly path: string; readonly fails: boolean } | undefined;
  readonly others: readonly Other[];
  /** Under its switches no client could reach its goals: it must fail, and harm nothing. */
  readonly hopeless: boolean;
  readonly maxOperations: number;
  readonly maxOperationsPerInstance: number;
  /** Runs keep their plans, so that `apply -resume` can go on with them. */
  readonly keepsPlans: boolean;
  /** Runners may be lost with all that lies beside the state. */
  readonly losesRunners: boolean;
}

/** Values that suit simulated time, and such that no right client could reach its goals under. */
const OWN: { readonly [name in SwitchName]?: readonly (string | number)[] } = {
  replica_lag_ms: [0, 25, 3_900],
  list_operations_lag_ms: [0, 25, 9_000],
  operation_get_lag_ms: [0, 40, 9_000],
  poll_interval_s: [0, 0, 2],
  rate_limit: [0, 0, 20],
  auth: ['none', 'required', 'issued'],
  delete_offline: ['allowed', 'refused'],
  delete_enabled: ['allowed', 'refused'],
  offline_agent: ['failed_precondition', 'unavailable', 'deadline'],
  offline_create: ['call_error', 'stuck'],
  idempotency_retention_ms: [3_600_000, 3_600_000, 90_000],
  page_token_ttl_ms: [600_000, 0],
  cancel: ['ignored', 'refused', 'honoured'],
};

/** Values under which nobody reaches anything, one of them in few scenarios: what is tried must end, and harm nothing. */
export const HOPELESS: { readonly [name in SwitchName]?: readonly (string | number)[] } = {
  paging: ['repeat', 'endless'],
  max_path_length: [3],
};

export function drawSwitches(random: Random, keys: 'honoured' | 'ignored' | undefined): Partial<Switches> {
  const drawn = Object.fromEntries(switchNames.map((name) => {
    const values: readonly (string | number)[] = OWN[name] ?? switchTable[name].benign;
    return [name, values[Math.floor(random.next() * values.length)] ?? switchTable[name].default];
  }));
  // Each value above is one of its switch's own.
  return { ...drawn, ...(keys === undefined ? {} : { idempotency: keys }) } as Partial<Switches>;
}

const POSIX = ['/srv/a', '/srv/a/b', '/srv/c', '/opt/x/y', '/data'];
const WINDOWS = ['D:/data/one', 'D:/data/one/two', 'C:/Restore'];

/** A scenario drawn from a seed. `instances`: at most so many, of those that the seed would have. */
export function drawScenario(seed: number, given: { readonly profile: ProfileName; readonly keys?: 'honoured' | 'ignored' | undefined }): Scenario {
  const random = seededRandom(seed * 7919 + 13);
  const pick = <T>(from: readonly [T, ...T[]]): T => from[Math.floor(random.next() * from.length)] ?? from[0];
  const some = <T>(from: readonly T[], chance: number): readonly T[] => from.filter(() => random.next() < chance);
  const instances = Array.from({ length: pick([1, 1, 2, 2, 3]) }, (_, i): InstanceShape => {
    const windows = random.next() < 0.15;
    return {
      id: `vm-${i}`, windows, twin: random.next() < 0.3, twinFirst: random.next() < 0.5,
      existing: windows ? ['C:\\Windows', 'D:\\Data'] : pick([['/srv', '/etc'], ['/']]),
    };
  });
  const wish = (chance: number, kept: readonly InstanceShape[]): Wish => ({
    registrations: kept.map((i) => i.id),
    directories: kept.flatMap((i) => some(i.windows ? WINDOWS : POSIX, chance).map((path) => ({ instance: i.id, path }))),
  });
  const all = { ...wish(0.5, instances), forget: random.next() < 0.15, data: random.next() < 0.2 };
  const fewer: Wish = { ...moved(wish(0.5, some(instances, 0.5)), all, random), data: all.data };
  const wishes: Wish[] = [all];
  if (random.next() < 0.6) wishes.push(fewer);
  if (random.next() < 0.25) wishes.push({ registrations: [], directories: [], ...(random.next() < 0.6 ? { destroys: wishes[wishes.length - 1] ?? all } : {}) });
  const hopeless = random.next() < 0.02 ? pick(Object.entries(HOPELESS).flatMap(([name, values]) => values.map((value) => ({ [name]: value }))) as [Partial<Switches>]) : undefined;
  const scenario: Scenario = {
    seed, profile: given.profile, instances, wishes, switches: { ...drawSwitches(random, given.keys), ...hopeless }, operationTimeMs: pick([0, 50, 2_000, 5_000, 20_000, 150_000]),
    foreign: random.next() < 0.2 ? foreignOn(all, instances, random) : undefined,
    others: given.profile !== 'calm' && random.next() < 0.35 ? drawOthers(all, random) : [], hopeless: hopeless !== undefined,
    maxOperations: pick([2, 4, 64]), maxOperationsPerInstance: pick([1, 2, 8]),
    keepsPlans: random.next() < 0.3, losesRunners: given.profile !== 'calm' && random.next() < 0.2,
  };
  const { id, twin } = pick(instances as [InstanceShape, ...InstanceShape[]]);
  const registersAnew = given.profile !== 'calm' && random.next() < 0.08 && !twin;
  return registersAnew ? { ...scenario, others: [...scenario.others, { at: random.next() * 150_000, instance: id, kind: 'reregister' }] } : scenario;
}

/** The same, but that some directory keeps the address that another path had: it is replaced. */
function moved(wish: Wish, before: Wish, random: Random): Wish {
  return {
    ...wish,
    directories: wish.directories.map((wanted) => {
      const old = before.directories.find((d) => d.instance === wanted.instance && d.path !== wanted.path && !wish.directories.some((w) => w.path === d.path && w.instance === d.instance));
      return old !== undefined && random.next() < 0.3 && !before.directories.includes(wanted) ? { ...wanted, slot: `${old.instance}${old.path}` } : wanted;
    }).filter((d, i, all) => d.slot === undefined || all.findIndex((other) => other.slot === d.slot) === i),
  };
}

/** Agents that go and come back, machines that make a backup, people who make and remove directories. */
function drawOthers({ directories, registrations }: Wish, random: Random): readonly Other[] {
  return Array.from({ length: 1 + Math.floor(random.next() * 2) }, (): Other | undefined => {
    const at = random.next() * 120_000;
    const directory = directories[Math.floor(random.next() * directories.length)];
    const instance = registrations[Math.floor(random.next() * registrations.length)];
    if (random.next() < 0.5 && directory !== undefined) return { at, instance: directory.instance, path: directory.path, kind: random.next() < 0.5 ? 'make' : 'remove' };
    return instance === undefined ? undefined : { at, instance, forMs: random.next() * 120_000, kind: random.next() < 0.6 ? 'offline' : 'busy' };
  }).filter((other) => other !== undefined);
}

/** On a directory whose parent is there: what it makes on its way would be somebody else's change in the middle of ours. */
function foreignOn(wish: Wish, instances: readonly InstanceShape[], random: Random): Scenario['foreign'] {
  const fit = wish.directories.filter(({ instance, path }) => {
    const parent = path.slice(0, path.lastIndexOf('/'));
    return parent === '' || instances.find((i) => i.id === instance)?.existing.includes(parent) === true;
  });
  const chosen = fit[Math.floor(random.next() * fit.length)];
  return chosen === undefined ? undefined : { ...chosen, fails: random.next() < 0.3 };
}

/** What a runner that is lost, with its journal, left under way: `apply -recover` finds it out, and nothing is done twice. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { together } from '../support/together';
import type { EmulatorOptions } from '../../src/emulator';
import { directories, registrations, vm } from './life';
import { changesOf, codes, dir, inPlace, must, mustApply, reg, type Json, type Place } from './place';

const FOLDER_OF_RUNS = '.terraform.tfstate.holdfast';
/** Long before the service looks at a call, so that it is on its way when its sender is lost. */
const LATENCY_MS = 250;

const registered = registrations({ r: reg('vm-1') });
const tree = { resource: { ...(registered['resource'] as object), ...(directories({ a: dir('vm-1', '/srv/a'), b: dir('vm-2', '/srv/b/c') })['resource'] as object) } };
const made = ['CreateDirectory vm-1 /srv/a', 'CreateDirectory vm-2 /srv/b', 'CreateDirectory vm-2 /srv/b/c'];

/** An apply whose process is lost while its first calls are on their way, or run: no answer has come. */
async function lost(place: Place): Promise<void> {
  const [soft, hard] = [new AbortController(), new AbortController()];
  const running = place.apply({ signal: soft.signal, hardSignal: hard.signal });
  while (!begun(place)) await pause(5);
  await pause(LATENCY_MS / 2);
  soft.abort();
  hard.abort();
  must(await running);
  expect(place.effects()).toEqual([]);
}

function begun(place: Place): boolean {
  const runs = join(place.file(FOLDER_OF_RUNS), 'runs');
  const names = existsSync(runs) ? readdirSync(runs).filter((name) => name.endsWith('.journal')) : [];
  return names.some((name) => readFileSync(join(runs, name), 'utf8').includes('"type":"intent"'));
}

function lose(place: Place, what: 'journal' | 'everything'): void {
  rmSync(place.file(FOLDER_OF_RUNS), { recursive: true });
  if (what === 'everything') for (const name of ['terraform.tfstate', 'terraform.tfstate.backup']) rmSync(place.file(name), { force: true });
}

interface Case {
  readonly name: string;
  readonly switches: NonNullable<EmulatorOptions['switches']>;
  readonly lost: 'journal' | 'everything';
  readonly provider?: Json;
}

const ignored = { idempotency: 'ignored' } as const;
const cases: readonly Case[] = [
  { name: 'the service honours keys', switches: {}, lost: 'journal' },
  { name: 'it ignores them', switches: ignored, lost: 'journal' },
  { name: 'it ignores them, and the state is lost as well', switches: ignored, lost: 'everything' },
  { name: 'operations tell nothing of what they do', switches: { ...ignored, operation_metadata: 'none' }, lost: 'everything' },
  { name: 'operations tell only what kind they are', switches: { ...ignored, operation_metadata: 'empty' }, lost: 'journal' },
  { name: 'reads and listings are old', switches: { ...ignored, replica_lag_ms: 400, list_operations_lag_ms: 400 }, lost: 'everything', provider: { read_lag: '600ms' } },
  { name: 'it takes two operations on one target', switches: { ...ignored, concurrent_operations: 'parallel', already_exists: 'success' }, lost: 'everything' },
];

describe('apply -recover', () => {
  together(cases.map(({ name, switches, lost: gone, provider = {} }) => ({ name: `does nothing twice when ${name}`, run: () => inPlace(
    { instances: [vm('vm-1'), vm('vm-2')], switches, latencyMs: LATENCY_MS, operationTimeMs: 1500, provider: { settle_time: '2s', mutation_deadline: '5s', ...provider } },
    async (place) => {
      place.write(registered);
      mustApply(await place.apply());
      place.write(tree);
      await lost(place);
      lose(place, gone);
      const events: string[] = [];
      mustApply(await place.apply({ recover: true, emit: (event) => { if (event.type === 'settling') events.push(`${event.settleMs} ${event.instances}`); } }));
      expect(events).toEqual(['2000 2']);
      expect([...place.effects()].sort()).toEqual(made);
      expect(place.mutations()).toBe(3);
      expect(Object.keys(place.state()).sort()).toEqual(['cloudbackup_directory.a', 'cloudbackup_directory.b', 'cloudbackup_resource.r']);
      expect(changesOf(must(await place.plan()).plan)).toEqual([]);
    },
  ) })), 120_000);

  jest.setTimeout(60_000);

  it('takes over a Delete that a lost runner began', () => inPlace({ instances: [vm('vm-1')], operationTimeMs: 1000, switches: ignored, provider: { settle_time: '500ms' } }, async (place) => {
    place.write(registrations({ r: reg('vm-1', { deletion_protection: false }) }));
    mustApply(await place.apply());
    place.write({});
    await left(place);
    lose(place, 'journal');
    must(await place.apply({ recover: true }));
    expect(place.effects()).toEqual(['Delete vm-1']);
    expect(place.mutations()).toBe(1);
    expect(place.state()).toEqual({});
  }));

  it('applies a saved plan whose run is lost, with what is there taken over', () => inPlace({ instances: [vm('vm-1'), vm('vm-2')], operationTimeMs: 1000, switches: ignored, provider: { settle_time: '500ms' } }, async (place) => {
    place.write(tree);
    const planFile = place.file('the.plan');
    must(await place.plan({ out: planFile }));
    await left(place, { planFile });
    lose(place, 'everything');
    mustApply(await place.apply({ planFile, recover: true }));
    expect([...place.effects()].sort()).toEqual(made);
    expect(place.mutations()).toBe(3);
  }));

  it('waits for nothing where nothing would be called', () => inPlace({ instances: [vm('vm-1', { directories: ['/srv/a'] })], provider: { settle_time: '1h' } }, async (place) => {
    place.write(directories({ a: dir('vm-1', '/srv/a') }));
    mustApply(await place.apply({ recover: true }));
    expect(place.mutations()).toBe(0);
  }));

  it('ends at an interrupt, with nothing begun', () => inPlace({ instances: [vm('vm-1')], provider: { settle_time: '1h' } }, async (place) => {
    place.write(directories({ a: dir('vm-1', '/srv/a') }));
    const soft = new AbortController();
    expect(codes(await place.apply({ recover: true, signal: soft.signal, emit: (event) => { if (event.type === 'settling') soft.abort(); } }))).toEqual(['apply_interrupted']);
    expect(place.mutations()).toBe(0);
  }));
});

/** An apply that is left when the service has accepted its first call. */
async function left(place: Place, options: Parameters<Place['apply']>[0] = {}): Promise<void> {
  const [soft, hard] = [new AbortController(), new AbortController()];
  must(await place.apply({ ...options, signal: soft.signal, hardSignal: hard.signal, emit: (event) => {
    if (event.type !== 'operation-accepted') return;
    soft.abort();
    hard.abort();
  } }));
}

/**
 * Whole applies through a peer that lets the first sending of every mutating call go wrong, before the service sees it or
 * after it did what was asked, with keys honoured and ignored. Judged by the ledger and by what reached the wire.
 * HOLDFAST_FAULTS=all makes every cell, a number so many; HOLDFAST_SEED chooses which.
 */
import { inLanes, seedOf } from '../crash/lanes';
import { changesOf, inPlace, must, mustApply, type Json } from '../engine/place';
import { seededRandom } from '../support/random';
import { FAULTS, HARMLESS } from './faults';
import { startFront, type Arrival, type Fault, type When } from './front';

const seed = seedOf();
const wanted = process.env['HOLDFAST_FAULTS'] ?? '60';
const SETTLE_MS = 600;

interface Cell {
  readonly fault: Fault;
  readonly when: When;
  readonly keys: 'honoured' | 'ignored';
}

const cells: readonly Cell[] = [...FAULTS, ...HARMLESS].flatMap((fault) =>
  (['before', 'after'] as const).flatMap((when) => (['honoured', 'ignored'] as const).map((keys) => ({ fault, when, keys }))));
const random = seededRandom(seed);
const chosen = wanted === 'all' ? cells : cells.map((cell) => ({ cell, order: random.next() })).sort((a, b) => a.order - b.order).slice(0, Number(wanted)).map(({ cell }) => cell);

const vm = (id: string): Json => ({ compute_instance_id: id, directories: ['/srv'] });
const registrations = { vm: { compute_instance_id: 'vm' }, old: { compute_instance_id: 'old', deletion_protection: false } };
const directory = (path: string): Json => ({ compute_instance_id: 'vm', path });

async function live({ fault, when, keys }: Cell): Promise<void> {
  await inPlace({ instances: [vm('vm'), vm('old'), vm('other')], switches: { idempotency: keys, replica_lag_ms: 0, list_operations_lag_ms: 20 } as never }, async (place) => {
    const front = await startFront(place.emulator.endpoint);
    try {
      const provider = { cloudbackup: {
        folder_id: 'f', requests_per_second: 5000, mutation_deadline: '2s', settle_time: `${SETTLE_MS}ms`, read_lag: '60ms', backup_endpoint: front.address, operation_endpoint: front.address,
      } };
      place.write({ provider, resource: { cloudbackup_resource: registrations } });
      mustApply(await place.apply());
      place.write({ provider, resource: { cloudbackup_resource: { vm: registrations.vm }, cloudbackup_directory: { a: directory('/srv/a'), b: directory('/srv/a/b') } } });
      front.rule = ({ key, nth }) => (key !== undefined && nth === 1 ? { fault, when } : undefined);
      mustApply(await place.apply());
      expect(place.effects().sort()).toEqual(['CreateDirectory vm /srv/a', 'CreateDirectory vm /srv/a/b', 'Delete old']);
      const sent = new Map<string, Arrival[]>();
      for (const arrival of front.arrived) if (arrival.key !== undefined) sent.set(arrival.key, [...(sent.get(arrival.key) ?? []), arrival]);
      expect(sent.size).toBe(3);
      for (const [first, second, ...more] of sent.values()) {
        expect(more).toEqual([]);
        // What the service has done is found by looking. What it never saw goes out again, with the same key, when all has settled.
        expect(second === undefined).toBe(when === 'after');
        // The time counts from the sending; this process, which has the front as well, may see the first arrive late.
        if (first !== undefined && second !== undefined) expect(second.at - first.at).toBeGreaterThan(SETTLE_MS * 0.6);
      }
      expect(changesOf(must(await place.plan()).plan)).toEqual([]);
    } finally {
      front.stop();
    }
  });
}

describe(`an apply whose calls go wrong on the way (seed ${seed})`, () => {
  it(`is done all the same, with ${chosen.length} of ${cells.length} faults: no effect twice, and no call sent again in doubt`, async () => {
    const failures: string[] = [];
    await inLanes(6, async (nth) => {
      const cell = chosen[nth];
      if (cell === undefined) return 'enough';
      await live(cell).catch((error: unknown) => failures.push(`${cell.fault.name} (${cell.when}, keys ${cell.keys}): ${error instanceof Error ? error.message : String(error)}`));
      return 'more';
    });
    expect(failures.join('\n\n')).toBe('');
  }, 1_800_000);
});

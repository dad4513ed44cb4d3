/**
 * Two registrations of one instance, of which one is to go. Which of them Get answers for is not known of the real service:
 * under every answer the right pair is gone in the end, and the other one stands as it stood.
 */
import { FIRST, registrations, SECOND, vm } from './life';
import { FOLDER, inPlace, must, mustApply, reg, type Json } from './place';
import { together } from '../support/together';

const twins: readonly Json[] = [vm('vm-1', { resource_id: FIRST, is_active: false }), vm('vm-1', { resource_id: SECOND })];
const blocks = {
  first: reg('vm-1', { resource_id: FIRST, deletion_protection: false }),
  second: reg('vm-1', { resource_id: SECOND, deletion_protection: false }),
};

interface Given {
  readonly get_twin: 'first' | 'newest' | 'active' | 'inactive' | 'random' | 'not_found';
  readonly get_deleted: 'not_found' | 'deleted';
  readonly tombstones: 'off' | 'on';
  readonly goes: 'first' | 'second';
  /** Other registrations of the folder: above a page of them Get is asked before the listing. */
  readonly others: number;
  /** Whether the twin that stays is managed too. */
  readonly managed: boolean;
}

async function deletes({ goes, others, managed, ...switches }: Given): Promise<void> {
  const [gone, left] = goes === 'first' ? [FIRST, SECOND] : [SECOND, FIRST];
  const stays = goes === 'first' ? 'second' : 'first';
  const folders = { [FOLDER]: { instances: twins, ...(others > 0 ? { generate: { count: others, prefix: 'other-' } } : {}) } };
  await inPlace({ folders, switches, seed: others }, async (place) => {
    place.write(registrations(managed ? blocks : { [goes]: blocks[goes] }));
    mustApply(await place.apply());
    place.write(managed ? registrations({ [stays]: blocks[stays] }) : {});
    const applied = mustApply(await place.apply());
    expect(applied.summary.status).toBe('done');
    const deleted = place.ledger.filter((line) => line.event === 'performed').map((line) => line.resource_id);
    expect(deleted).toEqual([gone]);
    const world = (place.emulator.world() as any).folders[FOLDER].instances as readonly any[];
    const standing = world.filter((i) => i.compute_instance_id === 'vm-1' && i.init_status !== 'DELETED').map((i) => i.resource_id);
    expect(standing).toEqual([left]);
    expect(Object.values(place.state()).map((o) => o['resource_id'])).toEqual(managed ? [left] : []);
    expect(must(await place.plan()).plan.applyable).toBe(false);
  });
}

const GET_TWIN = ['first', 'newest', 'active', 'inactive', 'random', 'not_found'] as const;
const traces = [{ get_deleted: 'deleted', tombstones: 'on' }, { get_deleted: 'not_found', tombstones: 'off' }, { get_deleted: 'deleted', tombstones: 'off' }, { get_deleted: 'not_found', tombstones: 'on' }] as const;
const goes = ['first', 'second'] as const;
const small: readonly Given[] = GET_TWIN.flatMap((get_twin, t) => goes.flatMap((g) => traces.map((trace, i) => ({ get_twin, goes: g, managed: (t + i) % 2 === 0, others: 0, ...trace }))));
/** Above a page of registrations Get is asked before the listing. */
const large: readonly Given[] = GET_TWIN.flatMap((get_twin, t) => goes.map((g, i) => ({ get_twin, goes: g, managed: t % 2 === i, others: 1_100, ...(i === 0 ? traces[0] : traces[1]) })));

describe('of two registrations of one instance the right one is deleted', () => {
  together([...small, ...large].map((given) => ({ name: Object.entries(given).map(([name, value]) => `${name} ${value}`).join(', '), run: () => deletes(given) })), 300_000);
});

/** One life of some resources: what was before, what others did, what is planned now, and what comes of it. */
import { changesOf, codes, FOLDER, inPlace, must, mustApply, program, type Json, type Place, type PlaceOptions } from './place';

export interface Case extends PlaceOptions {
  /** Configurations that were applied before, one after the other. */
  readonly before?: readonly Json[];
  /** What others do to the world then. */
  readonly behind?: readonly Json[];
  /** What is wanted now. */
  readonly config: Json;
  readonly mode?: 'destroy';
  readonly program: readonly string[];
  /** Addresses that the world moved without us. */
  readonly drift?: readonly string[];
  readonly warnings?: readonly string[];
  /** Effects of the last apply, sorted. */
  readonly does: readonly string[];
  /** Addresses that the state holds at the end, sorted. */
  readonly state: readonly string[];
  readonly after?: (place: Place) => void | Promise<void>;
  /** What happens between the plan that is looked at and the apply. */
  readonly meanwhile?: readonly Json[];
}

export const FIRST = '11111111-1111-4111-8111-111111111111';
export const SECOND = '22222222-2222-4222-8222-222222222222';

/** A registration in the world, and an instance in a change of the world. */
export const vm = (id: string, more: Json = {}): Json => ({ compute_instance_id: id, directories: ['/srv'], ...more });
export const whom = (id: string, more: Json = {}): Json => ({ folder_id: FOLDER, compute_instance_id: id, ...more });
export const registrations = (of: Json): Json => ({ resource: { cloudbackup_resource: of } });
export const directories = (of: Json): Json => ({ resource: { cloudbackup_directory: of } });

/** The provider's arguments with which tests wait little, for configurations that write their own provider block. */
export const quick = (more: Json = {}): Json => ({ requests_per_second: 5000, read_lag: '60ms', settle_time: '300ms', ...more });

/** Lives one case to its end. The plan is saved, and the file applied. Whatever it is: planning calls nothing that changes anything, no effect comes twice or before its parent, and nothing is left to do. */
export async function live(given: Case): Promise<void> {
  const { before = [], behind = [], meanwhile = [], config, mode = 'normal', ...options } = given;
  await inPlace(options, async (place) => {
    for (const configuration of before) {
      place.write(configuration);
      mustApply(await place.apply());
    }
    place.emulator.change(...behind);
    const mark = { effects: place.effects().length, calls: place.mutations() };
    place.write(config);

    const planFile = place.file('the.plan');
    const planned = await place.plan({ mode, out: planFile });
    const made = must(planned).plan;
    expect(place.mutations()).toBe(mark.calls);
    expect(program(made).split('\n')).toEqual(given.program.length === 0 ? [''] : given.program);
    expect(made.drift.map((d) => d.address)).toEqual(given.drift ?? []);
    expect([...codes(planned, 'warning')].sort()).toEqual(given.warnings ?? []);

    place.emulator.change(...meanwhile);
    const applied = await place.apply({ planFile });
    if (made.applyable) mustApply(applied);
    else expect(must(applied).kind).toBe('unchanged');
    const done = place.effects().slice(mark.effects);
    expect([...done].sort()).toEqual(given.does);
    expect(done).toEqual(done.filter((e, i) => done.indexOf(e) === i));
    for (const [at, effect] of done.entries()) expect(done.slice(at).filter((later) => effect.startsWith(`${later}/`))).toEqual([]);
    expect(Object.keys(place.state()).sort()).toEqual(given.state);
    await given.after?.(place);

    const calls = place.mutations();
    const again = must(await place.plan({ mode })).plan;
    expect({ changes: changesOf(again), drift: again.drift, applyable: again.applyable }).toEqual({ changes: [], drift: [], applyable: false });
    expect(place.mutations()).toBe(calls);
  });
}

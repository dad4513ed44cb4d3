/** One story that touches every kind of effect, told under whatever switches and faults the service has. */
import type { EmulatorOptions, LedgerLine } from '../../src/emulator';
import { codes, dir, effectText, inPlace, must, reg, type Json, type Place } from './place';
import type { ApplyResult, Outcome } from '../../src';

const INSTANCES = ['vm-1', 'vm-2', 'vm-3'];
const UNWANTED = 'vm-old';
const REGISTERED = [...INSTANCES, 'win', UNWANTED];
const LEAVES = ['/srv/a/b/c', '/srv/a/b/d', '/srv/e'];

interface Wanted {
  readonly unwanted: boolean;
}

function configuration({ unwanted }: Wanted): Json {
  const open = (id: string): Json => reg(id, { deletion_protection: false });
  return {
    resource: {
      cloudbackup_resource: Object.fromEntries(REGISTERED.filter((id) => unwanted || id !== UNWANTED).map((id) => [id.replace('-', '_'), open(id)])),
      cloudbackup_directory: {
        ...Object.fromEntries(INSTANCES.flatMap((id) => LEAVES.map((leaf) => [`${id}${leaf}`.replace(/\W/g, '_'), dir(id, leaf)]))),
        there: dir('vm-1', '/srv'),
        drive: dir('win', 'D:/data/Restore/one'),
      },
    },
  };
}

export interface Telling {
  readonly switches?: NonNullable<EmulatorOptions['switches']>;
  readonly faults?: readonly string[];
  readonly seed?: number;
  /** Over the times and limits of the provider. */
  readonly provider?: Json;
  /** How often an apply may be run again until everything holds. */
  readonly applies: number;
}

/** Tells the story to its end; whatever the service is like, the world ends as wanted, and nothing is done twice. */
export async function tell({ applies, provider = {}, ...telling }: Telling): Promise<void> {
  const linux = REGISTERED.filter((id) => id !== 'win').map((id) => ({ compute_instance_id: id, directories: ['/srv', '/etc'] }));
  const instances: Json[] = [...linux, { compute_instance_id: 'win', directories: ['C:\\Windows', 'D:\\Data'] }];
  await inPlace({ instances, ...telling, provider: { mutation_deadline: '300ms', settle_time: '500ms', read_lag: '150ms', ...provider } }, async (place) => {
    const phase = phases(place, applies);
    const all = configuration({ unwanted: true });
    const made = [
      ...INSTANCES.flatMap((id) => ['/srv/a', '/srv/a/b', ...LEAVES].map((path) => `CreateDirectory ${id} ${path}`)),
      'CreateDirectory win D:\\data\\Restore', 'CreateDirectory win D:\\data\\Restore\\one',
    ];
    await phase('everything is made or taken over', all, made);

    place.emulator.change({ remove_directory: { folder_id: 'f', compute_instance_id: 'vm-2', path: '/srv/a' } });
    const lost = ['/srv/a', '/srv/a/b', '/srv/a/b/c', '/srv/a/b/d'].map((path) => `CreateDirectory vm-2 ${path}`);
    await phase('what vanished is made again', all, lost);

    await phase('one registration is deleted', configuration({ unwanted: false }), [`Delete ${UNWANTED}`]);
    expect(standing(place)).toEqual(REGISTERED.filter((id) => id !== UNWANTED).sort());

    await phase('all is destroyed', configuration({ unwanted: false }), [...INSTANCES, 'win'].map((id) => `Delete ${id}`), 'destroy');
    expect(standing(place)).toEqual([]);
    expect(place.state()).toEqual({});
  });
}

function phases(place: Place, applies: number) {
  return async (name: string, config: Json, effects: readonly string[], mode: 'normal' | 'destroy' = 'normal'): Promise<void> => {
    const mark = place.ledger.length;
    const said: string[] = [`${name}:`];
    place.write(config);
    let done = false;
    for (let round = 1; round <= applies && !done; round++) {
      const result = await place.apply({ mode });
      said.push(`  apply ${round}: ${ending(result)}`);
      done = result.ok && (result.value.kind === 'unchanged' || (result.value.kind === 'applied' && result.value.summary.status === 'done'));
    }
    const performed = place.ledger.slice(mark).filter((line: LedgerLine) => line.event === 'performed').map(effectText).sort();
    const again = await place.plan({ mode });
    if (again.ok) said.push(...again.value.plan.steps.map((s) => `  left to do: ${s.id}`));
    expect({ said: said.join('\n'), done, performed, left: again.ok ? again.value.plan.applyable : codes(again) })
      .toEqual({ said: said.join('\n'), done: true, performed: [...effects].sort(), left: false });
    if (mode === 'normal') sameAsWorld(place);
  };
}

function ending(result: Outcome<ApplyResult>): string {
  if (!result.ok) return result.diagnostics.map((d) => `${d.code}: ${d.detail}`).join('; ');
  if (result.value.kind !== 'applied') return result.value.kind;
  const failed = [...result.value.summary.ends].flatMap(([id, end]) => (end.kind === 'failed' || end.kind === 'indeterminate' ? [`${id} ${end.kind} (${end.diagnostics.map((d) => d.detail).join('; ')})`] : []));
  return [result.value.summary.status, ...failed].join('\n    ');
}

/** Instances with a registration that is not deleted. */
function standing(place: Place): string[] {
  return instancesOf(place).filter((i) => i.init_status !== 'DELETED').map((i) => i.compute_instance_id).sort();
}

const instancesOf = (place: Place): readonly any[] => (place.emulator.world() as any).folders.f?.instances ?? [];

/** Each object of the state is there in the world, as the state has it. */
function sameAsWorld(place: Place): void {
  const world = new Map(instancesOf(place).filter((i) => i.init_status !== 'DELETED').map((i) => [i.compute_instance_id as string, i]));
  const differing = Object.entries(place.state()).filter(([address, object]) => {
    const instance = world.get(object['compute_instance_id']);
    if (instance === undefined) return true;
    if (address.startsWith('cloudbackup_resource.')) return instance.resource_id.toLowerCase() !== object['resource_id'].toLowerCase();
    const canonical = (path: string): string => (path.startsWith('/') ? path : path.replaceAll('/', '\\').toLowerCase());
    return !instance.directories.map(canonical).includes(canonical(object['path']));
  });
  expect(differing).toEqual([]);
  expect(must({ ok: true, value: Object.keys(place.state()).length, diagnostics: [] })).toBeGreaterThan(0);
}

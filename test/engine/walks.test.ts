/**
 * Random lives: turn by turn somebody changes the configuration, others change the world, now and then an apply is left in
 * the middle. After each turn the world is as declared, the state is as the world, nothing was done twice, nothing is left.
 * HOLDFAST_WALKS sets how many walks (4), HOLDFAST_SEED the seed.
 */
import { seededRandom } from '../support/random';
import { together } from '../support/together';
import { whom } from './life';
import { dir, effectText, FOLDER, inPlace, must, reg, type Json, type Place } from './place';

const seed = Number(process.env['HOLDFAST_SEED'] ?? Date.now() % 1_000_000);
const walks = Number(process.env['HOLDFAST_WALKS'] ?? 4);
const TURNS = 8;

const VMS = ['vm-1', 'vm-2', 'vm-3', 'vm-4'];
const NAMES = ['a', 'b', 'c'];
/** Configured: which instances are managed, and the directories by address, each an instance and names below /srv; those of `late` ones only apply knows. */
interface Wanted {
  readonly managed: Set<string>;
  /** Instances that are to leave Cloud Backup in this turn: nothing can be declared on them. */
  readonly leaving: Set<string>;
  readonly directories: Map<string, { vm: string; names: string[]; late: boolean }>;
}

describe(`random lives (seed ${seed})`, () => {
  together(Array.from({ length: walks }, (_, i) => ({ name: `walk ${seed + i}`, run: () => walk(seed + i) })), 180_000 + walks * 20_000);
});

async function walk(own: number): Promise<void> {
  const random = seededRandom(own);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next() * from.length)] as T;
  const chance = (p: number): boolean => random.next() < p;
  const idempotency = pick(['honoured', 'ignored'] as const);
  const instances = VMS.map((id) => ({ compute_instance_id: id, directories: ['/srv'] }));
  await inPlace({ instances, operationTimeMs: 60, switches: { idempotency, operation_metadata: pick(['full', 'none']), replica_lag_ms: pick([0, 40]) }, provider: { read_lag: '80ms' } }, async (place) => {
    const wanted: Wanted = { managed: new Set(), leaving: new Set(), directories: new Map() };
    for (let turn = 0; turn < TURNS; turn++) {
      const told: string[] = [`turn ${turn}`];
      const registered = new Set(standing(place));
      wanted.leaving.clear();
      for (let changes = 1 + Math.floor(random.next() * 4); changes > 0; changes--) told.push(reconfigure(wanted, pick, chance));
      const behind = others(place, registered, pick, chance);
      place.emulator.change(...behind);
      // An instance that left is registered again, so that everything declared can be made.
      for (const id of VMS) if (!standing(place).includes(id)) place.emulator.change({ register_instance: whom(id) });
      told.push(...behind.map((b) => JSON.stringify(b)));
      place.write(configuration(wanted));
      const mark = place.ledger.length;
      const saved = chance(0.5) ? { planFile: place.file(`plan-${turn}`) } : {};
      if (saved.planFile !== undefined) must(await place.plan({ out: saved.planFile }));
      if (chance(0.4)) told.push(await left(place, 1 + Math.floor(random.next() * 3), saved));
      // An apply that was left is gone on with, by its own plan or without it.
      const resumed = chance(0.5) ? saved : {};
      const result = await place.apply(resumed);
      told.push(`apply ${Object.keys(resumed).join()}: ${ending(result)}`);
      judge(place, wanted, mark, told);
      const again = must(await place.plan()).plan;
      expect({ told, steps: again.steps.map((s) => s.id), drift: again.drift }).toEqual({ told, steps: [], drift: [] });
    }
  });
}

function reconfigure(wanted: Wanted, pick: <T>(from: readonly T[]) => T, chance: (p: number) => boolean): string {
  const vm = pick(VMS);
  if (chance(0.2)) {
    if (wanted.managed.has(vm) && ![...wanted.directories.values()].some((d) => d.vm === vm)) {
      wanted.managed.delete(vm);
      wanted.leaving.add(vm);
    } else {
      wanted.managed.add(vm);
      wanted.leaving.delete(vm);
    }
    return `manage ${[...wanted.managed].join(', ')}`;
  }
  const address = `d${Math.floor(Number(chance(0.5)) * 4 + Number(chance(0.5)) * 2 + Number(chance(0.5)))}`;
  if (chance(0.25)) {
    wanted.directories.delete(address);
    return `undeclare ${address}`;
  }
  const names = [pick(NAMES), ...(chance(0.7) ? [pick(NAMES)] : []), ...(chance(0.4) ? [pick(NAMES)] : [])];
  // One directory is declared once only.
  if (wanted.leaving.has(vm) || [...wanted.directories].some(([other, d]) => other !== address && d.vm === vm && d.names.join('/') === names.join('/'))) return 'nothing';
  const late = chance(0.3);
  wanted.directories.set(address, { vm, names, late });
  return `declare ${address} = ${vm} /srv/${names.join('/')}${late ? ' (late)' : ''}`;
}

/** What others do: make and remove directories, register an instance anew. */
function others(place: Place, registered: ReadonlySet<string>, pick: <T>(from: readonly T[]) => T, chance: (p: number) => boolean): readonly Json[] {
  const changes: Json[] = [];
  for (const id of registered) {
    const below = directoriesOf(place, id).filter((path) => path.startsWith('/srv/'));
    if (chance(0.3) && below.length > 0) changes.push({ remove_directory: whom(id, { path: pick(below) }) });
    else if (chance(0.2)) changes.push({ add_directory: whom(id, { path: `/srv/${pick(NAMES)}/${pick(NAMES)}` }) });
    if (chance(0.1)) changes.push({ register_instance: whom(id) });
  }
  return changes;
}

function configuration({ managed, directories }: Wanted): Json {
  const late = [...directories].filter(([, d]) => d.late);
  // An empty "resource" is no configuration, also to Terraform.
  if (managed.size === 0 && directories.size === 0) return {};
  return { resource: {
    ...(late.length === 0 ? {} : { terraform_data: Object.fromEntries(late.map(([address, { names }]) => [address, { input: names.join('/') }])) }),
    ...(managed.size === 0 ? {} : { cloudbackup_resource: Object.fromEntries([...managed].map((id) => [id.replace('-', '_'), reg(id, { deletion_protection: false })])) }),
    ...(directories.size === 0 ? {} : { cloudbackup_directory: Object.fromEntries([...directories].map(([address, { vm, names, late: open }]) => [address, dir(vm, open ? `/srv/\${terraform_data.${address}.output}` : `/srv/${names.join('/')}`)])) }),
  } };
}

/** How an apply ended, for the message of a test that fails. */
function ending(result: Awaited<ReturnType<Place['apply']>>): string {
  if (!result.ok) return result.diagnostics.map((d) => d.detail).join('; ');
  if (result.value.kind !== 'applied') return result.value.kind;
  return [...result.value.summary.ends].flatMap(([id, end]) => (end.kind === 'done' ? [] : [`${id} ${JSON.stringify(end)}`])).join('\n') || 'done';
}

/** An apply that is left in the middle, where it comes that far. */
async function left(place: Place, calls: number, saved: { readonly planFile?: string }): Promise<string> {
  const [soft, hard] = [new AbortController(), new AbortController()];
  let accepted = 0;
  await place.apply({ ...saved, signal: soft.signal, hardSignal: hard.signal, emit: (event) => {
    if (event.type !== 'operation-accepted' || ++accepted < calls) return;
    soft.abort();
    hard.abort();
  } });
  return `left after ${accepted} calls`;
}

const instancesOf = (place: Place): readonly any[] => (place.emulator.world() as any).folders[FOLDER]?.instances ?? [];
const standing = (place: Place): string[] => [...new Set(instancesOf(place).filter((i) => i.is_active !== false && i.init_status !== 'DELETED').map((i) => i.compute_instance_id as string))];
const directoriesOf = (place: Place, id: string): readonly string[] => instancesOf(place).find((i) => i.compute_instance_id === id)?.directories ?? [];

function judge(place: Place, wanted: Wanted, mark: number, told: readonly string[]): void {
  const there = new Set(VMS.flatMap((id) => directoriesOf(place, id).map((path) => `${id} ${path}`)));
  const declared = [...wanted.directories].map(([address, { vm, names }]) => [`cloudbackup_directory.${address}`, `${vm} /srv/${names.join('/')}`] as const);
  const state = place.state();
  const performed = place.ledger.slice(mark).filter((line) => line.event === 'performed').map(effectText);
  const made = {
    missing: declared.filter(([, at]) => !there.has(at)),
    state: Object.entries(state).filter(([address]) => !address.startsWith('terraform_data.')).map(([address, o]) => `${address} ${o['compute_instance_id']} ${o['path'] ?? ''}`.trim()).sort(),
    twice: performed.filter((effect, i) => performed.indexOf(effect) !== i),
  };
  const right = {
    missing: [],
    state: [...declared.map(([address, at]) => `${address} ${at}`), ...[...wanted.managed].map((id) => `cloudbackup_resource.${id.replace('-', '_')} ${id}`)].sort(),
    twice: [],
  };
  try {
    expect(made).toEqual(right);
  } catch (error) {
    throw new Error(`${told.join('\n')}\n${String(error)}`, { cause: error });
  }
}

import { switchNames, switchTable, type Switches, type SwitchName } from '../../src/emulator';
import { seededRandom } from './random';

type Value = string | number;
type Row = Partial<Record<SwitchName, Value>>;

/**
 * Settings of the emulator's switches such that every two values of any two switches meet in at least one of them. Only values under
 * which a right client still reaches its goals are combined. The same seed gives the same settings; another seed, other ones.
 */
export function pairwiseSwitches(seed: number): readonly Partial<Switches>[] {
  const values = new Map<SwitchName, readonly Value[]>(switchNames.map((name) => [name, switchTable[name].benign]));
  const open = switchNames.filter((name) => (values.get(name)?.length ?? 0) > 1);
  const fixed: Row = {};
  for (const name of switchNames) {
    const only = values.get(name);
    if (only?.length === 1 && only[0] !== undefined) fixed[name] = only[0];
  }
  const missing = new Set<string>();
  for (const [i, a] of open.entries()) {
    for (const b of open.slice(i + 1)) for (const x of values.get(a) ?? []) for (const y of values.get(b) ?? []) missing.add(key(a, x, b, y));
  }
  const random = seededRandom(seed);
  const rows: Row[] = [];
  while (missing.size > 0) {
    const row = bestRow(open, values, missing, () => random.next());
    for (const [i, a] of open.entries()) for (const b of open.slice(i + 1)) missing.delete(key(a, row[a] ?? '', b, row[b] ?? ''));
    rows.push({ ...fixed, ...row });
  }
  // Every value above is one of its switch's own.
  return rows as readonly Partial<Switches>[];
}

function key(a: SwitchName, x: Value, b: SwitchName, y: Value): string {
  return `${a}=${x} ${b}=${y}`;
}

/** Of a few greedy tries, the row that covers most of what is missing. Each starts from a missing pair, so that it covers one at least. */
function bestRow(open: readonly SwitchName[], values: ReadonlyMap<SwitchName, readonly Value[]>, missing: ReadonlySet<string>, random: () => number): Row {
  let best: Row = {};
  let most = -1;
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const row: Row = {};
    const [first = '', second = ''] = ([...missing][Math.floor(random() * missing.size)] ?? '').split(' ');
    for (const part of [first, second]) {
      const name = open.find((candidate) => part.startsWith(`${candidate}=`));
      const value = name && values.get(name)?.find((candidate) => `${name}=${candidate}` === part);
      if (name !== undefined && value !== undefined) row[name] = value;
    }
    let covered = 1;
    for (const name of shuffled(open.filter((candidate) => row[candidate] === undefined), random)) {
      const [value, gain] = bestValue(name, shuffled(values.get(name) ?? [], random), row, open, missing);
      row[name] = value;
      covered += gain;
    }
    if (covered > most) {
      most = covered;
      best = row;
    }
  }
  return best;
}

function bestValue(name: SwitchName, candidates: readonly Value[], row: Row, open: readonly SwitchName[], missing: ReadonlySet<string>): [Value, number] {
  let best: [Value, number] = [candidates[0] ?? '', -1];
  const at = open.indexOf(name);
  for (const value of candidates) {
    let gain = 0;
    for (const [i, other] of open.entries()) {
      const chosen = row[other];
      if (chosen === undefined || i === at) continue;
      if (missing.has(i < at ? key(other, chosen, name, value) : key(name, value, other, chosen))) gain += 1;
    }
    if (gain > best[1]) best = [value, gain];
  }
  return best;
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items.map((item) => [random(), item] as const).sort((a, b) => a[0] - b[0]).map(([, item]) => item);
}

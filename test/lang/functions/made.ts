import { chanceOf, type Chance } from '../../oracle/support/chance';
import { quote } from '../../oracle/expressions/node';

/** So many expressions of a seed. */
export function made(seed: number, count: number, make: (chance: Chance) => string): readonly string[] {
  const chance = chanceOf(seed);
  return Array.from({ length: count }, () => make(chance.fork()));
}

export const text = (value: string): string => quote(value);

const TEXTS = ['a', 'b', 'c', 'x', '', '1', '2', '10', 'true', 'é', 'e\u0301', 'B', '\u{1f600}', '-1', '1.5'];
const NUMBERS = ['0', '1', '2', '3', '10', '-1', '1.5', '2.0', '1e3', '100'];
const KEYS = ['a', 'b', 'c', 'x', 'é', '1'];

function primitive(chance: Chance): string {
  const kind = chance.int(20);
  if (kind < 9) return text(chance.pick(TEXTS));
  if (kind < 15) return chance.pick(NUMBERS);
  if (kind < 17) return chance.pick(['true', 'false']);
  return chance.pick(['null', 'null', 'tostring(null)', 'tonumber(null)']);
}

/** Open values stand in lists only: which of two attributes Terraform compares first differs from run to run. */
function item(chance: Chance, depth: number, open: boolean): string {
  if (open && chance.often(7)) return chance.pick(['var.us', 'var.un', 'var.ud', 'var.ub']);
  return any(chance, depth - 1, open);
}

function items(chance: Chance, depth: number, open: boolean): string {
  const length = chance.int(5);
  const alike = chance.often(70) ? chance.fork() : undefined;
  const kind = alike?.int(3);
  return Array.from({ length }, () => {
    if (kind === 0) return text(chance.pick(TEXTS));
    if (kind === 1) return chance.pick(NUMBERS);
    return item(chance, depth, open);
  }).join(', ');
}

function attributes(chance: Chance, depth: number): string {
  const names = KEYS.filter(() => chance.often(35));
  const kind = chance.int(4);
  return names.map((name) => `${text(name)} = ${kind === 0 ? text(chance.pick(TEXTS)) : kind === 1 ? chance.pick(NUMBERS) : item(chance, depth, false)}`).join(', ');
}

/** A value of any kind; often one that most functions can do something with. */
export function any(chance: Chance, depth = 2, open = true): string {
  // Terraform loses the mark of a null that is put into a set; ours keeps it.
  if (chance.often(6)) return chance.often(50) ? `sensitive(${text(chance.pick(TEXTS))})` : `sensitive(${sequence(chance, depth - 1, open)})`;
  if (depth <= 0 || chance.often(25)) return primitive(chance);
  return chance.often(65) ? sequence(chance, depth, open) : map(chance, depth);
}

export function sequence(chance: Chance, depth = 2, open = true): string {
  if (open && chance.often(5)) return chance.pick(['var.uls', 'var.uss', 'var.ut', 'var.ud']);
  const inside = `[${items(chance, depth, open)}]`;
  const kind = chance.int(10);
  return kind < 5 ? inside : kind < 7 ? `try(tolist(${inside}), ${inside})` : kind < 9 ? `try(toset(${inside}), ${inside})` : `sensitive(${inside})`;
}

export function map(chance: Chance, depth = 2): string {
  if (chance.often(6)) return chance.pick(['var.ums', 'var.uo', 'var.ud']);
  const inside = `{ ${attributes(chance, depth)} }`;
  const kind = chance.int(10);
  return kind < 6 ? inside : kind < 9 ? `try(tomap(${inside}), ${inside})` : `sensitive(${inside})`;
}

export const number = (chance: Chance): string => (chance.often(10) ? any(chance, 1) : chance.often(4) ? 'var.un' : chance.pick(NUMBERS));
export const key = (chance: Chance): string => (chance.often(8) ? any(chance, 1) : chance.often(4) ? 'var.us' : text(chance.pick(KEYS)));

/** A call with arguments that are made one after another; now and then one too few or too many, or a null. */
export function call(chance: Chance, name: string, args: readonly ((chance: Chance) => string)[], more = 0): string {
  const given = args.map((arg) => (chance.often(2) ? 'null' : arg(chance)));
  const last = args.at(-1);
  for (let i = chance.int(more + 1); i > 0 && last !== undefined; i--) given.push(last(chance));
  return `${name}(${given.join(', ')})`;
}

import type { Chance } from '../support/chance';
import { CALLS, callOf } from './functions';
import { node, quote, type Node } from './node';
import * as odd from './odd-samples';
import { oddTemplate } from './odd-templates';
import { FUNCTIONS, make, PLACE } from './generate';

/**
 * Expressions that nobody would write by hand: every function and operator with values of every kind, unknown, sensitive, null
 * and empty ones among them. `expressionOf` makes those that mostly mean something.
 */
export function oddExpression(chance: Chance, first?: string): Node {
  if (first !== undefined) return oddCall(chance, first);
  const form = chance.pick(FORMS);
  return form(chance);
}

type Form = (chance: Chance) => Node;

/** A leaf: a written value. */
function leaf(chance: Chance): Node {
  const n = chance.int(100);
  return node('any', n < 62 ? chance.pick(odd.ODD) : n < 80 ? quote(chance.pick(odd.ODD_TEXTS)) : `(${chance.pick(odd.ODD_NUMBERS)})`);
}

const sure = (chance: Chance): Node => make(chance, 'any', 1, PLACE, 4);

/** A value: mostly a leaf, now and then something with an operator or a call in it. */
function value(chance: Chance, depth = 1): Node {
  const n = chance.int(100);
  if (depth <= 0 || n < 70) return leaf(chance);
  if (n < 78) return sure(chance);
  if (n < 84) return node('any', '[', value(chance, depth - 1), ', ', value(chance, depth - 1), ']');
  if (n < 88) return node('any', '{ a = ', value(chance, depth - 1), ', b = ', value(chance, depth - 1), ' }');
  if (n < 92) return node('any', 'sensitive(', value(chance, depth - 1), ')');
  if (n < 96) return node('any', chance.pick(['tolist', 'toset', 'tomap', 'tostring', 'tonumber', 'try', 'nonsensitive', 'jsonencode', 'keys', 'values']), '(', value(chance, depth - 1), ')');
  return chance.pick(FORMS)(chance);
}

const quoted = (from: readonly string[]): Form => (chance) => node('string', quote(chance.pick(from)));
const written = (from: readonly string[]): Form => (chance) => node('any', chance.pick(from));

/** Texts that only one function can read, by function and the number of the argument. */
const KNOWN: Readonly<Record<string, Readonly<Record<number, Form>>>> = {
  regex: { 0: quoted(odd.ODD_PATTERNS) }, regexall: { 0: quoted(odd.ODD_PATTERNS) },
  replace: { 1: (chance) => node('string', quote(chance.often(70) ? `/${chance.pick(odd.ODD_PATTERNS)}/` : chance.pick(odd.ODD_TEXTS))), 2: quoted(['', '$0', '$1x', '${1}x', '${k}', '$k', '$', '$$', '\\0', '\\1', '$10', '${10}', '${', '$é', '<$1$2>']) },
  format: { 0: quoted(odd.ODD_FORMATS) }, formatlist: { 0: quoted(odd.ODD_FORMATS) },
  cidrhost: { 0: quoted(odd.ODD_CIDRS) }, cidrnetmask: { 0: quoted(odd.ODD_CIDRS) }, cidrsubnet: { 0: quoted(odd.ODD_CIDRS), 1: written(['0', '1', '4', '8', '16', '31', '32', '64', '96', '128', '-1', '129']) }, cidrsubnets: { 0: quoted(odd.ODD_CIDRS) },
  formatdate: { 0: quoted(odd.ODD_DATE_FORMATS), 1: quoted(odd.ODD_DATES) }, timeadd: { 0: quoted(odd.ODD_DATES), 1: quoted(odd.ODD_DURATIONS) }, timecmp: { 0: quoted(odd.ODD_DATES), 1: quoted(odd.ODD_DATES) },
  jsondecode: { 0: quoted(odd.ODD_JSONS) }, yamldecode: { 0: quoted(odd.ODD_YAMLS) }, csvdecode: { 0: quoted(odd.ODD_CSVS) },
  parseint: { 0: quoted(['0', '-0', '+1', '--1', 'z', 'Z', '10', '1_0', '0x1f', '1f', '', ' ', '٣', '99999999999999999999', 'é']), 1: written(['2', '3', '8', '10', '16', '36', '37', '62', '63', '1', '0', '-1', '10.5', '"10"']) },
  templatestring: { 0: written(['local.literal', 'var.text', 'local.plain', 'local.template', 'local.badtemplate', 'var.tags["env"]', 'local.mixed.open', 'local.mixed.secret', 'terraform_data.one.id', 'module.m.greeting', '"${var.text}"', '"a"', 'local.servers[0].name', 'var.nothing', 'path.module', 'each.value', 'upper(var.text)', 'var.texts[0]']) },
  templatefile: { 0: quoted(['hello.tftpl', 't.tftpl', 'missing.tftpl', 'a.txt', 'self.tftpl', 'bytes.dat', 'sub']) },
  bcrypt: { 1: written(['4', '5', '3', '-1', '"4"', 'null', '32', '4.5']) }, indent: { 0: written(['0', '1', '-1', '1.5', '"2"', 'null', '20']) },
  fileset: { 0: quoted(['sub', 'm', 'none', './sub']), 1: quoted(['*', '**', '*.{txt,dat}', '[a-', '[!a]*', '\\*', '**/b*', '{a,{b}}.txt', '*/', './*', '**/**', '?.*', '[^a]*']) },
  pathexpand: { 0: quoted(['', '.', 'x', '/~', 'a~']) }, abspath: { 0: quoted(odd.ODD_TEXTS.filter((text) => !text.includes('\u0000'))) },
  uuidv5: { 0: quoted(['dns', 'url', 'oid', 'x500', 'DNS', '6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8', '6BA7B810-9DAD-11D1-80B4-00C04FD430C8', '']) },
};

/** A call with arguments that are often not what the function wants. */
function oddCall(chance: Chance, name: string): Node {
  const usual = callOf(name, { chance, depth: 0, of: (type) => (chance.often(50) ? leaf(chance) : make(chance, type, 1, PLACE, 4)) }, 10);
  const { args, more = 0, optional = 0 } = CALLS[name] ?? { args: [] };
  if (chance.often(20) || args.length === 0 || UNSTEADY.has(name)) return usual;
  const count = Math.max(0, args.length - (chance.often(15) ? chance.int(optional + 1) : 0)) + (chance.often(40) ? chance.int(more + 1) : 0) + (chance.often(3) ? 1 : 0) - (chance.often(3) ? 1 : 0);
  const given = Array.from({ length: Math.max(0, count) }, (_, i): Node => {
    const known = KNOWN[name]?.[i];
    if (known !== undefined && chance.often(85)) return known(chance);
    const fitting = args[Math.min(i, args.length - 1)];
    return fitting !== undefined && chance.often(35) ? fitting({ chance, depth: 0, of: (type) => make(chance, type, 1, PLACE, 4) }) : value(chance);
  });
  const spread = given.length > 0 && chance.often(8);
  const parts = given.flatMap((arg, i): (Node | string)[] => [...(i === 0 ? [] : [', ']), arg, ...(spread && i === given.length - 1 ? ['...'] : [])]);
  return node('any', `${name}(`, ...parts, ')');
}

const OPERATORS = ['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||'];
const condition: Form = (chance) => (chance.often(60) ? node('bool', chance.pick(['true', 'false', '"true"', 'sensitive(true)', 'terraform_data.one.id == "x"', 'var.flag', 'null', 'tobool(terraform_data.one.output)', '1 < 2'])) : value(chance));
const collection: Form = (chance) => node('any', chance.pick(odd.ODD));
const inBody = (chance: Chance): Node => node('any', chance.pick(['v', 'k', '[k, v]', '"${k}"', '"${v}"', 'v.a', 'v[0]', 'try(v.a, v)', 'upper(k)', 'v == null', 'length(v)', 'tostring(v)', '{ (k) = v }', 'null', 'sensitive(v)', 'v...', 'k == v', '[for w in v : w]', 'terraform_data.one.id', 'jsonencode(v)', 'v[*]']));
const keyOf = (chance: Chance): Node => node('any', chance.pick(['k', 'v', 'k', '"${k}"', '"x"', 'null', 'v.a', 'tostring(v)', '1', 'true', 'sensitive("k")', 'terraform_data.one.id', '[k]', 'length(k)', 'upper(k)', 'jsonencode(v)', 'v[0]', '"${k}-${v}"', '(k)', 'substr(k, 0, 1)', 'v.name']));
const filterOf = (chance: Chance): Node => node('any', chance.pick(['true', 'false', 'v != null', 'k == 0', 'k != "a"', '"true"', 'null', 'v', '1', 'sensitive(true)', 'terraform_data.one.id == v', 'v == v', 'can(v.a)', '[]', 'length(v) > 0', 'contains(["a", 1], k)']));

const FORMS: readonly Form[] = [
  (chance) => node('any', value(chance), ` ${chance.pick(OPERATORS)} `, value(chance)),
  (chance) => node('any', value(chance), ` ${chance.pick(OPERATORS)} `, value(chance)),
  (chance) => node('any', value(chance), chance.pick([' == ', ' != ']), value(chance)),
  (chance) => node('any', chance.pick(['!', '-', '!!', '--', '-!', '! ', '- ']), value(chance)),
  (chance) => node('any', condition(chance), ' ? ', value(chance), ' : ', value(chance)),
  (chance) => node('any', condition(chance), ' ? ', value(chance), ' : ', value(chance)),
  (chance) => node('any', condition(chance), ' ? ', condition(chance), ' ? ', value(chance), ' : ', value(chance), ' : ', value(chance)),
  (chance) => node('any', '(', value(chance), ')', chance.pick(odd.STEPS)),
  (chance) => node('any', '(', value(chance), ')', chance.pick(odd.STEPS)),
  (chance) => node('any', collection(chance), chance.pick(odd.STEPS), chance.often(30) ? chance.pick(odd.STEPS) : ''),
  (chance) => node('any', '(', value(chance), ')[', value(chance), ']'),
  (chance) => node('any', `[for ${chance.pick(['v', 'k, v', 'k, v'])} in `, value(chance), ' : ', chance.often(20) ? node('any', 'v') : inBody(chance), ...(chance.often(40) ? [' if ', filterOf(chance)] : []), ']'),
  (chance) => node('any', '[for k, v in ', collection(chance), ' : ', inBody(chance), ...(chance.often(40) ? [' if ', filterOf(chance)] : []), ']', chance.often(20) ? chance.pick(odd.STEPS) : ''),
  (chance) => node('any', '{ for k, v in ', collection(chance), ' : ', keyOf(chance), ' => ', inBody(chance), chance.often(35) ? '...' : '', ...(chance.often(30) ? [' if ', filterOf(chance)] : []), ' }'),
  (chance) => node('any', '{ for k, v in ', value(chance), ' : ', keyOf(chance), ' => ', inBody(chance), chance.often(35) ? '...' : '', ...(chance.often(30) ? [' if ', filterOf(chance)] : []), ' }'),
  keyed,
  (chance) => node('any', chance.pick(['try', 'can']), '(', failing(chance), ')'),
  (chance) => node('any', 'try(', failing(chance), ', ', failing(chance), ', ', value(chance), ')'),
  (chance) => node('any', chance.pick(['issensitive', 'nonsensitive', 'ephemeralasnull', 'sensitive', 'can', 'tostring', 'tolist', 'toset', 'tomap', 'tonumber', 'tobool', 'jsonencode', 'yamlencode', 'length', 'flatten', 'merge', 'keys']), '(', value(chance, 2), ')'),
  (chance) => node('any', chance.pick(['tolist', 'toset', 'tomap']), '(', chance.pick(['tolist', 'toset', 'tomap', 'values', 'keys', 'flatten', 'distinct', 'concat', 'setunion']), '(', value(chance), '))'),
  (chance) => node('any', chance.pick(['provider::terraform::encode_expr', 'core::jsonencode', 'core::upper', 'core::nope', 'provider::nope::x', 'nope', 'Upper', 'provider::x']), '(', value(chance), ')'),
  (chance) => node('any', chance.pick(odd.ODD_NUMBERS), chance.pick([' + ', ' * ', ' / ', ' - ', ' % ']), chance.pick(odd.ODD_NUMBERS)),
  (chance) => node('any', '"${', chance.pick(odd.ODD_NUMBERS), '}|${', chance.pick(odd.ODD_NUMBERS), '}"'),
  ...Array.from({ length: 5 }, () => (chance: Chance) => oddTemplate(chance, value)),
];

function keyed(chance: Chance): Node {
  const [open, close] = chance.pick([['(', ')'], ['"${', '}"'], ['"x${', '}"']] as const);
  return node('any', '{ ', open, value(chance), close, chance.pick([' = ', ' : ']), value(chance), chance.often(40) ? ', a = 1' : '', ' }');
}

function failing(chance: Chance): Node {
  const n = chance.int(10);
  if (n < 4) return node('any', value(chance), chance.pick(odd.STEPS));
  if (n < 6) return oddCall(chance, chance.pick(FUNCTIONS.filter((name) => !UNSTEADY.has(name))));
  if (n < 8) return node('any', value(chance), ` ${chance.pick(OPERATORS)} `, value(chance));
  return node('any', chance.pick(['nope', 'var.none', 'local.none.x', 'each.key', 'terraform_data.none', 'module.m.none', 'local.servers[9]', 'nope()', '1/0', 'upper()', 'upper(1, 2)', 'count.index', 'self', 'var.text.x', 'toset([1])[0]', 'var.tags.none', 'terraform_data.one.none', 'terraform_data.many[5]', 'terraform_data.each["z"].id']));
}

/** Answers that differ from call to call. */
export const UNSTEADY: ReadonlySet<string> = new Set(['timestamp', 'plantimestamp', 'uuid', 'bcrypt']);

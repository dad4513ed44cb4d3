import type { Chance } from '../support/chance';
import { CALLS, callOf } from './functions';
import { listed, node, quote, type Node, type T } from './node';
import { BAD_REFERENCES, NUMBERS, REFERENCES, TEXTS } from './samples';

/** Names that may be referred to, with what they are: those of `for`s around, the last ones, too. */
export type Names = readonly (readonly [name: string, type: T])[];

const RETURNS: readonly (readonly [T, readonly string[]])[] = [
  ['string', ['upper', 'lower', 'title', 'trimspace', 'join', 'format', 'replace', 'substr', 'base64encode', 'jsonencode', 'strrev', 'md5', 'tostring', 'chomp', 'trim', 'urlencode', 'yamlencode', 'coalesce', 'basename']],
  ['number', ['abs', 'ceil', 'floor', 'max', 'min', 'length', 'signum', 'pow', 'sum', 'parseint', 'tonumber', 'log', 'index', 'timecmp']],
  ['bool', ['can', 'contains', 'alltrue', 'anytrue', 'startswith', 'endswith', 'strcontains', 'tobool', 'issensitive', 'fileexists']],
];

/** Functions that hardly any argument of the right type offends, for configurations that should have a plan. */
const CALM: ReadonlySet<string> = new Set([
  'upper', 'lower', 'title', 'trimspace', 'jsonencode', 'strrev', 'md5', 'base64encode', 'urlencode', 'trim', 'abs', 'ceil', 'floor', 'max', 'min', 'length', 'signum', 'can', 'contains', 'startswith', 'endswith', 'strcontains', 'issensitive',
  'concat', 'distinct', 'flatten', 'keys', 'values', 'reverse', 'sort', 'split', 'compact', 'setunion', 'setintersection', 'setsubtract', 'merge', 'transpose', 'join',
]);
const isCalm = (wrong: number): boolean => wrong <= 1;
const calm = (names: readonly string[], wrong: number): readonly string[] => (isCalm(wrong) ? names.filter((name) => CALM.has(name)) : names);

const KEYS = ['a', 'b', 'x', 'k1', 'long-key', 'Ünï'];
/** Types to choose from where any will do. */
export const TYPES: readonly T[] = [
  'string', 'number', 'bool', { list: 'string' }, { list: 'number' }, { set: 'string' }, { map: 'string' }, { map: 'number' }, { tuple: ['string', 'number'] }, { tuple: [] }, { object: { a: 'string', b: 'number' } }, { object: {} },
  { object: { a: { tuple: ['bool', 'string'] } } }, { list: { object: { a: 'number' } } }, { tuple: [{ object: { x: 'string' } }, 'any'] }, { map: { list: 'string' } },
];

/** One expression about the names of `place/`; about `wrong` in a hundred places have something that does not fit. */
export function expressionOf(chance: Chance, depth: number, wrong: number, first?: string): Node {
  const at = Math.min(depth, 2);
  if (first !== undefined) return callOf(first, { chance, depth: at, of: (type) => make(chance, type, at, PLACE, wrong) }, wrong * 2);
  if (chance.often(3)) return node('any', chance.pick(BAD_REFERENCES));
  return make(chance, chance.pick(TYPES), depth, PLACE, wrong);
}

/** One expression of a type, about the names given. */
export function make(chance: Chance, wanted: T, depth: number, names: Names, wrong: number): Node {
  const of = (type: T, more: Names = []): Node => make(chance, type, depth - 1, [...names, ...more], wrong);
  if (chance.often(wrong / 3)) return chance.often(40) ? node('any', 'null') : make(chance, chance.pick(TYPES), depth - 1, names, wrong);
  const type = wanted === 'any' ? chance.pick(TYPES) : wanted;
  const known = referenceOf(chance, type, names, wrong);
  if (known !== undefined && chance.often(depth <= 0 ? 35 : 20)) return known;
  if (depth <= 0) return atom(chance, type, of);
  return chance.often(35) ? around(chance, type, of, names, wrong) : inside(chance, type, of, depth, names, wrong);
}

function same(a: T, b: T): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What is declared in `place/`. */
const KINDS: Readonly<Record<string, T>> = { string: 'string', number: 'number', bool: 'bool', texts: { list: 'string' }, numbers: { set: 'number' }, tags: { map: 'string' }, any: 'any' };
export const PLACE: Names = REFERENCES.map(([name, kind]) => [name, KINDS[kind] ?? 'any']);

function referenceOf(chance: Chance, type: T, names: Names, wrong: number): Node | undefined {
  const fitting = names.filter(([, of]) => same(of, type));
  // What a `for` has just made is what its body should be about.
  const newest = fitting.at(-1);
  if (newest !== undefined && /^v\d+$/.test(newest[0]) && chance.often(60)) return node(type, newest[0]);
  const any = names.filter(([, of]) => of === 'any');
  if (any.length > 0 && chance.often(isCalm(wrong) ? 1 : 10)) return node(type, chance.pick(any)[0]);
  return fitting.length === 0 ? undefined : node(type, chance.pick(fitting)[0]);
}

function atom(chance: Chance, type: T, of: (type: T) => Node): Node {
  if (type === 'string') return node(type, chance.often(6) ? '"k${1 + 1}"' : quote(chance.pick(TEXTS)));
  if (type === 'number') return node(type, chance.pick(NUMBERS));
  if (type === 'bool') return node(type, chance.pick(['true', 'false']));
  return collection(chance, type, of);
}

/** A constructor of a collection. */
function collection(chance: Chance, type: T, of: (type: T) => Node): Node {
  if (typeof type === 'string') return of(type);
  const some = (element: T): readonly Node[] => Array.from({ length: chance.int(4) }, () => of(element));
  if ('list' in type) return chance.often(70) ? node(type, '[', ...listed(some(type.list)), ']') : node(type, 'tolist([', ...listed(some(type.list)), '])');
  if ('set' in type) return node(type, 'toset([', ...listed(some(type.set)), '])');
  if ('tuple' in type) return node(type, '[', ...listed(type.tuple.map((part) => of(part))), ']');
  const entry = (key: string, value: Node): Node => node('any', entryKey(chance, key), chance.pick([' = ', ' = ', ' : ', '=']), value);
  if ('object' in type) return node(type, '{ ', ...listed(Object.entries(type.object).map(([key, part]) => entry(key, of(part)))), ' }');
  const keys = KEYS.slice(0, chance.int(4));
  const body = listed(keys.map((key) => entry(key, of(type.map))));
  return chance.often(60) ? node(type, '{ ', ...body, ' }') : node(type, 'tomap({ ', ...body, ' })');
}

function entryKey(chance: Chance, key: string): string {
  const n = chance.int(10);
  return n < 5 ? key : n < 8 ? quote(key) : n === 8 ? `(${quote(key)})` : `"\${${quote(key)}}"`;
}

/** What any type of value may stand in. */
function around(chance: Chance, type: T, of: (type: T, more?: Names) => Node, names: Names, wrong: number): Node {
  const index = chance.int(3);
  switch (chance.int(14)) {
    case 0: return node(type, '(', of(type), ')');
    case 1: case 2: case 3: return isCalm(wrong) ? node(type, '(', of('bool'), ' ? ', of(type), ' : ', of(type), ')') : node(type, of('bool'), ' ? ', of(type), ' : ', of(type));
    case 4: return node(type, `[`, ...listed([0, 1, 2].map((i) => of(i === index ? type : 'any'))), `][${index}]`);
    case 5: return node(type, '{ a = ', of(type), ', b = ', of('any'), ' }', chance.pick(['.a', '["a"]']));
    case 6: return node(type, 'try(', of('any'), chance.pick(isCalm(wrong) ? ['.none'] : ['.none', '[0]', '["x"]', '']), ', ', of(type), ')');
    case 7: return node(type, 'element([', ...listed([of(type), of(type)]), `], ${index})`);
    case 8: return node(type, 'lookup({ a = ', of(type), ' }, ', node('string', quote(chance.pick(['a', 'z']))), ', ', of(type), ')');
    case 9: return node(type, 'one([', of(type), '])');
    case 10: return node(type, '[', of(type), ', ', of(type), `][${of('number').parts.every((p) => typeof p === 'string') ? chance.int(2) : 0}]`);
    case 11: return node(type, 'tolist([', of(type), ', ', of(type), `])[${chance.int(2)}]`);
    case 12: return chance.often(40) ? node(type, 'sensitive(', of(type), ')') : node(type, '(', of(type), ')');
    default: {
      const name = fresh(names);
      return node(type, `[for ${name} in `, isCalm(wrong) ? node('any', '[1, 2]') : of({ list: 'number' }), ' : ', of(type, [[name, 'number']]), '][0]');
    }
  }
}

const fresh = (names: Names): string => `v${names.length}`;

function inside(chance: Chance, type: T, of: (type: T, more?: Names) => Node, depth: number, names: Names, wrong: number): Node {
  const fn = (kinds: readonly string[]): Node => ({ ...callOf(chance.pick(calm(kinds, wrong)), { chance, depth: depth - 1, of: (t) => of(t) }, wrong), type });
  const functions = RETURNS.find(([of]) => same(of, type))?.[1];
  if (functions !== undefined && chance.often(40)) return fn(functions);
  if (type === 'string') return textOf(chance, of, names, wrong);
  if (type === 'number') return numberOf(chance, of, wrong);
  if (type === 'bool') return boolOf(chance, of);
  if (typeof type === 'string') return of(type);
  if ('list' in type || 'tuple' in type || 'set' in type) return isCalm(wrong) && 'tuple' in type ? collection(chance, type, of) : sequenceOf(chance, type, of, names, fn, wrong);
  return mapOf(chance, type, of, names, fn, wrong);
}

function textOf(chance: Chance, of: (type: T, more?: Names) => Node, names: Names, wrong: number): Node {
  const scalar = (): Node => of(chance.pick<T>(['string', 'number', 'bool', 'string']));
  const name = fresh(names);
  const mark = (): string => (chance.often(30) ? '~' : '');
  switch (chance.int(isCalm(wrong) ? 6 : 7)) {
    case 0: case 1: return node('string', '"', raw(chance, wrong), '${', scalar(), '}', raw(chance, wrong), '"');
    case 2: return node('string', '"${', mark(), ' ', scalar(), ' ', mark(), '} ', raw(chance, wrong), '${', scalar(), '}"');
    case 3: return node('string', '"', raw(chance, wrong), `%{${mark()} if `, of('bool'), ` ${mark()}} yes %{ else } no %{ endif ${mark()}}`, raw(chance, wrong), '"');
    case 4: return node('string', `"%{ for ${name} in `, of({ list: 'string' }), ` ${mark()}}<\${${name}}> %{${mark()} endfor }`, raw(chance, wrong), '"');
    case 5: return node('string', `"%{ for i, ${name} in `, of({ map: 'number' }), ' }${i}=', '${', of('string', [[name, 'number']]), '};%{ endfor }"');
    default: return node('string', '"${', of('any'), '}"');
  }
}

const raw = (chance: Chance, wrong: number): string => chance.pick(isCalm(wrong) ? ['', ' ', 'x', '\\n', 'é', '$${', '\\"', '{'] : ['', ' ', 'x', ' and ', '\\n', 'é', '$', '%', '$$', '$${', '%%{', '\\"', '{', '}', '~', '\\t\\\\']);

function numberOf(chance: Chance, of: (type: T) => Node, wrong: number): Node {
  if (chance.often(15)) return node('number', '-', of('number'));
  const op = chance.pick(isCalm(wrong) ? ['+', '-', '*'] : ['+', '-', '*', '/', '%']);
  return node('number', '(', of(isCalm(wrong) || chance.often(93) ? 'number' : 'string'), ` ${op} `, of('number'), ')');
}

function boolOf(chance: Chance, of: (type: T) => Node): Node {
  switch (chance.int(6)) {
    case 0: return node('bool', '!', of('bool'));
    case 1: return node('bool', '(', of('bool'), chance.pick([' && ', ' || ']), of('bool'), ')');
    case 2: return node('bool', '(', of('number'), chance.pick([' < ', ' <= ', ' > ', ' >= ']), of('number'), ')');
    case 3: return node('bool', '(', of('any'), chance.pick([' == ', ' != ']), of('any'), ')');
    default: {
      const type = chance.pick<T>(['string', 'number', { list: 'string' }, { set: 'string' }, { tuple: ['string', 'number'] }, { map: 'string' }, { object: { a: 'string' } }]);
      return node('bool', '(', of(type), chance.pick([' == ', ' != ']), of(type), ')');
    }
  }
}

const LISTS = ['concat', 'distinct', 'flatten', 'keys', 'values', 'range', 'reverse', 'slice', 'sort', 'split', 'compact', 'chunklist', 'setproduct', 'regexall', 'tolist', 'matchkeys', 'formatlist', 'coalescelist'];
const SETS = ['setunion', 'setintersection', 'setsubtract', 'toset'];

function sequenceOf(chance: Chance, type: Exclude<T, string>, of: (type: T, more?: Names) => Node, names: Names, fn: (kinds: readonly string[]) => Node, wrong: number): Node {
  const element = 'list' in type ? type.list : 'set' in type ? type.set : 'tuple' in type ? type.tuple[0] ?? 'any' : 'any';
  const name = fresh(names);
  switch (isCalm(wrong) ? chance.pick(element === 'string' ? [0, 1, 2, 3, 7] : [0, 1, 3, 7]) : chance.int(9)) {
    case 0: return node(type, '[for ', name, ' in ', of({ list: 'number' }), ' : ', of(element, [[name, 'number']]), ']');
    case 1: return node(type, `[for i, ${name} in `, of({ list: 'string' }), ' : ', of(element, [[name, 'string']]), ' if ', of('bool', [[name, 'string']]), ']');
    case 2: return node(type, `[for k, ${name} in `, of({ map: 'string' }), ' : "${k}-${', of('string', [[name, 'string'], ['k', 'string']]), '}"]');
    case 3: return node(type, of({ list: { object: { a: element } } }), chance.pick(['[*].a', '.*.a', '[*]["a"]']));
    case 4: return node(type, of('any'), chance.pick(['[*]', '.*']));
    case 5: return fn('set' in type ? SETS : LISTS);
    case 6: return fn(LISTS);
    default: return collection(chance, type, of);
  }
}

const MAPS = ['merge', 'zipmap', 'transpose', 'tomap', 'jsondecode', 'yamldecode'];

function mapOf(chance: Chance, type: Exclude<T, string>, of: (type: T, more?: Names) => Node, names: Names, fn: (kinds: readonly string[]) => Node, wrong: number): Node {
  const element: T = 'map' in type ? type.map : 'any';
  const name = fresh(names);
  if (isCalm(wrong) && !('map' in type)) return collection(chance, type, of);
  switch (isCalm(wrong) ? chance.pick([0, 2, 4]) : chance.int(7)) {
    case 0: return node(type, `{for ${name} in `, of(isCalm(wrong) ? { set: 'string' } : { list: 'string' }), ` : ${name} => `, of(element, [[name, 'string']]), '}');
    case 1: return node(type, `{for ${name} in `, of({ list: 'string' }), ' : ', of('string', [[name, 'string']]), ' => ', of(element, [[name, 'string']]), '...}');
    case 2: return node(type, `{for k, ${name} in `, of({ map: 'number' }), ' : upper(k) => ', of(element, [[name, 'number']]), ' if ', of('bool', [[name, 'number']]), '}');
    case 3: return fn(MAPS);
    default: return collection(chance, type, of);
  }
}

/** Names of all functions that the generator calls. */
export const FUNCTIONS: readonly string[] = Object.keys(CALLS);

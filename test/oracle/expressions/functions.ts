import type { Chance } from '../support/chance';
import { node, quote, text, type Node, type T } from './node';
import * as samples from './samples';

/** Makes an expression of a type; the generator itself. */
export interface Maker {
  readonly chance: Chance;
  readonly depth: number;
  of(type: T): Node;
}

type Arg = (make: Maker) => Node;

const one = (values: readonly string[]): Arg => ({ chance, of }) => (chance.often(85) ? node('string', quote(chance.pick(values))) : of('string'));
const number = (...values: readonly string[]): Arg => ({ chance, of }) => (chance.often(80) ? node('number', chance.pick(values)) : of('number'));
const t = (type: T): Arg => ({ of }) => of(type);
const either = (...args: readonly Arg[]): Arg => (make) => make.chance.pick(args)(make);

const string = t('string');
const num = t('number');
const any = t('any');
const texts = t({ list: 'string' });
const list = either(t({ list: 'string' }), t({ list: 'number' }), t({ tuple: ['string', 'number', 'bool'] }), t({ tuple: ['any', 'any'] }), t({ set: 'string' }), t({ list: { list: 'number' } }), t({ tuple: [] }));
const sequence = either(t({ list: 'string' }), t({ list: 'number' }), t({ tuple: ['string', 'number', 'bool'] }), t({ tuple: ['any', 'any'] }), t({ tuple: [] }));
const set = either(t({ set: 'string' }), t({ set: 'number' }), t({ tuple: ['string', 'string', 'string'] }), t({ tuple: ['number', 'number'] }), t({ tuple: ['string', 'number'] }), t({ tuple: [] }));
const map = either(t({ map: 'string' }), t({ map: 'number' }), t({ object: { a: 'string', b: 'number', x: 'any' } }), t({ object: { k1: 'any' } }), t({ object: {} }));
const size = number('0', '1', '2', '3', '5', '-1', '1.5', '100');
const hash: readonly Arg[] = [one(samples.TEXTS)];
const path = one(samples.PATHS);
const key = one(['a', 'b', 'x', 'k1', 'none', 'env', '']);
const date = one(samples.DATES);

interface Call {
  readonly args: readonly Arg[];
  /** More of the last kind, up to so many. */
  readonly more?: number;
  /** How many of `args` may be left out at the end. */
  readonly optional?: number;
}

/** What to give each function so that most calls mean something. */
export const CALLS: Readonly<Record<string, Call>> = {
  abs: { args: [num] }, abspath: { args: [path] }, alltrue: { args: [either(t({ list: 'bool' }), t({ tuple: ['bool', 'bool'] }), list)] }, anytrue: { args: [either(t({ list: 'bool' }), t({ tuple: ['bool', 'bool'] }), list)] },
  base64decode: { args: [one(samples.BASE64S)] }, base64encode: { args: [string] }, base64gzip: { args: [string] }, base64sha256: { args: hash }, base64sha512: { args: hash }, basename: { args: [path] },
  bcrypt: { args: [string, number('4', '5', '3', '32', '99', '1.5')], optional: 1 }, can: { args: [any] }, ceil: { args: [num] }, chomp: { args: [one(['a\n', 'a\r\n', 'a\n\n', 'a', '\n', 'a\r', 'a\nb\n'])] }, chunklist: { args: [sequence, size] },
  cidrhost: { args: [one(samples.CIDRS), number('0', '1', '5', '-1', '256', '1e10', '1.5', '65535')] }, cidrnetmask: { args: [one(samples.CIDRS)] },
  cidrsubnet: { args: [one(samples.CIDRS), number('0', '1', '4', '8', '24', '33', '-1', '1.5'), number('0', '1', '2', '15', '300', '-1', '1e10')] }, cidrsubnets: { args: [one(samples.CIDRS), number('1', '4', '4', '8', '2', '33', '0')], more: 4, optional: 1 },
  coalesce: { args: [either(string, num, any, () => node('any', 'null'), () => node('string', '""'))], more: 3 }, coalescelist: { args: [list], more: 3 }, compact: { args: [either(texts, t({ tuple: ['string', 'any', 'string'] }))] }, concat: { args: [sequence], more: 3 },
  contains: { args: [list, either(string, num, any)] }, csvdecode: { args: [one(samples.CSVS)] }, dirname: { args: [path] }, distinct: { args: [list] }, element: { args: [list, size] }, endswith: { args: [string, one(['', 'c', 'World', 'n\n', 'ß'])] },
  ephemeralasnull: { args: [any] }, file: { args: [path] }, filebase64: { args: [path] }, filebase64sha256: { args: [path] }, filebase64sha512: { args: [path] }, fileexists: { args: [path] }, filemd5: { args: [path] },
  fileset: { args: [one(['.', 'sub', '', 'missing', './sub/..']), one(samples.GLOBS)] }, filesha1: { args: [path] }, filesha256: { args: [path] }, filesha512: { args: [path] },
  flatten: { args: [either(t({ list: { list: 'string' } }), t({ tuple: ['any', { tuple: ['any', { tuple: ['string'] }] }] }), t({ tuple: [{ set: 'number' }, 'string'] }), list)] }, floor: { args: [num] },
  format: { args: [one(samples.FORMATS), either(string, num, t('bool'), any, () => node('any', 'null'))], more: 3, optional: 1 }, formatdate: { args: [one(samples.DATE_FORMATS), date] },
  formatlist: { args: [one(samples.FORMATS), either(list, string, num, texts)], more: 2, optional: 1 }, indent: { args: [size, one(['a\nb\nc', '\n', 'a', 'a\n\nb', ''])] }, index: { args: [list, either(string, num)] }, issensitive: { args: [any] },
  join: { args: [one([', ', '', '-']), either(texts, list)], more: 2 }, jsondecode: { args: [one(samples.JSONS)] }, jsonencode: { args: [any] }, keys: { args: [map] }, length: { args: [either(list, map, string, any)] },
  log: { args: [num, number('2', '10', '16', '0', '1', '-2')] }, lookup: { args: [map, key, either(string, num, any)], optional: 1 }, lower: { args: [one(samples.TEXTS)] },
  matchkeys: { args: [sequence, sequence, sequence] }, max: { args: [num], more: 3, optional: 1 }, md5: { args: hash }, merge: { args: [either(map, map, () => node('any', 'null'))], more: 3, optional: 1 }, min: { args: [num], more: 3, optional: 1 },
  nonsensitive: { args: [any] }, one: { args: [either(t({ tuple: ['any'] }), t({ tuple: [] }), list)] }, parseint: { args: [one(samples.DIGITS), number('10', '16', '2', '36', '62', '1', '63', '8')] }, pathexpand: { args: [one(['a/b', '/x', 'x~', ''])] },
  plantimestamp: { args: [] }, pow: { args: [number('2', '3', '10', '0', '-2', '1.5', '100'), number('0', '1', '2', '3', '10', '-1', '0.5', '64')] },
  range: { args: [number('0', '1', '3', '5', '-2', '1.5'), number('5', '3', '0', '-3', '4.5'), number('1', '2', '-1', '0', '0.5')], optional: 2 },
  regex: { args: [one(samples.PATTERNS), one(samples.TEXTS)] }, regexall: { args: [one(samples.PATTERNS), one(samples.TEXTS)] },
  replace: { args: [one(samples.TEXTS), either(one(['a', 'l', '', ' ', '/a/', '/[a-z]+/', '/(l+)o/', '/(?P<n>a)/', '/', '//', '/[/']), string), one(['', 'X', '$1', '${1}y', '$n', '<$0>', '$$', '\\1'])] },
  reverse: { args: [list] }, rsadecrypt: { args: [one(samples.BASE64S), string] }, sensitive: { args: [any] }, setintersection: { args: [set], more: 3 }, setproduct: { args: [either(set, sequence)], more: 3 }, setsubtract: { args: [set, set] }, setunion: { args: [set], more: 3 },
  sha1: { args: hash }, sha256: { args: hash }, sha512: { args: hash }, signum: { args: [num] }, slice: { args: [sequence, size, size] }, sort: { args: [either(texts, list)] }, split: { args: [one([',', '', ' ', 'l', 'ab']), string] },
  startswith: { args: [string, one(['', 'a', 'Hello', ' ', 'Ä'])] }, strcontains: { args: [string, one(['', 'b', 'o W', 'é', '\n'])] }, strrev: { args: [one(samples.TEXTS)] }, substr: { args: [one(samples.TEXTS), size, size] },
  sum: { args: [either(t({ list: 'number' }), t({ set: 'number' }), t({ tuple: ['number', 'number', 'number'] }), list)] }, templatefile: { args: [one(samples.TEMPLATES), either(t({ object: { name: 'string', list: { list: 'string' } } }), map)] },
  templatestring: { args: [(make) => node('string', make.chance.pick(['local.literal', 'var.text', 'local.plain', '"x"', 'local.template', 'local.badtemplate'])), either(t({ object: { name: 'string', not: 'string' } }), map)] },
  textdecodebase64: { args: [one(samples.BASE64S), one(samples.ENCODINGS)] }, textencodebase64: { args: [one(samples.TEXTS), one(samples.ENCODINGS)] }, timeadd: { args: [date, one(samples.DURATIONS)] }, timecmp: { args: [date, date] },
  timestamp: { args: [] }, title: { args: [one(samples.TEXTS)] }, tobool: { args: [either(one(['true', 'false', 'True', '1', '']), any)] }, tolist: { args: [either(list, any)] }, tomap: { args: [either(map, any)] }, tonumber: { args: [either(one(['1', '-1.50', '1e3', 'x', '', '0x10', ' 1', '.5', '5.', '+5', '1_000', 'Inf', 'NaN']), any)] },
  toset: { args: [either(list, set, any)] }, tostring: { args: [any] }, transpose: { args: [either(t({ map: { list: 'string' } }), t({ object: { a: { tuple: ['string', 'string'] }, b: { tuple: ['string'] } } }))] },
  trim: { args: [one(samples.TEXTS), one([' ', 'a', 'ad ', '', 'xH'])] }, trimprefix: { args: [string, one(['', 'a', 'Hello '])] }, trimspace: { args: [one([...samples.TEXTS, '\u00a0x\u2003', '\u200bx'])] }, trimsuffix: { args: [string, one(['', 'c', 'World'])] },
  try: { args: [any], more: 3 }, upper: { args: [one(samples.TEXTS)] }, urlencode: { args: [one([...samples.TEXTS, 'a b&c=d/e?f+g~h*i', "!'()*-._~"])] }, uuid: { args: [] }, uuidv5: { args: [one(samples.NAMESPACES), one(samples.TEXTS)] },
  values: { args: [map] }, yamldecode: { args: [one(samples.YAMLS)] }, yamlencode: { args: [any] }, zipmap: { args: [either(texts, t({ tuple: ['string', 'string'] })), either(texts, t({ tuple: ['any', 'number'] }))] },
};

/** Functions whose answer differs from call to call: only its shape is compared. */
const SHAPES: Readonly<Record<string, (call: Node) => Node>> = {
  timestamp: (call) => node('bool', 'can(formatdate("YYYY", ', call, '))'),
  plantimestamp: (call) => call,
  uuid: (call) => node('bool', 'can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", ', call, '))'),
  bcrypt: (call) => node('any', 'regex("^[$]2a[$]\\\\d\\\\d[$]", ', call, ')'),
  // Compressed bytes may differ between compressors; what they unpack to may not, and the language cannot unpack.
  base64gzip: (call) => node('bool', 'startswith(', call, ', "H4sIAAAAAAAA/")'),
};

/** A call of a function, mostly as it is meant. */
export function callOf(name: string, make: Maker, wrong: number): Node {
  const { chance } = make;
  const { args, more = 0, optional = 0 } = CALLS[name] ?? { args: [any] };
  const last = args.at(-1);
  const left = chance.often(70) ? 0 : chance.int(optional + 1);
  const given = args.slice(0, args.length - left).map((arg) => arg(make));
  if (left === 0 && last !== undefined) for (let i = chance.int(more + 1); i > 0; i--) given.push(last(make));
  const many = chance.int(100);
  if (chance.often(wrong)) {
    if (many < 15) given.pop();
    else if (many < 30) given.push(make.of('any'));
    else if (given.length > 0) given[chance.int(given.length)] = many < 50 ? node('any', 'null') : make.of('any');
  }
  const expand = given.length > 0 && last !== undefined && chance.often(4);
  const spread = expand ? given.map((arg, i) => (i === given.length - 1 ? node('any', '[', arg, ']...') : arg)) : given;
  const prefix = chance.often(3) ? 'core::' : '';
  const call = node('any', `${prefix}${name}(`, ...spread.flatMap((arg, i) => (i === 0 ? [arg] : [', ', arg])), ')');
  const shape = SHAPES[name]?.(call);
  // In one piece: its parts by themselves differ from call to call.
  return shape === undefined ? call : node(shape.type, text(shape));
}

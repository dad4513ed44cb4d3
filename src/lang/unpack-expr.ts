import { MalformedPack, unpackValue, type Unseal } from '../values';
import type { BinaryOp, Expr, NestedBlock, ObjectItem, TraversalStep, UnaryOp } from './expr';
import { literal } from './literal';

const MAX_DEPTH = 600;

const BINARY: ReadonlySet<string> = new Set<BinaryOp>(['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||']);
const UNARY: ReadonlySet<string> = new Set<UnaryOp>(['-', '!']);

/** The expression that `packExpr` packed. Any input is taken; throws `MalformedPack` for what it never writes. */
export function unpackExpr(json: unknown, unseal?: Unseal): Expr {
  return unpack(json, 0, unseal);
}

function unpack(json: unknown, above: number, unseal: Unseal | undefined): Expr {
  const depth = above + 1;
  if (depth > MAX_DEPTH) throw new MalformedPack('nested too deep');
  const [tag, content] = onlyMember(json);
  const inner = (part: unknown): Expr => unpack(part, depth, unseal);
  switch (tag) {
    case 'v': return literal(unpackValue(content, unseal));
    case 't': return { kind: 'template', parts: arrayOf(content).map(inner) };
    case 'j': return { kind: 'join', of: inner(content) };
    case 'r': {
      const [root, ...steps] = arrayOf(content);
      return { kind: 'traversal', root: textOf(root), steps: steps.map(unpackStep) };
    }
    case 'a': return { kind: 'tuple', items: arrayOf(content).map(inner) };
    case 'o': return { kind: 'object', items: unpackItems(arrayOf(content), inner) };
    case 'c': {
      const [name, expand, ...args] = arrayOf(content);
      return { kind: 'call', name: textOf(name), args: args.map(inner), expand: flagOf(expand) };
    }
    case 'n': {
      const [op, operand] = exactly(content, 2);
      return { kind: 'unary', op: operator<UnaryOp>(op, UNARY), operand: inner(operand) };
    }
    case 'b': return unpackBinary(arrayOf(content), inner);
    case 'q': return unpackConditional(arrayOf(content), inner);
    case 'p': return { kind: 'parens', inner: inner(content) };
    case 'x': return unpackParts(arrayOf(content), inner);
    case 's': {
      const [full, of, each] = exactly(content, 3);
      return { kind: 'splat', style: flagOf(full) ? 'full' : 'attr-only', of: inner(of), each: inner(each) };
    }
    case 'e': return { kind: 'item' };
    case 'f': return unpackFor(exactly(content, 7), inner);
    case 'k': return { kind: 'blocks', blocks: arrayOf(content).map((block) => unpackBlock(block, inner)) };
    case 'd': return { kind: 'defined', key: textOf(content) };
    default: throw new MalformedPack('expression');
  }
}

type Inner = (json: unknown) => Expr;

function onlyMember(json: unknown): readonly [string, unknown] {
  const members = typeof json === 'object' && json !== null && !Array.isArray(json) ? Object.entries(json) : [];
  const [member] = members;
  if (member === undefined || members.length !== 1) throw new MalformedPack('expression');
  return member;
}

function unpackStep(json: unknown): TraversalStep {
  if (typeof json === 'string') return { kind: 'attr', name: json };
  const [key, legacy, ...more] = arrayOf(json);
  if (more.length > 0 || (legacy !== undefined && legacy !== 1)) throw new MalformedPack('step');
  if (typeof key !== 'string' && !(typeof key === 'number' && Number.isSafeInteger(key) && key >= 0)) throw new MalformedPack('step');
  return legacy === 1 ? { kind: 'index', key, legacy: true } : { kind: 'index', key };
}

function unpackItems(flat: readonly unknown[], inner: Inner): readonly ObjectItem[] {
  if (flat.length % 2 !== 0) throw new MalformedPack('object item');
  const items: ObjectItem[] = [];
  for (let i = 0; i < flat.length; i += 2) {
    const key = flat[i];
    items.push({ key: typeof key === 'string' ? literal({ kind: 'string', value: key }) : inner(key), value: inner(flat[i + 1]) });
  }
  return items;
}

function unpackBinary(chain: readonly unknown[], inner: Inner): Expr {
  if (chain.length < 3 || chain.length % 2 !== 1) throw new MalformedPack('operators');
  let left = inner(chain[0]);
  for (let i = 1; i < chain.length; i += 2) left = { kind: 'binary', op: operator<BinaryOp>(chain[i], BINARY), left, right: inner(chain[i + 1]) };
  return left;
}

function unpackConditional(chain: readonly unknown[], inner: Inner): Expr {
  if (chain.length < 3 || chain.length % 2 !== 1) throw new MalformedPack('conditional');
  let otherwise = inner(chain.at(-1));
  for (let i = chain.length - 3; i >= 0; i -= 2) otherwise = { kind: 'conditional', condition: inner(chain[i]), then: inner(chain[i + 1]), otherwise };
  return otherwise;
}

function unpackParts([whole, ...parts]: readonly unknown[], inner: Inner): Expr {
  if (parts.length === 0) throw new MalformedPack('parts');
  let of = inner(whole);
  for (const part of parts) of = typeof part === 'string' ? { kind: 'attr', of, name: part } : { kind: 'index', of, key: inner(exactly(part, 1)[0]) };
  return of;
}

function unpackFor([keyName, valueName, collection, key, value, condition, group]: readonly unknown[], inner: Inner): Expr {
  const maybe = (json: unknown): Expr | undefined => (json === null ? undefined : inner(json));
  return {
    kind: 'for', keyName: keyName === null ? undefined : textOf(keyName), valueName: textOf(valueName),
    collection: inner(collection), key: maybe(key), value: inner(value), condition: maybe(condition), group: flagOf(group),
  };
}

function unpackBlock(json: unknown, inner: Inner): NestedBlock {
  const [labels, body] = exactly(json, 2);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new MalformedPack('body');
  return { labels: arrayOf(labels).map(textOf), body: new Map(Object.entries(body).map(([name, value]) => [name, inner(value)])) };
}

function arrayOf(json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw new MalformedPack('array');
  return json;
}

function exactly(json: unknown, length: number): readonly unknown[] {
  const array = arrayOf(json);
  if (array.length !== length) throw new MalformedPack('length');
  return array;
}

function textOf(json: unknown): string {
  if (typeof json !== 'string') throw new MalformedPack('text');
  return json;
}

function flagOf(json: unknown): boolean {
  if (json !== 0 && json !== 1) throw new MalformedPack('flag');
  return json === 1;
}

function operator<O extends string>(json: unknown, known: ReadonlySet<string>): O {
  if (typeof json !== 'string' || !known.has(json)) throw new MalformedPack('operator');
  return json as O;
}

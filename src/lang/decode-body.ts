import { nearest, type Outcome, judged, type Place } from '../diagnostics';
import { argumentType, impliedType, nestedType, sensitivePaths, type AttributeSchema, type BlockSchema, type NestedBlockSchema } from '../schema';
import { convert, hasInfinity, isMarked, isNull, mark, markPaths, marksWithin, nullOf, objectOf, typeOf, unknownOf, type Value, type ValuePath } from '../values';
import { blameOf, type Blame } from './blame';
import { blockBodies, type BlockBody } from './block-bodies';
import { collectBlocks } from './collect-blocks';
import { tellUnexpected } from './decode-names';
import { evaluationIn } from './eval/dispatch';
import { Problems, valueOf, type Evaluation } from './eval/evaluation';
import { tellRest } from './eval/unvisited';
import { diagnosticsOf, type Locate } from './evaluate';
import type { Expr } from './expr';
import { pathText, type ExprProblem } from './problem';
import type { Scope } from './scope';

/** Where a body stands. `locate` finds the range of what lies below it, by names and indexes as written. */
export interface DecodePlace {
  readonly address?: string | undefined;
  readonly constructPath?: string | undefined;
  readonly locate?: Locate;
  /** What is decoded is kept in the state: ephemeral values and infinite numbers are refused. */
  readonly kept?: boolean;
}

const NO_PATH: ValuePath = Object.freeze([]);
const NO_OBJECTS: readonly (readonly [string, Value])[] = Object.freeze([]);

/**
 * The object that the arguments and nested blocks of a body make, of the type that the schema implies. What is not set is null;
 * blocks that are not there are null or an empty collection; values of sensitive attributes are marked. Blocks are `blocks`
 * expressions or JSON; `dynamic` makes more of them. Meta-arguments must be taken out before. `//` is a comment in JSON. Every
 * problem is told, each with its attribute and, where `locate` knows it, its range; where names are wrong, only these.
 */
export function decodeBody(body: ReadonlyMap<string, Expr>, block: BlockSchema, scope: Scope, place: DecodePlace = {}): Outcome<Value> {
  const problems = new Problems();
  const value = decodeBlock(body, block, evaluationIn(scope, problems), NO_PATH);
  if (place.kept === true) tellUnkept(value, problems);
  return judged(value, diagnosticsOf(problems, (problem) => ({ ...placeOf(problem, place), ...blameIn(body, problem, scope) })));
}

function blameIn(body: ReadonlyMap<string, Expr>, problem: ExprProblem, scope: Scope): Blame {
  const [name, ...path] = problem.path;
  const expr = typeof name === 'string' ? body.get(name) : undefined;
  return expr === undefined ? {} : blameOf(expr, path, problem, scope);
}

/** What a state cannot keep is told of at the argument, or the blocks, that it stands in: ephemeral values and infinite numbers. */
function tellUnkept(value: Value, problems: Problems): void {
  if (value.kind !== 'object') return;
  const marked = isMarked(value);
  for (const [name, part] of value.entries) {
    if (hasInfinity(part)) problems.add({ code: 'lang_number_infinite', message: `${JSON.stringify(name)} is kept in the state, and a number in its value is infinite: something was divided by zero.`, path: [name], span: undefined });
    if (!marked || !marksWithin([part]).includes('ephemeral')) continue;
    problems.add({ code: 'lang_ephemeral_kept', message: `${JSON.stringify(name)} is kept in the state, and its value comes from something ephemeral, which never is.`, path: [name], span: undefined });
  }
}

function placeOf({ path, below, span, part }: ExprProblem, { address, constructPath, locate }: DecodePlace): Place {
  const attribute = pathText(below === undefined ? path : [...path, ...below]);
  return { address, constructPath, range: locate?.(path, span, part), ...(attribute === '' ? {} : { attribute }) };
}

function decodeBlock(body: ReadonlyMap<string, Expr>, block: BlockSchema, at: Evaluation, path: ValuePath): Value {
  const misspelt = unexpected(body, block, at, path);
  const entries = new Map<string, Value>();
  // forEach: entries that are iterated over are an array each.
  block.attributes.forEach((attribute, name) => {
    const expr = body.get(name);
    entries.set(name, expr === undefined || expr.kind === 'blocks' ? absent(name, attribute, expr, misspelt, at, path) : decodeAttribute(name, expr, attribute, at, path));
  });
  block.blocks.forEach((nested, name) => entries.set(name, decodeNested(name, nested, body, at, path)));
  return { kind: 'object', entries };
}

/** Tells of names that the schema has not; gives those that were most likely meant. */
function unexpected(body: ReadonlyMap<string, Expr>, block: BlockSchema, at: Evaluation, path: ValuePath): ReadonlySet<string> | undefined {
  let misspelt: Set<string> | undefined;
  for (const [name, expr] of body) {
    if (block.blocks.has(name) || (block.attributes.has(name) && expr.kind !== 'blocks')) continue;
    const settable = tellUnexpected(name, expr, block, at, path);
    const meant = settable === undefined ? undefined : nearest(name, settable);
    if (meant !== undefined) (misspelt ??= new Set()).add(meant);
  }
  return misspelt;
}

function absent(name: string, attribute: AttributeSchema, expr: Expr | undefined, misspelt: ReadonlySet<string> | undefined, at: Evaluation, path: ValuePath): Value {
  // Written, but not rightly: that was told. A block in its place leaves it missing, as Terraform says.
  if (attribute.required === true && misspelt?.has(name) !== true) {
    at.problems.add({ code: 'lang_argument_missing', message: `The argument ${JSON.stringify(name)} is required, and it is not set.`, path, span: undefined, part: 'missing' });
  }
  return expr === undefined ? nullOf(attribute.type) : unknownOf(attribute.type);
}

function isReadOnly(attribute: AttributeSchema): boolean {
  return attribute.computed === true && attribute.optional !== true && attribute.required !== true;
}

function isPlain(attribute: AttributeSchema): boolean {
  return attribute.sensitive !== true && attribute.deprecated !== true && !isReadOnly(attribute);
}

function decodeAttribute(name: string, expr: Expr, attribute: AttributeSchema, at: Evaluation, parent: ValuePath): Value {
  const type = attribute.nested === undefined ? attribute.type : argumentType(attribute);
  // Most arguments are plain literals of the very type.
  if (expr.kind === 'literal' && expr.value.kind === type.kind && (type.kind === 'string' || type.kind === 'number' || type.kind === 'bool') && isPlain(attribute)) return expr.value;
  const path = [...parent, name];
  const before = at.problems.count;
  const value = valueOf(expr, at, path);
  tellRest(expr, before, at, path);
  const converted = convert(value, type);
  if (!converted.ok) {
    at.problems.add({
      code: 'lang_argument_type', message: `The value of ${pathText([...path, ...converted.path])} does not fit: ${converted.message}.`, path, span: undefined, below: converted.path,
    });
    return unknownOf(attribute.type);
  }
  if (isNull(converted.value)) {
    if (attribute.required === true) {
      at.problems.add({ code: 'lang_argument_missing', message: `The argument ${JSON.stringify(name)} is required, and its value is null.`, path, span: undefined });
    }
    return converted.value;
  }
  if (at.problems.count > before) return converted.value;
  if (isReadOnly(attribute)) {
    at.problems.add({ code: 'lang_argument_computed', message: `The provider alone decides ${JSON.stringify(name)}: it cannot be set. Remove it.`, path, span: undefined });
  }
  if (attribute.deprecated === true) {
    at.problems.add({ code: 'lang_argument_deprecated', message: `The argument ${JSON.stringify(name)} is deprecated. ${attribute.description}`, path, span: undefined });
  }
  if (attribute.sensitive === true) return mark(converted.value, ['sensitive']);
  return attribute.nested === undefined ? converted.value : hideNested(attribute, converted.value);
}

/** Marks what the rules of nested attributes call sensitive. */
function hideNested({ nested }: AttributeSchema, value: Value): Value {
  if (nested === undefined) return value;
  const paths = sensitivePaths({ description: '', attributes: new Map([['_', { type: typeOf(value), description: '', nested }]]), blocks: new Map() }, objectOf([['_', value]]));
  return paths.length === 0 ? value : markPaths(value, paths.map((path) => path.slice(1)));
}

function decodeNested(name: string, nested: NestedBlockSchema, body: ReadonlyMap<string, Expr>, at: Evaluation, path: ValuePath): Value {
  // Most blocks that could be there are not.
  if ((nested.minItems ?? 0) === 0 && !body.has(name) && !body.has('dynamic')) return collectBlocks(nested, NO_OBJECTS);
  const bodies = blockBodies(name, body, nested, at, path);
  if (bodies === undefined) return unknownOf(nestedType(nested));
  const objects: (readonly [string, Value])[] = [];
  for (const each of bodies) {
    const object = decodeBlock(each.body, nested.block, each.names === at.names ? at : { ...at, names: each.names }, each.path);
    if (each.unknown && nested.nesting !== 'single') return mark(unknownOf(nestedType(nested)), each.marks);
    objects.push([each.key, mark(each.unknown ? unknownBlock(nested.block) : withMarks(object, each), each.marks)]);
  }
  return countFits(name, nested, bodies, at, path) ? collectBlocks(nested, objects) : unknownOf(nestedType(nested));
}

/** A block whose content is known only when it is known whether there is one. */
function unknownBlock(block: BlockSchema): Value {
  const type = impliedType(block);
  if (type.kind !== 'object') return unknownOf(type);
  return { kind: 'object', entries: new Map([...type.attributes].map(([name, attribute]) => [name, unknownOf(attribute)] as const)) };
}

/** What is made for a secret is as secret in each of its parts. */
function withMarks(object: Value, { marks }: BlockBody): Value {
  if (marks.length === 0 || object.kind !== 'object') return object;
  return { kind: 'object', entries: new Map([...object.entries].map(([name, value]) => [name, isNull(value) ? value : mark(value, marks)] as const)) };
}

function countFits(name: string, nested: NestedBlockSchema, bodies: readonly BlockBody[], at: Evaluation, path: ValuePath): boolean {
  const type = JSON.stringify(name);
  const least = nested.minItems ?? 0;
  const single = nested.nesting === 'single';
  const most = single ? 1 : nested.maxItems ?? 0;
  if (bodies.length < least) {
    const there = bodies.length === 1 ? 'is 1' : `are ${bodies.length}`;
    const message = `At least ${least} ${type} ${least === 1 ? 'block is' : 'blocks are'} required, and there ${there}.`;
    at.problems.add({ code: single ? 'lang_block_missing' : 'lang_block_few', message, path, span: undefined, part: 'missing', summary: single ? `Missing ${name} block` : `Insufficient ${name} blocks`, below: [name] });
    return false;
  }
  const extra = bodies[most];
  if (most > 0 && extra !== undefined) {
    const message = `At most ${most} ${type} ${most === 1 ? 'block is' : 'blocks are'} allowed, and there are ${bodies.length}.`;
    at.problems.add({ code: single ? 'lang_block_twice' : 'lang_block_many', message, path: extra.path, span: undefined, summary: single ? `Duplicate ${name} block` : `Too many ${name} blocks` });
    return false;
  }
  if (nested.nesting !== 'map') return true;
  const twice = bodies.find(({ key }, i) => bodies.findIndex((other) => other.key === key) < i);
  if (twice !== undefined) {
    const message = `There are two ${type} blocks with the label ${JSON.stringify(twice.key)}; one is allowed.`;
    at.problems.add({ code: 'lang_block_twice', message, path: twice.path, span: undefined, summary: `Duplicate ${name} block` });
  }
  return twice === undefined;
}

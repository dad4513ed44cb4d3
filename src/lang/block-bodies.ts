import type { NestedBlockSchema } from '../schema';
import { DYNAMIC, marksOf, objectOf, unknownOf, unmark, type Mark, type ValuePath } from '../values';
import { dynamicOf, memberName, membersOf, type Dynamic } from './dynamic';
import { elementsOf } from './eval/elements';
import { valueOf, type Evaluation, type Names } from './eval/evaluation';
import type { Expr, NestedBlock } from './expr';
import { labelOf } from './dynamic-label';
import type { LangCode } from './problem';

/** A nested block to be decoded. */
export interface BlockBody {
  /** The label, for blocks that are told apart by one; else empty. */
  readonly key: string;
  readonly body: ReadonlyMap<string, Expr>;
  readonly path: ValuePath;
  /** The names of iterators that it knows. */
  readonly names: Names | undefined;
  /** It stands for as many blocks as something that is not known yet has elements. */
  readonly unknown: boolean;
  /** Of the collection that it was made for. */
  readonly marks: readonly Mark[];
  /** Where it stands among others of its type, in native syntax. */
  readonly order: number;
}

const NO_MARKS: readonly Mark[] = [];

/**
 * The bodies of one type of nested block, in the order of the text: those that are written and those that `dynamic` makes.
 * undefined, and told, when something else is written in the place of a block.
 */
export function blockBodies(type: string, body: ReadonlyMap<string, Expr>, nested: NestedBlockSchema, at: Evaluation, path: ValuePath): readonly BlockBody[] | undefined {
  const written = body.get(type);
  const dynamic = body.get('dynamic');
  const plain = written === undefined ? [] : writtenBodies(type, written, nested, at, [...path, type]);
  if (plain === undefined || dynamic === undefined) return plain;
  const made = dynamicBodies(type, dynamic, nested, at, [...path, 'dynamic']);
  if (made === undefined) return undefined;
  if (written?.kind === 'blocks' || dynamic.kind === 'blocks') return [...plain, ...made].sort((a, b) => a.order - b.order);
  for (const name of body.keys()) if (name === 'dynamic' || name === type) return name === type ? [...plain, ...made] : [...made, ...plain];
  return plain;
}

function tell(at: Evaluation, code: LangCode, message: string, path: ValuePath, more: Partial<{ part: 'name' | 'whole' | 'missing'; summary: string; inJson: LangCode; span: Expr['span'] }> = {}): undefined {
  at.problems.add({ code, message, path, span: undefined, ...more });
  return undefined;
}

function writtenBodies(type: string, expr: Expr, nested: NestedBlockSchema, at: Evaluation, path: ValuePath): readonly BlockBody[] | undefined {
  if (expr.kind === 'blocks') return expr.blocks.flatMap((block, i) => nativeBody(type, block, nested, at, [...path, i]) ?? []);
  if (expr.kind === 'literal' && expr.value.kind === 'null') return [];
  if (expr.span !== undefined) {
    return tell(at, 'lang_argument_unsupported', `${JSON.stringify(type)} is a block here, no argument: what it has stands in braces of its own, and no expression makes it.`, path, { part: 'name', inJson: 'lang_block_invalid' });
  }
  if (nested.nesting !== 'map') return plainBodies(type, expr, '', at, path);
  if (expr.kind !== 'object') return notABlock(type, at, path, 'an object with a member for each block');
  const all: BlockBody[] = [];
  for (const { key, value } of expr.items) {
    const label = memberName(key);
    if (label === '//') continue;
    const bodies = plainBodies(type, value, label, at, [...path, label]);
    if (bodies === undefined) return undefined;
    all.push(...bodies);
  }
  return all;
}

function nativeBody(type: string, block: NestedBlock, nested: NestedBlockSchema, at: Evaluation, path: ValuePath): BlockBody | undefined {
  const wanted = nested.nesting === 'map' ? 1 : 0;
  const count = block.labels.length;
  if (count > wanted) {
    return tell(at, 'lang_block_label', `A ${JSON.stringify(type)} block has ${wanted === 0 ? 'no label' : 'one label'}, and this one has ${count}.`, path, { summary: `Extraneous label for ${type}`, span: block.span });
  }
  if (count < wanted) return tell(at, 'lang_block_label', `A ${JSON.stringify(type)} block has a label, and this one has none.`, path, { summary: `Missing key for ${type}`, span: block.span });
  return { key: block.labels[0] ?? '', body: block.body, path, names: at.names, unknown: false, marks: NO_MARKS, order: block.span?.start ?? 0 };
}

function plainBodies(type: string, expr: Expr, key: string, at: Evaluation, path: ValuePath): readonly BlockBody[] | undefined {
  const one = (body: ReadonlyMap<string, Expr>, where: ValuePath): BlockBody => ({ key, body, path: where, names: at.names, unknown: false, marks: NO_MARKS, order: 0 });
  if (expr.kind === 'object') return [one(membersOf(expr), path)];
  if (expr.kind !== 'tuple') return notABlock(type, at, path, 'an object, or an array of objects');
  const bodies: BlockBody[] = [];
  for (const [i, item] of expr.items.entries()) {
    if (item.kind !== 'object') return notABlock(type, at, [...path, i], 'an object');
    bodies.push(one(membersOf(item), [...path, i]));
  }
  return bodies;
}

function notABlock(type: string, at: Evaluation, path: ValuePath, wanted: string): undefined {
  return tell(at, 'lang_block_invalid', `${JSON.stringify(type)} is a block here: it is written as ${wanted}, not as a value.`, path);
}

/** Each `dynamic` of a type, and where it stands. */
function dynamicBodies(type: string, expr: Expr, nested: NestedBlockSchema, at: Evaluation, path: ValuePath): readonly BlockBody[] | undefined {
  const all: BlockBody[] = [];
  let fine = true;
  const each = (body: ReadonlyMap<string, Expr>, where: ValuePath, order: number): void => {
    const made = expanded(type, dynamicOf(type, body), nested, at, where, order);
    fine &&= made !== undefined;
    all.push(...made ?? []);
  };
  if (expr.kind === 'blocks') {
    for (const [i, block] of expr.blocks.entries()) if (block.labels[0] === type) each(block.body, [...path, i], block.span?.start ?? 0);
    return fine ? all : undefined;
  }
  for (const { body, path: where } of jsonDynamics(type, expr, path)) each(body, where, 0);
  return fine ? all : undefined;
}

/** JSON has an object with a member for each type, or an array of such; below a type there is one object or an array. */
function jsonDynamics(type: string, expr: Expr, path: ValuePath): readonly { readonly body: ReadonlyMap<string, Expr>; readonly path: ValuePath }[] {
  const found: { readonly body: ReadonlyMap<string, Expr>; readonly path: ValuePath }[] = [];
  const within = (value: Expr, where: ValuePath): void => {
    if (value.kind === 'object') found.push({ body: membersOf(value), path: where });
    else if (value.kind === 'tuple') value.items.forEach((item, i) => { within(item, [...where, i]); });
  };
  const top = (value: Expr, where: ValuePath): void => {
    if (value.kind === 'tuple') value.items.forEach((item, i) => { top(item, [...where, i]); });
    if (value.kind === 'object') for (const { key, value: inner } of value.items) if (memberName(key) === type) within(inner, [...where, type]);
  };
  top(expr, path);
  return found;
}

function expanded(type: string, dynamic: Dynamic, nested: NestedBlockSchema, at: Evaluation, path: ValuePath, order: number): readonly BlockBody[] | undefined {
  const { forEach, iterator, contents } = dynamic;
  const [other] = dynamic.others;
  if (other !== undefined) {
    return tell(at, 'lang_argument_unsupported', `A dynamic block has no argument ${JSON.stringify(other)}: there are for_each, iterator, labels and content. What the blocks have stands in content.`, [...path, other], { part: 'name', inJson: 'lang_property_extraneous' });
  }
  if (forEach === undefined) return tell(at, 'lang_argument_missing', 'A dynamic block has the argument for_each: a block is made for each of its elements.', path, { part: 'missing' });
  if (iterator === undefined) return tell(at, 'lang_dynamic_iterator', 'The iterator of a dynamic block is one plain name, without quotes or dots.', [...path, 'iterator']);
  const [content, more] = contents;
  if (content === undefined) return tell(at, 'lang_dynamic_content_missing', 'A dynamic block has a block "content" in it: the body of each block that is made.', path, { part: 'missing' });
  if (more !== undefined) return tell(at, 'lang_dynamic_content_twice', 'A dynamic block has one block "content" in it.', [...path, 'content', 1]);
  const before = at.problems.count;
  const collection = valueOf(forEach, at, [...path, 'for_each']);
  if (at.problems.count > before) return undefined;
  const bare = unmark(collection);
  const elements = elementsOf(bare);
  const unknown = bare.kind === 'unknown' && ['dynamic', 'list', 'set', 'map', 'tuple', 'object'].includes(bare.type.kind);
  if (elements === undefined && !unknown) {
    return tell(at, 'lang_dynamic_for_each', bare.kind === 'null' ? 'The for_each of a dynamic block is null. An empty list makes no blocks.' : 'The for_each of a dynamic block is a list, set, tuple, map or object.', [...path, 'for_each']);
  }
  const made: BlockBody[] = [];
  for (const [key, value] of elements ?? [[unknownOf(DYNAMIC), unknownOf(DYNAMIC)] as const]) {
    const names: Names = { name: iterator, value: objectOf([['key', key], ['value', value]]), outer: at.names };
    const label = nested.nesting === 'map' ? labelOf(type, dynamic.labels, { ...at, names }, [...path, 'labels']) : '';
    if (label === undefined) return undefined;
    made.push({ key: label, body: content, path: [...path, 'content'], names, unknown, marks: marksOf(collection), order });
  }
  return made;
}

import { diagnostic, judged, nearest, type Diagnostic, type Outcome, type Place } from '../diagnostics';
import { nestedType, type AttributeSchema, type BlockSchema, type NestedBlockSchema } from '../schema';
import { convert, isNull, mark, nullOf, unknownOf, type Value, type ValuePath } from '../values';
import { blockBodies } from './block-bodies';
import { collectBlocks } from './collect-blocks';
import { valueOf, type Locate, type Tell } from './evaluate';
import type { Expr } from './expr';
import { pathText } from './problem';
import type { Scope } from './scope';
import { suggestion } from './suggest';

/** Where a body stands. `locate` finds the range of what lies below it, by keys and indexes as written. */
export interface DecodePlace {
  readonly address?: string | undefined;
  readonly constructPath?: string | undefined;
  readonly locate?: Locate;
}

interface Decoding {
  readonly scope: Scope;
  readonly tell: Tell;
}

/**
 * The object that the arguments and nested blocks of a body make, of the type that the schema implies. What is not set is null;
 * blocks that are not there are null or an empty collection; values of sensitive attributes are marked. Meta-arguments must be
 * taken out before. `//` is a comment. Every problem is told, each with its attribute and, where `locate` knows it, its range.
 */
export function decodeBody(body: ReadonlyMap<string, Expr>, block: BlockSchema, scope: Scope, place: DecodePlace = {}): Outcome<Value> {
  const diagnostics: Diagnostic[] = [];
  const tell: Tell = (code, message, path) => {
    const where: Place = { address: place.address, constructPath: place.constructPath, range: place.locate?.(path), ...(path.length === 0 ? {} : { attribute: pathText(path) }) };
    diagnostics.push(diagnostic(code, message, where));
  };
  const value = decodeBlock(body, block, { scope, tell }, []);
  return judged(value, diagnostics);
}

function decodeBlock(body: ReadonlyMap<string, Expr>, block: BlockSchema, decoding: Decoding, path: ValuePath): Value {
  const misspelt = new Set<string | undefined>();
  for (const name of body.keys()) {
    if (!block.attributes.has(name) && !block.blocks.has(name)) misspelt.add(unknownName(name, block, decoding.tell, [...path, name]));
  }
  const entries = new Map<string, Value>();
  // forEach: entries that are iterated over are an array each.
  block.attributes.forEach((attribute, name) => {
    const expr = body.get(name);
    entries.set(name, expr === undefined ? absent(name, attribute, misspelt, decoding.tell, path) : decodeAttribute(expr, attribute, decoding, [...path, name]));
  });
  block.blocks.forEach((nested, name) => entries.set(name, decodeNested(name, nested, body.get(name), decoding, path)));
  return { kind: 'object', entries };
}

/** Tells of a name that there is not; gives the one that was most likely meant. */
function unknownName(name: string, block: BlockSchema, tell: Tell, path: ValuePath): string | undefined {
  if (name === '//') return undefined;
  if (name === 'dynamic') {
    tell('lang_dynamic_block_not_built', 'Blocks are made by "dynamic" here, and dynamic blocks are not built yet. Write the blocks one by one.', path);
    return undefined;
  }
  const settable = [...block.attributes].filter(([, attribute]) => !isReadOnly(attribute)).map(([own]) => own);
  const known = [...settable, ...block.blocks.keys()];
  tell('lang_argument_unsupported', `There is no argument or block ${JSON.stringify(name)} here.${suggestion(name, known, (names) => `There are ${names}.`)}`, path);
  return nearest(name, known);
}

function isReadOnly(attribute: AttributeSchema): boolean {
  return attribute.computed === true && attribute.optional !== true && attribute.required !== true;
}

function absent(name: string, attribute: AttributeSchema, misspelt: ReadonlySet<string | undefined>, tell: Tell, path: ValuePath): Value {
  // Written, but not rightly: that was told.
  if (attribute.required === true && !misspelt.has(name)) tell('lang_argument_missing', `The argument ${JSON.stringify(name)} is required, and it is not set.`, path);
  return nullOf(attribute.type);
}

function decodeAttribute(expr: Expr, attribute: AttributeSchema, { scope, tell }: Decoding, path: ValuePath): Value {
  const value = valueOf(expr, scope, tell, path);
  const converted = convert(value, attribute.type);
  if (!converted.ok) {
    tell('lang_argument_type', `The value of ${pathText([...path, ...converted.path])} does not fit: ${converted.message}.`, [...path, ...converted.path]);
    return unknownOf(attribute.type);
  }
  if (isNull(converted.value)) {
    if (attribute.required === true) tell('lang_argument_missing', `The argument ${JSON.stringify(path.at(-1))} is required, and its value is null.`, path);
    return converted.value;
  }
  if (isReadOnly(attribute)) tell('lang_argument_computed', `The provider alone decides ${JSON.stringify(path.at(-1))}: it cannot be set. Remove it.`, path);
  if (attribute.deprecated === true) tell('lang_argument_deprecated', `The argument ${JSON.stringify(path.at(-1))} is deprecated. ${attribute.description}`, path);
  return attribute.sensitive === true ? mark(converted.value, ['sensitive']) : converted.value;
}

function decodeNested(name: string, nested: NestedBlockSchema, expr: Expr | undefined, decoding: Decoding, parent: ValuePath): Value {
  const path = [...parent, name];
  const bodies = blockBodies(expr, nested, decoding.tell, path);
  if (bodies === undefined) return unknownOf(nestedType(nested));
  const least = nested.minItems ?? 0;
  const most = nested.nesting === 'single' ? 1 : nested.maxItems ?? 0;
  if (bodies.length < least) {
    decoding.tell('lang_block_count', `At least ${least} ${JSON.stringify(name)} ${least === 1 ? 'block is' : 'blocks are'} required, and there ${bodies.length === 1 ? 'is 1' : `are ${bodies.length}`}.`,
      expr === undefined ? parent : path);
  }
  if (most > 0 && bodies.length > most) {
    decoding.tell('lang_block_count', `At most ${most} ${JSON.stringify(name)} ${most === 1 ? 'block is' : 'blocks are'} allowed, and there are ${bodies.length}.`, path);
  }
  return collectBlocks(nested, bodies.map(({ key, body, path: at }) => [key, decodeBlock(body, nested.block, decoding, at)] as const));
}

import { BOOL, DYNAMIC, NUMBER, STRING, type Type, type Value } from '../values';
import { tokensOf, type TypeToken } from './type-tokens';

/** Defaults of `optional(type, default)` somewhere in a type: for an object's attributes, and for what lies below. */
export interface TypeDefaults {
  readonly attributes: ReadonlyMap<string, Value>;
  /** By attribute name or tuple index. */
  readonly children: ReadonlyMap<string | number, TypeDefaults>;
  /** Of the elements of a list, set or map. */
  readonly element: TypeDefaults | undefined;
}

export interface TypeConstraint {
  readonly type: Type;
  readonly defaults: TypeDefaults | undefined;
}

/** What is wrong with a type constraint, as the end of a sentence. */
export class ConstraintProblem extends Error {
  readonly what: string;
  constructor(what: string) {
    super(what);
    this.what = what;
  }
}

/** Judges the literal in `optional(type, literal)`: its value as `type`, or what is wrong with it. */
export type ReadLiteral = (text: string, type: Type) => Value | ConstraintProblem;

const PRIMITIVES: ReadonlyMap<string, Type> = new Map([['string', STRING], ['number', NUMBER], ['bool', BOOL], ['any', DYNAMIC]]);
/** Ways of writing from before types had parameters, still taken by Terraform. */
const LEGACY: ReadonlyMap<string, Type> = new Map([['list', { kind: 'list', element: DYNAMIC }], ['map', { kind: 'map', element: DYNAMIC }]]);
const COLLECTIONS = ['list', 'set', 'map'] as const;
const DEPTH_LIMIT = 32;

/**
 * Reads a type constraint: string, number, bool, any, list(), set(), map(), tuple([…]) and object({…}) whose
 * attributes may be optional(type) or optional(type, default).
 */
export function parseTypeConstraint(text: string, readLiteral: ReadLiteral): TypeConstraint | ConstraintProblem {
  const legacy = LEGACY.get(text.trim());
  if (legacy !== undefined) return { type: legacy, defaults: undefined };
  const tokens = tokensOf(text);
  if (tokens === undefined) return new ConstraintProblem('it has a character that no type has');
  try {
    const parser = new Parser(text, tokens, readLiteral);
    return parser.whole();
  } catch (error) {
    if (error instanceof ConstraintProblem) return error;
    throw error;
  }
}

/** Recursive descent; a problem leaves by a throw that `parseTypeConstraint` catches. */
class Parser {
  readonly #text: string;
  readonly #tokens: readonly TypeToken[];
  readonly #readLiteral: ReadLiteral;
  #at = 0;
  #depth = 0;

  constructor(text: string, tokens: readonly TypeToken[], readLiteral: ReadLiteral) {
    this.#text = text;
    this.#tokens = tokens;
    this.#readLiteral = readLiteral;
  }

  whole(): TypeConstraint {
    const constraint = this.#type();
    this.#skipLines();
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw new ConstraintProblem(`"${rest.text}" follows the type`);
    return constraint;
  }

  #type(): TypeConstraint {
    if (++this.#depth > DEPTH_LIMIT) throw new ConstraintProblem(`it nests more than ${DEPTH_LIMIT} levels deep`);
    const word = this.#word('a type');
    const constraint = this.#typeNamed(word);
    this.#depth--;
    return constraint;
  }

  #typeNamed(word: string): TypeConstraint {
    const primitive = PRIMITIVES.get(word);
    if (primitive !== undefined) return { type: primitive, defaults: undefined };
    const collection = COLLECTIONS.find((kind) => kind === word);
    if (collection !== undefined) {
      this.#take('(');
      const element = this.#type();
      this.#take(')');
      return {
        type: { kind: collection, element: element.type },
        defaults: element.defaults === undefined ? undefined : { attributes: new Map(), children: new Map(), element: element.defaults },
      };
    }
    if (word === 'tuple') return this.#tuple();
    if (word === 'object') return this.#object();
    if (word === 'optional') throw new ConstraintProblem('optional() is for the attributes of an object only');
    throw new ConstraintProblem(`"${word}" is not a type; there are string, number, bool, any, list(…), set(…), map(…), object({…}) and tuple([…])`);
  }

  #tuple(): TypeConstraint {
    this.#take('(', '[');
    const elements: Type[] = [];
    const children = new Map<string | number, TypeDefaults>();
    for (;;) {
      this.#skipLines();
      if (this.#is(']')) break;
      const element = this.#type();
      if (element.defaults !== undefined) children.set(elements.length, element.defaults);
      elements.push(element.type);
      this.#skipLines();
      if (!this.#is(']')) this.#take(',');
    }
    this.#take(']', ')');
    return { type: { kind: 'tuple', elements }, defaults: children.size === 0 ? undefined : { attributes: new Map(), children, element: undefined } };
  }

  #object(): TypeConstraint {
    this.#take('(', '{');
    const attributes = new Map<string, Type>();
    const optional = new Set<string>();
    const defaults = new Map<string, Value>();
    const children = new Map<string | number, TypeDefaults>();
    for (;;) {
      this.#skipSeparators();
      if (this.#is('}')) break;
      const name = this.#word('the name of an attribute');
      if (attributes.has(name)) throw new ConstraintProblem(`the attribute "${name}" is written twice`);
      if (this.#is(':')) this.#take(':');
      else this.#take('=');
      const attribute = this.#attribute(name, optional, defaults);
      attributes.set(name, attribute.type);
      if (attribute.defaults !== undefined) children.set(name, attribute.defaults);
      if (!this.#is('}') && !this.#is(',') && !this.#is('\n')) throw this.#unexpected('a comma, a new line or "}"');
    }
    this.#take('}', ')');
    const any = defaults.size > 0 || children.size > 0;
    return { type: { kind: 'object', attributes, optional }, defaults: any ? { attributes: defaults, children, element: undefined } : undefined };
  }

  #attribute(name: string, optional: Set<string>, defaults: Map<string, Value>): TypeConstraint {
    if (this.#tokens[this.#at]?.text !== 'optional') return this.#type();
    this.#at++;
    this.#take('(');
    const constraint = this.#type();
    optional.add(name);
    this.#skipLines();
    if (this.#is(',')) {
      this.#take(',');
      const value = this.#readLiteral(this.#untilClose(), constraint.type);
      if (value instanceof ConstraintProblem) throw new ConstraintProblem(`the default of "${name}" ${value.what}`);
      defaults.set(name, value);
    }
    this.#take(')');
    return constraint;
  }

  /** The text up to the bracket that closes the one we are in, which stays to be taken. */
  #untilClose(): string {
    const start = this.#tokens[this.#at]?.start ?? this.#text.length;
    for (let depth = 0; ; this.#at++) {
      const token = this.#tokens[this.#at];
      if (token === undefined) throw this.#unexpected('")"');
      if ('([{'.includes(token.text)) depth++;
      else if (')]}'.includes(token.text) && depth-- === 0) return this.#text.slice(start, token.start).trim();
    }
  }

  #is(text: string): boolean {
    return this.#tokens[this.#at]?.text === text;
  }

  #take(...texts: readonly string[]): void {
    for (const text of texts) {
      if (text !== '\n' && !this.#is(text)) this.#skipLines();
      if (!this.#is(text)) throw this.#unexpected(`"${text}"`);
      this.#at++;
    }
  }

  #word(what: string): string {
    this.#skipLines();
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind === 'sign') throw this.#unexpected(what);
    this.#at++;
    return token.kind === 'quoted' ? token.text.slice(1, -1) : token.text;
  }

  #skipLines(): void {
    while (this.#is('\n')) this.#at++;
  }

  #skipSeparators(): void {
    while (this.#is('\n') || this.#is(',')) this.#at++;
  }

  #unexpected(wanted: string): ConstraintProblem {
    const token = this.#tokens[this.#at];
    const found = token === undefined ? 'the text ends' : token.text === '\n' ? 'the line ends' : `there is "${token.text}"`;
    return new ConstraintProblem(`${wanted} was expected where ${found}`);
  }
}

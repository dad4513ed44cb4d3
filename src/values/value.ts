import type { Type } from './type';

export type Mark = 'sensitive' | 'ephemeral';

/**
 * A typed value of the language. Immutable. Marks wrap the value they cover and are never nested directly:
 * `marked` holds a value that is not itself `marked`.
 */
export type Value =
  | NullValue
  | UnknownValue
  | StringValue
  | NumberValue
  | BoolValue
  | SequenceValue
  | TupleValue
  | MapValue
  | ObjectValue
  | MarkedValue;

export interface NullValue {
  readonly kind: 'null';
  readonly type: Type;
}
/** Known only after apply. */
export interface UnknownValue {
  readonly kind: 'unknown';
  readonly type: Type;
  /** Whatever it will be, it will not be null. */
  readonly notNull?: true;
  /** A text that begins so. */
  readonly prefix?: string;
  /** A number between these, themselves included; a collection of so many elements. Canonical decimals. */
  readonly least?: string;
  readonly most?: string;
}
export interface StringValue {
  readonly kind: 'string';
  readonly value: string;
}
/** `value` is the canonical exact decimal: `-?digits[.digits]`, no exponent, no leading or trailing zeros, "0" for zero. */
export interface NumberValue {
  readonly kind: 'number';
  readonly value: string;
}
export interface BoolValue {
  readonly kind: 'bool';
  readonly value: boolean;
}
/** A set holds its elements once each, in the order of `compareValues`. */
export interface SequenceValue {
  readonly kind: 'list' | 'set';
  readonly element: Type;
  readonly items: readonly Value[];
}
export interface TupleValue {
  readonly kind: 'tuple';
  readonly items: readonly Value[];
}
export interface MapValue {
  readonly kind: 'map';
  readonly element: Type;
  readonly entries: ReadonlyMap<string, Value>;
}
export interface ObjectValue {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, Value>;
}
export interface MarkedValue {
  readonly kind: 'marked';
  readonly marks: readonly Mark[];
  readonly value: Exclude<Value, MarkedValue>;
}

/** One step into a value: an attribute or map key by name, a list or tuple index by number. */
export type PathStep = string | number;
export type ValuePath = readonly PathStep[];

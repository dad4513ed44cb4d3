export { BOOL, DYNAMIC, NUMBER, STRING } from './type';
export type { ObjectType, Type } from './type';
export type {
  BoolValue, Mark, MapValue, MarkedValue, NullValue, NumberValue, ObjectValue, PathStep, SequenceValue, StringValue,
  TupleValue, UnknownValue, Value, ValuePath,
} from './value';
export { defineMember } from './json-value';
export type { Json } from './json-value';
export { ExactNumber } from './exact-json';
export type { ExactJson } from './exact-json';
export { compareNumbers, equalNumbers, isCanonicalNumber, parseNumber } from './number';
export { added, divided, isInfinite, multiplied, negated, remainder, subtracted } from './arithmetic';
export { bool, listOf, mapOf, nullOf, num, objectOf, setOf, str, tupleOf, unknownNotNull, unknownOf } from './make';
export { isMarked, isSensitive, mark, markPaths, marksOf, marksWithin, unmark, unmarkDeep } from './marks';
export type { BareValue } from './marks';
export { getAttr, getPath, isKnown, isNull, isWhollyKnown } from './inspect';
export { equalValues } from './equal';
export type { EqualOptions } from './equal';
export { equality } from './equality';
export { convertibleType, unifyTypes } from './unify';
export type { UnifyOptions } from './unify';
export { compareValues } from './order';
export { compareText } from './text-order';
export { equalTypes } from './type-equal';
export { hasDynamic, objectType, typeOf, withoutOptional } from './type-of';
export { aTypeName, typeName } from './type-name';
export { typeFromJson, typeToJson } from './type-json';
export { fits } from './fits';
export { convert } from './convert';
export type { Conversion } from './convert';
export { packValue } from './pack';
export { MalformedPack, unpackValue } from './unpack';
export { toExactJson } from './to-exact';
export { fromExactJson } from './from-exact';
export type { FromJson } from './from-exact';
export { parseExactJson } from './parse-exact';
export type { ParsedJson } from './parse-exact';
export { writeExactJson } from './write-exact';
export type { WriteJsonOptions } from './write-exact';

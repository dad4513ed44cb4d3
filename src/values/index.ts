export { BOOL, DYNAMIC, NUMBER, STRING } from './type';
export type { ObjectType, Type } from './type';
export type {
  BoolValue, Mark, MapValue, MarkedValue, NullValue, NumberValue, ObjectValue, PathStep, SequenceValue, StringValue,
  TupleValue, UnknownValue, Value, ValuePath,
} from './value';
export type { Json } from './json-value';
export { ExactNumber } from './exact-json';
export type { ExactJson } from './exact-json';

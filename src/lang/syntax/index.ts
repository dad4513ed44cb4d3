export { charactersOf, countCharacters } from './graphemes';
export { parseExpression, parseNative, parseTemplate } from './parse';
export type { Parsed } from './parse';
export { parseReference } from './reference';
export type { ParsedReference } from './reference';
export { jsonToExpr } from './json';
export { nativeToBody } from './native-body';
export type { NativeAttribute, NativeBlock, NativeBody, NativeFile, NativeLabel } from './native';
export { MAX_HEIGHT, MAX_NESTING } from './parser';

import {
  bool, DYNAMIC, ExactNumber, isWhollyKnown, nullOf, objectOf, parseExactJson, parseNumber, str, STRING, tupleOf, typeOf, unknownOf, unknownText,
  type ExactJson, type Value,
} from '../../../values';
import { parameter, quoted, shorten, textOf } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { encodeJson, JsonFault } from './json-text';

const CLOSING = /[\]}]/;

function decodeJson(text: string): Value | FunctionFault {
  const parsed = parseExactJson(text);
  if (!parsed.ok && parsed.offset > 0 && CLOSING.test(text.charAt(parsed.offset))) {
    // As in Terraform, what follows a closing bracket that nothing opened is not looked at.
    const before = parseExactJson(text.slice(0, parsed.offset));
    if (before.ok) return valueOf(before.value);
  }
  if (!parsed.ok) return new FunctionFault(`The text is not JSON: line ${parsed.line}, column ${parsed.column}: ${parsed.message}.`);
  return valueOf(parsed.value);
}

/** Arrays become tuples, objects objects: JSON does not say more of its types. */
function valueOf(json: ExactJson): Value | FunctionFault {
  if (json === null) return nullOf(DYNAMIC);
  if (typeof json === 'boolean') return bool(json);
  if (typeof json === 'string') return str(json);
  if (typeof json === 'number') return Object.is(json, -0) ? { kind: 'number', value: '-0' } : numberValue(String(json));
  if (json instanceof ExactNumber) return numberValue(json.text);
  if (Array.isArray(json)) return arrayValue(json as readonly ExactJson[]);
  const entries: (readonly [string, Value])[] = [];
  for (const [name, member] of Object.entries(json as { readonly [key: string]: ExactJson })) {
    const value = valueOf(member);
    if (value instanceof FunctionFault) return value;
    // As in Terraform, which has names of attributes in this form and does not convert those of JSON to it.
    if (name !== name.normalize('NFC')) return new FunctionFault(`The name ${quoted(name)} is not in Unicode's normal form C.`);
    entries.push([name, value]);
  }
  return objectOf(entries);
}

function arrayValue(json: readonly ExactJson[]): Value | FunctionFault {
  const items: Value[] = [];
  for (const item of json) {
    const value = valueOf(item);
    if (value instanceof FunctionFault) return value;
    items.push(value);
  }
  return tupleOf(items);
}

function numberValue(text: string): Value | FunctionFault {
  const value = /^-0(?:\.0*)?(?:[eE][-+]?\d+)?$/.test(text) ? '-0' : parseNumber(text);
  return value === undefined ? new FunctionFault(`The number ${shorten(text)} is too large.`) : { kind: 'number', value };
}

/** How the text of what is not wholly known begins is told by its type. */
function unknownJson(value: Value): Value {
  const type = typeOf(value);
  if (value.kind === 'unknown' && value.notNull !== true) return unknownOf(STRING);
  switch (type.kind) {
    case 'string': return unknownText('"');
    case 'object': case 'map': return unknownText('{');
    case 'tuple': case 'list': case 'set': return unknownText('[');
    case 'number': case 'bool': case 'dynamic': return unknownOf(STRING);
  }
}

export const jsonFunctions: readonly FunctionSpec[] = [
  {
    name: 'jsondecode', description: 'The value that a text in JSON stands for.', returns: DYNAMIC,
    parameters: [parameter('str', STRING, 'The text in JSON.')],
    call: (args) => decodeJson(textOf(args, 0)),
  },
  {
    name: 'jsonencode', description: 'A value as JSON, on one line.', returns: STRING,
    parameters: [parameter('val', DYNAMIC, 'The value.', { nullable: true, unknown: true, dynamic: true })],
    call: ([value = nullOf(DYNAMIC)]) => {
      if (!isWhollyKnown(value)) return unknownJson(value);
      const text = encodeJson(value);
      return text instanceof JsonFault ? new FunctionFault(text.message) : { kind: 'string', value: text };
    },
  },
];

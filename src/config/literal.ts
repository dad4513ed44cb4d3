import { bool, DYNAMIC, ExactNumber, nullOf, num, objectOf, parseNumber, str, tupleOf, type ExactJson, type Value } from '../values';
import { isArray } from './spot';

/** The value that a JSON text means when nothing in it is a template: files of variables, backends. */
export function literalValue(json: ExactJson): Value {
  if (json === null) return nullOf(DYNAMIC);
  if (json instanceof ExactNumber) {
    const number = parseNumber(json.text);
    // Beyond what the language holds: as text it fits no number type, and whoever converts it says so.
    return number === undefined ? str(json.text) : { kind: 'number', value: number };
  }
  if (isArray(json)) return tupleOf(json.map(literalValue));
  switch (typeof json) {
    case 'string': return str(json);
    case 'number': return num(json);
    case 'boolean': return bool(json);
    default: return objectOf(Object.entries(json).map(([name, member]): [string, Value] => [name, literalValue(member)]));
  }
}

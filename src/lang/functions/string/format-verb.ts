import { aTypeName, BOOL, convert, isNull, NUMBER, STRING, typeOf, type Type, type Value } from '../../../values';
import { encodeJson, JsonFault } from '../encoding/json-text';
import { graphemes } from '../graphemes';
import { ownDigits } from './decimal-digits';
import { formatFloat, formatWhole, generalText } from './format-number';
import { FormatFault, type Verb } from './format-text';

/** A value as one verb writes it. The value is wholly known and has no marks. */
export function formatValue(verb: Verb, value: Value): string | FormatFault {
  switch (verb.letter) {
    case 'v': return verb.alternate ? jsonText(verb, value) : plainText(verb, value);
    case 't': {
      const bool = asType(verb, value, BOOL);
      return bool instanceof FormatFault ? bool : bool.kind === 'bool' ? String(bool.value) : '';
    }
    case 'b': case 'd': case 'o': case 'x': case 'X': {
      const number = asType(verb, value, NUMBER);
      if (number instanceof FormatFault || number.kind !== 'number') return number instanceof FormatFault ? number : '';
      return /^-?\d+$/.test(number.value) ? formatWhole(verb, BigInt(number.value)) : new FormatFault(`${named(verb)} wants a whole number.`);
    }
    case 'e': case 'E': case 'f': case 'g': case 'G': {
      const number = asType(verb, value, NUMBER);
      return number instanceof FormatFault ? number : number.kind === 'number' ? formatFloat(verb, number.value) : '';
    }
    case 's': {
      const text = asText(verb, value);
      return text instanceof FormatFault ? text : padded(verb, text);
    }
    case 'q': {
      const text = asText(verb, value);
      return text instanceof FormatFault ? text : jsonText(verb, { kind: 'string', value: text });
    }
    default: return new FormatFault(`${named(verb)} is none of the verbs that a format may have: v, t, b, d, o, x, X, e, E, f, g, G, s, q.`);
  }
}

function named(verb: Verb): string {
  return JSON.stringify(verb.source.slice(0, 40));
}

function asType(verb: Verb, value: Value, type: Type): Value | FormatFault {
  if (isNull(value)) return new FormatFault(`${named(verb)} cannot write null.`);
  const converted = convert(value, type);
  if (converted.ok) return converted.value;
  return new FormatFault(`${named(verb)} wants ${aTypeName(type)}, and this ${value.kind === 'string' ? 'string is none' : `is ${aTypeName(typeOf(value))}`}.`);
}

/** A text of at most so many characters as the precision says; 0 is no limit. */
function asText(verb: Verb, value: Value): string | FormatFault {
  const text = asType(verb, value, STRING);
  if (text instanceof FormatFault || text.kind !== 'string') return text instanceof FormatFault ? text : '';
  const { precision } = verb;
  return precision === undefined || precision === 0 ? text.value : graphemes(text.value).slice(0, precision).join('');
}

function plainText(verb: Verb, value: Value): string | FormatFault {
  switch (value.kind) {
    case 'null': return padded(verb, 'null');
    case 'string': return padded(verb, value.value);
    case 'bool': return padded(verb, String(value.value));
    case 'number': return padded(verb, /Inf$/.test(value.value) ? value.value : generalText(ownDigits(value.value), 6, 'e'));
    case 'marked': case 'unknown': case 'list': case 'set': case 'tuple': case 'map': case 'object': return jsonText(verb, value);
  }
}

function jsonText(verb: Verb, value: Value): string | FormatFault {
  const text = encodeJson(value);
  return text instanceof JsonFault ? new FormatFault(`${named(verb)} writes JSON. ${text.message}`) : padded(verb, text);
}

/** Filled to the width, counted in characters as people count them; with zeros too, on either side, if that flag is set. */
function padded(verb: Verb, text: string): string {
  if (verb.width <= text.length && /^[\x20-\x7e]*$/.test(text)) return text;
  const fill = (verb.zero ? '0' : ' ').repeat(Math.max(0, verb.width - graphemes(text).length));
  return verb.left ? text + fill : fill + text;
}

import { compareText, isInfinite, type Value } from '../../../values';

export class JsonFault {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** What stands as an escape besides JSON's own: the text may be put into HTML. */
const UNSAFE = /[<>&\u2028\u2029]/;
const ALL_UNSAFE = /[<>&\u2028\u2029]/g;

export function jsonString(text: string): string {
  const quoted = JSON.stringify(text);
  return UNSAFE.test(quoted) ? quoted.replace(ALL_UNSAFE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`) : quoted;
}

/** A wholly known value as JSON on one line, byte for byte as Terraform writes it; names in the order of their bytes. */
export function encodeJson(value: Value): string | JsonFault {
  switch (value.kind) {
    case 'marked': return encodeJson(value.value);
    case 'null': return 'null';
    case 'unknown': return new JsonFault('A value that is not known yet cannot be written.');
    case 'string': return jsonString(value.value);
    case 'bool': return String(value.value);
    case 'number': return isInfinite(value.value) ? new JsonFault('Infinity cannot be written as JSON.') : value.value;
    case 'list': case 'set': case 'tuple': return joined('[', value.items.map(encodeJson), ']');
    case 'map': case 'object':
      return joined('{', [...value.entries.keys()].sort(compareText).map((name) => {
        const text = encodeJson(value.entries.get(name) ?? value);
        return typeof text === 'string' ? `${jsonString(name)}:${text}` : text;
      }), '}');
  }
}

function joined(open: string, parts: readonly (string | JsonFault)[], close: string): string | JsonFault {
  const fault = parts.find((part) => typeof part !== 'string');
  return fault !== undefined && typeof fault !== 'string' ? fault : `${open}${parts.join(',')}${close}`;
}

import { createHash } from 'node:crypto';
import { STRING, str, unknownNotNull } from '../../../values';
import { parameter, quoted, textOf } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';

/** Sixteen bytes as a UUID of a version, in the layout of RFC 9562. */
function uuidText(bytes: Uint8Array, version: 4 | 5): string {
  const own = Buffer.from(bytes.subarray(0, 16));
  own.writeUInt8((own.readUInt8(6) & 0x0f) | (version << 4), 6);
  own.writeUInt8((own.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = own.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export const uuid: FunctionSpec = {
  name: 'uuid',
  description: 'Gives a random UUID, another one for each call. A plan does not know it yet.',
  parameters: [],
  returns: STRING,
  call: (_args, world) => {
    const bytes = world.random(16);
    return bytes === undefined ? unknownNotNull(STRING) : str(uuidText(bytes, 4));
  },
};

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
/** The namespaces that RFC 9562 names: they differ in one digit. */
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['dns', DNS], ['url', DNS.replace('b810', 'b811')], ['oid', DNS.replace('b810', 'b812')], ['x500', DNS.replace('b810', 'b814')],
]);

const DASHED = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i;
const PLAIN = /^[0-9a-f]{32}$/i;
const URN = /^urn:uuid:/i;

/** The bytes of a UUID as written: with dashes or without, in brackets of any kind, or with `urn:uuid:` before it. */
function namespaceBytes(text: string): Buffer | undefined {
  const written = NAMESPACES.get(text) ?? text;
  if (PLAIN.test(written)) return Buffer.from(written, 'hex');
  const bare = written.length === 38 ? written.slice(1, 37) : written.replace(URN, '');
  const match = DASHED.exec(bare);
  return match === null ? undefined : Buffer.from(match.slice(1).join(''), 'hex');
}

export const uuidv5: FunctionSpec = {
  name: 'uuidv5',
  description: 'Gives the UUID of a name in a namespace: the same for the same two, always.',
  parameters: [
    parameter('namespace', STRING, 'A UUID, or one of "dns", "url", "oid" and "x500".'),
    parameter('name', STRING, 'The name.'),
  ],
  returns: STRING,
  call: (args) => {
    const text = textOf(args, 0);
    const namespace = namespaceBytes(text);
    if (namespace === undefined) return new FunctionFault(`${quoted(text)} is no namespace. Give "dns", "url", "oid", "x500" or a UUID.`);
    return str(uuidText(createHash('sha1').update(namespace).update(textOf(args, 1)).digest(), 5));
  },
};

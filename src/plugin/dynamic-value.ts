import { fromExactJson, MalformedMsgpack, parseExactJson, readMsgpack, writeMsgpack, type Type, type Value } from '../values';
import type { SentValue, WireValue } from './wire';

/** A value that Terraform sent. One that is not there is null. Throws MalformedMsgpack. */
export function readValue(wire: WireValue | null, type: Type): Value {
  if (wire === null || wire.msgpack.length > 0 || wire.json.length === 0) return readMsgpack(wire?.msgpack ?? new Uint8Array(), type);
  return readJson(wire.json, type);
}

/** A value as Terraform keeps it in state. Throws MalformedMsgpack. */
export function readJson(bytes: Uint8Array, type: Type): Value {
  const parsed = parseExactJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  if (!parsed.ok) throw new MalformedMsgpack(`${parsed.message} (line ${parsed.line})`);
  const read = fromExactJson(parsed.value, type);
  if (!read.ok) throw new MalformedMsgpack(read.message);
  return read.value;
}

export function sendValue(value: Value, type: Type): SentValue {
  return { msgpack: writeMsgpack(value, type) };
}

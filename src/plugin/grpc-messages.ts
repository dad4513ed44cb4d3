import { Root, type INamespace, type Type } from 'protobufjs/light';
import descriptors from './generated/descriptors.json';

export interface MessageCodec<T> {
  encode(message: object): Buffer;
  decode(bytes: Uint8Array): T;
}

const SHAPE = { longs: String, defaults: true, arrays: true, objects: true, oneofs: false } as const;

/**
 * Messages of proto/terraform. The table is read with the first call, and each message compiled when it is first used: Terraform
 * waits for our first line before it does anything, but has work of its own between that and its calls.
 */
export function loadMessages(): <T>(name: string) => MessageCodec<T> {
  let root: Root | undefined;
  return <T>(name: string): MessageCodec<T> => {
    let found: Type | undefined;
    const type = (): Type => (found ??= (root ??= Root.fromJSON(descriptors as INamespace)).lookupType(name));
    return {
      encode: (message) => {
        const bytes = type().encode(message).finish();
        return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      },
      // The descriptor has what `T` says: real Terraform on the other side proves it in the tests.
      decode: (bytes) => type().toObject(type().decode(bytes), SHAPE) as T,
    };
  };
}

/** An encoding in both directions; undefined where a character has no bytes, or bytes stand for no character. */
export interface Codec {
  encode(text: string): Uint8Array | undefined;
  decode(bytes: Uint8Array): string | undefined;
}

/**
 * Whether field `field` of the message in `bytes` occurs more than `limit` times, told without decoding it: a hostile
 * answer of 4 MiB can hold two million empty items, which take seconds and a gigabyte to decode and nothing to count.
 * Bytes that are not a well-formed message count as far as they go: the decoder refuses them by itself.
 */
export function hasMoreItems(bytes: Uint8Array, field: number, limit: number): boolean {
  let at = 0;
  let items = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) return Infinity;
      // Beyond 2^53 only "far too large" matters, and floats keep that.
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return Infinity;
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag === Infinity) return false;
    const type = tag % 8;
    if ((tag - type) / 8 === field && ++items > limit) return true;
    if (type === 0) varint();
    else if (type === 1) at += 8;
    else if (type === 2) {
      // In two steps: reading the length moves `at`.
      const length = varint();
      at += length;
    }
    else if (type === 5) at += 4;
    else return false;
  }
  return false;
}

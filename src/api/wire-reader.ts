/** Bytes that are not a message of the protocol buffer wire format. */
export class WireError extends Error {}

const TWO_32 = 4_294_967_296;

/**
 * Reads the wire format field by field, without making objects of what it reads. Throws `WireError` where bytes end too
 * soon or make no sense; fields that nobody wants are skipped.
 */
export class WireReader {
  private readonly bytes: Buffer;
  private at = 0;
  private low = 0;
  private high = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Whether bytes are left before `end`. */
  before(end: number): boolean {
    if (this.at > end) throw new WireError('a field reaches beyond its message');
    return this.at < end;
  }

  /** Field number times 8 plus wire type; also any small varint, cut to 32 bits. */
  uint32(): number {
    this.varint();
    return this.low;
  }

  /** An int32 or enum value. */
  int32(): number {
    this.varint();
    return this.low | 0;
  }

  bool(): boolean {
    this.varint();
    return this.low !== 0 || this.high !== 0;
  }

  /** An int64, exact up to 2^53. */
  int64(): number {
    this.varint();
    return (this.high | 0) * TWO_32 + this.low;
  }

  /** An int64 as decimal text, exact. */
  int64Text(): string {
    const value = this.int64();
    if (Number.isSafeInteger(value)) return String(value);
    return String(BigInt.asIntN(64, (BigInt(this.high) << 32n) | BigInt(this.low)));
  }

  string(): string {
    const end = this.end();
    const text = this.bytes.toString('utf8', this.at, end);
    this.at = end;
    return text;
  }

  /** The end of the length-delimited field that starts here; its content is next. */
  end(): number {
    const length = this.uint32();
    const end = this.at + length;
    if (this.high !== 0 || end > this.bytes.length) throw new WireError('a length reaches beyond the end');
    return end;
  }

  /** Passes over the content of a field of this wire type. */
  skip(wireType: number): void {
    if (wireType === 0) this.varint();
    else if (wireType === 1) this.at += 8;
    else if (wireType === 2) this.at = this.end();
    else if (wireType === 5) this.at += 4;
    else throw new WireError(`wire type ${wireType} is not of this version`);
    if (this.at > this.bytes.length) throw new WireError('a field reaches beyond the end');
  }

  /** Most varints have one byte; the rest go on to 64 bits in two halves. */
  private varint(): void {
    const { bytes } = this;
    let byte = bytes[this.at++];
    if (byte === undefined) throw new WireError('a number has no end');
    let low = byte & 0x7f;
    let high = 0;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[this.at++];
      if (byte === undefined || shift > 63) throw new WireError('a number has no end');
      const part = byte & 0x7f;
      if (shift < 28) low |= part << shift;
      else if (shift === 28) {
        low |= part << 28;
        high = part >>> 4;
      } else high |= part << (shift - 32);
    }
    this.low = low >>> 0;
    this.high = high >>> 0;
  }
}

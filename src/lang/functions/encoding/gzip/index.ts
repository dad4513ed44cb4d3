import { crc32 } from 'node:zlib';
import { BitWriter } from './bits';
import { writeBlock, writeStored } from './block';
import { tokenBlocks } from './tokens';

/** No name, no time, an operating system that is not told. */
const HEADER = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
const NOTHING = new Uint8Array(0);

/**
 * Bytes in the gzip format (RFC 1952), the same bytes as Terraform's: its stream is flushed before it is closed, which leaves
 * an empty stored block before the last one.
 */
export function gzip(bytes: Uint8Array): Uint8Array {
  const out = new BitWriter();
  out.append(HEADER);
  for (const block of tokenBlocks(bytes)) writeBlock(out, block);
  writeStored(out, NOTHING, false);
  writeStored(out, NOTHING, true);
  for (const word of [crc32(bytes), bytes.length]) {
    out.write(word & 0xffff, 16);
    out.write((word >>> 16) & 0xffff, 16);
  }
  return out.result();
}

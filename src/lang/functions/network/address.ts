/** Addresses as numbers of 32 or 128 bits. */
export interface Prefix {
  /** With all bits beyond the prefix zero. */
  readonly network: bigint;
  /** The address as it was written. */
  readonly address: bigint;
  readonly bits: 32 | 128;
  readonly length: number;
}

const OCTET = /^\d+$/;
const GROUP = /^[0-9a-fA-F]+$/;
const LENGTH = /^0*\d{1,6}$/;

/** Four decimal numbers; zeros before them are passed over, as Terraform still does. */
export function parseIPv4(text: string): bigint | undefined {
  const octets = text.split('.', 5);
  if (octets.length !== 4) return undefined;
  let address = 0n;
  for (const octet of octets) {
    const number = OCTET.test(octet) ? Number(octet) : 256;
    if (number > 255) return undefined;
    address = address * 256n + BigInt(number);
  }
  return address;
}

/** Groups of up to 16 bits; one of them may be an IPv4 address at the end. */
function parseGroups(text: string): readonly bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':', 10);
  const groups: bigint[] = [];
  for (const [i, part] of parts.entries()) {
    if (i === parts.length - 1 && part.includes('.')) {
      const last = parseIPv4(part);
      if (last === undefined) return undefined;
      groups.push(last >> 16n, last & 0xffffn);
    } else {
      const number = GROUP.test(part) ? Number(`0x${part}`) : 0x10000;
      if (number > 0xffff) return undefined;
      groups.push(BigInt(number));
    }
  }
  return groups;
}

export function parseIPv6(text: string): bigint | undefined {
  const [before = '', after, more] = text.split('::', 3);
  if (more !== undefined) return undefined;
  if (after !== undefined && before.includes('.')) return undefined;
  const head = parseGroups(before);
  const tail = after === undefined ? [] : parseGroups(after);
  if (head === undefined || tail === undefined) return undefined;
  const count = head.length + tail.length;
  // What is left out stands for one group at least.
  if (after === undefined ? count !== 8 : count > 7) return undefined;
  const groups = [...head, ...Array.from({ length: 8 - count }, () => 0n), ...tail];
  return groups.reduce((address, group) => address * 0x10000n + group, 0n);
}

/** An address, a slash and the length of its prefix: `10.0.0.0/8`, `fd00::/64`. */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  if (slash < 0 || !LENGTH.test(text.slice(slash + 1))) return undefined;
  const length = Number(text.slice(slash + 1));
  const parsed = parseAddress(text.slice(0, slash));
  if (parsed === undefined || length > parsed.bits) return undefined;
  return { ...parsed, length, network: parsed.address & maskOf(length, parsed.bits) };
}

export function parseAddress(text: string): Pick<Prefix, 'address' | 'bits'> | undefined {
  const short = parseIPv4(text);
  if (short !== undefined) return { address: short, bits: 32 };
  const long = parseIPv6(text);
  return long === undefined ? undefined : { address: long, bits: 128 };
}

/** The bits of the prefix as ones, the rest as zeros. */
export function maskOf(length: number, bits: number): bigint {
  return ((1n << BigInt(length)) - 1n) << BigInt(bits - length);
}

/** Whether an address of 128 bits stands for one of IPv4 (`::ffff:1.2.3.4`). */
export function isMapped(address: bigint, bits: number): boolean {
  return bits === 128 && address >> 32n === 0xffffn;
}

export function addressText(address: bigint, bits: number): string {
  return bits === 32 || isMapped(address, bits) ? dotted(address & 0xffffffffn) : grouped(address);
}

function dotted(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
}

/** The first of the longest runs of two zero groups or more is left out. */
function grouped(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => (address >> BigInt(112 - 16 * i)) & 0xffffn);
  let start = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0n) end++;
    if (end - i > length) [start, length] = [i, end - i];
    i = Math.max(i, end);
  }
  const text = (part: readonly bigint[]): string => part.map((group) => group.toString(16)).join(':');
  return start < 0 ? text(groups) : `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}

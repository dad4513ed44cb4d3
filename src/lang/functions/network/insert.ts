import { addressText, isMapped, type Prefix } from './address';

/**
 * How Terraform counts in networks. Where a number does not fit it looks at its lower 64 bits only, so that some numbers that do
 * not fit either are let through and reach into the prefix; configurations that use this get the same addresses here.
 */

const low64 = (number: bigint): bigint => BigInt.asUintN(64, number < 0n ? -number : number);

/** The network with a number put in, from a bit upwards; undefined when the result is longer than an address. */
function inserted(prefix: Prefix, number: bigint, shift: number): bigint | undefined {
  const bits = shift < 0 ? undefined : prefix.network | (number << BigInt(shift));
  const size = bits === undefined || bits >= 0n ? bits : -bits;
  return size === undefined || size >> BigInt(prefix.bits) !== 0n ? undefined : size;
}

/** The address of a host by its number; from the end where that is below zero. undefined when there is no such host. */
export function hostAddress(prefix: Prefix, number: bigint): string | undefined {
  const last = (1n << BigInt(prefix.bits - prefix.length)) - 1n;
  const fromEnd = number < 0n;
  const compared = fromEnd ? -number - 1n : BigInt.asIntN(64, low64(number));
  if (compared > last) return undefined;
  const host = fromEnd ? last - compared : number;
  // Terraform takes mapped addresses for ones of 32 bits here, but with the length of 128.
  const shift = isMapped(prefix.network, prefix.bits) ? prefix.bits - 32 : 0;
  const address = inserted(prefix, host, shift);
  return address === undefined ? undefined : addressText(address, prefix.bits);
}

export type Subnet = { readonly text: string } | { readonly fault: 'space' | 'number' };

/** A network below another: so many bits longer, with a number in these bits. */
export function subnet(prefix: Prefix, newBits: bigint, number: bigint): Subnet {
  const length = BigInt(prefix.length) + newBits;
  if (length > BigInt(prefix.bits)) return { fault: 'space' };
  const highest = newBits < 0n || newBits >= 64n ? 2n ** 64n - 1n : (1n << newBits) - 1n;
  if (low64(number) > highest) return { fault: 'number' };
  const shift = BigInt(prefix.bits) - length;
  // Far beyond the address nothing of the number is left but zero.
  const address = shift > 4096n ? (number === 0n ? prefix.network : undefined) : inserted(prefix, number, Number(shift));
  if (address === undefined) return { fault: 'number' };
  if (length < 0n) return { text: '<nil>' };
  return { text: networkText(address, prefix.bits, Number(length)) };
}

export function networkText(address: bigint, bits: number, length: number): string {
  return `${addressText(address, bits)}/${isMapped(address, bits) ? Math.max(length - 96, 0) : length}`;
}

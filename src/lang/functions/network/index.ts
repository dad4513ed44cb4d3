import { BOOL, bool, listOf, NUMBER, STRING, str, type Type, type Value } from '../../../values';
import { notWhole, numberOf, parameter, quoted, textOf, wholeNumber } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { addressText, isMapped, maskOf, parseAddress, parsePrefix, type Prefix } from './address';
import { hostAddress, networkText, subnet } from './insert';

const LIST_OF_STRING: Type = Object.freeze({ kind: 'list', element: STRING });
const PREFIX = parameter('prefix', STRING, 'A network, such as "10.0.0.0/8" or "fd00::/64".');

function prefixOf(args: readonly Value[], at = 0, faultAt?: number): Prefix | FunctionFault {
  const text = textOf(args, at);
  return parsePrefix(text) ?? new FunctionFault(`${quoted(text)} is no network: an address, a slash and the length of the prefix, such as "10.0.0.0/8".`, faultAt);
}

/** A whole number of any size. Its digits are few enough to count with. */
function bigOf(args: readonly Value[], at: number, name: string): bigint | FunctionFault {
  const decimal = numberOf(args, at);
  return /^-?\d{1,4096}$/.test(decimal) ? BigInt(decimal) : new FunctionFault(`The ${name} must be a whole number.`);
}

const cidrhost: FunctionSpec = {
  name: 'cidrhost',
  description: 'Gives the address of the host with a number in a network; numbers below zero count from its end.',
  parameters: [PREFIX, parameter('hostnum', NUMBER, 'The number of the host, from 0.')],
  returns: STRING,
  call: (args) => {
    const host = bigOf(args, 1, 'number of the host');
    if (host instanceof FunctionFault) return host;
    const prefix = prefixOf(args);
    if (prefix instanceof FunctionFault) return prefix;
    const address = hostAddress(prefix, host);
    return address === undefined ? new FunctionFault(`A prefix of ${prefix.length} bits has no room for a host of that number.`) : str(address);
  },
};

const cidrnetmask: FunctionSpec = {
  name: 'cidrnetmask',
  description: 'Gives the mask of an IPv4 network as an address, such as "255.240.0.0".',
  parameters: [PREFIX],
  returns: STRING,
  call: (args) => {
    const prefix = prefixOf(args);
    if (prefix instanceof FunctionFault) return prefix;
    if (prefix.bits === 128 && !isMapped(prefix.network, prefix.bits)) return new FunctionFault('A network of IPv6 has no mask of this kind.');
    return str(addressText(maskOf(prefix.length, prefix.bits), prefix.bits));
  },
};

const cidrsubnet: FunctionSpec = {
  name: 'cidrsubnet',
  description: 'Gives the network below another that is some bits longer and has a number in these bits.',
  parameters: [PREFIX, parameter('newbits', NUMBER, 'How many bits to lengthen the prefix by.'), parameter('netnum', NUMBER, 'The number of the network, from 0.')],
  returns: STRING,
  call: (args) => {
    const bits = wholeNumber(numberOf(args, 1));
    if (bits === undefined) return new FunctionFault(notWhole('newbits', numberOf(args, 1)));
    const number = bigOf(args, 2, 'number of the network');
    if (number instanceof FunctionFault) return number;
    const prefix = prefixOf(args);
    if (prefix instanceof FunctionFault) return prefix;
    const below = subnet(prefix, bits, number);
    if ('text' in below) return str(below.text);
    return new FunctionFault(below.fault === 'space' ? `A prefix of ${prefix.length} bits cannot be lengthened by ${bits}.` : `${bits} bits have no room for a network of that number.`);
  },
};

/** One prefix after another, each from where the last one ended. */
function subnetsOf(prefix: Prefix, args: readonly Value[]): readonly string[] | FunctionFault {
  const end = prefix.network | (2n ** BigInt(prefix.bits - prefix.length) - 1n);
  const whole = 2n ** BigInt(prefix.bits);
  const found: string[] = [];
  let from = prefix.network;
  for (let at = 1; at < args.length; at++) {
    const bits = wholeNumber(numberOf(args, at));
    if (bits === undefined) return new FunctionFault(notWhole('newbits', numberOf(args, at)), at);
    if (bits < 1n || bits > 32n) return new FunctionFault('The prefix must be lengthened by at least one bit, and by 32 at most.', at);
    const length = prefix.length + Number(bits);
    if (length > prefix.bits) return new FunctionFault(`The prefix would have ${length} bits, which is more than an address has.`, at);
    const size = 2n ** BigInt(prefix.bits - length);
    const start = ((from + size - 1n) / size) * size;
    // Terraform counts on from the address before, which the address of all zeros has not.
    if (start > end || start >= whole || start === 0n || isMapped(prefix.network, prefix.bits)) {
      return new FunctionFault(`There is no room left for a network with a prefix of ${length} bits.`, at);
    }
    found.push(networkText(start, prefix.bits, length));
    from = start + size;
  }
  return found;
}

const cidrsubnets: FunctionSpec = {
  name: 'cidrsubnets',
  description: 'Gives one network after another below a network, each some bits longer than it.',
  parameters: [PREFIX],
  variadic: parameter('newbits', NUMBER, 'How many bits to lengthen the prefix by, for each network.'),
  returns: LIST_OF_STRING,
  call: (args) => {
    const prefix = prefixOf(args, 0, 0);
    if (prefix instanceof FunctionFault) return prefix;
    const found = subnetsOf(prefix, args);
    return found instanceof FunctionFault ? found : listOf(STRING, found.map(str));
  },
};

const cidrcontains: FunctionSpec = {
  name: 'cidrcontains',
  description: 'Tells whether an address or a network lies within another network. Both must be of IPv4, or both of IPv6.',
  parameters: [
    parameter('containing_prefix', STRING, 'The network that may contain the other.'),
    parameter('contained_ip_or_prefix', STRING, 'The address or network to look for.'),
  ],
  returns: BOOL,
  call: (args) => {
    const outer = prefixOf(args, 0, 0);
    if (outer instanceof FunctionFault) return outer;
    const text = textOf(args, 1);
    const network = parsePrefix(text);
    const inner = network ?? parseAddress(text);
    if (inner === undefined) return new FunctionFault(`${quoted(text)} is neither an address nor a network.`, 1);
    if (inner.bits !== outer.bits) return new FunctionFault('One is of IPv4 and the other of IPv6. Give both of one kind.');
    const within = (network?.network ?? inner.address) & maskOf(outer.length, outer.bits);
    return bool(within === outer.network && (network === undefined || network.length >= outer.length));
  },
};

/** Functions on addresses and networks. */
export const networkFunctions: readonly FunctionSpec[] = [cidrcontains, cidrhost, cidrnetmask, cidrsubnet, cidrsubnets];

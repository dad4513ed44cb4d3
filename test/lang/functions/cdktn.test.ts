import { answer } from './answers';

describe('functions that only cdktn has', () => {
  it.each([
    ['an address within', 'cidrcontains("192.168.2.0/20", "192.168.2.1")', 'true : bool'],
    ['an address beside', 'cidrcontains("192.168.2.0/20", "192.126.2.1")', 'false : bool'],
    ['a network within', 'cidrcontains("192.168.2.0/20", "192.168.2.0/22")', 'true : bool'],
    ['the network itself', 'cidrcontains("10.0.0.0/8", "10.9.9.9/8")', 'true : bool'],
    ['a network around', 'cidrcontains("192.168.0.0/20", "192.168.0.0/16")', 'false : bool'],
    ['all addresses', 'cidrcontains("0.0.0.0/0", "255.255.255.255")', 'true : bool'],
    ['IPv6', 'cidrcontains("fe80::/48", "fe80::1")', 'true : bool'],
    ['IPv6 beside', 'cidrcontains("fe80::/48", "fe81::1")', 'false : bool'],
    ['two kinds of addresses', 'cidrcontains("10.0.0.0/8", "::1")', '! Error in function call'],
    ['no network', 'cidrcontains("10.0.0.0", "10.0.0.1")', '! Invalid function argument'],
    ['neither an address nor a network', 'cidrcontains("10.0.0.0/8", "x")', '! Invalid function argument'],
    ['a conversion to a type that is written bare', 'convert("1", number)', '1 : number'],
    ['a conversion to a type as cdktn writes it, in quotes', 'convert("1", "number")', '1 : number'],
    ['a conversion of a whole', 'jsonencode(convert({ a = "1", c = [1, 1] }, object({ a = number, b = optional(string), c = set(string) })))', '"{\\"a\\":1,\\"b\\":null,\\"c\\":[\\"1\\"]}" : string'],
    ['a conversion to any type', 'convert([1], any)', '[ 1 ] : tuple([ number ])'],
    ['a conversion to a tuple', 'jsonencode(convert([1, "2"], tuple([string, number])))', '"[\\"1\\",2]" : string'],
    ['a conversion of what is not known yet', 'convert(var.us, list(string))', '! Invalid function argument'],
    ['a conversion that does not go', 'convert({ a = "x" }, map(number))', '! Invalid function argument'],
    ['a conversion to what is no type', 'convert(1, 2)', '! Invalid function argument'],
    ['a conversion to a type that there is not', 'convert(1, "list(nope)")', '! Invalid function argument'],
    ['an address that is not known yet', 'cidrcontains("10.0.0.0/8", var.us)', '(known after apply) : bool'],
  ])('%s', (_sentence, expression, wanted) => {
    expect(answer(expression)).toBe(wanted);
  });
});

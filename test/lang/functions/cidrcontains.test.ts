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
    ['an address that is not known yet', 'cidrcontains("10.0.0.0/8", var.us)', '(known after apply) : bool'],
  ])('%s', (_sentence, expression, wanted) => {
    expect(answer(expression)).toBe(wanted);
  });
});

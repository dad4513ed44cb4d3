/** Edge values of each domain that functions take texts of. */

export const TEXTS: readonly string[] = [
  '', 'a', 'abc', 'Hello World', '  padded  ', 'a,b,c', 'ÄÖÜ ß é', 'e\u0301', '😀👍🏽', 'line1\nline2\n', 'tab\there', 'quote"back\\slash', '${x}', '%{if}',
  'true', 'false', '42', '-7.5', '1e3', '0x1F', 'null', 'foo-bar_baz', 'CamelCaseText', 'aaa', 'a\r\nb', '\u0001', 'k1', 'x', '007', ' 5', 'İı', 'ﬁ', 'ǆ', '日本語',
];

export const NUMBERS: readonly string[] = [
  '0', '1', '2', '3', '5', '10', '16', '255', '0.5', '1.25', '2.75', '1e3', '1e-7', '3.14159', '9007199254740993', '123456789012345678901234567890', '1e40', '100', '-1', '-2.5', '-10', '1.0',
];

export const FORMATS: readonly string[] = [
  '%s', '%d', '%q', '%v', '%#v', '%t', '%x', '%X', '%o', '%b', '%e', '%E', '%f', '%g', '%G', '%5.2f|', '%-8s|', '%8s|', '%05d', '%+d', '% d', '%.3s', '%%', '%[2]s %[1]s', '%s-%s', '%d%%',
  'plain', '%5s|%-5d|', '%.0f', '%010.3f', '%z', '%', '%s %s %s', '%*d', '%-5t|', '%6.2f|', '%5q|', '%c', '%U', '%T', '%.2v', '%+v',
];

export const DATES: readonly string[] = [
  '2018-01-02T23:12:01Z', '2020-02-29T00:00:00+02:00', '2018-01-02T03:04:05.5-08:00', '1999-12-31T12:00:00Z', '2024-12-30T09:05:07+05:30', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2018-13-02T23:12:01Z',
  '2018-02-30T00:00:00Z', '2018-01-02', 'not a date', '2018-01-02T23:12:01', '2018-01-02t23:12:01z', '2018-01-02T24:00:00Z', '2018-1-2T23:12:01Z', '',
];

export const DATE_FORMATS: readonly string[] = [
  'DD MMM YYYY hh:mm ZZZ', 'EEEE, DD-MMM-YY hh:mm:ss ZZZ', "YYYY-MM-DD'T'hh:mm:ssZ", 'HH:mm aa', 'H:m:s AA', 'M D h', "'quoted '' text'", 'MMMM', 'EEE', 'ZZZZ', 'ZZZZZ', 'Z', 'YY', 'YYY', 'QQ', 'x', '', 'DDD', 'hhh',
  "'open", 'YYYY.MM', 'A', 'a', 'EE', 'ss.mm',
];

export const DURATIONS: readonly string[] = ['10m', '1h30m', '-24h', '1.5h', '1ns', '90s', 'abc', '', '1d', '+5m', '1h2m3.5s', '0', '100us', '100µs', '-', '.5s', '1', '8760h'];

export const CIDRS: readonly string[] = [
  '10.0.0.0/8', '172.16.0.0/12', '192.168.1.5/24', 'fd00:fd12:3456:7890::/56', '2001:db8::/32', '10.0.0.0', '300.0.0.0/8', '10.0.0.0/33', '0.0.0.0/0', '010.0.0.0/8', '::/0', '::ffff:1.2.3.4/120', '10.1.2.3/32', '', 'x/8',
  'fe80::1/64', '10.0.0.0/31',
];

export const PATTERNS: readonly string[] = [
  '[a-z]+', '(\\d+)', '(?P<first>[a-z])(?P<rest>.*)', '^a', 'x*', '(a)|(b)', '[', '(?i)ABC', '\\bfoo\\b', '[[:alpha:]]+', '\\p{L}+', 'a{2,3}', '(?s).', '(a+?)(a*)', '$', '\\Q.\\E', '(?U)a+', '[^a]', '\\x41', '(?:ab)+', '.',
  '(?m)^l', '\\pN', '(', 'a**', '\\', '(?<n>a)', '(?=a)', '\\1', 'a|', '(?P<n>a)(b)', '[[:upper:]]', '\\w+\\s\\w+', '\\S+', '[\\d,]+', '\\z', '\\A.', '(?i)straße', '[a-', 'a{1001}', '(x)?a',
];

export const BASE64S: readonly string[] = ['aGVsbG8=', 'aGVsbG8', '!!!', '/+8=', '', '4pyT', 'aGVs bG8=', 'YQ==', 'YQ', 'YWI=', 'aGVsbG8=\n', 'SGVsbG8gV29ybGQ=', '_-8='];

export const JSONS: readonly string[] = [
  '{"a":1,"b":[true,null]}', '[1,2.50,1e3]', '"x"', 'nul', '{"a":1,"a":2}', '[1,"a"]', ' 1 ', '{"a":', '01', '"\\u00e9"', '"\\ud83d\\ude00"', '-0', '[]', '{}', '{"a":{}} x', 'null', 'true', '[[],{}]', '{"b":1,"a":{"d":null,"c":"x"}}',
  '12345678901234567890.5', '', '"\\x"', "'x'", '[1,]', '"a\nb"', '1e400', '"\\ud800"',
];

export const YAMLS: readonly string[] = [
  'a: 1\nb: [true, null]\n', '- 1\n- two\n- 3.5\n', 'hello', '"quoted"', "'single'", '~', '', 'a: &x 1\nb: *x\n', 'a: |\n  line1\n  line2\n', 'a: >\n  folded\n  text\n', 'yes', 'on', '0x1F', '0o17', '017', '1_000', '.5', '.inf', '.nan', '2020-01-01',
  '2020-01-01T00:00:00Z', 'a: b: c', '[1, 2', '{a: 1, b: {c: 2}}', '- a\n-b', '!!str 1', '!!int "3"', '!!set {a, b}', 'a: 1\na: 2\n', '---\na: 1\n', 'a: 1\n---\nb: 2\n', '<<: {a: 1}\nb: 2\n', '1e3', '1.0', '-0', 'null', 'Null', 'TRUE', '"\\u00e9"',
  '# only a comment', 'a:\n  - b\n  - c:\n      d\n', '? a\n: b\n', '\ta: 1', '@x', '!foo bar', '!!binary aGVsbG8=', '12e03', '+1', '1:30', '? [a]\n: b\n', '1: one\ntrue: two\n', 'a: "x\\ty"', '"unclosed', '&a [*a]', "''", '- - 1\n  - 2\n', 'k: !!float 3',
];

export const CSVS: readonly string[] = ['a,b\n1,2\n', 'a,a\n1,2', '"x ""y""",z\n1,"multi\nline"', 'a\n1,2', '', 'a,b', 'a,b\n1,2\n\n3,4\n', 'a;b\n1;2\n', 'a,"b\n1,2', ' a , b \n 1 , 2 ', 'a,b\r\n1,2\r\n', 'a"b,c\n1,2', 'ä,😀\n1,2', ',\n1,2'];

export const ENCODINGS: readonly string[] = [
  'UTF-8', 'utf8', 'UTF-16LE', 'UTF-16BE', 'UTF-16', 'ISO-8859-1', 'windows-1252', 'Shift_JIS', 'IBM437', 'cp437', 'nope', 'us-ascii', 'macintosh', 'EUC-JP', 'Big5', 'GBK', 'KOI8-R', 'ISO-2022-JP', 'gb18030', 'windows-1251', 'latin1', '',
];

export const PATHS: readonly string[] = ['a.txt', './a.txt', 'missing.txt', 'sub/b.txt', '.', 'sub', 't.tftpl', 'bytes.dat', 'sub/../a.txt', '', '/does/not/exist', 'a/b/c.tar.gz', '/', '..', 'a//b', 'sub/', './/x/./y/..'];

export const GLOBS: readonly string[] = ['*', '**', '*.txt', '**/*.txt', 'sub/*', '{a,b}.txt', '[a-c].*', '?.txt', 'none*', '**/b.txt', '[', '*.{txt,tf}', '../*', 'sub'];

export const NAMESPACES: readonly string[] = ['dns', 'url', 'oid', 'x500', '6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'bad', '', 'DNS', '6ba7b8109dad11d180b400c04fd430c8', '{6ba7b810-9dad-11d1-80b4-00c04fd430c8}'];

export const TEMPLATES: readonly string[] = ['hello.tftpl', 't.tftpl', 'missing.tftpl', 'a.txt'];

export const DIGITS: readonly string[] = ['100', 'ff', 'FF', '-7', '+5', 'zz', '0b11', '', '1010', '12.5', 'Zz', '9999999999999999999999', 'g', ' 1', '1_0', '-'];

/** Roots that `place/` declares, with what they are. */
export const REFERENCES: readonly (readonly [string, string])[] = [
  ['var.text', 'string'], ['var.number', 'number'], ['var.flag', 'bool'], ['var.texts', 'texts'], ['var.numbers', 'numbers'], ['var.tags', 'tags'], ['var.server', 'any'], ['var.server.name', 'string'],
  ['var.server.port', 'number'], ['var.server.hosts', 'any'], ['var.server.inner', 'any'], ['var.server.inner.on', 'bool'], ['var.nothing', 'any'], ['var.anything', 'any'], ['var.anything[2].three', 'any'],
  ['local.servers', 'any'], ['local.matrix', 'any'], ['local.lookup', 'any'], ['local.empty', 'any'], ['local.noone', 'any'], ['local.mixed', 'any'], ['local.plain', 'string'], ['local.loop', 'string'], ['local.literal', 'string'],
  ['module.m', 'any'], ['module.m.greeting', 'string'], ['module.m.detail', 'any'], ['module.each', 'any'], ['module.each["k1"].greeting', 'string'], ['module.two', 'any'], ['module.two[1].greeting', 'string'], ['module.two[*].detail', 'any'],
  ['local.servers[*].name', 'any'], ['local.servers.*.size', 'any'], ['local.lookup["b"].size', 'number'], ['local.lookup.c.tags', 'any'], ['local.servers[1].name', 'string'], ['local.servers.0.size', 'number'],
  ['path.module', 'string'], ['path.root', 'string'], ['terraform.workspace', 'string'], ['var.secret', 'string'], ['module.m.hidden', 'string'],
];

/** References that name nothing, or name it wrongly. */
export const BAD_REFERENCES: readonly string[] = [
  'var.missing', 'local.missing', 'module.none.x', 'nope', 'nope.thing', 'data.none.x', 'each.key', 'each.value', 'count.index', 'self.id', 'path.nothing', 'terraform.nothing', 'var', 'local', 'module', 'path', 'terraform', 'data', 'data.x', 'each',
  'var.text.part', 'var.text[0]', 'var.tags.none', 'var.texts[9]', 'var.texts["x"]', 'local.servers[3]', 'local.servers[0].none', 'local.lookup["z"]', 'var.server.none', 'module.m.none', 'module.two[5].greeting', 'module.each["x"].greeting',
  'module.each.greeting', 'module.two.greeting', 'var.numbers[0]', 'terraform_data.none', 'resource.terraform_data.none.id', 'var["text"]', 'local.servers["a"]', 'local.matrix[0][5]', 'local.matrix[-1]', 'var.flag.x',
];

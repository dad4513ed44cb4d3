/** Values of every kind, the strange ones above all, as they are written. */

/** What is known only once something has been made, of several types. */
const UNKNOWNS: readonly string[] = [
  'terraform_data.one.id', 'terraform_data.one.output', 'terraform_data.many', 'terraform_data.many[*].id', 'terraform_data.each', 'terraform_data.each["a"].id', 'tostring(terraform_data.one.id)', 'tonumber(terraform_data.one.output)',
  'tobool(terraform_data.one.output)', 'tolist(terraform_data.one.output)', 'toset(terraform_data.one.output)', 'tomap(terraform_data.one.output)', '[terraform_data.one.id, "b"]', '{ a = terraform_data.one.id, b = 1 }', 'toset(["a", tostring(terraform_data.one.id)])',
  'tolist([tostring(terraform_data.one.id), "x"])', 'tomap({ a = tostring(terraform_data.one.id), b = "x" })', '"p-${terraform_data.one.id}"', 'sensitive(terraform_data.one.id)', 'terraform_data.one.id == "a"', 'upper(terraform_data.one.id)', 'split(",", terraform_data.one.id)',
];

const NULLS: readonly string[] = ['null', 'tostring(null)', 'tonumber(null)', 'tobool(null)', 'tolist(null)', 'toset(null)', 'tomap(null)', 'var.nothing', '[null]', '[null, "a"]', '{ a = null }', 'tolist([null, "a"])', 'toset([null])', 'tomap({ a = null })', 'var.server.hosts'];

const SECRETS: readonly string[] = [
  'var.secret', 'sensitive("a")', 'sensitive(1)', 'sensitive(true)', 'sensitive(null)', 'sensitive([])', 'sensitive(["a", "b"])', '[sensitive("a"), "b"]', '{ a = sensitive(1), b = 2 }', 'sensitive({ a = 1, b = 2 })', 'toset([sensitive("a"), "b"])', 'sensitive(toset(["a", "b"]))',
  'tolist([sensitive("b"), "a"])', 'tomap({ a = sensitive("x") })', 'local.mixed', 'module.m', '"x${var.secret}"', '[[sensitive(1)], [2]]',
];

const EMPTY: readonly string[] = ['""', '[]', '{}', 'tolist([])', 'toset([])', 'tomap({})', '[[]]', '[{}]', '{ a = [] }', '[[], []]', 'tolist([[]])', 'local.empty', 'local.noone', '[for x in [] : x]', '{ for k, v in {} : k => v }', 'toset([""])', '{ "" = 1 }'];

const SEQUENCES: readonly string[] = [
  '["a", "b", "c"]', '[1, 2, 3]', '[3, 1, 2, 1]', '[1, "a", true]', '["1", 2]', '[true, "true"]', '[1, "1", true, "true"]', 'tolist(["b", "a", "c", "a"])', 'tolist([2, 10, 1])', 'toset(["b", "a", "10", "9"])', 'toset([10, 9, 1])', 'toset([true, false])', 'toset([[1], [2]])',
  'toset([{ a = 1 }, { a = 2 }])', 'tolist([{ a = 1 }, { a = 2 }])', '[{ a = 1 }, { a = "x", b = 2 }]', '[{ a = 1, b = "x" }, { a = 2, b = "y" }]', '[[1, 2], [3, 4]]', '[[1], ["a"]]', '[["a", ["b", ["c"]]], "d"]', 'tolist([["a"], ["b", "c"]])', '[[1, 2], []]', 'var.texts', 'var.numbers',
  'var.anything', 'local.servers', 'local.servers[*].name', 'local.matrix', 'module.two', 'range(4)', '["é", "e\\u0301", "z", "Z", "_", "Ä"]', '[{ a = [1, { b = "x" }] }]', 'toset(["a"])', '["x"]', '[0]', '[false]', 'tolist([true])', '["1.50", "1.5", "01"]', '["true", "false"]', '[1.5, -1.5, 0]',
];

const MAPS: readonly string[] = [
  '{ a = 1, b = 2 }', '{ a = "x", b = 1 }', '{ b = true, a = null }', '{ a = { b = { c = 1 } } }', '{ a = [1, 2], b = ["x"] }', 'tomap({ a = 1, b = 2 })', 'tomap({ b = "x", a = "y" })', 'tomap({ a = ["x", "y"], b = ["x"] })', '{ "0" = "zero", "1" = "one" }', '{ 1 = "a", 2 = "b" }', '{ true = 1 }',
  '{ "with space" = 1, "ünï" = 2 }', '{ "e\\u0301" = 1, "é" = 2 }', '{ "a.b" = 1, "a-b" = 2 }', 'tomap({ a = { x = 1 }, b = { x = 2 } })', '{ a = { x = 1 }, b = { x = "y", z = 2 } }', 'var.tags', 'var.server', 'local.lookup', 'module.each', 'module.m.detail', '{ id = "x", name = "y", "" = 3 }', '{ B = 1, a = 2, "10" = 3, "9" = 4 }',
  '{ "a" : ["1", 2] }', '{ name = "n", list = ["x"] }', 'tomap({ name = "n", not = "m" })',
];

export const ODD_NUMBERS: readonly string[] = [
  '0', '1', '-1', '2', '10', '0.5', '-0.5', '1.0', '1e3', '1e20', '1e21', '1e-7', '1e-20', '123456789.123456789', '9223372036854775807', '9223372036854775808', '-9223372036854775809', '18446744073709551616', '4294967296', '2147483648', '0.1 + 0.2', '1 / 3', '2 / 3', '-0', '0 * -1', '10 / 4', '7 % 3',
  '-7 % 3', '7 % -3', '5.5 % 2', '1e308 * 10', '1e-320', '0.000001', '100000000000000000000000000', '3.0000000000000000001', '1234567890123456789012345678901234567890', '1e40', '-1e40', '99.99', '255', '1024', '16', '1e0', '1.50', '33', '3.999999999999999999999999999', '1E5', '1e+2', '0.30000000000000004', '2.5', '-2.5', '1.5',
];

export const ODD_TEXTS: readonly string[] = [
  '', 'a', 'abc', ' ', '0', '1', '-1', '1.50', '1e3', '01', '0x10', 'true', 'false', 'null', 'e\u0301', '\u00e9', '👨‍👩‍👧', '🇩🇪🇫🇷', 'क्षि', 'ﷺ', '\u0000', 'a\u0000b', '\ufeffx', '\u200b', '\u00a0 x', '\u2028', 'a\nb', 'a\r\nb\r\n', '\n', '\t', '"', '\\', '\\n', '${a}', '%{ if true }', '$', '%', '$$', 'ß', 'İ', 'ı', 'Σίσυφος', 'ǅ', 'ﬁ', 'ŉ',
  'a,b,c', 'k=v', '<&>', '\u2029<script>', '日本', '😀', 'Hello World', 'a/b', '../x', '10.0.0.0/8', '2018-01-02T23:12:01Z', '[1,2]', '{"a":1}', '- a\n- b', 'aGVsbG8=', '%s', '(', '[a-z]', 'UTF-8', 'Z', '\u0301', '\ud83d\ude00\u200d', 'ａ', 'Å', '\u0130\u0049',
];

/** All kinds but plain texts and numbers. */
export const ODD: readonly string[] = [...UNKNOWNS, ...NULLS, ...SECRETS, ...EMPTY, ...SEQUENCES, ...SEQUENCES, ...MAPS, ...MAPS, 'true', 'false', 'terraform_data.one', 'path.module', 'terraform.workspace', 'local.plain'];

/** What may stand behind a value. */
export const STEPS: readonly string[] = [
  '.a', '.b', '.a.b', '["a"]', '[0]', '[1]', '[-1]', '[1.5]', '["0"]', '["1.0"]', '[true]', '[null]', '[tostring(null)]', '[sensitive(0)]', '[sensitive("a")]', '[terraform_data.one.id]', '[[]]', '[{}]', '[1e20]', '.0', '.1', '.0.a', '.a.0', '.0.0', '[*]', '.*', '[*].a', '.*.a', '[*][0]', '.*.0', '[*].a.b', '[*].a[0]', '.*.a[0]',
  '[*][*]', '[*].*', '.*.*', '[*].a[*]', '[*]["a"]', '[0].a', '[0]["a"]', '.name', '[*].name', '[""]', '["é"]', '[var.secret]', '["a"]["b"]', '.id', '[*].id', '[0][0]', '[1][0]', '.inner.level', '.hosts', '[length([])]', '["${0}"]', '.a[*].b', '[*].a.*.b', '.0[1]', '["with space"]', '["1"]', '["true"]',
];

/** Patterns of RE2, with what only it or only others have. */
export const ODD_PATTERNS: readonly string[] = [
  '(?P<k>a)|(?P<v>b)', '(?P<k>[a-z]+)=(?P<v>\\d+)', '(a)(b)?', '(?i:a)B', '(?i)é', '(?-i)A', '(?s-m:.)', '\\pL', '\\p{Greek}+', '\\P{L}', '\\p{^Lu}', '\\pZ', '\\p{Lu}\\p{Ll}*', '[\\p{N}\\s]', '[^\\PN]', '[[:^digit:]]+', '[[:word:]]', '[[:nope:]]', 'a*?', 'a+?b', 'a??', '(?U)a+?', '(a*)*', '(a*)+', '(?:)', '(|a)+', '\\b', '\\B', '^$', '(?m)^.*$',
  '\\C', '\\Z', '\\G', '\\a\\f\\v', '\\x{1F600}', '\\x{110000}', '\\0', '\\012', '\\8', '[a\\-z]', '[]a]', '[^]a]', '[z-a]', 'a{0}', 'a{,2}', 'a{2,1}', 'a{1000}', '(a{500}){500}', 'x{2}{3}', '(?P<a>x)(?P<a>y)', '(?P<>x)', '(?P<1a>x)', '(?<name>x)', '(?P=name)', '(?#c)', '(?!a)', '(?<=a)b', '(?>a)', 'a++', '\\K', '\\R', '\\X', '\\h', '\\N', '.\\n', '\\/', '\\_', '\\é', '\\Qa.b', '\\E',
  '(?ims)A.b$', '(?i)[k]', '(?i)ſ', '(?i)K', '\\d\\D\\s\\S\\w\\W', '[\\d-z]', '[a-\\d]', '[\\w]', '\\t', '\\p{Any}', '\\p{Han}', '\\p{IsGreek}', '\\p', '\\p{', '.{2}', '(?:a|ab)(?:c|bcd)', '(a|ab)(c|bcd)(d*)', '$^', '^*', '^+', '\\b+', '(?i)(?-i)', '(?', '(?i', '(?z)', 'a|*', '**', '+', '?', '{', '{1}', '}', ']', '[[.a.]]', '[[=a=]]', '[:alpha:]', '\\u0041',
];

export const ODD_FORMATS: readonly string[] = [
  '%v', '%#v', '%s', '%q', '%d', '%5d', '%-5d|', '%05d', '%+d', '% d', '%x', '%#x', '%X', '%o', '%#o', '%b', '%#b', '%e', '%.2e', '%E', '%f', '%.0f', '%.10f', '%+f', '%010.2f', '%-10.2f|', '%g', '%.3g', '%G', '%t', '%T', '%5t', '%10s|', '%-10s|', '%.2s', '%10.2s|', '%.0s', '%5q', '%.1q', '%#q', '%+q', '%x', '% x', '%c', '%U', '%p', '%%', '%5%', '%[1]s', '%[1]s %[1]q', '%[2]s', '%[3]d',
  '%[0]s', '%[x]s', '%[1s', '%[1]*d', '%*s', '%.*f', '%!', '%', '%5', '%-', '%.', '%.s', '%..s', '%ss', '%é', '%\n', '%[2]s%s', '%s%[1]s%s', '%-05d|', '%+-5d|', '%+s', '% s', '%0s', '%05s', '%#s', '%+v', '%5v|', '%-5v|', '%.1v', '%05v', '%h', '%i', '%u', '%w', '%1$s', '%(a)s', '%{a}', '%.5d', '%8.3d|', '%+.1e', '%#.3g', '%#v %v', '%s %s', '%s %d %t', '%300d',
];

export const ODD_CIDRS: readonly string[] = [
  '2001:db8::/32', '2001:db8::1/128', '::/0', '::1/128', 'fe80::/10', '2001:DB8::/48', '::ffff:10.0.0.0/104', '64:ff9b::/96', '2001:db8:0:0:1:0:0:1/64', '10.0.0.0/08', '10.0.0.0/+8', '10.0.0.0/-1', '10.0.0.0/', '/8', '10.0.0/8', '10.0.0.0.0/8', '10.00.0.0/8', '0x0a.0.0.0/8', ' 10.0.0.0/8', '10.0.0.0/8 ', '1::2::3/64', 'fe80::1%eth0/64', '255.255.255.255/32',
  '0.0.0.0/0', '0.0.0.0/1', '10.255.255.255/8', '2001:db8::/129', '::/00', '1:2:3:4:5:6:7:8/127', '1:2:3:4:5:6:7::/112', '12345::/16', '::1.2.3.4/96', '192.168.0.0/16', '172.16.5.9/20', '10.0.0.0/32', '10.0.0.0/30',
];

export const ODD_DATES: readonly string[] = [
  '2024-02-29T23:59:60Z', '2023-02-29T00:00:00Z', '2024-12-31T23:59:59.999999999Z', '2024-12-31T23:59:59.9999999999Z', '2024-12-31T23:59:59,5Z', '2020-01-01T00:00:00-00:00', '2020-01-01T00:00:00+23:59', '2020-01-01T00:00:00+24:00', '2020-01-01T00:00:00+0200', '2020-01-01 00:00:00Z', '0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-14:00',
  '-001-01-01T00:00:00Z', '10000-01-01T00:00:00Z', '2020-01-01T00:00:00.Z', '2020-01-01T0:00:00Z', '2020-01-01T00:00Z', '2020-W01-1T00:00:00Z', '2020-001T00:00:00Z', '1900-02-28T12:34:56Z', '2000-02-29T12:00:00.000001+05:45', '2020-06-30T12:00:00z', '2020-1-01T00:00:00Z', ' 2020-01-01T00:00:00Z', '1582-10-10T00:00:00Z', '2020-12-31T24:00:00Z', '2020-01-01T12:60:00Z',
];

export const ODD_DURATIONS: readonly string[] = [
  '0s', '-0', '1h1h', '1m1h', '.5h', '1.h', '.h', '1.5.5h', '+1h', '--1h', '1h-1m', '1H', '1 h', ' 1h', '1w', '1y', '106751d', '2562047h', '2562048h', '9223372036s', '9223372037s', '-9223372036854775808ns', '9223372036854775807ns', '9223372036854775808ns', '1e3s', '0.000000001s', '0.0000000001s', '1μs', '1µs', '1us', '100ms', '876000h', '-1.5h30m', '1h 30m', 'h', '0.1ns', '1_0s', '١h',
];

export const ODD_DATE_FORMATS: readonly string[] = [
  'YYYY', 'YY', 'Y', 'YYYYY', 'MMMM', 'MMM', 'MM', 'M', 'MMMMM', 'DD', 'D', 'EEEE', 'EEE', 'E', 'hh', 'h', 'HH', 'H', 'AA', 'aa', 'A', 'a', 'Aa', 'mm', 'm', 'ss', 's', 'sss', 'S', 'ZZZZZ', 'ZZZZ', 'ZZZ', 'ZZ', 'Z', 'ZZZZZZ', "''", "'", "''''", "'a''b'", "'it''s' YYYY", 'é', '日本 YYYY', 'YYYY年', '-', '1', 'N', 'n', 'x', 'b', 'T', "'T'", 'hh:mm:ss AA', 'YYYY-MM-DD', 'DD.MM.YY', 'aaAA', 'AAaa', 'HHhh', '\n', '😀',
];

export const ODD_JSONS: readonly string[] = [
  '1e3', '1E+3', '-1.0', '1.50', '-0', '-0.0', '0.1', '1e-7', '1e400', '1e-400', '123456789012345678901234567890.5', '01', '+1', '.5', '1.', '0x1', 'NaN', 'Infinity', '"a\\u0000b"', '"\\ud800"', '"\\udc00\\ud800"', '"\\uD83D\\uDE00"', '"\\u12"', '"\\v"', '"tab\there"', '"\\/"', '"e\\u0301"', '{"a":{"b":[{}]}}', '{"":1}', '{"b":1,"a":2,"b":3}', '{"__proto__":1}', '[1,[2,[3]]]', '[[],{}]',
  '[1,"a",null]', '[null]', 'null', 'true false', '[1 2]', '{a:1}', "{'a':1}", '{"a":1,}', '[,]', '{"a"}', '{"a":}', '\ufeff1', '\u00a01', '\t\n\r 1 \n', '"unclosed', '[', '{', ']', '/*c*/1', '1//', 'truE', 'nulll', '{"a":1}{"b":2}', '"\u007f"', '"\u2028"', '{"1":1,"10":2,"9":3}', '""',
];

export const ODD_YAMLS: readonly string[] = [
  'a: !!str 5', '!!float 1', '!!int 1.5', '!!bool yes', '!!null x', '!!null ""', '!!timestamp 2020-01-01', '!<tag:yaml.org,2002:str> 1', '!t 1', '%YAML 1.1\n---\na: 1', '%YAML 1.2\n---\na', '%TAG ! tag:x,2000:\n---\na', '...\n', '---\n...\n', '---\n---\n', 'a\n...\nb', '- &a x\n- *a', '*a', '&a\n', 'a: &x {b: 1}\nc:\n  <<: *x\n  b: 2', '<<: [{a: 1}, {a: 2, b: 3}]', '<<: x', '? a', '? ', ': a', '-', '- -', '- - - a',
  '[a, b, ]', '[,]', '{a, b: 1}', '{a: , b: }', '{"a":1}', '{"a" :1}', '{a:1}', '[a: 1]', '[a: 1, b: 2]', '|\n a\n  b\n', '|-\n a\n', '|+\n a\n\n', '|2\n   a\n', '>\n a\n b\n\n c\n', '>-\n a\n  b\n c', '"a\n b"', "'a\n\n b'", '"a\\\n  b"', '"\\x41\\u00e9\\U0001F600"', '"\\q"', "'it''s'", 'a: b #c', 'a: b#c', '#c', 'a:\tb', '"a":b', 'a : b', 'a:b', 'a: [b,\nc]', '- a\n b', 'a:\n- b\n- c', 'a:\n b: 1\n  c: 2', 'a: 1\n b: 2',
  '0b11', '0o7', '07', '08', '0x', '0xG', '1_0', '1__0', '_1', '1.', '1.e3', '.e3', '1e', '+.inf', '-.INF', '.NaN', 'inf', '0.1e-3', '1:30:45', '2001-12-14t21:59:43.10-05:00', '2001-1-1', 'y', 'N', 'On', 'oFF', 'True', 'tRUE', '~', 'NULL', 'nULL', '=', '<<', '!', '`a', '%a', '@a', '- @a', 'a: |', 'a: >-', '\ufeffa', 'a\u0085b', '\u2028', '\u0007', 'é: ü', '? {a: 1}\n: b', '1: a', 'null: a', '~: a', '1.5: a', 'true: a', '? |\n  x\n: y',
  '123456789012345678901234567890', '0.30000000000000004', '1e1000', '-0.0', '12345678901234567890.123', '"1"', 'a: ""', "''", '!!binary "!!"', '!!binary YQ==', '!!set {a}', '!!omap [a: 1]', '!!map {a: 1}', '!!seq [1]', '!!seq {a: 1}',
];

export const ODD_CSVS: readonly string[] = [
  'a\n', 'a,b\n"1","2"', 'a,b\n1,"2\n3"', 'a,b\n1,""', 'a,b\n,', 'a,b\n1', 'a,b\n1,2,3', '\n\na\n1', 'a\n\n1\n', 'a,\n1,2', '"a""b"\n1', 'a\n"1', 'a\n1"', 'a\n"1"x', 'a\r1', 'a\r\n1\r\n', '\ufeffa\n1', 'a\tb\n1\t2', 'a\n 1 ', 'é\nü', 'a,b,a\n1,2,3', '"a\nb"\n1', '"",b\n1,2', 'a\n""', 'a,b\n"1,2"', '#a\n1', 'a\n\u0000', 'b,a\n1,2', 'a\n1\n\n\n', '"a" ,b\n1,2',
];

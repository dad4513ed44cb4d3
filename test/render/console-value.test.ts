import { consoleType, consoleValue } from '../../src/render';
import { bool, DYNAMIC, listOf, mapOf, mark, NUMBER, nullOf, num, objectOf, objectType, setOf, str, STRING, tupleOf, unknownOf, type Type, type Value } from '../../src/values';

const object = (attributes: readonly (readonly [string, Type])[]): Type => objectType(new Map(attributes));

describe('a value of the console', () => {
  it.each<[sentence: string, value: Value, text: string]>([
    ['a text is quoted', str('a'), '"a"'],
    ['a text is escaped as Go does it', str('a"\\\t\u0001\u007f\u0080\u00a0\u2028\u{e0001}é😀\u0301'), '"a\\"\\\\\\t\\x01\\x7f\\u0080\\u00a0\\u2028\\U000e0001é😀\u0301"'],
    ['an interpolation is not escaped', str('${a}'), '"${a}"'],
    ['a text of several lines is a heredoc', str('a\nb'), '<<EOT\na\nb\nEOT'],
    ['the end of a heredoc is no line of it', str('EOT\n EOT_\nx'), '<<EOT__\nEOT\n EOT_\nx\nEOT__'],
    ['a heredoc within something is indented', tupleOf([str('a\n')]), '[\n  <<-EOT\n  a\n  \n  EOT,\n]'],
    ['what steers a terminal never leaves in a heredoc', str('\u001b[31m\tx\n\u202e'), '<<EOT\n\\x1b[31m\tx\n\\u202e\nEOT'],
    ['a line may end as in Windows, and go back nowhere else', str('a\rb\r\nc\r'), '<<EOT\na\\rb\r\nc\r\nEOT'],
    ['numbers are as they are', num('1.50'), '1.5'],
    ['bools too', bool(true), 'true'],
    ['null of no type', nullOf(DYNAMIC), 'null'],
    ['null of a text', nullOf(STRING), 'tostring(null)'],
    ['null of a list', nullOf({ kind: 'list', element: STRING }), 'tolist(null) /* of string */'],
    ['null of a list of anything', nullOf({ kind: 'list', element: { kind: 'map', element: DYNAMIC } }), 'tolist(null) /* of map of dynamic */'],
    ['null of an object', nullOf(object([['a', STRING]])), 'null /* object */'],
    ['null of a tuple', nullOf({ kind: 'tuple', elements: [] }), 'null /* tuple */'],
    ['what is not known', unknownOf(STRING), '(known after apply)'],
    ['what is sensitive', mark(str('x'), ['sensitive']), '(sensitive value)'],
    ['what is sensitive and not known', mark(unknownOf(STRING), ['sensitive']), '(known after apply)'],
    ['what is ephemeral', mark(str('x'), ['ephemeral']), '(ephemeral value)'],
    ['a list', listOf(NUMBER, [num(1), num(2)]), 'tolist([\n  1,\n  2,\n])'],
    ['an empty list', listOf(STRING, []), 'tolist([])'],
    ['a set', setOf(STRING, [str('b'), str('a')]), 'toset([\n  "a",\n  "b",\n])'],
    ['an empty tuple', tupleOf([]), '[]'],
    ['a map, by its keys', mapOf(NUMBER, [['b', num(1)], ['a b', num(2)]]), 'tomap({\n  "a b" = 2\n  "b" = 1\n})'],
    ['an empty map', mapOf(STRING, []), 'tomap({})'],
    ['an object within an object', objectOf([['a', objectOf([['b', tupleOf([])]])], ['c', objectOf([])]]), '{\n  "a" = {\n    "b" = []\n  }\n  "c" = {}\n}'],
  ])('%s', (_sentence, value, text) => expect(consoleValue(value)).toBe(text));
});

describe('a type of the console', () => {
  it.each<[sentence: string, type: Type, text: string]>([
    ['a simple one', STRING, 'string'],
    ['one that is open', DYNAMIC, 'dynamic'],
    ['a collection of simple ones', { kind: 'map', element: { kind: 'set', element: NUMBER } }, 'map(set(number))'],
    ['a collection of objects', { kind: 'list', element: { kind: 'list', element: object([]) } }, 'list(list(\n    object({}),\n))'],
    ['a tuple', { kind: 'tuple', elements: [STRING, { kind: 'tuple', elements: [] }] }, 'tuple([\n    string,\n    tuple([]),\n])'],
    ['an object, by its names', object([['b', STRING], ['a', { kind: 'list', element: object([['x', NUMBER]]) }]]), 'object({\n    a: list(\n        object({\n            x: number,\n        }),\n    ),\n    b: string,\n})'],
  ])('%s', (_sentence, type, text) => expect(consoleType(type)).toBe(text));
});

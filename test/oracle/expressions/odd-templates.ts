import type { Chance } from '../support/chance';
import { node, type Node } from './node';

const STRIP = ['', '', '~'];
const RAW = ['', ' ', '  ', 'x', ' y ', '\t', '$', '%', '$$', '%%', '$${', '%%{', '}', '{', '~', '#', '//', '😀', 'e\u0301', '~}', "'"];
const ESCAPED = [...RAW, '\\n', '\\t', '\\"', '\\\\', '\\u00e9', '\\U0001F600', '\\n  ', ' \\n'];

/** Makes a value of any kind. */
type Value = (chance: Chance, depth?: number) => Node;

interface Kind {
  readonly value: Value;
  readonly raw: readonly string[];
}

/** A template in quotes or as a heredoc, with directives within directives. */
export function oddTemplate(chance: Chance, value: Value): Node {
  const n = chance.int(10);
  if (n < 5) return node('string', '"', ...pieces(chance, { value, raw: ESCAPED }, 2), '"');
  const flush = chance.often(60);
  const word = chance.pick(['EOT', 'E', 'end-of']);
  const body = pieces(chance, { value, raw: [...RAW, '\n', '\n  ', '\n    ', '\n\t', '\n\n', '\\n', '"', '\\'] }, 2);
  const heredoc = node('string', flush ? '<<-' : '<<', `${word}\n`, chance.pick(['', '  ', '    ', '\t', '\n']), ...body, `\n${flush ? chance.pick(['', '  ', '\t']) : chance.pick(['', '', ' '])}${word}\n`);
  if (n < 8) return heredoc;
  return n < 9 ? node('any', '[', heredoc, ', ', value(chance, 0), ']') : node('any', chance.pick(['upper', 'split', 'chomp', 'jsonencode']), '(', heredoc, ')');
}

function pieces(chance: Chance, kind: Kind, depth: number): readonly (Node | string)[] {
  return Array.from({ length: 1 + chance.int(4) }, () => piece(chance, kind, depth)).flat();
}

const scalar = (chance: Chance, { value }: Kind): Node => (chance.often(70)
  ? node('any', chance.pick(['1', '1.50', 'true', '"s"', 'var.text', 'var.secret', 'var.number', 'terraform_data.one.id', 'v', 'k', 'var.flag', '"a\\nb"', 'null', '"${"x"}"', 'local.plain', '(1)', '1 + 1', '{ a = 1 }.a', '[1][0]', '"}"', '"\\""', 'upper("a")']))
  : value(chance));

function piece(chance: Chance, kind: Kind, depth: number): readonly (Node | string)[] {
  const n = chance.int(depth > 0 ? 12 : 7);
  if (n < 3) return [chance.pick(kind.raw)];
  const open = (mark: string): string => `${mark}{${chance.pick(STRIP)}${chance.pick(['', ' '])}`;
  const close = (): string => `${chance.pick(['', ' '])}${chance.pick(STRIP)}}`;
  if (n < 7) return [open('$'), scalar(chance, kind), close()];
  const inside = (): readonly (Node | string)[] => pieces(chance, kind, depth - 1);
  if (n < 10) {
    const otherwise = chance.often(50) ? [`${open('%')}else${close()}`, ...inside()] : [];
    return [`${open('%')}if `, chance.often(75) ? node('bool', chance.pick(['true', 'false', 'var.flag', 'var.number > 1', 'sensitive(true)', 'terraform_data.one.id == "a"', '"true"'])) : kind.value(chance), close(), ...inside(), ...otherwise, `${open('%')}endif${close()}`];
  }
  const over = chance.often(80) ? node('any', chance.pick(['[1, 2]', 'var.texts', '["a", "b"]', '{ a = 1, b = "x" }', 'var.tags', 'toset(["b", "a"])', '[]', 'sensitive(["a"])', 'terraform_data.many[*].id', 'terraform_data.one.output', 'local.servers[*].name', '[null]'])) : kind.value(chance);
  return [`${open('%')}for ${chance.pick(['v', 'k, v', 'k,v'])} in `, over, close(), ...inside(), `${open('%')}endfor${close()}`];
}

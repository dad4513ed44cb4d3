import type { Chance } from './chance';

/** Pieces that mean something to one of the parsers, and some that mean nothing to any. */
const PIECES: readonly string[] = [
  '{', '}', '[', ']', '(', ')', '"', '${', '%{', '$${', '~}', '}', '<<EOT', '<<-EOT\n', 'EOT', '\n', ',', '=', '=>', ':', '?', '.', '...', '*', '[*]', '.*', '#', '//', '/*', '*/', '\\', '\\u', '\\ud800', '&&', '||', '!', '-', '+', '%', '1e999', '0x', '1.', '.5',
  'for', 'in', 'if', 'else', 'endif', 'endfor', 'null', 'true', 'var.x', 'local.a', 'each.key', 'self', 'count.index', 'module.m', 'data.', 'path.', 'resource', 'dynamic', 'content', 'for_each', 'lifecycle', 'provider::a::b', 'try(', 'templatestring(', 'jsondecode(', 'regex(', 'range(',
  '\u0000', '\ufeff', '\u2028', '\ud800', '😀', 'é', '\r', '\t', '\u202e', "'", '`', ';', '@', '"a" "b" {', 'a = ', '= 1', '{}', '[]', '""', '{"a":', '"//": 1', 'null,', '1,', '__proto__', 'constructor', 'toString', '"__proto__": 1', '__proto__ = 1',
];

/** A text with one to five changes by chance. */
export function mutated(text: string, chance: Chance): string {
  let result = text;
  for (let left = 1 + chance.int(5); left > 0; left--) result = changed(result, chance);
  return result;
}

function changed(text: string, chance: Chance): string {
  const at = chance.int(text.length + 1);
  const until = Math.min(text.length, at + 1 + chance.int(chance.often(20) ? 200 : 12));
  switch (chance.int(8)) {
    case 0: return text.slice(0, at) + text.slice(until);
    case 1: return text.slice(0, until) + text.slice(at);
    case 2: case 3: return text.slice(0, at) + chance.pick(PIECES) + text.slice(at);
    case 4: return text.slice(0, at) + chance.pick(PIECES) + text.slice(until);
    case 5: return text.slice(0, at);
    case 6: {
      const other = chance.int(text.length + 1);
      return text.slice(0, at) + text.slice(other, other + 1 + chance.int(40)) + text.slice(until);
    }
    default: return text.slice(0, at) + chance.pick(PIECES).repeat(2 + chance.int(30)) + text.slice(at);
  }
}

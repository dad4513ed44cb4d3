import type { LangCode } from '../problem';
import type { Parser } from './parser';
import * as t from './token';

const CURLY = /[“”„‟‘’‚‛]/;

/** Tells of tokens that are no part of the language; of those that come in numbers, only the first ones. */
export function tellStrange(p: Parser, tokens: t.Tokens): void {
  if (!tokens.strange) return;
  const seen = new Map<number, number>();
  for (let token = 0; token < tokens.count; token++) {
    const kind = tokens.kinds[token] ?? t.END;
    if (kind < t.BITWISE && kind !== t.QUOTED_NEWLINE) continue;
    const before = seen.get(kind) ?? 0;
    seen.set(kind, before + 1);
    if (isTold(kind, before)) p.report(...describe(kind, p.textOf(token)), p.spanOf(token));
  }
}

/** As many as Terraform tells: the first four operators on bits, the opening ones of two quoted texts, one semicolon, all others. */
function isTold(kind: number, before: number): boolean {
  switch (kind) {
    case t.BITWISE: return before < 4;
    case t.APOSTROPHE: case t.BACKTICK: return before === 0 || before === 2;
    case t.SEMICOLON: return before === 0;
    default: return true;
  }
}

const INSTEAD: ReadonlyMap<string, string> = new Map([['&', ' Write && for "and".'], ['|', ' Write || for "or".'], ['~', ' Write ! for "not".']]);

function describe(kind: number, text: string): [LangCode, string] {
  switch (kind) {
    case t.BITWISE: return ['lang_operator_unsupported', `There are no operators on bits.${INSTEAD.get(text) ?? ''}`];
    case t.APOSTROPHE: return ['lang_character_invalid', 'Texts stand in double quotes, and not in single ones.'];
    case t.BACKTICK: return ['lang_character_invalid', 'A backtick quotes nothing here. A text of several lines is written as a heredoc: <<EOT.'];
    case t.SEMICOLON: return ['lang_character_invalid', 'Nothing is separated by semicolons: write new lines between arguments, and commas between items.'];
    case t.QUOTED_NEWLINE:
      return ['lang_string_multiline', 'A quoted text stands on one line. Write \\n for a line break, or a heredoc (<<EOT) for a text of several lines.'];
    default:
      return ['lang_character_invalid', CURLY.test(text) ? 'Curly quotes quote nothing here. Write straight double quotes.' : 'The language has no use for this character outside of texts and comments.'];
  }
}

import type { LangCode } from '../problem';
import type { Parser } from './parser';
import * as t from './token';

const CURLY = /[“”„‟‘’‚‛]/;

/** Tells of tokens that are no part of the language; of most kinds, the first one only. */
export function tellStrange(p: Parser, tokens: t.Tokens): void {
  if (!tokens.strange) return;
  const told = new Set<string>();
  for (let token = 0; token < tokens.kinds.length; token++) {
    const strange = describe(tokens.kinds[token] ?? t.END, p.textOf(token));
    if (strange === undefined || (strange.once !== undefined && told.has(strange.once))) continue;
    if (strange.once !== undefined) told.add(strange.once);
    p.report(strange.code, strange.message, p.spanOf(token));
  }
}

interface Strange {
  readonly code: LangCode;
  readonly message: string;
  /** Those of one kind are told once. */
  readonly once?: string;
}

function describe(kind: number, text: string): Strange | undefined {
  switch (kind) {
    case t.BITWISE: return { code: 'lang_operator_unsupported', message: `There are no operators on bits.${INSTEAD.get(text) ?? ''}`, once: 'bitwise' };
    case t.APOSTROPHE: return { code: 'lang_character_invalid', message: 'Texts stand in double quotes, and not in single ones.', once: text };
    case t.BACKTICK: return { code: 'lang_character_invalid', message: 'A backtick quotes nothing here. A text of several lines is written as a heredoc: <<EOT.', once: text };
    case t.SEMICOLON: return { code: 'lang_character_invalid', message: 'Nothing is separated by semicolons: write new lines between arguments, and commas between items.', once: text };
    case t.QUOTED_NEWLINE:
      return { code: 'lang_string_multiline', message: 'A quoted text stands on one line. Write \\n for a line break, or a heredoc (<<EOT) for a text of several lines.' };
    case t.INVALID:
      if (CURLY.test(text)) return { code: 'lang_character_invalid', message: 'Curly quotes quote nothing here. Write straight double quotes.' };
      return { code: 'lang_character_invalid', message: 'The language has no use for this character outside of texts and comments.' };
    default: return undefined;
  }
}

const INSTEAD: ReadonlyMap<string, string> = new Map([['&', ' Write && for "and".'], ['|', ' Write || for "or".'], ['~', ' Write ! for "not".']]);

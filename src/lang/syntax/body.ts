import type { Span } from '../expr';
import { bodyOf, parseAttribute, type Items } from './attribute';
import { parseBlock } from './block';
import type { NativeBody } from './native';
import type { Parser } from './parser';
import { recoverBehind, recoverItem } from './recover';
import * as t from './token';

/** Reads arguments and blocks up to behind the closing token: the end of a file, or the brace of a block. */
export function parseBody(p: Parser, close: number): NativeBody {
  const items: Items = { attributes: new Map(), blocks: [] };
  const open = p.spanOf(p.previous());
  for (;;) {
    const kind = p.peek();
    if (kind === close) {
      p.read();
      break;
    }
    if (kind === t.NEWLINE) p.read();
    else if (kind === t.IDENT) parseItem(p, items);
    else {
      strayToken(p, close, open);
      recoverBehind(p, close);
      break;
    }
  }
  return bodyOf(p, items, open);
}

/** What is no name stands where an argument or block should begin. */
function strayToken(p: Parser, close: number, open: Span): void {
  const token = p.read();
  const span = p.spanOf(token);
  switch (p.kindOf(token)) {
    case t.OPEN_QUOTE: return p.suspect('lang_argument_name_quoted', 'The name of an argument is not written in quotes.', span);
    case t.END:
      if (close === t.CLOSE_BRACE) p.suspect('lang_block_unclosed', 'The brace of this block is not closed before the end of the file; a brace may be missing anywhere behind it.', open);
      return;
    default: return p.suspect('lang_item_required', 'An argument (NAME = VALUE) or a block (TYPE { … }) is wanted here.', span);
  }
}

/** Reads one argument or block, up to behind its line break. */
function parseItem(p: Parser, items: Items): void {
  const name = p.read();
  switch (p.peek()) {
    case t.EQUALS: return parseAttribute(p, items, name);
    case t.OPEN_QUOTE: case t.OPEN_BRACE: case t.IDENT:
      items.blocks.push(parseBlock(p, name, parseBody));
      return;
    default:
      p.report('lang_item_required', 'An argument or a block is wanted here. An argument has an equals sign behind its name, and a block has braces.', p.spanOf(name));
      recoverItem(p);
  }
}

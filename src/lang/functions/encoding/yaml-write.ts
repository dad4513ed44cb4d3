import { compareText, type Value } from '../../../values';
import { isSimpleKey, scalarText } from './yaml-scalar';

const INDENT = 2;

/** A wholly known value as a YAML document, in the style of Terraform. */
export function writeYaml(value: Value): string {
  const out = new Page();
  put(value, 0, out);
  // A plain scalar alone might go on: the end of the document is marked.
  if (value.kind === 'null' || value.kind === 'number' || value.kind === 'bool') out.write('\n...');
  out.line(0);
  return out.text();
}

/** Text with the column where it ends. */
class Page {
  private readonly pieces: string[] = [];
  private column = 0;

  write(text: string): void {
    this.pieces.push(text);
    const lineStart = text.lastIndexOf('\n') + 1;
    const width = [...text.slice(lineStart)].length;
    this.column = lineStart > 0 ? width : this.column + width;
  }

  scalar(text: string, indent: number, breaks: boolean): void {
    this.write(scalarText(text, this.column, indent, breaks));
  }

  /** Goes to a column of a new line, and stays where such a line has just begun. */
  line(indent: number): void {
    if (this.column > 0) this.write('\n');
    this.write(' '.repeat(indent));
  }

  text(): string {
    return this.pieces.join('');
  }
}

/** Puts a value where the page stands; `indent` is that of the collection which it is in, or which it is. */
function put(value: Value, indent: number, out: Page): void {
  switch (value.kind) {
    case 'marked': put(value.value, indent, out); return;
    case 'unknown': throw new Error('an unknown value cannot be written as YAML');
    case 'null': out.write('null'); return;
    case 'number': out.write(value.value); return;
    case 'bool': out.write(String(value.value)); return;
    case 'string': out.scalar(value.value, indent + INDENT, true); return;
    case 'list': case 'set': case 'tuple': putItems(value.items, indent, out); return;
    case 'map': case 'object': putEntries(value.entries, indent, out); return;
  }
}

function putItems(items: readonly Value[], indent: number, out: Page): void {
  if (items.length === 0) out.write('[]');
  for (const [i, item] of items.entries()) {
    if (i > 0) out.line(indent);
    out.write('- ');
    putInline(item, indent, out);
  }
}

/** A value behind a dash, or behind the colon of a key that stands alone: collections begin on the same line. */
function putInline(value: Value, indent: number, out: Page): void {
  put(value, isCollection(value) ? indent + INDENT : indent, out);
}

function putEntries(entries: ReadonlyMap<string, Value>, indent: number, out: Page): void {
  if (entries.size === 0) out.write('{}');
  let first = true;
  for (const [name, value] of [...entries].sort(([a], [b]) => compareText(a, b))) {
    if (!first) out.line(indent);
    first = false;
    if (!isSimpleKey(name)) {
      out.write('? ');
      out.scalar(name, indent + INDENT, true);
      out.line(indent);
      out.write(': ');
      putInline(value, indent, out);
      continue;
    }
    out.scalar(name, indent, false);
    out.write(':');
    if (!isCollection(value)) {
      out.write(' ');
      put(value, indent, out);
      continue;
    }
    // The items of a list stand below its key, no further in.
    const inner = 'items' in value ? indent : indent + INDENT;
    out.line(inner);
    put(value, inner, out);
  }
}

/** Whether a value takes lines of its own. */
function isCollection(value: Value): value is Extract<Value, { readonly items: unknown } | { readonly entries: unknown }> {
  return ('items' in value && value.items.length > 0) || ('entries' in value && value.entries.size > 0);
}

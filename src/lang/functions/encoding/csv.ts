import { DYNAMIC, listOf, objectOf, objectType, str, STRING, type Value } from '../../../values';
import { parameter, quoted, textOf } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';

class CsvFault {
  readonly message: string;
  constructor(line: number, what: string) {
    this.message = `Line ${line} is not CSV: ${what}.`;
  }
}

interface Row {
  readonly fields: readonly string[];
  readonly line: number;
}

/** The rows of a text by RFC 4180. Lines without anything are left out; breaks within quotes are line feeds. */
function readRows(text: string): readonly Row[] | CsvFault {
  const lines = text.replace(/\r\n/g, '\n').split(/(?<=\n)/);
  // A carriage return at the very end belongs to a line break as well.
  const last = lines.at(-1);
  if (last?.endsWith('\r') === true) lines[lines.length - 1] = last.slice(0, -1);
  const rows: Row[] = [];
  for (let at = 0; at < lines.length; at++) {
    const start = at;
    let line = lines[at] ?? '';
    if (line === '\n' || line === '') continue;
    const fields: string[] = [];
    for (let from = 0; ;) {
      if (line.charAt(from) !== '"') {
        const comma = line.indexOf(',', from);
        const end = comma !== -1 ? comma : line.endsWith('\n') ? line.length - 1 : line.length;
        const field = line.slice(from, end);
        if (field.includes('"')) return new CsvFault(at + 1, 'a quote stands within a field that is not in quotes');
        fields.push(field);
        if (comma === -1) break;
        from = comma + 1;
        continue;
      }
      let field = '';
      for (from++; ;) {
        const quote = line.indexOf('"', from);
        if (quote === -1) {
          field += line.slice(from);
          const next = lines[++at];
          if (next === undefined) return new CsvFault(at, 'a quote is not closed');
          line = next;
          from = 0;
          continue;
        }
        field += line.slice(from, quote);
        from = quote + 1;
        if (line.charAt(from) !== '"') break;
        field += '"';
        from++;
      }
      fields.push(field);
      const after = line.charAt(from);
      if (after === '' || after === '\n') break;
      if (after !== ',') return new CsvFault(at + 1, 'something stands between a closing quote and the next comma');
      from++;
    }
    rows.push({ fields, line: start + 1 });
  }
  return rows;
}

function csvdecode(args: readonly Value[]): Value | FunctionFault {
  const rows = readRows(textOf(args, 0));
  if (rows instanceof CsvFault) return new FunctionFault(rows.message);
  const [head, ...body] = rows;
  if (head === undefined) return new FunctionFault('The first line must name the columns, and there is none.');
  const repeated = head.fields.find((name, i) => head.fields.indexOf(name) !== i);
  if (repeated !== undefined) return new FunctionFault(`Two columns are named ${quoted(repeated)}.`);
  const items: Value[] = [];
  for (const { fields, line } of body) {
    if (fields.length !== head.fields.length) {
      return new FunctionFault(`Line ${line} has ${fields.length} fields, and the first line names ${head.fields.length}.`);
    }
    items.push(objectOf(head.fields.map((name, i) => [str(name).value, str(fields[i] ?? '')])));
  }
  return listOf(objectType(head.fields.map((name) => [str(name).value, STRING])), items);
}

export const csvFunctions: readonly FunctionSpec[] = [{
  name: 'csvdecode', description: 'A list of objects, one for each line of a CSV text; its first line names their attributes.', returns: DYNAMIC,
  parameters: [parameter('str', STRING, 'The text in CSV (RFC 4180).')],
  call: csvdecode,
}];

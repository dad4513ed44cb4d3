import { DYNAMIC, isWhollyKnown, listOf, str, STRING, unknownOf, type Type, type Value } from '../../../values';
import { parameter, textOf } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { FormatFault, parseFormat, type Verb } from './format-text';
import { formatValue } from './format-verb';

const LIST_OF_STRING: Type = { kind: 'list', element: STRING };

type Parts = readonly (string | Verb)[];

/** The text with the values put into it. Faults name the argument where too many are given, and only those. */
function fill(parts: Parts, values: readonly Value[]): string | FunctionFault {
  let text = '';
  let last = 0;
  let highest = 0;
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    last = part.argument ?? last + 1;
    highest = Math.max(highest, last);
    const value = values[last - 1];
    if (value === undefined) {
      return new FunctionFault(`The format wants a value for ${JSON.stringify(part.source.slice(0, 40))}, number ${last}, and ${count(values.length)}.`);
    }
    const written = formatValue(part, value);
    if (written instanceof FormatFault) return new FunctionFault(written.message);
    text += written;
  }
  if (highest >= values.length) return text;
  return new FunctionFault(`Too many values: the format uses ${highest === 0 ? 'none' : highest}, and ${count(values.length)}.`, highest + 1);
}

function count(given: number): string {
  return given === 0 ? 'none is given' : given === 1 ? 'one is given' : `${given} are given`;
}

function format(args: readonly Value[]): Value | FunctionFault {
  const values = args.slice(1);
  // As in Terraform, nothing is judged before all values are known.
  if (!values.every(isWhollyKnown)) return unknownOf(STRING);
  const parts = parseFormat(textOf(args, 0));
  if (parts instanceof FormatFault) return new FunctionFault(parts.message);
  const text = fill(parts, values);
  return text instanceof FunctionFault ? text : str(text);
}

/**
 * The items of what is gone through together with others, and how many they are; undefined for what stays the same for each.
 * Of an unknown value there are none, and of an unknown list not even their number.
 */
function itemsOf(value: Value): { readonly items: readonly Value[] | undefined; readonly length: number | undefined } | undefined {
  if (value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple') return { items: value.items, length: value.items.length };
  if (value.kind !== 'unknown') return undefined;
  switch (value.type.kind) {
    case 'list': case 'set': case 'dynamic': return { items: undefined, length: undefined };
    case 'tuple': return { items: undefined, length: value.type.elements.length };
    case 'string': case 'number': case 'bool': case 'map': case 'object': return undefined;
  }
}

function formatlist(args: readonly Value[]): Value | FunctionFault {
  const values = args.slice(1);
  const parts = parseFormat(textOf(args, 0));
  let length: number | undefined;
  let chosen = 0;
  let open = false;
  const columns: (readonly Value[] | undefined)[] = [];
  for (const [i, value] of values.entries()) {
    const column = itemsOf(value);
    open ||= column !== undefined && column.items === undefined;
    if (column?.length !== undefined && length !== undefined && column.length !== length) {
      return new FunctionFault(`Argument ${i + 1} has ${column.length} elements, and argument ${chosen + 1} has ${length}: all lists must be as long.`, i + 1);
    }
    if (column !== undefined && length === undefined) {
      length = column.length;
      chosen = i;
    }
    columns.push(column?.items);
  }
  if (open) return unknownOf(LIST_OF_STRING);
  const texts: Value[] = [];
  for (let row = 0; row < (length ?? 1); row++) {
    const cells = values.map((value, i) => columns[i]?.[row] ?? value);
    if (!cells.every(isWhollyKnown)) {
      texts.push(unknownOf(STRING));
      continue;
    }
    const text = parts instanceof FormatFault ? new FunctionFault(parts.message) : fill(parts, cells);
    if (text instanceof FunctionFault) return new FunctionFault(length === undefined ? text.message : `At element ${row} of the lists: ${text.message}`);
    texts.push(str(text));
  }
  return listOf(STRING, texts);
}

const FORMAT = parameter('format', STRING, 'The text, with a % for each value: %s text, %d whole number, %v any value and so on.');

export const formatFunctions: readonly FunctionSpec[] = [
  {
    name: 'format', description: 'A text with values put into it, each written as its % in the text says.', returns: DYNAMIC, typeOf: () => STRING,
    parameters: [FORMAT], variadic: parameter('args', DYNAMIC, 'The values.', { nullable: true }),
    call: format,
  },
  {
    name: 'formatlist', description: 'A list of texts, one for each element of the lists given: each is a text with values put into it.',
    returns: DYNAMIC, typeOf: () => LIST_OF_STRING,
    parameters: [FORMAT], variadic: parameter('args', DYNAMIC, 'The values: lists, which are gone through together, or single values.', { nullable: true, unknown: true }),
    call: formatlist,
  },
];

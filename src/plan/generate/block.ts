import { quote } from '../../addrs';
import { unreachable } from '../../diagnostics';
import type { AttributeSchema, BlockSchema } from '../../schema';
import { isNull, unmark, type Value } from '../../values';

/** A block of a resource as Terraform writes one for an object that is imported: what can be set, in the order of its names. */
export function resourceBlock(type: string, name: string, schema: BlockSchema, state: Value, provider?: string): string {
  const head = provider === undefined ? [] : [{ key: 'provider', text: provider }];
  return `resource ${quote(type)} ${quote(name)} {\n${bodyText(schema, state, 1, head)}}\n`;
}

interface Line {
  readonly key: string;
  readonly text: string;
}

function bodyText(schema: BlockSchema, value: Value, depth: number, head: readonly Line[] = []): string {
  const names = [...schema.attributes.keys()].sort();
  const lines = names.flatMap((name): readonly Line[] => {
    const attribute = schema.attributes.get(name);
    return attribute === undefined || !isWritten(attribute) ? [] : [{ key: name, text: attributeText(attribute, member(value, name), depth) }];
  });
  const blocks = [...schema.blocks.keys()].sort().map((name) => {
    const nested = schema.blocks.get(name);
    if (nested === undefined) return '';
    const inner = unmark(member(value, name));
    const each = inner.kind === 'list' || inner.kind === 'set' || inner.kind === 'tuple' ? inner.items : isNull(inner) ? [] : [inner];
    return each.map((one) => `${indent(depth)}${name} {\n${bodyText(nested.block, one, depth + 1)}${indent(depth)}}\n`).join('');
  });
  return `${aligned([...head, ...lines], depth)}${blocks.join('')}`;
}

/** What a person could write; what the provider alone fills in is not. */
const isWritten = (attribute: AttributeSchema): boolean => (attribute.required === true || attribute.optional === true) && attribute.deprecated !== true;

function attributeText(attribute: AttributeSchema, value: Value, depth: number): string {
  if (attribute.sensitive === true) return 'null # sensitive';
  return valueText(value, depth);
}

function member(value: Value, name: string): Value {
  const plain = unmark(value);
  return (plain.kind === 'object' ? plain.entries.get(name) : undefined) ?? { kind: 'null', type: { kind: 'dynamic' } };
}

/** Neighbours that are one line each have their signs below each other. */
function aligned(lines: readonly Line[], depth: number): string {
  const out: string[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at;
    while (end < lines.length && lines[end]?.text.includes('\n') === false) end++;
    const group = lines.slice(at, Math.max(end, at + 1));
    const width = group.reduce((most, { key }) => Math.max(most, key.length), 0);
    for (const { key, text } of group) out.push(`${indent(depth)}${key.padEnd(width)} = ${text}\n`);
    at += group.length;
  }
  return out.join('');
}

const indent = (depth: number): string => '  '.repeat(depth);

/** A value as an expression; what is multi-line is indented below `depth`. */
function valueText(marked: Value, depth: number): string {
  const value = unmark(marked);
  switch (value.kind) {
    case 'null': case 'unknown': return 'null';
    case 'string': return jsonText(value.value, depth) ?? quote(value.value);
    case 'number': return value.value;
    case 'bool': return String(value.value);
    case 'list': case 'set': case 'tuple': return itemsText(value.items, depth);
    case 'map': return entriesText([...value.entries].map(([key, one]) => ({ key: quote(key), text: valueText(one, depth + 1) })), depth);
    case 'object': return entriesText([...value.entries].map(([key, one]) => ({ key: keyText(key), text: valueText(one, depth + 1) })), depth);
    default: return unreachable(value);
  }
}

const keyText = (key: string): string => (/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(key) ? key : quote(key));

function entriesText(lines: readonly Line[], depth: number): string {
  return lines.length === 0 ? '{}' : `{\n${aligned(lines, depth + 1)}${indent(depth)}}`;
}

function itemsText(items: readonly Value[], depth: number): string {
  return `[${items.map((item) => valueText(item, depth)).join(', ')}]`;
}

/** A text that is an object or a list in JSON is written as what it says. */
function jsonText(text: string, depth: number): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const parsed = JSON.parse(text) as unknown;
    // Only where jsonencode gives the very text back.
    return JSON.stringify(parsed) === text && !/[<>&\u2028\u2029]/.test(text) && isSorted(parsed) ? `jsonencode(${jsonValueText(parsed, depth)})` : undefined;
  } catch {
    return undefined;
  }
}

function isSorted(json: unknown): boolean {
  if (Array.isArray(json)) return json.every(isSorted);
  if (typeof json !== 'object' || json === null) return true;
  const keys = Object.keys(json);
  return keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') < key) && Object.values(json).every(isSorted);
}

function jsonValueText(json: unknown, depth: number): string {
  if (Array.isArray(json)) return `[${json.map((one) => jsonValueText(one, depth)).join(', ')}]`;
  if (typeof json === 'object' && json !== null) return entriesText(Object.entries(json).map(([key, one]) => ({ key: keyText(key), text: jsonValueText(one, depth + 1) })), depth);
  return typeof json === 'string' ? quote(json) : JSON.stringify(json);
}

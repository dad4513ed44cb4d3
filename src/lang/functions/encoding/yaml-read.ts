import { Composer, isAlias, isMap, isScalar, isSeq, LineCounter, Parser, type CST, type Document, type Node, type Scalar, type ScalarTag } from 'yaml';
import { aTypeName, convert, nullOf, DYNAMIC, objectOf, STRING, tupleOf, typeOf, type Value } from '../../../values';
import { shorten } from '../arguments';
import { scalarValue, YamlFault } from './yaml-scalar-value';

/** Tags whose meaning is decided by `scalarValue`: the parser hands over their text. */
const TAGS: readonly ScalarTag[] = ['null', 'bool', 'int', 'float', 'timestamp', 'binary']
  .map((name) => ({ tag: `tag:yaml.org,2002:${name}`, resolve: (text: string) => text }));

/** Collections within each other. Beyond the parser is done, all goes down as deep as the text does. */
const MAX_DEPTH = 500;

function isDeep(token: CST.Token): boolean {
  let level: CST.Token[] = token.type === 'document' && token.value !== undefined ? [token.value] : [token];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    const below: CST.Token[] = [];
    for (const each of level) {
      if (!('items' in each)) continue;
      for (const { key, value } of each.items) {
        if (key !== undefined && key !== null) below.push(key);
        if (value !== undefined) below.push(value);
      }
    }
    level = below;
  }
  return false;
}

/** What a YAML text may have in it. */
const FORBIDDEN = /[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** The value of the one document of a YAML text: mappings become objects, sequences tuples. */
export function readYaml(source: string): Value | YamlFault {
  const text = source.replace(/\r\n?|\u0085/g, '\n');
  if (FORBIDDEN.test(text)) return new YamlFault('it has a control character in it');
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (tokens.some(isDeep)) return new YamlFault('it is nested too deep');
  const documents = [...new Composer({ schema: 'failsafe', customTags: (tags) => [...tags, ...TAGS], uniqueKeys: false, logLevel: 'silent' }).compose(tokens)];
  const [document] = documents;
  if (document === undefined) return new YamlFault('it has no content');
  for (const each of documents) {
    const [error] = each.errors;
    if (error === undefined) continue;
    const { line, col } = lines.linePos(error.pos[0]);
    return new YamlFault(`line ${line}, column ${col}: ${shorten(error.message.replace(/\.$/, ''))}`);
  }
  const refused = refusedHead(document);
  if (refused !== undefined) return refused;
  return documents.length > 1 ? new YamlFault('it has more than one document') : new Reader(text).value(document.contents);
}

/** Directives and tags that Terraform does not know, and a document that neither begins nor has anything in it. */
function refusedHead({ contents, directives, warnings }: Document): YamlFault | undefined {
  if (directives?.yaml.explicit === true && directives.yaml.version !== '1.1') {
    return new YamlFault(`only version 1.1 of YAML may be named, not ${directives.yaml.version}`);
  }
  // Flow collections that are not indented are told of as well, and are no fault.
  const warning = warnings.find(({ code }) => code !== 'BAD_INDENT');
  if (warning !== undefined) return new YamlFault(shorten(warning.message.replace(/\.$/, '')));
  return isNothing(contents) && directives?.docStart !== true ? new YamlFault('it has no content') : undefined;
}

function isNothing(node: Node | null): boolean {
  if (node === null) return true;
  const { value, type, tag, anchor } = isScalar(node) ? node : { value: node };
  return (value ?? '') === '' && (type === undefined || type === 'PLAIN') && tag === undefined && anchor === undefined;
}

const BAD_ESCAPE = /(?<!\\)(?:\\\\)*\\(?:\/|u[dD][89a-fA-F])/;

/** Turns the nodes of one document into values, in their order: an alias stands for the last anchor of its name before it. */
class Reader {
  private readonly text: string;
  private readonly anchors = new Map<string, Value>();
  private readonly open = new Set<string>();

  constructor(text: string) {
    this.text = text;
  }

  value(node: Node | null | undefined): Value | YamlFault {
    if (node === null || node === undefined) return nullOf(DYNAMIC);
    if (isAlias(node)) return this.aliased(node.source);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.open.add(anchor);
    const value = this.content(node);
    if (anchor !== undefined) {
      this.open.delete(anchor);
      if (!(value instanceof YamlFault)) this.anchors.set(anchor, value);
    }
    return value;
  }

  private aliased(name: string): Value | YamlFault {
    if (this.open.has(name)) return new YamlFault(`the anchor ${name} is referred to from inside itself`);
    return this.anchors.get(name) ?? new YamlFault(`the anchor ${name} is referred to, and it is not defined before`);
  }

  private content(node: Node): Value | YamlFault {
    if (isScalar(node)) return this.scalar(node);
    if (isSeq(node)) {
      if (node.tag !== undefined && node.tag !== 'tag:yaml.org,2002:seq') return new YamlFault(`a sequence cannot have the tag ${node.tag}`);
      const items: Value[] = [];
      for (const item of node.items) {
        const value = this.value(item as Node | null);
        if (value instanceof YamlFault) return value;
        items.push(value);
      }
      return tupleOf(items);
    }
    if (!isMap(node)) return new YamlFault('this kind of node is not supported');
    if (node.tag !== undefined && node.tag !== 'tag:yaml.org,2002:map') return new YamlFault(`a mapping cannot have the tag ${node.tag}`);
    const entries = new Map<string, Value>();
    for (const pair of node.items) {
      const fault = this.enter(pair.key as Node | null, pair.value as Node | null, entries);
      if (fault !== undefined) return fault;
    }
    return objectOf(entries);
  }

  private scalar(node: Scalar): Value | YamlFault {
    const text = String(node.value ?? '');
    const [start, end] = node.range ?? [0, 0];
    switch (node.type) {
      case 'BLOCK_LITERAL': case 'BLOCK_FOLDED':
        if (text === '' && node.tag === undefined) return nullOf(STRING);
        // The text's last line break is one of the value's only where it is written.
        return scalarValue(end >= this.text.length && !this.text.endsWith('\n') ? text.replace(/\n$/, '') : text, node.tag, false);
      case 'QUOTE_DOUBLE':
        if (BAD_ESCAPE.test(this.text.slice(start, end))) return new YamlFault('it has an escape that YAML 1.1 does not know');
        return scalarValue(text, node.tag, false);
      case 'QUOTE_SINGLE': return scalarValue(text, node.tag, false);
      default: return scalarValue(text, node.tag, true);
    }
  }

  private enter(keyNode: Node | null, valueNode: Node | null, entries: Map<string, Value>): YamlFault | undefined {
    if (keyNode !== null && !isScalar(keyNode)) return new YamlFault('only plain values can be keys');
    const source = keyNode === null ? '' : String(keyNode.value ?? '');
    const key = keyNode === null ? nullOf(DYNAMIC) : this.content(keyNode);
    if (key instanceof YamlFault) return key;
    const merges = source === '<<';
    if (!merges && key.kind === 'null') return new YamlFault('null cannot be a key');
    const value = this.value(valueNode);
    if (value instanceof YamlFault) return value;
    if (merges) {
      if (value.kind !== 'object') return new YamlFault(`only a mapping can be merged into another, not ${aTypeName(typeOf(value))}`);
      for (const [name, part] of value.entries) entries.set(name, part);
      return undefined;
    }
    const name = convert(key, STRING);
    if (!name.ok || name.value.kind !== 'string') return new YamlFault('only plain values can be keys');
    entries.set(name.value.value, value);
    return undefined;
  }
}

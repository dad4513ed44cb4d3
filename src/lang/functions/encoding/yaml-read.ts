import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node } from 'yaml';
import { aTypeName, convert, nullOf, DYNAMIC, objectOf, STRING, tupleOf, typeOf, type Value } from '../../../values';
import { scalarValue, YamlFault } from './yaml-scalar-value';

const DEEP = 'it is nested too deep';

/** The value of the one document of a YAML text: mappings become objects, sequences tuples. */
export function readYaml(text: string): Value | YamlFault {
  try {
    return readDocument(text);
  } catch (error) {
    // The parser goes down as deep as the text does.
    if (error instanceof RangeError) return new YamlFault(DEEP);
    throw error;
  }
}

function readDocument(text: string): Value | YamlFault {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent', lineCounter: lines, prettyErrors: false });
  const [document] = documents;
  if (!Array.isArray(documents) || document === undefined) return new YamlFault('it has no content');
  for (const each of documents) {
    const [error] = each.errors;
    if (error === undefined) continue;
    const { line, col } = lines.linePos(error.pos[0]);
    return new YamlFault(`line ${line}, column ${col}: ${error.message.replace(/\.$/, '')}`);
  }
  const refused = refusedDirective(document);
  if (refused !== undefined) return refused;
  if (documents.length > 1) return new YamlFault('it has more than one document');
  if (document.contents === null && !/^---/m.test(text)) return new YamlFault('it has no content');
  return new Reader().value(document.contents);
}

function refusedDirective(document: Document): YamlFault | undefined {
  const { yaml } = document.directives ?? { yaml: undefined };
  if (yaml?.explicit === true && yaml.version !== '1.1') return new YamlFault(`only version 1.1 of YAML may be named, not ${yaml.version}`);
  const [warning] = document.warnings;
  return warning === undefined ? undefined : new YamlFault(warning.message.replace(/\.$/, ''));
}

/** Turns the nodes of one document into values, in their order: an alias stands for the last anchor of its name before it. */
class Reader {
  private readonly anchors = new Map<string, Value>();
  private readonly open = new Set<string>();

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
    if (isScalar(node)) return scalarValue(String(node.value ?? ''), node.tag, node.type === undefined || node.type === 'PLAIN');
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

import type { SourceRange } from '../../diagnostics';
import type { Expr } from '../../lang';
import type { ExactJson } from '../../values';
import type { Path, SourceFile } from '../source-file';
import { COMMENT, isArray, isObject, jsonKind, type JsonObject } from '../spot';
import type { Body } from '../types';
import type { Findings } from './findings';
import { unpackBlocks, type MakeBody } from './json-blocks';
import { objectsOf, wrongKind } from './json-shape';
import { JsonAttribute, readExpr } from './json-value';
import { keyText } from '../repeated-keys';
import { unknownText, type BodySchema } from './schema';
import type { BodyContent, RawAttribute, RawBlock, RawBody } from './types';

type Visit = (name: string, json: ExactJson, above: Path, key: string) => void;

const NO_ATTRIBUTES: ReadonlyMap<string, RawAttribute> = new Map();
const NO_BLOCKS: readonly RawBlock[] = [];

/**
 * A body in JSON, as Terraform reads one: an object, or an array of objects whose members count together. `//` is a comment.
 * Short-lived: it holds the values of the file.
 */
export class JsonBody implements RawBody {
  readonly syntax = 'json';
  readonly file: SourceFile;
  readonly path: Path;
  readonly json: ExactJson;
  private readonly hidden: BodySchema | undefined;

  constructor(file: SourceFile, path: Path, json: ExactJson, hidden?: BodySchema) {
    this.file = file;
    this.path = path;
    this.json = json;
    this.hidden = hidden;
  }

  content(schema: BodySchema, findings: Findings): BodyContent {
    return this.read(schema, findings, true);
  }

  partial(schema: BodySchema, findings: Findings): BodyContent & { readonly rest: RawBody } {
    const { attributes, blocks } = this.read(schema, findings, false);
    return { attributes, blocks, rest: new JsonBody(this.file, this.path, this.json, schema) };
  }

  attributes(findings: Findings): ReadonlyMap<string, RawAttribute> {
    const found = new Map<string, RawAttribute>();
    if (!isObject(this.json)) {
      wrongKind(this, 'An object is wanted here, to set the arguments of this block', findings);
      return found;
    }
    this.eachMember(this.path, this.json, (name, json, above, key) => {
      const attribute = new JsonAttribute(name, this.file, [...above, key], json);
      if (found.has(name)) findings.tell('config_attribute_twice', twice(name), attribute.nameRange());
      else found.set(name, attribute);
    });
    return found;
  }

  arguments(findings: Findings): Body {
    const body = new Map<string, Expr>();
    const visit: Visit = (name, json, above, key) => {
      const expr = readExpr(json, this.file, above, key, findings);
      const first = body.get(name);
      const both = first === undefined ? expr : asBlocks(first, expr);
      if (both === undefined) findings.tell('config_argument_twice', twice(name), this.file.locate([...above, key], 'name'));
      else body.set(name, both);
    };
    this.eachOf(findings, visit);
    return body;
  }

  missingRange(): SourceRange {
    return this.file.locate(this.path, 'missing');
  }

  get constructPath(): string | undefined {
    const comment = isObject(this.json) ? this.json[COMMENT] : undefined;
    const metadata = isObject(comment) ? comment['metadata'] : undefined;
    const path = isObject(metadata) ? metadata['path'] : undefined;
    return typeof path === 'string' ? path : undefined;
  }

  private read(schema: BodySchema, findings: Findings, whole: boolean): BodyContent {
    if (this.path.length === 0 && !isObject(this.json) && !isArray(this.json)) {
      findings.tell('config_json_root', `A file holds a JSON object, and this one holds ${jsonKind(this.json)}.`, this.file.locate([]));
      return { attributes: NO_ATTRIBUTES, blocks: NO_BLOCKS };
    }
    let attributes: Map<string, RawAttribute> | undefined;
    let blocks: RawBlock[] | undefined;
    this.eachOf(findings, (name, json, above, key) => {
      const labels = schema.blocks.get(name);
      if (schema.attributes.has(name)) {
        attributes ??= new Map();
        const attribute = new JsonAttribute(name, this.file, [...above, key], json);
        if (attributes.has(name)) findings.tell('config_argument_twice', twice(name), attribute.nameRange());
        else attributes.set(name, attribute);
      } else if (labels !== undefined) {
        unpackBlocks(name, labels, { file: this.file, path: [...above, key], json }, blocks ??= [], makeBody, findings);
      } else if (whole) {
        findings.tell('config_unknown_property', unknownText(name, schema.names), this.file.locate([...above, key], 'name'));
      }
    });
    for (const [name, required] of schema.attributes) {
      if (required && attributes?.has(name) !== true) findings.tell('config_missing_argument', `"${name}" must be set here, and is not. Add it.`, this.missingRange());
    }
    return { attributes: attributes ?? NO_ATTRIBUTES, blocks: blocks ?? NO_BLOCKS };
  }

  private eachOf(findings: Findings, visit: Visit): void {
    if (isObject(this.json)) this.eachMember(this.path, this.json, visit);
    else for (const [path, object] of objectsOf(this, 'to set arguments and blocks', findings)) this.eachMember(path, object, visit);
  }

  private eachMember(path: Path, object: JsonObject, visit: Visit): void {
    const { hidden } = this;
    for (const key in object) {
      const name = keyText(key);
      const json = object[key];
      if (json === undefined || name === COMMENT || hidden?.attributes.has(name) === true || hidden?.blocks.has(name) === true) continue;
      visit(name, json, path, key);
    }
  }
}

/** Nested blocks may be written under one key again: they count together, as in an array. undefined for what is no block. */
function asBlocks(first: Expr, again: Expr): Expr | undefined {
  const items = [first, again].flatMap((expr) => (expr.kind === 'tuple' ? expr.items : [expr]));
  return items.every((item) => item.kind === 'object') ? { kind: 'tuple', items } : undefined;
}

const makeBody: MakeBody = (file, path, json) => new JsonBody(file, path, json);

const twice = (name: string): string => `"${name}" is set a second time. Remove one of the two.`;

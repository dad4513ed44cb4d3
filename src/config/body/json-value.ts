import type { SourceRange } from '../../diagnostics';
import { jsonToExpr, parseTemplate, problemDiagnostic, type Expr, type Span, type Traversal } from '../../lang';
import type { ExactJson, Value } from '../../values';
import { literalValue } from '../literal';
import type { SourceFile, Path } from '../source-file';
import { isArray, isObject } from '../spot';
import type { Part } from '../types';
import type { Findings } from './findings';
import { isRepeated, keyText } from '../repeated-keys';
import { parseText, parseTraversalText } from './text-value';
import type { RawAttribute, RawCall, RawMember, RawValue } from './types';

/** A value of a JSON file. */
export class JsonValue implements RawValue {
  readonly syntax = 'json';
  readonly file: SourceFile;
  readonly path: Path;
  readonly json: ExactJson;

  constructor(file: SourceFile, path: Path, json: ExactJson) {
    this.file = file;
    this.path = path;
    this.json = json;
  }

  expr(findings: Findings): Expr {
    return readExpr(this.json, this.file, this.path.slice(0, -1), this.path.at(-1) ?? '', findings);
  }

  traversal(): Traversal | undefined {
    return typeof this.json === 'string' ? parseTraversalText(this.json) : undefined;
  }

  keyword(): string | undefined {
    const traversal = this.traversal();
    return traversal?.steps.length === 0 ? traversal.root : undefined;
  }

  call(): RawCall | undefined {
    return typeof this.json === 'string' ? parseText(this.json, this)?.call() : undefined;
  }

  items(): readonly RawValue[] | undefined {
    if (!isArray(this.json)) return undefined;
    return this.json.map((item, index) => new JsonValue(this.file, [...this.path, index], item));
  }

  members(): readonly RawMember[] | undefined {
    const { json } = this;
    if (!isObject(json)) return undefined;
    return Object.keys(json).map((key): RawMember => {
      const path = [...this.path, key];
      return { key: new JsonKey(this.file, path, keyText(key)), value: new JsonValue(this.file, path, json[key] ?? null) };
    });
  }

  text(): string | undefined {
    return typeof this.json === 'string' ? this.json : undefined;
  }

  bareText(): string | undefined {
    return undefined;
  }

  isNull(): boolean {
    return this.json === null;
  }

  range(): SourceRange {
    return this.file.locate(this.path);
  }

  startRange(): SourceRange {
    return this.file.locate(this.path, 'open');
  }

  literal(): Value | undefined {
    return literalValue(this.json);
  }

  locate(path: Path = [], span?: Span, part?: Part): SourceRange {
    return this.file.locate(path.length === 0 ? this.path : [...this.path, ...path], part, span);
  }
}

/** The key of a member as a value: it may be a template. */
class JsonKey extends JsonValue {
  override range(): SourceRange {
    return this.file.locate(this.path, 'name');
  }
}

export class JsonAttribute extends JsonValue implements RawAttribute {
  readonly name: string;

  constructor(name: string, file: SourceFile, path: Path, json: ExactJson) {
    super(file, path, json);
    this.name = name;
  }

  readonly nameRange = (): SourceRange => this.file.locate(this.path, 'name');
  readonly wholeRange = (): SourceRange => this.file.locate(this.path, 'whole');
}

/** The value of a member as an expression; what is wrong in it is told, and stands in it as an unknown value. */
export function readExpr(json: ExactJson, file: SourceFile, above: Path, key: string | number, findings: Findings): Expr {
  const expr = parsedExpr(json, file, above, key, findings);
  return hasTemplates(json) ? { ...expr, written: json } : expr;
}

function hasTemplates(json: ExactJson): boolean {
  if (typeof json === 'string') return /[$%]\{/.test(json);
  if (isArray(json)) return json.some(hasTemplates);
  return isObject(json) && Object.entries(json).some(([key, value]) => hasTemplates(key) || hasTemplates(value));
}

function parsedExpr(json: ExactJson, file: SourceFile, above: Path, key: string | number, findings: Findings): Expr {
  if (typeof json === 'string') {
    // Most values are texts without anything wrong: nothing is made for telling what is.
    const parsed = parseTemplate(json);
    if (parsed.ok) return parsed.expr;
  }
  if (typeof json === 'object' && json !== null && file.hasRepeatedKeys) tellRepeated(json, file, [...above, key], findings);
  return jsonToExpr(json, (problem) => {
    findings.problems.push(problemDiagnostic(problem, { ...findings.place, range: file.locate([...above, key, ...problem.path], undefined, problem.span) }));
  });
}

/** Tells of attributes that an object has twice. Objects nest no deeper than a file may. */
function tellRepeated(json: ExactJson, file: SourceFile, path: Path, findings: Findings): void {
  if (isArray(json)) json.forEach((item, index) => { tellRepeated(item, file, [...path, index], findings); });
  if (!isObject(json)) return;
  for (const key of Object.keys(json)) {
    const at = [...path, key];
    if (isRepeated(key)) findings.tell('config_object_twice', `The object has "${keyText(key)}" already. Remove one of the two.`, file.locate(at, 'name'));
    tellRepeated(json[key] ?? null, file, at, findings);
  }
}

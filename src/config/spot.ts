import type { SourceRange } from '../diagnostics';
import { ExactNumber, type ExactJson } from '../values';
import type { Path, SourceFile } from './source-file';
import type { Located } from './types';

export type JsonObject = { readonly [key: string]: ExactJson };

/** A JSON value that knows where it stands. Short-lived: blocks keep its `locator`, so that the values can go. */
export class Spot implements Located {
  readonly file: SourceFile;
  readonly path: Path;
  readonly json: ExactJson;

  constructor(file: SourceFile, path: Path, json: ExactJson) {
    this.file = file;
    this.path = path;
    this.json = json;
  }

  locate(path: Path = []): SourceRange {
    return this.file.locate(path.length === 0 ? this.path : [...this.path, ...path]);
  }

  /** `locate` without this spot: what is kept with a block must not keep the values of the whole file. */
  get locator(): Located['locate'] {
    return locatorOf(this.file, this.path);
  }

  child(step: string | number, json: ExactJson): Spot {
    return new Spot(this.file, [...this.path, step], json);
  }
}

function locatorOf(file: SourceFile, path: Path): Located['locate'] {
  return (below = []) => file.locate(below.length === 0 ? path : [...path, ...below]);
}

export const COMMENT = '//';

export function isObject(json: ExactJson | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof ExactNumber);
}

export function isArray(json: ExactJson | undefined): json is readonly ExactJson[] {
  return Array.isArray(json);
}

/** What a JSON value is, in JSON's words. */
export function jsonKind(json: ExactJson): string {
  if (json === null) return 'null';
  if (isArray(json)) return 'an array';
  if (isObject(json)) return 'an object';
  switch (typeof json) {
    case 'string': return 'a string';
    case 'boolean': return String(json);
    default: return 'a number';
  }
}

/** The members of an object spot, comments left out. */
export function* membersOf(spot: Spot): Iterable<readonly [string, Spot]> {
  if (!isObject(spot.json)) return;
  for (const key in spot.json) {
    const json = spot.json[key];
    if (key !== COMMENT && json !== undefined) yield [key, spot.child(key, json)];
  }
}

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const ANY_NAME = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** Whether Terraform takes it as a name: a letter or underscore, then letters, digits, underscores and dashes. */
export function isName(text: string): boolean {
  return PLAIN_NAME.test(text) || ANY_NAME.test(text);
}

import type { ExactJson } from '../../values';
import type { Path, SourceFile } from '../source-file';
import { isArray, isObject, jsonKind, type JsonObject } from '../spot';
import type { Findings } from './findings';

/** A JSON value and where it stands. */
export interface JsonPlace {
  readonly file: SourceFile;
  readonly path: Path;
  readonly json: ExactJson;
}

/** The objects that a value stands for: itself, or the items of an array; null stands for none. Anything else is a problem. */
export function objectsOf(place: JsonPlace, purpose: string, findings: Findings): (readonly [Path, JsonObject])[] {
  const { file, path, json } = place;
  if (isObject(json)) return [[path, json]];
  if (json === null) return [];
  const wanted = `An object is wanted here, ${purpose}`;
  if (!isArray(json)) {
    wrongKind(place, wanted, findings);
    return [];
  }
  const found: (readonly [Path, JsonObject])[] = [];
  json.forEach((item, index) => {
    const at = [...path, index];
    if (isObject(item)) found.push([at, item]);
    else wrongKind({ file, path: at, json: item }, wanted, findings);
  });
  return found;
}

export function wrongKind({ file, path, json }: JsonPlace, wanted: string, findings: Findings): void {
  findings.tell('config_wrong_type', `${wanted}, and there is ${jsonKind(json)}.`, file.locate(path, 'open'));
}

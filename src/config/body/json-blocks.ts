import type { SourceRange } from '../../diagnostics';
import type { Span } from '../../lang';
import type { ExactJson } from '../../values';
import type { Path, SourceFile } from '../source-file';
import { isArray, isObject } from '../spot';
import type { Part } from '../types';
import type { Findings } from './findings';
import { objectsOf, wrongKind, type JsonPlace } from './json-shape';
import { keyText } from '../repeated-keys';
import type { RawBlock, RawBody, RawLabel } from './types';

/** Makes the body of a block. */
export type MakeBody = (file: SourceFile, path: Path, json: ExactJson) => RawBody;

/** A block of JSON: its labels are the keys on the way to its body. */
class JsonBlock implements RawBlock {
  readonly type: string;
  readonly labels: readonly RawLabel[];
  readonly body: RawBody;
  readonly locate: RawBlock['locate'];
  readonly typeRange: () => SourceRange;

  constructor(type: string, labels: readonly RawLabel[], { file, path, json }: JsonPlace, typePath: Path, headPath: Path, makeBody: MakeBody) {
    this.type = type;
    this.labels = labels;
    this.body = makeBody(file, path, json);
    this.locate = locator(file, path, headPath);
    this.typeRange = () => file.locate(typePath, 'name');
  }
}

/** Made apart from the block: what is kept of it must not keep the values of the whole file. */
function locator(file: SourceFile, path: Path, headPath: Path): RawBlock['locate'] {
  return (below: Path = [], span?: Span, part?: Part) => {
    if (below.length > 0) return file.locate([...path, ...below], part, span);
    return part === undefined ? file.locate(headPath, 'open') : file.locate(path, part);
  };
}

/** The blocks that a member stands for: its labels are keys within keys, and an array holds several. null holds none. */
export function unpackBlocks(type: string, labelNames: readonly string[], { file, path, json }: JsonPlace, into: RawBlock[], makeBody: MakeBody, findings: Findings): void {
  const peel = (at: Path, value: ExactJson, labels: readonly RawLabel[]): void => {
    const labelName = labelNames[labels.length];
    if (labelName === undefined) {
      endBlocks(type, labels, { file, path: at, json: value }, path, into, makeBody, findings);
      return;
    }
    let any = false;
    for (const [above, object] of objectsOf({ file, path: at, json: value }, `whose keys are the ${labelName} of "${type}" blocks`, findings)) {
      for (const key in object) {
        any = true;
        const below = [...above, key];
        peel(below, object[key] ?? null, [...labels, new JsonLabel(keyText(key), file, below)]);
      }
    }
    if (!any) findings.tell('config_label_missing', `A "${type}" block needs a ${labelName}: a key here, with the block as its value.`, file.locate(at, 'open'));
  };
  peel(path, json, []);
}

class JsonLabel implements RawLabel {
  readonly text: string;
  readonly range: () => SourceRange;
  constructor(text: string, file: SourceFile, path: Path) {
    this.text = text;
    this.range = () => file.locate(path, 'name');
  }
}

function endBlocks(type: string, labels: readonly RawLabel[], { file, path, json }: JsonPlace, typePath: Path, into: RawBlock[], makeBody: MakeBody, findings: Findings): void {
  if (json === null) return;
  if (isObject(json)) into.push(new JsonBlock(type, labels, { file, path, json }, typePath, path, makeBody));
  else if (isArray(json)) json.forEach((item, index) => into.push(new JsonBlock(type, labels, { file, path: [...path, index], json: item }, typePath, path, makeBody)));
  else wrongKind({ file, path, json }, `An object or an array of objects is wanted here, for "${type}" blocks`, findings);
}


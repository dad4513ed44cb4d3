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

/** A body that knows where it stands. */
export interface JsonBodyLike extends RawBody {
  readonly file: SourceFile;
  readonly path: Path;
}

/** Makes the body of a block. */
export type MakeBody = (file: SourceFile, path: Path, json: ExactJson) => JsonBodyLike;

/** A block of JSON: its labels are the keys on the way to its body. Of very many blocks most are never complained about: places are made when asked for. */
class JsonBlock implements RawBlock {
  readonly type: string;
  readonly labels: readonly RawLabel[];
  readonly body: JsonBodyLike;
  private readonly typePath: Path;
  private readonly headPath: Path;

  constructor(type: string, labels: readonly RawLabel[], body: JsonBodyLike, typePath: Path, headPath: Path) {
    this.type = type;
    this.labels = labels;
    this.body = body;
    this.typePath = typePath;
    this.headPath = headPath;
  }

  get locate(): RawBlock['locate'] {
    return locator(this.body.file, this.body.path, this.headPath);
  }

  get typeRange(): () => SourceRange {
    return () => this.body.file.locate(this.typePath, 'name');
  }
}

/** Made apart from the block: what is kept of it must not keep the values of the whole file. */
function locator(file: SourceFile, path: Path, headPath: Path): RawBlock['locate'] {
  return (below: Path = [], span?: Span, part?: Part) => {
    if (part === 'label') return file.locate(path.slice(0, -1), 'name');
    if (below.length > 0) return file.locate([...path, ...below], part, span);
    return part === undefined ? file.locate(headPath, 'open') : file.locate(path, part);
  };
}

/** How blocks of one type are taken apart. */
interface Unpacking {
  readonly type: string;
  readonly labelNames: readonly string[];
  readonly file: SourceFile;
  readonly typePath: Path;
  readonly into: RawBlock[];
  readonly makeBody: MakeBody;
  readonly findings: Findings;
}

/** The blocks that a member stands for: its labels are keys within keys, and an array holds several. null holds none. */
export function unpackBlocks(type: string, labelNames: readonly string[], { file, path, json }: JsonPlace, into: RawBlock[], makeBody: MakeBody, findings: Findings): void {
  peel(path, json, [], { type, labelNames, file, typePath: path, into, makeBody, findings });
}

function peel(at: Path, value: ExactJson, labels: readonly RawLabel[], unpacking: Unpacking): void {
  const { type, labelNames, file, findings } = unpacking;
  const labelName = labelNames[labels.length];
  if (labelName === undefined) {
    endBlocks(labels, at, value, unpacking);
    return;
  }
  let any = false;
  for (const [above, object] of objectsOf({ file, path: at, json: value }, `whose keys are the ${labelName} of "${type}" blocks`, findings)) {
    for (const key in object) {
      any = true;
      const below = [...above, key];
      peel(below, object[key] ?? null, [...labels, new JsonLabel(key, file, below)], unpacking);
    }
  }
  if (!any) findings.tell('config_label_missing', `A "${type}" block needs a ${labelName}: a key here, with the block as its value.`, file.locate(at, 'open'));
}

class JsonLabel implements RawLabel {
  readonly text: string;
  private readonly file: SourceFile;
  private readonly path: Path;

  constructor(key: string, file: SourceFile, path: Path) {
    this.text = keyText(key);
    this.file = file;
    this.path = path;
  }

  get range(): () => SourceRange {
    return () => this.file.locate(this.path, 'name');
  }
}

function endBlocks(labels: readonly RawLabel[], path: Path, json: ExactJson, { type, file, typePath, into, makeBody, findings }: Unpacking): void {
  if (json === null) return;
  if (isObject(json)) into.push(new JsonBlock(type, labels, makeBody(file, path, json), typePath, path));
  else if (isArray(json)) json.forEach((item, index) => into.push(new JsonBlock(type, labels, makeBody(file, [...path, index], item), typePath, path)));
  else wrongKind({ file, path, json }, `An object or an array of objects is wanted here, for "${type}" blocks`, findings);
}

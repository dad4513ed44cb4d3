import { ExactNumber, type ExactJson, type PathStep, type ValuePath } from '../../values';

/**
 * Paths of `sensitive_attributes`. A `ValuePath` does not tell an attribute from a map key, the file does: whoever
 * reads keeps the JSON beside the paths where writing the paths alone would say something else.
 */
export function decodePaths(json: ExactJson): readonly ValuePath[] | undefined {
  if (json === null) return [];
  if (!Array.isArray(json)) return undefined;
  const paths: ValuePath[] = [];
  for (const path of json as readonly ExactJson[]) {
    if (!Array.isArray(path)) return undefined;
    const steps: PathStep[] = [];
    for (const step of path as readonly ExactJson[]) {
      const decoded = decodeStep(step);
      if (decoded === undefined) return undefined;
      steps.push(decoded);
    }
    paths.push(steps);
  }
  return paths;
}

function decodeStep(step: ExactJson): PathStep | undefined {
  if (!isObject(step)) return undefined;
  const value = step['value'];
  if (step['type'] === 'get_attr') return typeof value === 'string' ? value : undefined;
  if (step['type'] !== 'index' || !isObject(value)) return undefined;
  const key = value['value'];
  return typeof key === 'string' || (typeof key === 'number' && Number.isSafeInteger(key)) ? key : undefined;
}

/**
 * The JSON of paths into attributes. A number is an index of a list; a name is an attribute, but for keys of maps in values that
 * are written with their type, `{value, type}`, as those of an attribute of any type are.
 */
export function encodePaths(paths: readonly ValuePath[], attributes: ExactJson = null): ExactJson {
  return paths.map((path) => {
    let at: ExactJson | undefined = attributes;
    let type: ExactJson | undefined;
    return path.map((step) => {
      if (type === undefined && isObject(at) && Object.keys(at).length === 2 && 'type' in at && 'value' in at) type = at['type'];
      const kind: ExactJson | undefined = Array.isArray(type) ? (type as readonly ExactJson[])[0] : undefined;
      at = type === undefined && isObject(at) ? at[String(step)] : undefined;
      type = below(type, step);
      if (typeof step === 'number') return { type: 'index', value: { value: step, type: 'number' } };
      return kind === 'map' ? { type: 'index', value: { value: step, type: 'string' } } : { type: 'get_attr', value: step };
    });
  });
}

/** The type of a part, by the JSON of the type of the whole. */
function below(type: ExactJson | undefined, step: PathStep): ExactJson | undefined {
  if (!Array.isArray(type)) return undefined;
  const [kind, content] = type as readonly (ExactJson | undefined)[];
  if (kind === 'list' || kind === 'set' || kind === 'map') return content;
  if (kind === 'tuple') return Array.isArray(content) ? (content as readonly ExactJson[])[Number(step)] : undefined;
  return isObject(content) ? content[String(step)] : undefined;
}

/** Whether some name in the JSON is a map key, which `encodePaths` would write as an attribute. */
export function hasMapKeys(json: ExactJson): boolean {
  return Array.isArray(json) && (json as readonly ExactJson[]).some((path) => Array.isArray(path)
    && (path as readonly ExactJson[]).some((step) => isObject(step) && step['type'] === 'index' && isObject(step['value'])
      && typeof step['value']['value'] === 'string'));
}

export function samePaths(a: readonly ValuePath[], b: readonly ValuePath[]): boolean {
  return a.length === b.length && a.every((path, i) => path.length === b[i]?.length && path.every((step, j) => step === b[i]?.[j]));
}

export function isObject(json: ExactJson | undefined): json is { readonly [key: string]: ExactJson } {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof ExactNumber);
}

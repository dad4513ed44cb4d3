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

/** The JSON of paths: a name is an attribute, a number an index of a list. */
export function encodePaths(paths: readonly ValuePath[]): ExactJson {
  return paths.map((path) => path.map((step) => (typeof step === 'string'
    ? { type: 'get_attr', value: step }
    : { type: 'index', value: { value: step, type: 'number' } })));
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

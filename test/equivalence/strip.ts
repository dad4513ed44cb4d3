/** The suite's own rules of what may differ between a run and its golden files. Ours stand for the product's name, its command and the registry's host. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** What spec.json says of its case. */
export interface Spec {
  readonly ignore_fields?: Readonly<Record<string, readonly string[]>>;
}

/** Members that goldens of an older release do not have. */
const NEWER: Readonly<Record<string, readonly string[]>> = { 'plan.json': ['applyable', 'complete', 'errored'] };

const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  'plan.json': ['terraform_version', 'prior_state.terraform_version', 'timestamp'],
  'state.json': ['terraform_version'],
  'apply.json': ['0', '*.@timestamp', '*.hook.elapsed_seconds'],
};

/** A text with the words of the goldens. */
export function stripText(text: string): string {
  return text.replaceAll('Holdfast', 'Terraform').replaceAll('holdfast ', 'terraform ').trimEnd();
}

/** A JSON file without what may differ. `apply.json` is the array of its lines. */
export function stripJson(file: string, json: Json, spec: Spec): Json {
  const paths = [...(ALWAYS[file] ?? []), ...(NEWER[file] ?? []), ...(spec.ignore_fields?.[file] ?? [])];
  const stripped = paths.map((path) => path.split('.')).sort((a, b) => b.length - a.length).reduce(without, json);
  return isList(stripped) && file === 'apply.json' ? stripped.map(stripLine) : stripped;
}

/** Of one line: what the goldens leave out, and what only ours says besides. */
function stripLine(line: Json): Json {
  if (!isObject(line)) return line;
  const bare = without(line, ['@module']);
  return line['type'] === 'change_summary' ? without(bare, ['@message']) : line['type'] === 'apply_complete' ? without(bare, ['@message']) : bare;
}

const isObject = (json: Json | undefined): json is JsonObject => typeof json === 'object' && json !== null && !Array.isArray(json);
const isList = (json: Json | undefined): json is readonly Json[] => Array.isArray(json);

/** Without what a path leads to; `*` is every element, a number one of them. */
function without(json: Json, [step, ...rest]: readonly string[]): Json {
  if (step === undefined) return json;
  if (isList(json)) {
    if (rest.length === 0 && step !== '*') return json.filter((_, i) => i !== Number(step));
    return json.map((item, i) => (step === '*' || i === Number(step) ? without(item, rest) : item));
  }
  if (!isObject(json)) return json;
  return Object.fromEntries(Object.entries(json).flatMap(([name, member]) => (name !== step ? [[name, member]] : rest.length === 0 ? [] : [[name, without(member, rest)]])));
}

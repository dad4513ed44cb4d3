import { diagnostic, didYouMean, judged, type Diagnostic, type Outcome, type SourceRange } from '../../../diagnostics';
import type { Json } from '../../../values';
import type { BackendSchema, SettingSpec, SettingValues } from './schema';

/**
 * Judges the arguments of a backend and turns them into the types of its schema, as Terraform converts: `"3"` is a number
 * where one is wanted, 3 a text. @param given what was written; null counts as not given.
 */
export function readSettings(type: string, schema: BackendSchema, given: ReadonlyMap<string, Json>, rangeOf: (name: string) => SourceRange | undefined): Outcome<SettingValues> {
  const problems: Diagnostic[] = [];
  const values: Record<string, Json> = Object.fromEntries(Object.keys(schema).map((name) => [name, null]));
  for (const [name, written] of given) {
    const spec = Object.hasOwn(schema, name) ? schema[name] : undefined;
    if (spec === undefined) {
      problems.push(diagnostic('backend_settings', `Backend "${type}" has no argument "${name}".${didYouMean(name, Object.keys(schema))} Correct the name, or leave it out.`, { range: rangeOf(name) }));
      continue;
    }
    if (written === null) continue;
    const value = withMembers(converted(written, spec.type), spec);
    if (value === undefined) {
      problems.push(diagnostic('backend_settings', `"${name}" of backend "${type}" must be ${TYPE_NAMES[spec.type]}.`, { range: rangeOf(name) }));
    } else if (spec.refused !== undefined && value !== false) {
      problems.push(diagnostic('backend_settings', `"${name}" of backend "${type}" is not supported: ${spec.refused}`, { range: rangeOf(name) }));
    } else {
      values[name] = value;
    }
  }
  return judged(values, problems);
}

/** An object with null for the members that were not given, as Terraform records it. One with others is none of its type. */
function withMembers(value: Json | undefined, { members }: SettingSpec): Json | undefined {
  if (members === undefined || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const given = value as { readonly [name: string]: Json };
  if (Object.keys(given).some((name) => !members.includes(name))) return undefined;
  return Object.fromEntries(members.map((name) => [name, given[name] ?? null]));
}

const TYPE_NAMES: Readonly<Record<SettingSpec['type'], string>> = {
  string: 'a text', bool: 'true or false', number: 'a number', strings: 'a list of texts', map: 'a map of texts', object: 'an object',
};

function converted(value: Json, type: SettingSpec['type']): Json | undefined {
  switch (type) {
    case 'string': return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
    case 'bool': return typeof value === 'boolean' ? value : value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : undefined;
    case 'number': return typeof value === 'number' ? value : typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
    case 'strings': return Array.isArray(value) && value.every((item) => typeof item === 'string') ? [...new Set(value)].sort() : undefined;
    case 'map':
    case 'object': return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  }
}

/** The value of an argument: as given, else from its environment variable. Empty texts count as not given, as in Terraform. */
export function textOf(schema: BackendSchema, values: SettingValues, env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const given = values[name];
  if (given !== undefined && given !== null) return given === '' ? undefined : String(given);
  for (const variable of schema[name]?.env ?? []) {
    const value = env[variable];
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}

/** The same as true or false; undefined where it is neither given nor readable. */
export function switchOf(schema: BackendSchema, values: SettingValues, env: Readonly<Record<string, string | undefined>>, name: string): boolean | undefined {
  const text = textOf(schema, values, env, name)?.toLowerCase();
  return text === undefined ? undefined : text === 'true' || text === '1' || text === 't' ? true : text === 'false' || text === '0' || text === 'f' ? false : undefined;
}

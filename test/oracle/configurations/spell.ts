import { parseNative, type NativeAttribute, type NativeBody } from '../../../src/lang';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Arguments whose text is taken as it stands, without `${}`. */
const BARE = new Set(['type', 'from', 'to', 'provider', 'source', 'destroy', 'create_before_destroy', 'prevent_destroy', 'sensitive', 'nullable', 'ephemeral', 'description', 'required_version', 'default']);
const LISTS = new Set(['depends_on', 'ignore_changes', 'replace_triggered_by']);

/** The same file in JSON; undefined where it has something in it that JSON cannot say in the same way. */
export function spelledInJson(text: string): string | undefined {
  const { body, problems } = parseNative(text);
  if (problems.length > 0) return undefined;
  try {
    return JSON.stringify(bodyJson(body, text), undefined, 2);
  } catch {
    return undefined;
  }
}

function bodyJson(body: NativeBody, text: string): { [name: string]: Json } {
  const json: { [name: string]: Json } = {};
  for (const attribute of body.attributes.values()) json[attribute.name] = argument(attribute, text);
  for (const { type, labels, body: inner } of body.blocks) {
    let at = json;
    for (const label of [type, ...labels.map((label) => label.text)].slice(0, -1)) {
      const next = at[label] ?? {};
      if (typeof next !== 'object' || next === null || Array.isArray(next)) throw new Error('no place for labels');
      at = at[label] = next;
    }
    const last = labels.at(-1)?.text ?? type;
    const made = bodyJson(inner, text);
    const known = at[last];
    if (known === undefined) at[last] = made;
    else if (Array.isArray(known)) known.push(made);
    else at[last] = [known, made];
  }
  return json;
}

function argument({ name, exprSpan }: NativeAttribute, text: string): Json {
  const written = text.slice(exprSpan.start, exprSpan.end).trim();
  if (LISTS.has(name)) return written.startsWith('[') ? written.slice(1, -1).split(',').map((part) => part.trim()).filter((part) => part !== '') : written;
  if (name === 'providers') throw new Error('an object of names');
  if (BARE.has(name)) {
    if (/^(true|false|null|-?\d+(\.\d+)?|".*")$/.test(written) && !written.includes('${') && !written.includes('\\')) return JSON.parse(written) as Json;
    if (['type', 'from', 'to', 'provider'].includes(name)) return written;
    throw new Error('not a literal');
  }
  return `\${${written}${written.startsWith('<<') ? '\n' : ''}}`;
}

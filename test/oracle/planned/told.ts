/** Makes what the two tools say comparable: takes away names, ids, times, orders that are no promise, and what is ours on purpose. */

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const READING = /: (?:Refreshing state|Preparing import|Reading|Read complete)/;
const PROGRESS = /^(?:module\.|terraform_data\.).*: \w/;

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

function plain(text: string): string {
  return text.replace(/\bHoldfast\b/g, 'Terraform').replace(/\bholdfast (apply|plan|show)/g, 'terraform $1').replace(/after \d+s/g, 'after Ns').replace(UUID, 'UUID').replace(/deposed object [0-9a-f]{8}/g, 'deposed object KEY')
    .replace(/Without any call: .*\n|.*: Forgetting complete after Ns\n/g, '');
}

/** Details of diagnostics are each tool's own sentences: the paragraph between the place and the next blank line or rule goes. */
function withoutDetails(text: string): string {
  return text.replace(/(Warning: (?:Check block assertion known after apply|Some objects will no longer be managed by Terraform)\n)[^]*?(?=\nWarning: |\n─|\nApply complete|\n(?:module\.|terraform_data\.)|$)/g, '$1');
}

/** `sorted`: lines of progress come in the order in which things ended. Words are wrapped by the product's name: lines of prose become one. */
export function textOf(text: string, progress: 'as told' | 'sorted' = 'as told'): readonly string[] {
  const lines = withoutDetails(plain(text)).split('\n');
  const moving = progress === 'sorted' ? PROGRESS : READING;
  const still = lines.filter((line) => !moving.test(line)).join('\n').replace(/([a-z,.])\n(?=[a-z])/g, '$1 ').split('\n');
  return [...lines.filter((line) => moving.test(line)).sort(), ...still];
}

/** Machine-readable lines without their order, which is that of the work. */
export function linesOf(text: string): readonly string[] {
  return plain(text).split('\n').filter((line) => line !== '').flatMap((line) => {
    const entry = JSON.parse(line) as Record<string, Json>;
    const { action } = (entry['hook'] ?? {}) as Record<string, Json>;
    if (entry['type'] === 'version' || action === 'remove') return [];
    delete entry['@timestamp'];
    const { diagnostic, hook, changes } = entry as { diagnostic?: Record<string, Json>; hook?: Record<string, Json>; changes?: Record<string, Json> };
    if (hook?.['elapsed_seconds'] !== undefined) hook['elapsed_seconds'] = 0;
    for (const own of ['code', 'address', 'detail']) delete diagnostic?.[own];
    delete changes?.['forget'];
    return [JSON.stringify(sorted(entry))];
  }).sort();
}

export function planDocument(text: string): Json {
  const plan = JSON.parse(text) as Record<string, Json>;
  for (const own of ['timestamp', 'terraform_version', ...Object.keys(plan).filter((name) => name.startsWith('holdfast'))]) delete plan[own];
  for (const free of ['relevant_attributes', 'checks']) if (Array.isArray(plan[free])) plan[free] = byText(plan[free] as readonly Json[]);
  // What is a secret from now on is hidden where it was none, too.
  delete (plan['prior_state'] as { values?: Record<string, Json> } | undefined)?.values?.['outputs'];
  return hideSecrets(sorted(plan));
}

export function stateDocument(text: string): Json {
  const state = JSON.parse(text.replace(UUID, 'UUID')) as Record<string, Json>;
  for (const own of ['serial', 'lineage', 'holdfast_version']) delete state[own];
  if (Array.isArray(state['check_results'])) state['check_results'] = byText((state['check_results'] as readonly { readonly [name: string]: Json }[])
      .map((check) => ({ ...check, objects: Array.isArray(check['objects']) ? byText(check['objects'] as readonly Json[]) : null })));
  return sorted(state);
}

const byText = (items: readonly Json[]): readonly Json[] => items.map((item) => sorted(item)).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

function sorted(json: Json): Json {
  if (json === null || typeof json !== 'object') return json;
  if (isList(json)) return json.map(sorted);
  return Object.fromEntries(Object.keys(json).sort().map((name) => [name, sorted(json[name] ?? null)]));
}

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);

/** A saved plan of ours keeps no secret, and Terraform's has them in clear: values beside a mark that says so go from both. */
function hideSecrets(json: Json): Json {
  if (json === null || typeof json !== 'object') return json;
  if (isList(json)) return json.map(hideSecrets);
  const secret = json['sensitive'] === true || json['before_sensitive'] === true || json['after_sensitive'] === true;
  return Object.fromEntries(Object.entries(json).map(([name, part]) => [name, secret && ['value', 'before', 'after'].includes(name) ? null : hideSecrets(part)]));
}

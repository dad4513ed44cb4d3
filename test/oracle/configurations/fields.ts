/** What of a plan's and a state's JSON has to be equal, in a form that two of them can be compared in. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Fields = Readonly<Record<string, Json>>;

/**
 * A plan as `show -json` writes it, by field. What must differ is left out, and nothing else:
 * `terraform_version` and `timestamp` (of this run), and of `checks`, their problems and `relevant_attributes` the order.
 */
export function planFields(text: string): Fields {
  const plan = JSON.parse(text) as { readonly [name: string]: Json };
  const { terraform_version: _version, timestamp: _timestamp, relevant_attributes: relevant, ...rest } = plan;
  return flat({ ...rest, relevant_attributes: (Array.isArray(relevant) ? relevant.map((one) => JSON.stringify(one)).sort() : []) });
}

/** A state file by field (an empty one has none: what was locked and never written), with ids that are random put as the address that they belong to. */
export function stateFields(text: string): Fields {
  const state = JSON.parse(text === '' ? '{}' : text) as { readonly resources?: readonly StateResource[]; readonly outputs?: Json; readonly check_results?: Json };
  const ids = new Map<string, string>();
  for (const resource of state.resources ?? []) {
    for (const instance of resource.instances) {
      const id = instance.attributes['id'];
      if (typeof id === 'string') ids.set(id, `ID(${resource.module ?? ''}.${resource.type}.${resource.name}${JSON.stringify(instance.index_key ?? null)})`);
    }
  }
  const named = (json: Json, name = ''): Json => {
    // Paths of secrets come in no order of their own.
    if (name === 'sensitive_attributes' && Array.isArray(json)) return [...(json as readonly Json[])].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    if (typeof json === 'string') return json.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => ids.get(id) ?? 'ID');
    if (Array.isArray(json)) return (json as readonly Json[]).map((part) => named(part));
    if (json === null || typeof json !== 'object') return json;
    return Object.fromEntries(Object.entries(json).map(([name, part]) => [named(name) as string, named(part, name)]));
  };
  const { resources, outputs, check_results: checks } = state;
  // What an apply that failed leaves of resources without objects says nothing.
  const standing = (resources ?? []).filter(({ instances }) => instances.length > 0);
  return flat(named({ resources: standing as unknown as Json, outputs: outputs ?? {}, check_results: checks ?? null }) as { readonly [name: string]: Json });
}

interface StateResource {
  readonly module?: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly index_key?: Json; readonly attributes: Readonly<Record<string, Json>> }[];
}

/** Lists whose members have names: these are matched by name, so that one that is missing is one difference. */
function nameOf(json: Json): string | undefined {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return undefined;
  const { address, deposed, module, type, name, mode, index_key: key, config_addr: checked, object_addr: instance } = json as { readonly [name: string]: Json };
  if (typeof address === 'string') return `${address}${typeof deposed === 'string' ? ` (${deposed})` : ''}`;
  if (address !== null && typeof address === 'object' && 'to_display' in address) return String(address['to_display']);
  if (typeof checked === 'string' || typeof instance === 'string') return String(checked ?? instance);
  if (typeof type === 'string' && typeof name === 'string') return `${String(module ?? '')} ${String(mode)} ${type}.${name}`;
  return key !== undefined ? JSON.stringify(key) : undefined;
}

function flat(json: Json, at = '', into: Record<string, Json> = {}): Fields {
  if (Array.isArray(json)) {
    const list = json as readonly Json[];
    if (list.length === 0) into[at] = [];
    // Several problems of one check come in no order of their own.
    const told = /\.(problems|failure_messages)$/.test(at) ? [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : list;
    for (const [i, part] of told.entries()) flat(part, `${at}[${nameOf(part) ?? i}]`, into);
  } else if (json !== null && typeof json === 'object') {
    const entries = Object.entries(json);
    if (entries.length === 0) into[at] = {};
    for (const [name, part] of entries) flat(part, at === '' ? name : `${at}.${name}`, into);
  } else {
    into[at] = json;
  }
  return into;
}

/** One line for each field that differs: `path: wanted → had`. */
export function differing(wanted: Fields, had: Fields): readonly string[] {
  const shown = (json: Json | undefined): string => (json === undefined ? 'nothing' : JSON.stringify(json));
  return [...new Set([...Object.keys(wanted), ...Object.keys(had)])].sort()
    .filter((field) => shown(wanted[field]) !== shown(had[field]))
    .map((field) => `${field}: ${shown(wanted[field])} → ${shown(had[field])}`);
}

import type { Configuration, ModuleConfig } from '../config';
import { ok, type Outcome } from '../diagnostics';
import { sourceOf } from '../plan';
import { backendOf } from './backend';
import { canonicalConstraints } from './lock-text';
import { openOne } from './open';
import type { SessionOptions } from './options';
import { judgedAtTheDoor } from './plan';
import { openSession } from './world';

/** The providers that one module asks for, and the modules that it calls. */
export interface ModuleRequirements {
  /** Of the call; empty for the root. */
  readonly name: string;
  /** By source, sorted. `constraints` in Terraform's form: `>= 0.1.0, < 2.0.0`; empty where there are none. */
  readonly providers: readonly { readonly source: string; readonly constraints: string }[];
  readonly calls: readonly ModuleRequirements[];
}

export interface Requirements {
  readonly configuration: ModuleRequirements;
  /** Sources in the state, sorted; undefined where there is no state. */
  readonly state: readonly string[] | undefined;
}

/** Which providers the configuration and the state want. @public The command's seam takes it. */
export async function requirements(options: SessionOptions): Promise<Outcome<Requirements>> {
  const session = openSession(options);
  return judgedAtTheDoor(async () => {
    const opened = await openOne(session);
    if (!opened.ok) return opened;
    const backend = backendOf(opened.value, session);
    const state = backend.ok ? await backend.value.read() : backend;
    if (!state.ok) return state;
    return ok({ configuration: requirementsOf(opened.value), state: state.value === undefined ? undefined : inState(state.value.resources.values()) }, opened.diagnostics);
  });
}

export function requirementsOf(configuration: Configuration): ModuleRequirements {
  return ofModule('', configuration);
}

function ofModule(name: string, config: ModuleConfig): ModuleRequirements {
  const wanted = new Map<string, string[]>();
  const want = (localName: string, constraint?: string): void => {
    const source = sourceOf(localName, { config });
    const known = wanted.get(source) ?? [];
    wanted.set(source, constraint === undefined ? known : [...known, constraint]);
  };
  for (const { localName, version } of config.requiredProviders.values()) want(localName, version);
  for (const { localName } of config.providers) want(localName);
  for (const { provider } of config.resources.values()) want(provider.localName);
  for (const { data } of config.checks.values()) if (data !== undefined) want(data.provider.localName);
  return {
    name,
    providers: [...wanted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([source, constraints]) => ({ source, constraints: canonicalConstraints(constraints) })),
    calls: [...config.calls.values()].map((call) => ofModule(call.name, call.module)).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function inState(resources: Iterable<{ readonly provider: string }>): readonly string[] {
  const named = [...resources].flatMap(({ provider }) => /provider\["([^"]+)"\]/u.exec(provider)?.[1] ?? []);
  return [...new Set(named)].sort();
}

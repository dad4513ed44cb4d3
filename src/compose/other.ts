import { hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics';
import type { Drift } from '../plan';
import type { Unmanaged } from '../provider';
import type { ProviderSchema } from '../schema';
import type { State } from '../state';
import { drawConfiguration, validateConfiguration, type DrawnGraph } from '../plan';
import { backendOf } from './backend';
import { askedBackend } from './backend-block';
import { selectedWorkspace } from './backend-record';
import { openOne } from './open';
import type { SessionOptions } from './options';
import { judgedAtTheDoor, plan, planningWorld } from './plan';
import { allProviders, providerSet, schemasOf } from './providers';
import { openSession } from './world';

/** Judges the configuration alone: no state is read and no call made. Variables without a value count as unknown. `before`: what was told when it was read; it is not told again. */
export async function validate(options: SessionOptions, before: readonly Diagnostic[] = []): Promise<readonly Diagnostic[]> {
  const session = openSession(options);
  const judged = await judgedAtTheDoor(async () => {
    const configuration = await openOne(session, undefined, { despiteReferences: true });
    if (!configuration.ok) return configuration;
    // Nothing is opened: this judges what the backend block says.
    const backend = askedBackend(configuration.value.backend);
    const told = [...configuration.diagnostics, ...backend.diagnostics];
    const found = validateConfiguration(configuration.value, providerSet(session).forPlan, planningWorld(session), selectedWorkspace(configuration.value.root, options.env));
    // A reference to nothing was told when the files were read; evaluating says something of it once more, on the same line; what goes in circles leads to it.
    const known = new Set([...before, ...told].filter(({ severity }) => severity === 'error').map(lineOf));
    const isNew = (d: Diagnostic): boolean => known.size === 0 || (d.range !== undefined && (!known.has(lineOf(d)) || d.code === 'lang_schema_attribute_unsupported'));
    const problems = [...told, ...found.filter(isNew)];
    return hasErrors(problems) ? { ok: false, diagnostics: problems } : ok(undefined, problems);
  });
  return judged.diagnostics;
}

const lineOf = ({ range }: Diagnostic): string => `${range?.filename ?? ''}:${range?.start.line ?? ''}`;

/** The state as the backend has it; undefined when none was ever written. */
export async function readState(options: SessionOptions): Promise<Outcome<State | undefined>> {
  const session = openSession(options);
  return judgedAtTheDoor(async () => {
    const configuration = await openOne(session);
    if (!configuration.ok) return configuration;
    const backend = backendOf(configuration.value, session);
    return backend.ok ? backend.value.read() : backend;
  });
}

/** Who comes before whom in the configuration. No state is read and no call made. @public The command's seam takes it. */
export async function graph(options: SessionOptions, what: 'resources' | 'everything'): Promise<Outcome<DrawnGraph>> {
  const session = openSession(options);
  return judgedAtTheDoor(async () => {
    const configuration = await openOne(session);
    if (!configuration.ok) return configuration;
    const { drawn, diagnostics } = drawConfiguration(configuration.value, what);
    // A cycle can be looked at: it is a warning of a graph.
    return ok(drawn, [...configuration.diagnostics, ...diagnostics]);
  });
}

export interface DriftResult {
  /** What the world did to objects of the state. */
  readonly drift: readonly Drift[];
  /** Registrations that nothing manages, of the folders of all that is managed and of the provider's own. */
  readonly unmanaged: readonly Unmanaged[];
}

/** Compares the state with the world. Reads only. */
export async function drift(options: SessionOptions): Promise<Outcome<DriftResult>> {
  const planned = await plan({ ...options, mode: 'refresh-only', unmanaged: 'everywhere' });
  return planned.ok ? ok({ drift: planned.value.plan.drift, unmanaged: planned.value.plan.unmanaged }, planned.diagnostics) : planned;
}

/** Schemas of all providers that a command has, by source address. Throws a Failure where a module of the environment gives none. @public The command's seam takes it. */
export function providerSchemas(options: Pick<SessionOptions, 'dir' | 'env'>): ReadonlyMap<string, ProviderSchema> {
  return schemasOf(allProviders(openSession(options)));
}


import { gatherVariables, nodeFiles, resolveVariables, type Configuration, type VariableBlock } from '../config';
import { ok, type Diagnostic, type Outcome } from '../diagnostics';
import type { Scope } from '../lang';
import { consoleScope } from '../plan';
import { functionWorld } from './adapter-function-world';
import { backendAt, backendOf } from './backend';
import { selectedWorkspace } from './backend-record';
import { openOne } from './open';
import type { SessionOptions } from './options';
import { judgedAtTheDoor, plan } from './plan';
import { allProviders, schemasOf } from './providers';
import { openSession } from './world';

export interface TryOptions extends SessionOptions {
  /** A state file instead of the local backend's own. */
  readonly statePath?: string;
  /** Plans first, and takes the objects as they will be after the plan. */
  readonly planned?: boolean;
}

/** What expressions can be tried on: the configuration with its variables, and the objects of the state. */
export interface TryingGround {
  readonly scope: Scope;
}

/**
 * Opens a configuration for trying expressions. What is wrong in its values is told and keeps nobody from asking; variables
 * without a value are not known. @public The command's seam takes it.
 */
export async function tryingGround(options: TryOptions): Promise<Outcome<TryingGround>> {
  const session = openSession(options);
  return judgedAtTheDoor(async () => {
    const configuration = await openOne(session);
    if (!configuration.ok) return configuration;
    const sources = await gatherVariables(options.dir, options.env, options.variables ?? [], nodeFiles);
    if (!sources.ok) return sources;
    const variables = resolveVariables(withValues(configuration.value, new Set(sources.value.values.map(({ name }) => name))), sources.value);
    const backend = options.statePath === undefined ? backendOf(configuration.value, session) : ok(backendAt({ type: 'local', path: options.statePath }, session));
    if (!backend.ok) return backend;
    const planned = options.planned === true ? await plan({ ...options, configuration: configuration.value, ...(options.statePath === undefined ? {} : { stateFile: options.statePath }) }) : undefined;
    if (planned?.ok === false) return planned;
    const state = planned === undefined ? await backend.value.read() : ok(undefined);
    if (!state.ok) return state;
    const schemas = schemasOf(allProviders(session));
    const made = consoleScope({
      configuration: configuration.value, variables: variables.ok ? variables.value : new Map(), state: state.value, planned: planned?.value.plan,
      schemaOf: (source) => schemas.get(source), functions: functionWorld({ dir: options.dir, planTime: undefined, now: () => session.clock.now() }), cwd: configuration.value.root, workspace: selectedWorkspace(configuration.value.root, options.env),
    });
    const told: readonly Diagnostic[] = [...configuration.diagnostics, ...sources.diagnostics, ...variables.diagnostics, ...state.diagnostics, ...planned?.diagnostics ?? [], ...made.diagnostics];
    return ok({ scope: made.scope }, told);
  });
}

/** Without the variables that nothing gives a value to: nobody has to set all of them to try one expression. */
function withValues(configuration: Configuration, given: ReadonlySet<string>): Configuration {
  const hasValue = ([name, { defaultValue }]: readonly [string, VariableBlock]): boolean => defaultValue !== undefined || given.has(name);
  return { ...configuration, variables: new Map([...configuration.variables].filter(hasValue)) };
}

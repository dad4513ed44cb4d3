import { confinedFiles, gatherVariables, givenVariables, nodeFiles, openConfiguration, resolveVariables, shellRunner, type Configuration, type LoadOptions } from '../config';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../diagnostics';
import type { Value } from '../values';
import { providerVersions } from './provider-versions';
import type { Session } from './world';

/** A configuration and the values of its variables. */
export interface Opened {
  readonly configuration: Configuration;
  readonly variables: ReadonlyMap<string, Value>;
  /** Those that were given a value, as it was written. */
  readonly given: ReadonlyMap<string, Value>;
}

/** All configurations of the folder, each after those it depends on: one, or the stacks of a cdktf app. */
export async function openStacks(session: Session, files = nodeFiles, how: Pick<LoadOptions, 'despiteReferences'> = {}): Promise<Outcome<readonly Configuration[]>> {
  const { options } = session;
  const { worldFile } = options;
  if (worldFile !== undefined) return openData(session);
  return openConfiguration(options.dir, {
    env: options.env, appEnv: options.allow?.appEnv, stack: options.stack, providerVersions: providerVersions(session), signal: session.signal, ...how, emit: (event) => session.emit(event),
  }, { files, runner: shellRunner, nodePath: process.execPath });
}

/** The configuration as data alone: its program is not run, files outside of its folder are not read, and its backend is nobody's business. */
async function openData({ options, ...session }: Session): Promise<Outcome<readonly Configuration[]>> {
  const { dir, stack } = options;
  const loaded = await openConfiguration(dir, {
    env: {}, program: 'refuse', ...(stack === undefined ? {} : { stack }), providerVersions: providerVersions({ options, ...session }), signal: session.signal, emit: () => undefined,
  }, { files: confinedFiles(dir), runner: shellRunner, nodePath: process.execPath });
  return loaded.ok ? ok(loaded.value.map(({ encryption: _own, ...configuration }) => ({ ...configuration, backend: undefined })), loaded.diagnostics) : loaded;
}

/** The one configuration that the options mean. */
export async function openOne(session: Session, files = nodeFiles, how: Pick<LoadOptions, 'despiteReferences'> = {}): Promise<Outcome<Configuration>> {
  const { options } = session;
  const chosen = options.configuration;
  if (chosen !== undefined) return ok(chosen);
  const stacks = await openStacks(session, files, how);
  if (!stacks.ok) return stacks;
  const [first, ...more] = stacks.value;
  if (first === undefined || more.length > 0) {
    const names = stacks.value.map((s) => s.stack ?? '').join(', ');
    return fail(...stacks.diagnostics, diagnostic('compose_stack_needed', `The app has the stacks ${names}. Name one: -stack=${first?.stack ?? 'NAME'}.`));
  }
  return ok(first, stacks.diagnostics);
}

export async function open(session: Session, files = nodeFiles): Promise<Outcome<Opened>> {
  const configuration = await openOne(session, files);
  if (!configuration.ok) return configuration;
  const { options } = session;
  const sources = await gatherVariables(options.dir, options.env, options.variables ?? [], nodeFiles);
  if (!sources.ok) return { ok: false, diagnostics: [...configuration.diagnostics, ...sources.diagnostics] };
  const variables = resolveVariables(configuration.value, sources.value);
  const diagnostics: readonly Diagnostic[] = [...configuration.diagnostics, ...sources.diagnostics, ...variables.diagnostics];
  return variables.ok ? ok({ configuration: configuration.value, variables: variables.value, given: givenVariables(configuration.value, sources.value) }, diagnostics) : { ok: false, diagnostics };
}

import { createRequire } from 'node:module';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { diagnostic, Failure, type Diagnostic } from '../diagnostics';
import type { Provider, ProviderPlace } from '../provider';

/** Names the modules; from the environment only, so that no configuration can have code run. */
const VARIABLE = 'HOLDFAST_PROVIDERS';

/**
 * The providers of the modules that HOLDFAST_PROVIDERS lists, separated as PATH is; relative paths start from the folder of the
 * configuration. Throws a Failure that tells of every module that is missing, throws or exports something else.
 */
export function moduleProviders(place: ProviderPlace): readonly Provider[] {
  const paths = (place.env[VARIABLE] ?? '').split(delimiter).filter((path) => path !== '');
  const problems: Diagnostic[] = [];
  const providers = paths.flatMap((path): Provider[] => {
    const loaded = load(path, place);
    if (!('code' in loaded)) return [loaded];
    problems.push(loaded);
    return [];
  });
  if (problems.length > 0) throw new Failure(problems);
  return providers;
}

function load(path: string, place: ProviderPlace): Provider | Diagnostic {
  const file = isAbsolute(path) ? path : resolve(place.dir, path);
  const load = createRequire(join(resolve(place.dir), 'package.json'));
  try {
    load.resolve(file);
  } catch {
    return diagnostic('compose_provider_missing', `${VARIABLE} names ${path}, and there is no module at ${file}. Correct the path; modules are separated by "${delimiter}".`);
  }
  let exported: unknown;
  try {
    exported = providerIn(load(file), place);
    if (isProvider(exported)) {
      // Asked once here, so that a schema that cannot be made is told of as what it is.
      exported.schema();
      return exported;
    }
  } catch (error) {
    return diagnostic('compose_provider_broken', `The module ${path}, which ${VARIABLE} names, failed while it was loaded: ${error instanceof Error ? error.message : String(error)}. Its makers should be told.`);
  }
  return diagnostic('compose_provider_invalid', `The module ${path}, which ${VARIABLE} names, exports no provider${missing(exported)}. `
    + 'A provider is an object of the type Provider, or a function that gives one, exported as "provider", as the default or as the module itself; docs/providers.md has the contract.');
}

function providerIn(module: unknown, place: ProviderPlace): unknown {
  const found = isRecord(module) ? module['provider'] ?? module['default'] ?? module : module;
  return typeof found === 'function' ? (found as (place: ProviderPlace) => unknown)(place) : found;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => (typeof value === 'object' || typeof value === 'function') && value !== null;

const SOURCE = /^(?:[a-z0-9.:-]+\/)?[a-z0-9_-]+\/[a-z0-9_-]+$/;
const VERBS = ['schema', 'validateProvider', 'validateResource', 'configure'] as const;

/** The first thing that is not as a provider has it. */
function fault(value: unknown): string | undefined {
  if (!isRecord(value)) return 'it is no object';
  if (typeof value['typeName'] !== 'string') return 'typeName is no string';
  if (typeof value['source'] !== 'string' || !SOURCE.test(value['source'])) return 'source is no source address such as "example/thing"';
  if (value['version'] !== undefined && typeof value['version'] !== 'string') return 'version is no string';
  const verb = VERBS.find((name) => typeof value[name] !== 'function');
  return verb === undefined ? undefined : `${verb} is no function`;
}

const isProvider = (value: unknown): value is Provider => fault(value) === undefined;
const missing = (value: unknown): string => `: ${fault(value) ?? 'nothing'}`;

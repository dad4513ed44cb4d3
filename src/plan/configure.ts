import type { Configuration } from '../config';
import { hasErrors, type Diagnostic } from '../diagnostics';
import type { State } from '../state';
import type { Value } from '../values';
import { providerKey } from './config-graph';
import type { PlanProviders } from './inputs';
import { parseProviderString } from './prior';
import { configuredReaders } from './providers';
import { planScope } from './scope';

/**
 * Configures every provider that the configuration or the state uses, without planning anything: what taking up
 * an interrupted run needs before there can be a plan.
 */
export async function configureProviders(
  configuration: Configuration, variables: ReadonlyMap<string, Value>, state: State | undefined, providers: PlanProviders,
): Promise<readonly Diagnostic[]> {
  const readers = configuredReaders(configuration, providers, planScope(configuration, variables));
  const keys = new Set([...configuration.resources.values()].map((block) => providerKey(block.provider)));
  for (const resource of state?.resources.values() ?? []) {
    const parsed = parseProviderString(resource.provider);
    if (parsed !== undefined) keys.add(readers.keyFor(parsed.source, parsed.alias));
  }
  for (const key of keys) {
    await readers.reader(key);
    if (hasErrors(readers.diagnostics)) break;
  }
  return readers.diagnostics;
}

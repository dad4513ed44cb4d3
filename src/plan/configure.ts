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
 * an interrupted run needs before there can be a plan. `begun`: keys under which that run began calls; one whose block
 * is gone is left out.
 */
export async function configureProviders(
  configuration: Configuration, variables: ReadonlyMap<string, Value>, state: State | undefined, providers: PlanProviders, begun: Iterable<string> = [],
): Promise<readonly Diagnostic[]> {
  const readers = configuredReaders(configuration, providers, planScope(configuration, variables));
  const keys = new Set([...configuration.resources.values()].map((block) => providerKey(block.provider)));
  for (const resource of state?.resources.values() ?? []) {
    const parsed = parseProviderString(resource.provider);
    if (parsed !== undefined) keys.add(readers.keyFor(parsed.source, parsed.alias));
  }
  const declared = new Set(configuration.providers.map(providerKey));
  for (const key of begun) {
    const implied = !key.includes('.') && readers.kind(key) !== undefined;
    if (declared.has(key) || implied) keys.add(key);
  }
  for (const key of keys) {
    await readers.reader(key);
    if (hasErrors(readers.diagnostics)) break;
  }
  return readers.diagnostics;
}

import type { Diagnostic } from '../diagnostics';
import type { ProviderReader } from '../provider';
import { nullOf, typeOf, unmarkDeep, type Value } from '../values';
import { decide } from './decide';
import type { PriorObject } from './prior';
import type { DecidedChange } from './steps';
import type { ActionReason } from './types';

/** Plans the end of an object: a call, or only forgetting it, as its provider says. */
export async function endOrphan(
  prior: PriorObject, refreshed: Value, provider: string, reader: ProviderReader, reason: ActionReason | undefined, constructPath: string | undefined,
): Promise<{ readonly decided: DecidedChange; readonly diagnostics: readonly Diagnostic[] }> {
  const plain = unmarkDeep(refreshed).value;
  const nothing = nullOf(typeOf(plain));
  const gone = await reader.planResource({ type: prior.type, address: prior.address, config: nothing, prior: plain, proposed: nothing });
  const decision = decide({ prior: plain, inPlace: undefined, fresh: undefined, gone, tainted: prior.tainted, createBeforeDestroy: false }, reason);
  return {
    diagnostics: gone.diagnostics.map((d) => ({ ...d, address: d.address ?? prior.address })),
    decided: {
      change: {
        address: prior.address, mode: 'managed', type: prior.type, name: prior.name, provider, deposed: prior.deposed,
        action: decision.action, order: undefined, disposal: decision.disposal, reason: decision.reason,
        before: refreshed, after: decision.after, replacePaths: [], notes: gone.notes, dependencies: prior.dependencies,
        createBeforeDestroy: prior.createBeforeDestroy, constructPath,
      },
      making: undefined, ending: gone, needs: [], stateNeeds: prior.dependencies, residual: undefined,
    },
  };
}

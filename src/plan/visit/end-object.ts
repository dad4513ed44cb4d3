import type { Diagnostic } from '../../diagnostics';
import type { ProviderReader } from '../../provider';
import { nullOf, typeOf, unmarkDeep, type Value } from '../../values';
import { decide } from '../decide';
import type { PriorObject } from '../prior';
import type { DecidedChange } from '../steps/input';
import type { ActionReason } from '../types';

/** Plans the end of an object: a call, or only forgetting it, as its provider says; `forget`: only that, whatever it says. */
export async function endObject(
  prior: PriorObject, refreshed: Value, provider: string, reader: ProviderReader,
  why: { readonly reason?: ActionReason | undefined; readonly constructPath?: string | undefined; readonly forget?: boolean | undefined },
): Promise<{ readonly decided: DecidedChange; readonly diagnostics: readonly Diagnostic[] }> {
  const plain = unmarkDeep(refreshed).value;
  const nothing = nullOf(typeOf(plain));
  const asked = await reader.planResource({ type: prior.type, address: prior.address, config: nothing, prior: plain, proposed: nothing });
  const gone = why.forget === true ? { ...asked, disposal: 'forget' as const, effects: [], facts: [], notes: [] } : asked;
  const decision = decide({ prior: plain, inPlace: undefined, fresh: undefined, gone, tainted: prior.tainted, createBeforeDestroy: false }, why.reason);
  return {
    diagnostics: asked.diagnostics.map((d) => ({ ...d, address: d.address ?? prior.address })),
    decided: {
      change: {
        address: prior.address, module: prior.module, key: prior.key, previousAddress: prior.previousAddress,
        mode: 'managed', type: prior.type, name: prior.name, provider, deposed: prior.deposed,
        action: decision.action, order: undefined, disposal: decision.disposal, reason: decision.reason,
        before: refreshed, after: decision.after, replacePaths: [], notes: gone.notes, dependencies: prior.dependencies, priorDependencies: prior.unmovedDependencies,
        tainted: prior.tainted ? true : undefined, createBeforeDestroy: prior.createBeforeDestroy, constructPath: why.constructPath,
      },
      node: prior.resource, making: undefined, ending: gone, needs: [], stateNeeds: prior.dependencies, residual: undefined,
    },
  };
}

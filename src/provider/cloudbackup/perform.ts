import type { Clock } from '../../api';
import { unreachable, type Diagnostic } from '../../diagnostics';
import type { MutatingCall } from '../../operations';
import type { ApplyPorts } from '../types';

/** How one call ended, for a step. */
export type Performed =
  /** `diagnostics`: warnings, such as an operation that failed and whose goal is reached all the same. */
  | { readonly kind: 'reached'; readonly calls: number; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'failed'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'indeterminate'; readonly operationId: string | undefined; readonly diagnostics: readonly Diagnostic[] };

/**
 * Carries one call through the step protocol. A call that the service refused or failed (there already, gone already)
 * has still done its work when a read proves the goal; a refusal that speaks of the goal is read again after `readLagMs`.
 */
export async function performCall(call: MutatingCall, ports: ApplyPorts, clock: Clock, readLagMs: number): Promise<Performed> {
  const outcome = await ports.operations.perform(call, ports.signal);
  switch (outcome.kind) {
    case 'satisfied':
      return { kind: 'reached', calls: 0, diagnostics: [] };
    case 'performed':
      return { kind: 'reached', calls: 1, diagnostics: outcome.diagnostics ?? [] };
    case 'indeterminate':
      return outcome;
    case 'failed':
    case 'refused': {
      // Nothing was read or sent before a precheck that failed: there is no goal to look for.
      const speaksOfGoal = outcome.kind === 'refused' ? ['NOT_FOUND', 'ALREADY_EXISTS'].includes(outcome.error.status) : outcome.operationId !== undefined;
      if (speaksOfGoal && await reached(call, ports, clock, readLagMs)) return { kind: 'reached', calls: 1, diagnostics: [] };
      return { kind: 'failed', diagnostics: outcome.diagnostics };
    }
    default:
      return unreachable(outcome);
  }
}

async function reached(call: MutatingCall, ports: ApplyPorts, clock: Clock, readLagMs: number): Promise<boolean> {
  const ended = clock.monotonic();
  for (const notBefore of [ended, ended + readLagMs]) {
    const reading = await call.goal(notBefore, ports.signal);
    if (reading.kind === 'reached') return true;
  }
  return false;
}

import { planDigest, type Plan } from '../plan';
import type { PlanResult } from './options';

/** A plan with its digest, computed at most once. */
export function resultOf(made: Plan, known: string | undefined): PlanResult {
  let digest = known;
  return { plan: made, digest: () => (digest ??= planDigest(made)) };
}

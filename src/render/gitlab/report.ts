import type { PlanCounts } from '../plan-view';

/** Largest count that GitLab's parser keeps. */
const MOST = 999_999;

/**
 * GitLab's terraform report: exactly these three counts. What is adopted or forgotten is in none, as nothing is made or ended.
 * Source of rule: the parser behind `artifacts:reports:terraform` wants the three keys with numbers and clamps them.
 */
export function gitlabReport({ add, change, destroy }: PlanCounts): { readonly create: number; readonly update: number; readonly delete: number } {
  const count = (n: number): number => Math.min(n, MOST);
  return { create: count(add), update: count(change), delete: count(destroy) };
}

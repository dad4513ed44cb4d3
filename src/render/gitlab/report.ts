import type { PlanCounts } from '../plan-view';

/** Largest count that GitLab's parser keeps. */
const MOST = 999_999;

/**
 * GitLab's terraform report of one plan or of several together: exactly these three counts. What is adopted or forgotten is in none, as nothing is made or ended.
 * Source of rule: the parser behind `artifacts:reports:terraform` wants the three keys with numbers and clamps them.
 */
export function gitlabReport(plans: readonly PlanCounts[]): { readonly create: number; readonly update: number; readonly delete: number } {
  const count = (of: (counts: PlanCounts) => number): number => Math.min(plans.reduce((sum, counts) => sum + of(counts), 0), MOST);
  return { create: count(({ add }) => add), update: count(({ change }) => change), delete: count(({ destroy }) => destroy) };
}

/**
 * `holdfast/testing`: tests of configurations, on the embedded engine and the embedded service. No terraform, no network,
 * no credentials. `holdfast/testing/jest` puts the matchers into jest.
 */
export { startWorld } from './adapter-world';
export type { LedgerEntry, PlanningOptions, World, WorldOptions } from './adapter-world';
export type { StackLike, Subject } from './adapter-subject';
export type { ExpectedPlan } from './expected';
export { matchers } from './matchers';
export type { MatcherOptions, MatcherResult } from './matchers';
export { planWords } from './words';

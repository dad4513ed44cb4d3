/**
 * `holdfast/testing/jest`: puts the matchers into jest, from a test file or as one of `setupFilesAfterEnv`. With
 * `injectGlobals: false` extend jest's own `expect` by `matchers` instead.
 */
import { matchers, type ExpectedPlan, type MatcherOptions } from './index';

declare global {
  namespace jest {
    interface Matchers<R, T = {}> {
      /** The plan of a stack or folder does this: `await expect(stack).toPlan({ create: 2, delete: 0 }, { world })`. */
      toPlan(expected: ExpectedPlan, options?: MatcherOptions): Promise<R>;
      /** There is nothing to apply. */
      toPlanNoChanges(options?: MatcherOptions): Promise<R>;
      /** Planning finds errors, or a guard refuses the plan; with a code, one of the problems has it. */
      toBeRefused(code?: string, options?: MatcherOptions): Promise<R>;
    }
  }
}

interface JestExpect {
  extend(matchers: object): void;
}

const { expect } = globalThis as { readonly expect?: JestExpect };
if (expect === undefined) {
  throw new Error('holdfast/testing/jest is for test files and setup files of jest: there is no global "expect" here. Elsewhere extend an expect of your own by the "matchers" of holdfast/testing.');
}
expect.extend(matchers);

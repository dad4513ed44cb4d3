import type { Plan } from '../index';
import type { PlanningOptions, World } from './adapter-world';
import { startWorld } from './adapter-world';
import type { Subject } from './adapter-subject';
import { disagreements, type ExpectedPlan } from './expected';
import { planWords, problemLine } from './words';

export interface MatcherOptions extends PlanningOptions {
  /** Where the plan is made: a world that was started, or what it is to hold. Without it nothing exists yet. */
  readonly world?: World | object;
}

/** What jest takes from a matcher. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Matchers for `expect.extend`. All plan, and none changes anything. */
export const matchers = {
  /** The plan does this: `toPlan({ create: 2, delete: 0 })`. What is not named is not looked at. */
  async toPlan(received: unknown, expected: ExpectedPlan, options: MatcherOptions = {}): Promise<MatcherResult> {
    const plan = await planned(received, options);
    const wrong = disagreements(plan, expected);
    return wrong.length === 0
      ? { pass: true, message: () => `Expected a plan other than ${JSON.stringify(expected)}, and it is just that.\n\n${planWords(plan)}` }
      : { pass: false, message: () => `The plan is not as expected.\n${wrong.map((line) => `  ${line}`).join('\n')}\n\n${planWords(plan)}` };
  },

  /** There is nothing to apply: no object and no output changes. */
  async toPlanNoChanges(received: unknown, options: MatcherOptions = {}): Promise<MatcherResult> {
    const plan = await planned(received, options);
    return { pass: !plan.applyable, message: () => `Expected ${plan.applyable ? 'no changes' : 'changes, and there are none'}.\n\n${planWords(plan)}` };
  },

  /**
   * Nothing can be applied: planning finds errors, or a guard refuses the plan. With a code, such as
   * `provider_path_invalid`, one of the problems has it (docs/diagnostics.md lists them).
   */
  async toBeRefused(received: unknown, code?: string, options: MatcherOptions = {}): Promise<MatcherResult> {
    const outcome = await onWorld(options, (world) => world.plan(received as Subject, planning(options)));
    const problems = outcome.ok ? outcome.value.blocked : outcome.diagnostics.filter(({ severity }) => severity === 'error');
    const pass = problems.some((problem) => code === undefined || problem.code === code);
    const found = outcome.ok ? planWords(outcome.value) : problems.map(problemLine).join('\n');
    return { pass, message: () => `Expected it ${pass ? 'not to be refused' : 'to be refused'}${code === undefined ? '' : ` with ${code}`}.\n\n${found}` };
  },
};

/** The plan. Where there is none, neither a matcher nor its opposite holds. */
async function planned(received: unknown, options: MatcherOptions): Promise<Plan> {
  const outcome = await onWorld(options, (world) => world.plan(received as Subject, planning(options)));
  if (outcome.ok) return outcome.value;
  throw new Error(`There is no plan:\n${outcome.diagnostics.filter(({ severity }) => severity === 'error').map(problemLine).join('\n')}`);
}

function planning({ world: _world, ...options }: MatcherOptions): PlanningOptions {
  return options;
}

async function onWorld<T>({ world }: MatcherOptions, work: (world: World) => Promise<T>): Promise<T> {
  if (world !== undefined && isWorld(world)) return work(world);
  const own = await startWorld(world);
  try {
    return await work(own);
  } finally {
    await own.close();
  }
}

function isWorld(world: World | object): world is World {
  return 'plan' in world && 'ledger' in world;
}

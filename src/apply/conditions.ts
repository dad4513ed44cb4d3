import { hasErrors, type Diagnostic } from '../diagnostics';
import { withoutKeys } from '../addrs';
import { judgeRule, type CheckResult, type ConditionStep } from '../plan';
import { doneStep, failedStep, type StepOf, type StepResult, type Walker } from './walker';

const KIND: Readonly<Record<ConditionStep['of'], CheckResult['kind']>> = {
  precondition: 'resource', postcondition: 'resource', output: 'output_value', validation: 'var', check: 'check',
};

/** Judges what the plan could not: a condition that does not hold stops what depends on its thing; one of a check block warns. */
export function judgeConditions(walker: Walker, step: StepOf<'condition'>): StepResult {
  const told: Diagnostic[] = [];
  const { of, address, checks } = { ...step, checks: walker.checks };
  const scope = walker.scopes.of(step.module, told, step.self);
  if (of === 'check' && walker.unreadChecks.has(address)) return doneStep(undefined);
  const declared = withoutKeys(address);
  checks.learn(declared, address);
  const diagnostics: Diagnostic[] = [];
  for (const { condition, errorMessage, range } of step.rules) {
    const verdict = judgeRule({ condition, errorMessage }, of, scope, { address, failed: () => range, condition: () => range });
    diagnostics.push(...verdict.diagnostics);
    checks.report(KIND[of], declared, address, told.length > 0 ? 'error' : verdict.status, verdict.problem);
  }
  const all = [...told, ...diagnostics];
  return hasErrors(all) ? failedStep(all) : doneStep(undefined, 0, all);
}

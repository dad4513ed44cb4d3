import type { Condition } from '../../config';
import type { Diagnostic } from '../../diagnostics';
import type { Scope } from '../../lang';
import { residualOf } from '../residual/body';
import type { ConditionStep, Step } from '../types';
import { judgeRule, type ConditionOf, type RulePlace, type Verdict } from './judge';

export interface Judged {
  readonly verdicts: readonly Verdict[];
  readonly diagnostics: readonly Diagnostic[];
  /** Those that cannot be told yet, with their places among all. */
  readonly open: readonly { readonly rule: Condition; readonly index: number }[];
}

const NOTHING: Judged = Object.freeze({ verdicts: [], diagnostics: [], open: [] });

/** Judges all conditions of one thing. */
export function judgeAll(rules: readonly Condition[], of: ConditionOf, scope: Scope, placeOf: (rule: Condition, index: number) => RulePlace): Judged {
  if (rules.length === 0) return NOTHING;
  const verdicts = rules.map((rule, index) => judgeRule(rule, of, scope, placeOf(rule, index)));
  return {
    verdicts,
    diagnostics: verdicts.flatMap((v) => v.diagnostics),
    open: rules.flatMap((rule, index) => (verdicts[index]?.status === 'unknown' ? [{ rule, index }] : [])),
  };
}

const VERB: Readonly<Record<ConditionOf, string>> = {
  precondition: 'preconditions of', postcondition: 'postconditions of', validation: 'validation of', output: 'preconditions of', check: 'assertions of',
};

/** The step that judges what could not be told when planning. */
export function conditionStep(
  of: ConditionOf, address: string, module: string | undefined, self: string | undefined, open: Judged['open'], scope: Scope,
): Extract<Step, { kind: 'condition' }> {
  const uses = new Set<string>();
  const rules = open.map(({ rule, index }): ConditionStep['rules'][number] => {
    const condition = residualOf(rule.condition, scope, module);
    const message = residualOf(rule.errorMessage, scope, module);
    for (const used of [...condition.uses, ...message.uses]) uses.add(used);
    return { condition: condition.expr, errorMessage: message.expr, index, range: rule.locate(['condition'], rule.condition.span) };
  });
  return {
    id: `${VERB[of]} ${address}`, after: [], kind: 'condition', of, address, rules, uses: [...uses].sort(),
    ...(module === undefined ? {} : { module }), ...(self === undefined ? {} : { self }),
  };
}

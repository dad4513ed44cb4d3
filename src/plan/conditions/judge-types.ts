import type { Condition } from '../../config';
import { diagnostic, type Diagnostic, type Place } from '../../diagnostics';
import { evaluate, type Scope } from '../../lang';
import { BOOL, convert, STRING, unmark } from '../../values';
import { locator } from '../locate';

/** Whether a condition and its message can be what they must be. That a condition fails is not looked at. */
export function judgeTypes(rule: Condition, scope: Scope, address: string, constructPath: string | undefined): readonly Diagnostic[] {
  const place: Place = { address, constructPath };
  const condition = evaluate(rule.condition, scope, locator(rule, 'condition'));
  const message = evaluate(rule.errorMessage, scope, locator(rule, 'error_message'));
  const told: Diagnostic[] = [...condition.diagnostics, ...message.diagnostics].map((d) => ({ ...place, ...d }));
  if (condition.ok) {
    const converted = convert(unmark(condition.value), BOOL);
    if (!converted.ok) told.push(diagnostic('plan_condition_result', `The condition must be true or false: ${converted.message}.`, { ...place, range: rule.locate(['condition'], rule.condition.span) }));
  }
  if (message.ok && !convert(unmark(message.value), STRING).ok) {
    told.push(diagnostic('plan_condition_message', 'The error message of this condition is not a string. Give one that says what is wrong and what to do.', { ...place, range: rule.locate(['error_message'], rule.errorMessage.span) }));
  }
  return told;
}

import type { Condition } from '../../config';
import type { Diagnostic } from '../../diagnostics';
import { evaluate, type Scope } from '../../lang';
import { locator } from '../locate';

/** Whether a condition of a resource and its message can be evaluated. What they are, and that one fails, is for a plan to say: as in Terraform. */
export function judgeParts(rule: Condition, scope: Scope, address: string, constructPath: string | undefined): readonly Diagnostic[] {
  const condition = evaluate(rule.condition, scope, locator(rule, 'condition'));
  const message = evaluate(rule.errorMessage, scope, locator(rule, 'error_message'));
  return [...condition.diagnostics, ...message.diagnostics].map((d) => ({ address, constructPath, ...d }));
}

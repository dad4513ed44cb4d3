import { hasErrors } from '../../diagnostics';
import type { Condition } from '../../config';
import type { Scope } from '../../lang';
import type { Value } from '../../values';
import { conditionStep, judgeAll } from '../conditions/gather';
import type { Target } from '../declared';
import { InstanceScope } from '../instances/instance-scope';
import { ModuleScope } from '../instances/module-scope';
import { locator } from '../locate';
import type { Making } from '../making';
import type { Declaration } from './declaration';

/** Judges the preconditions of one instance; false where it must not go on. */
export function judgePreconditions(making: Making, declaration: Declaration, target: Target, scope: Scope): boolean {
  const { preconditions } = declaration.node.block.lifecycle;
  return judge(making, declaration, target, scope, 'precondition', preconditions);
}

/** Judges the postconditions of one instance by what is planned of it. */
export function judgePostconditions(making: Making, declaration: Declaration, target: Target, scope: Scope, after: Value): boolean {
  const { postconditions } = declaration.node.block.lifecycle;
  if (postconditions.length === 0) return true;
  const own = scope instanceof InstanceScope ? scope : scope instanceof ModuleScope ? new InstanceScope(scope, undefined) : undefined;
  if (own === undefined) throw new Error('a scope of neither a module nor an instance');
  return judge(making, declaration, target, own.withSelf(after), 'postcondition', postconditions);
}

function judge(
  making: Making, { node }: Declaration, target: Target, scope: Scope, of: 'precondition' | 'postcondition', rules: readonly Condition[],
): boolean {
  if (rules.length === 0) return true;
  const { out, inputs, graph } = making;
  const lenient = inputs.mode !== 'normal';
  const judged = judgeAll(rules, of, scope, (rule) => ({
    address: target.address, constructPath: node.block.constructPath, lenient,
    condition: locator(rule, 'condition'), message: locator(rule, 'error_message'),
  }));
  out.diagnostics.push(...judged.diagnostics);
  for (const verdict of judged.verdicts) out.checks.report('resource', target.node, target.address, verdict.status, verdict.problem);
  if (judged.open.length > 0 && inputs.mode === 'normal') {
    out.extra.push({
      role: of === 'precondition' ? 'before' : 'after', node: target.node, address: target.address, needs: graph.needs(target.node),
      step: conditionStep(of, target.address, target.module, of === 'postcondition' ? target.address : undefined, judged.open, scope),
    });
  }
  return !hasErrors(judged.diagnostics);
}

import type { OutputBlock } from '../../config';
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics';
import type { Visit } from '../../graph';
import { evaluate } from '../../lang';
import { DYNAMIC, hasInfinity, isSensitive, marksOf, marksWithin, unknownOf, type Value } from '../../values';
import { conditionStep, judgeAll } from '../conditions/gather';
import type { ModuleScope } from '../instances/module-scope';
import { leaveOpen } from '../left-open';
import { locator } from '../locate';
import { scopesOf, type Making } from '../making';
import type { NodeOf } from '../static/nodes';

/** Evaluates an output in each instance of its module; those of the root are what the plan changes. */
export function visitOutput(making: Making, node: NodeOf<'output'>): Visit {
  const isRoot = node.module.parent === undefined;
  if (making.inputs.mode === 'destroy' && node.block.preconditions.length > 0) {
    // Terraform speaks of outputs of the root as of things that are there, and of others not.
    if (isRoot) making.out.checks.report('output_value', node.id, node.id, 'unknown');
    else making.out.checks.passOver('output_value', node.id);
  }
  if (making.inputs.mode === 'normal' && node.block.preconditions.length > 0) making.out.checks.declare('output_value', node.id);
  let failed = false;
  for (const scope of scopesOf(making, node.module)) failed = !putOutput(making, node, scope) || failed;
  return failed ? 'failed' : 'done';
}

function putOutput(making: Making, node: NodeOf<'output'>, scope: ModuleScope): boolean {
  const { block } = node;
  const { out, inputs } = making;
  const address = scope.path === undefined ? `output.${block.name}` : `${scope.path}.output.${block.name}`;
  const lenient = inputs.mode === 'destroy';
  if (inputs.mode === 'normal' && !judged(making, node, scope, address)) return false;
  const result = evaluate(block.value, scope, locator(block, 'value'));
  if (!lenient) out.diagnostics.push(...result.diagnostics.map((d) => ({ ...d, address: d.address ?? address, range: d.range ?? block.locate(['value']) })));
  if (!result.ok) {
    scope.outputs.set(block.name, unknownOf(DYNAMIC));
    return lenient;
  }
  const problems = markProblems(block, result.value, scope.path === undefined, address);
  if (!lenient) out.diagnostics.push(...problems);
  if (problems.length > 0) return lenient;
  if (scope.path === undefined) out.outputs.set(block.name, result.value);
  else leaveOpen(making, node.id, result.value, block.value, () => scope.outputExpr(block));
  // As in Terraform 1.11, sensitive = true makes no secret of a value within the configuration.
  scope.outputs.set(block.name, result.value);
  return true;
}

/** A value that an output must not give away: a secret that the root module would print, and what is never kept. */
export function markProblems(block: OutputBlock, value: Value, isRoot: boolean, address: string): readonly Diagnostic[] {
  if (!block.ephemeral && marksWithin([value]).includes('ephemeral')) {
    return [diagnostic('plan_output_ephemeral', `The value of output "${block.name}" is ephemeral, and an output keeps its value. `
      + `${isRoot ? 'Leave the value out, or use ephemeralasnull().' : 'Set ephemeral = true on the output, or leave the value out.'}`, { address, range: block.locate(['value'], block.value.span) })];
  }
  if (block.ephemeral && !marksOf(value).includes('ephemeral')) {
    return [diagnostic('plan_output_lasting', `Output "${block.name}" is declared as ephemeral, and its value is none: it is not ephemeral as a whole. Remove ephemeral = true, or give the output an ephemeral value.`, { address, range: block.locate(['value'], block.value.span) })];
  }
  if (isRoot && hasInfinity(value)) {
    return [diagnostic('lang_number_infinite', `A number in the value of output "${block.name}" is infinite: something was divided by zero.`, { address, range: block.locate(['value'], block.value.span) })];
  }
  if (!isRoot || block.sensitive || !isSensitive(value)) return [];
  return [diagnostic('plan_output_sensitive', `The value of output "${block.name}" comes from something sensitive, and the output is not `
    + 'marked so: printing it would show the secret. Set sensitive = true on the output, or leave the value out.', { address, range: block.locate() })];
}

function judged(making: Making, node: NodeOf<'output'>, scope: ModuleScope, address: string): boolean {
  const { block } = node;
  if (block.preconditions.length === 0) return true;
  const { checks, diagnostics, extra } = making.out;
  const found = judgeAll(block.preconditions, 'output', scope, (rule) => ({
    address, condition: locator(rule, 'condition'), message: locator(rule, 'error_message'),
  }));
  diagnostics.push(...found.diagnostics);
  for (const verdict of found.verdicts) checks.report('output_value', node.id, address, verdict.status, verdict.problem);
  if (found.open.length > 0) {
    extra.push({ role: 'guard', node: node.id, needs: making.graph.needs(node.id), step: conditionStep('output', address, scope.path, undefined, found.open, scope) });
  }
  return !hasErrors(found.diagnostics);
}

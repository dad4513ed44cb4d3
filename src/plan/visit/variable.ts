import type { ModuleCall, VariableBlock } from '../../config';
import { diagnostic, hasErrors, type Diagnostic, type SourceRange } from '../../diagnostics';
import type { Visit } from '../../graph';
import { evaluate } from '../../lang';
import { marksWithin, unknownOf, type Value } from '../../values';
import { conditionStep, judgeAll, type Judged } from '../conditions/gather';
import type { ModuleScope } from '../instances/module-scope';
import { shapeOf, typeOfVariable, variableValue, type Fitted } from '../instances/variable-value';
import { leaveOpen } from '../left-open';
import { locator } from '../locate';
import { scopesOf, type Making } from '../making';
import { nodeId } from '../static/needs';
import type { NodeOf } from '../static/nodes';

/** Gives an input of a module its value, in each instance of the module. Those of the root have theirs already. */
export function visitVariable(making: Making, node: NodeOf<'variable'>): Visit {
  const { call } = node.module;
  if (call === undefined) return 'done';
  let failed = false;
  for (const scope of scopesOf(making, node.module)) failed = !putVariable(making, node, scope) || failed;
  return failed ? 'failed' : 'done';
}

function putVariable(making: Making, node: NodeOf<'variable'>, scope: ModuleScope): boolean {
  const { block, module } = node;
  const { name } = block;
  const { call } = module;
  if (call === undefined || scope.caller === undefined) return true;
  const input = call.inputs.get(name);
  const lenient = making.inputs.mode === 'destroy';
  const result = input === undefined ? undefined : evaluate(input, scope.caller, locator(call, name));
  if (result !== undefined && !lenient) making.out.diagnostics.push(...result.diagnostics.map((d) => ({ ...d, address: d.address ?? scope.path, constructPath: d.constructPath ?? call.constructPath })));
  const unknown = unknownOf(typeOfVariable(block.type));
  if (result?.ok === false) {
    scope.variables.set(name, unknown);
    return lenient;
  }
  const fitted = variableValue(shapeOf(block), result?.value);
  scope.variables.set(name, fitted.ok ? fitted.value : unknown);
  if (fitted.ok) leaveOpen(making, node.id, fitted.value, undefined, () => scope.origin({ kind: 'variable', name }));
  if (lenient) return true;
  if (fitted.ok) {
    const fleeting = result === undefined ? [] : fleetingInput(call, block, scope.path, result.value);
    making.out.diagnostics.push(...fleeting);
    return fleeting.length === 0;
  }
  making.out.diagnostics.push(inputProblem(call, block, scope, fitted));
  return false;
}

/** A value that is never kept, for a variable that does not say that it takes such. */
export function fleetingInput(call: ModuleCall, block: VariableBlock, address: string | undefined, given: Value): readonly Diagnostic[] {
  if (block.ephemeral || !marksWithin([given]).includes('ephemeral')) return [];
  return [diagnostic('plan_input_ephemeral', `Module "${call.name}" is given an ephemeral value for its variable "${block.name}", which is not declared to take such. Set ephemeral = true on the variable, or leave the value out.`,
    { address, constructPath: call.constructPath, range: call.locate([block.name], call.inputs.get(block.name)?.span) })];
}

/** A value of a call that does not suit the variable it is for. */
export function inputProblem(call: ModuleCall, block: VariableBlock, scope: ModuleScope, fitted: Extract<Fitted, { ok: false }>): Diagnostic {
  const at = fitted.path.length === 0 ? '' : ` (at ${fitted.path.join('.')})`;
  const input = call.inputs.get(block.name);
  return diagnostic(fitted.isNull ? 'plan_input_null' : 'plan_input_invalid', `The value that module "${call.name}" is given for its variable "${block.name}" does not suit it: ${fitted.message}${at}. `
    + 'Give one of the type that the module declares.',
  { address: scope.path, constructPath: call.constructPath, range: input === undefined ? call.locate() : call.locate([block.name], input.span) });
}

/** Judges what a variable's conditions say of its value. */
export function visitValidation(making: Making, node: NodeOf<'validation'>): Visit {
  const { block, module } = node;
  const { out } = making;
  const address = `var.${block.name}`;
  const id = nodeId.variable(module, block.name);
  if (making.inputs.mode === 'destroy') {
    out.checks.passOver('var', id);
    return 'done';
  }
  out.checks.declare('var', id);
  let failed = false;
  for (const scope of scopesOf(making, module)) {
    const own = scope.path === undefined ? address : `${scope.path}.${address}`;
    const judged = judgeValidations(node, scope);
    out.diagnostics.push(...judged.diagnostics);
    for (const verdict of judged.verdicts) out.checks.report('var', id, own, verdict.status, verdict.problem);
    if (hasErrors(judged.diagnostics)) failed = true;
    if (judged.open.length > 0) {
      out.extra.push({ role: 'guard', node: node.id, needs: making.graph.needs(node.id), step: conditionStep('validation', own, scope.path, undefined, judged.open, scope) });
    }
  }
  return failed ? 'failed' : 'done';
}

/** What the conditions of a variable say of its value in one scope. */
export function judgeValidations(node: NodeOf<'validation'>, scope: ModuleScope): Judged {
  const { block, module } = node;
  const address = scope.path === undefined ? `var.${block.name}` : `${scope.path}.var.${block.name}`;
  return judgeAll(block.validations, 'validation', scope, (rule) => ({
    address, constructPath: module.call?.constructPath, condition: locator(rule, 'condition'), message: locator(rule, 'error_message'),
    secret: block.sensitive, failed: () => givenAt(node), more: () => ruleText(rule.locate()),
  }));
}

/** Where the value comes from: the argument of the call, else the declaration. */
function givenAt({ block, module }: NodeOf<'validation'>): SourceRange {
  const { call } = module;
  const input = call?.inputs.get(block.name);
  return call === undefined || input === undefined ? block.locate() : call.locate([block.name], input.span);
}

function ruleText({ filename, start, end }: SourceRange): string {
  const to = end.line === start.line ? String(end.column) : `${end.line},${end.column}`;
  return `\n\nThis was checked by the validation rule at ${filename}:${start.line},${start.column}-${to}.`;
}

import { withoutKeys } from '../addrs';
import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics';
import { evaluate } from '../lang';
import type { OutputChange } from '../plan';
import { assertObjectCompatible, markedBy } from '../schema';
import type { StateOutput } from '../state';
import { DYNAMIC, hasInfinity, isNull, isSensitive, isWhollyKnown, toExactJson, unknownAsNull, unknownOf, typeOf, typeToJson, unmarkDeep, type Value } from '../values';
import { applyPorts, refusedOrOpen } from './make-object';
import { markAll, runObject, schemaOf } from './objects';
import { evaluateStep } from './residual';
import { doneStep, failedStep, type StepOf, type StepResult, type Walker } from './walker';

/** Does what nobody declared and must come first. It leaves nothing in the state. */
export async function prepareWorld(walker: Walker, step: StepOf<'prerequisite'>): Promise<StepResult> {
  const used = walker.providers.get(step.provider);
  if (used === undefined) throw new Error(`no provider "${step.provider}"`);
  const result = await used.provider.applier.performEffect({ step: step.id, effect: step.effect }, applyPorts(walker, step.provider, step));
  return result.kind === 'done' ? doneStep(undefined, result.calls, result.diagnostics) : refusedOrOpen(result);
}

/** Reads a data source that had to wait for its arguments. */
export async function readObject(walker: Walker, step: StepOf<'read'>): Promise<StepResult> {
  const change = walker.changeOf(step.address, undefined);
  const used = walker.providers.get(change.provider);
  const schema = used === undefined ? undefined : schemaOf(used.schema, change);
  if (used === undefined || schema === undefined) throw new Error(`no provider "${change.provider}" with data source ${change.type}`);
  const evaluated = evaluateStep(change, step, schema.block, walker.scopes);
  if (!evaluated.ok) return ofCheck(walker, step, failedStep(evaluated.diagnostics));
  const { config, planned, marked } = evaluated.value;
  const read = await used.provider.reader.readData({ type: change.type, address: step.address, config });
  if (!read.ok) {
    // A state has it as far as it is known, as Terraform's has.
    if (step.check !== undefined) await walker.recorder.object(step.id, step.address, runObject(change, used.source, schema, markAll(unknownAsNull(planned), marked), { private: undefined }));
    return ofCheck(walker, step, failedStep(read.diagnostics));
  }
  // What a check block saw when planning is no promise: it looks at what has become of it.
  const differs = step.check === undefined ? assertObjectCompatible(schema.block, planned, read.value) : [];
  if (hasErrors(differs)) {
    return failedStep(differs.map((d) => ({ ...d, address: step.address, constructPath: change.constructPath })));
  }
  const value = markAll(read.value, markedBy(schema.block, read.value, marked));
  await walker.recorder.object(step.id, step.address, runObject(change, used.source, schema, value, { private: undefined }));
  walker.objects.set(step.address, value);
  return doneStep(read.value, 0, read.diagnostics);
}

/** What a data source of a check block fails with is a warning; what it would have said is not known. */
function ofCheck(walker: Walker, step: StepOf<'read'>, result: StepResult): StepResult {
  const { check } = step;
  if (check === undefined || result.end.kind !== 'failed') return result;
  for (const d of result.end.diagnostics) walker.checks.report('check', withoutKeys(check), check, 'fail', `${d.summary}: ${d.detail}`);
  walker.unreadChecks.add(check);
  walker.objects.set(step.address, unknownOf(DYNAMIC));
  return doneStep(undefined, 0, result.end.diagnostics.map((d) => ({ ...d, severity: 'warning' as const, address: d.address ?? step.address })));
}

/** Evaluates an output whose value the plan could not know. */
export async function writeOutput(walker: Walker, step: StepOf<'output'>, planned: OutputChange | undefined): Promise<StepResult> {
  const place = { address: `output.${step.name}` };
  const told: Diagnostic[] = [];
  const evaluated = evaluate(step.value, walker.scopes.of(undefined, told));
  if (!evaluated.ok || told.length > 0) return failedStep([...told, ...evaluated.diagnostics].map((d) => ({ ...place, ...d })));
  if (isSensitive(evaluated.value) && planned?.sensitive !== true) {
    return failedStep([diagnostic('apply_output_sensitive', `The value of output "${step.name}" turned out to come from something sensitive, and the output is not marked so. `
      + 'Set sensitive = true on the output, or leave the value out.', place)]);
  }
  const { value } = unmarkDeep(evaluated.value);
  if (!isWhollyKnown(value)) {
    return failedStep([diagnostic('apply_still_unknown', `The value of output "${step.name}" is not known even now: ${step.uses.join(', ')} did not give it.`, place)]);
  }
  if (hasInfinity(value)) return failedStep([diagnostic('lang_number_infinite', `A number in the value of output "${step.name}" is infinite: something was divided by zero.`, place)]);
  await walker.recorder.output(step.name, isNull(value) ? null : stateOutput(value, planned?.sensitive === true));
  return doneStep(undefined, 0, evaluated.diagnostics);
}

export function stateOutput(value: Value, sensitive: boolean): StateOutput {
  const { value: plain } = unmarkDeep(value);
  return { value: toExactJson(plain), type: typeToJson(typeOf(plain)), sensitive };
}

/** Evaluates a value that nothing uses, for what may be wrong with it. */
export function evaluateShared(walker: Walker, key: string): StepResult {
  const told: Diagnostic[] = [];
  walker.scopes.of(undefined, told).defined?.(key);
  return hasErrors(told) ? failedStep(told) : doneStep(undefined, 0, told);
}

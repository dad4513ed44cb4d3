import { unknownOf, type Value, type ValuePath } from '../../values';
import type { Reference, Traversal, TraversalStep } from '../expr';
import { headSpan, referenceText, resolveReference } from '../reference';
import { StepFault, stepText, takeStep } from '../step';
import { undeclared } from '../undeclared';
import { fault, NO_VALUE, type Evaluation, type Names } from './evaluation';

/** What a name means that a `for` around it made; undefined when none did. */
export function boundName(names: Names | undefined, name: string): Value | undefined {
  for (let at = names; at !== undefined; at = at.outer) if (at.name === name) return at.value;
  return undefined;
}

export function traversalValue(traversal: Traversal, at: Evaluation, path: ValuePath): Value {
  const bound = at.names === undefined ? undefined : boundName(at.names, traversal.root);
  if (bound !== undefined) return takeAll(bound, traversal.steps, traversal.root, at, path);
  const resolved = resolveReference(traversal);
  if (!resolved.ok) return fault(at, resolved.code, resolved.message, path, resolved.span);
  const { reference, rest } = resolved;
  const value = at.scope.lookup(reference);
  if (value === undefined) {
    const problem = undeclared(reference, at.scope);
    const summary = reference.kind === 'each' && reference.name === 'value' ? { summary: 'each.value cannot be used in this context' } : {};
    at.problems.add({ code: problem.code, message: problem.message, path, span: undeclaredSpan(reference, traversal, rest), ...summary });
    return NO_VALUE;
  }
  if (reference.kind === 'resource' && at.scope.repetition !== undefined) {
    const problem = instanceProblem(reference, rest[0], at);
    // What no object of the type has is told beside the key that is missing.
    const beside = problem?.code === 'lang_instance_key_missing' && at.scope.objectType !== undefined ? unsupported(reference, rest, 0, at) : undefined;
    if (beside !== undefined) fault(at, 'lang_schema_attribute_unsupported', beside.message, path, beside.span);
    if (problem !== undefined) return fault(at, problem.code, problem.message, path, headSpan(traversal.span, traversal.steps, traversal.steps.length - rest.length + problem.steps));
  }
  if (rest.length === 0) return value;
  const wrong = reference.kind === 'resource' && at.scope.objectType !== undefined ? unsupported(reference, rest, keysOf(reference, at), at) : undefined;
  if (wrong !== undefined) return fault(at, 'lang_schema_attribute_unsupported', wrong.message, path, wrong.span);
  return takeAll(value, rest, referenceText(reference), at, path);
}

/** How many steps lead to one object of a resource. */
function keysOf(reference: Reference, at: Evaluation): number {
  const repeated = at.scope.repetition?.(reference);
  return repeated === 'count' || repeated === 'for_each' ? 1 : 0;
}

/** The first attribute that there cannot be, by the schema alone. `start`: the first step that is taken of an object. */
function unsupported(
  reference: Extract<Reference, { kind: 'resource' }>, rest: readonly TraversalStep[], start: number, at: Evaluation,
): { readonly message: string; readonly span: Traversal['span'] } | undefined {
  const type = at.scope.objectType?.(reference);
  if (type === undefined) return undefined;
  let whole: Value = unknownOf(type);
  for (const [i, step] of rest.entries()) {
    if (i < start) continue;
    const part = takeStep(whole, step, () => referenceText(reference) + rest.slice(0, i).map(stepText).join(''));
    if (part instanceof StepFault) return part.code === 'lang_attribute_unsupported' ? { message: part.message, span: step.span } : undefined;
    whole = part;
  }
  return undefined;
}

function undeclaredSpan(reference: Reference, traversal: Traversal, rest: readonly TraversalStep[]): Traversal['span'] {
  // A module is underlined with the output that is wanted of it.
  const more = reference.kind === 'module' && rest[0]?.kind === 'attr' ? 1 : 0;
  return headSpan(traversal.span, traversal.steps, traversal.steps.length - rest.length + more);
}

/** A reference to instances names one of them by its key; one to a single thing has no key. */
function instanceProblem(
  reference: Extract<Reference, { kind: 'resource' }>, step: TraversalStep | undefined, at: Evaluation,
): { readonly code: 'lang_instance_key_missing' | 'lang_instance_key_unexpected'; readonly message: string; readonly steps: number } | undefined {
  if (step === undefined) return undefined;
  const repeated = at.scope.repetition?.(reference);
  if (step.kind === 'index') {
    return repeated !== 'none' ? undefined : {
      code: 'lang_instance_key_unexpected', steps: 1,
      message: `${reference.address} has neither count nor for_each, so there is no instance ${stepText(step)} of it. Remove the key.`,
    };
  }
  if (repeated !== 'count' && repeated !== 'for_each') return undefined;
  const key = repeated === 'count' ? '[0]' : '["KEY"]';
  return {
    code: 'lang_instance_key_missing', steps: 0,
    message: `${reference.address} has ${repeated}, so it is several instances: one is named by its key, as in ${reference.address}${key}.${step.name}, and all are ${reference.address}${repeated === 'count' ? '[*]' : ''}.`,
  };
}

function takeAll(whole: Value, steps: readonly TraversalStep[], root: string, at: Evaluation, path: ValuePath): Value {
  let value = whole;
  let taken = 0;
  const subject = (): string => root + steps.slice(0, taken).map(stepText).join('');
  for (const step of steps) {
    const part = takeStep(value, step, subject);
    if (part instanceof StepFault) return fault(at, part.code, part.message, path, step.span);
    value = part;
    taken++;
  }
  return value;
}

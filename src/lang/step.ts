import { aTypeName, mark, marksOf, typeOf, unknownOf, unmark, type BareValue, type Type, type Value } from '../values';
import type { TraversalStep } from './expr';
import type { LangCode } from './problem';
import { suggestion } from './suggest';

/** Why a part cannot be taken. `message` is whole sentences. */
export class StepFault {
  readonly code: LangCode;
  readonly message: string;
  constructor(code: LangCode, message: string) {
    this.code = code;
    this.message = message;
  }
}

/** Takes one part of a value, with the marks of the whole. `subject` names the value in messages: `t.n.rule[0]`. */
export function takeStep(value: Value, step: TraversalStep, subject: string): Value | StepFault {
  const part = stepInto(unmark(value), step, subject);
  return part instanceof StepFault ? part : mark(part, marksOf(value));
}

function stepInto(value: BareValue, step: TraversalStep, subject: string): Value | StepFault {
  const key = step.kind === 'attr' ? step.name : step.key;
  switch (value.kind) {
    case 'unknown': {
      const type = typeStep(value.type, step, subject);
      return type instanceof StepFault ? type : unknownOf(type);
    }
    case 'null': return new StepFault('lang_attribute_unsupported', `${subject} is null, so it has no part ${JSON.stringify(key)}.`);
    case 'object': return value.entries.get(String(key)) ?? noAttribute(subject, String(key), value.entries.keys());
    case 'map':
      return value.entries.get(String(key))
        ?? new StepFault('lang_index_invalid', `${subject} has no element with the key ${JSON.stringify(key)}.${suggestion(String(key), value.entries.keys(), (names) => `It has ${names}.`)}`);
    case 'list': case 'tuple': {
      const index = indexOf(step);
      if (index === undefined) return noParts(value.kind === 'list' ? typeOf(value) : { kind: 'tuple', elements: [] }, step, subject);
      return value.items[index] ?? new StepFault('lang_index_invalid', `${subject} has no element ${index}: it has ${value.items.length}, counted from 0.`);
    }
    case 'set': case 'string': case 'number': case 'bool': return noParts(typeOf(value), step, subject);
  }
}

/** The type that a part of a value of some type has. */
function typeStep(type: Type, step: TraversalStep, subject: string): Type | StepFault {
  const key = String(step.kind === 'attr' ? step.name : step.key);
  switch (type.kind) {
    case 'dynamic': return type;
    case 'object': return type.attributes.get(key) ?? noAttribute(subject, key, type.attributes.keys());
    case 'map': return type.element;
    case 'list': return indexOf(step) === undefined ? noParts(type, step, subject) : type.element;
    case 'tuple': {
      const index = indexOf(step);
      if (index === undefined) return noParts(type, step, subject);
      return type.elements[index] ?? new StepFault('lang_index_invalid', `${subject} has no element ${index}: it has ${type.elements.length}, counted from 0.`);
    }
    case 'set': case 'string': case 'number': case 'bool': return noParts(type, step, subject);
  }
}

function indexOf(step: TraversalStep): number | undefined {
  if (step.kind === 'attr') return undefined;
  if (typeof step.key === 'number') return step.key;
  return /^(?:0|[1-9]\d{0,14})$/.test(step.key) ? Number(step.key) : undefined;
}

function noAttribute(subject: string, name: string, names: Iterable<string>): StepFault {
  return new StepFault('lang_attribute_unsupported',
    `${subject} has no attribute ${JSON.stringify(name)}.${suggestion(name, names, (all) => `It has ${all}.`)}`);
}

function noParts(type: Type, step: TraversalStep, subject: string): StepFault {
  const key = step.kind === 'attr' ? step.name : step.key;
  const hint = type.kind === 'list' || type.kind === 'tuple' ? ' Name one of its elements by its index, as in [0].'
    : type.kind === 'set' ? ' Elements of a set have no order and no keys.' : '';
  return new StepFault('lang_attribute_unsupported', `${subject} is ${aTypeName(type)}, so it has no part ${JSON.stringify(key)}.${hint}`);
}

/** A step as it is written. */
export function stepText(step: TraversalStep): string {
  return step.kind === 'attr' ? `.${step.name}` : `[${JSON.stringify(step.key)}]`;
}

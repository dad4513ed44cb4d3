import {
  aTypeName, compareNumbers, convert, DYNAMIC, isKnown, mark, marksOf, NUMBER, STRING, str, typeOf, unknownOf, unmark, type BareValue, type Type, type Value,
} from '../values';
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

/** Names a value in messages, as in `t.n.rule[0]`. Asked only when there is something to tell. */
export type Subject = () => string;

/** Takes one part of a value, with the marks of the whole. */
export function takeStep(value: Value, step: TraversalStep, subject: Subject): Value | StepFault {
  if (step.kind === 'attr') return takeAttribute(value, step.name, subject);
  return takeElement(value, typeof step.key === 'number' ? { kind: 'number', value: String(step.key) } : str(step.key), subject);
}

/** `value.name`. */
export function takeAttribute(value: Value, name: string, subject: Subject): Value | StepFault {
  const bare = unmark(value);
  const part = attributeOf(bare, name, subject);
  return part instanceof StepFault || value === bare ? part : mark(part, marksOf(value));
}

function attributeOf(value: BareValue, name: string, subject: Subject): Value | StepFault {
  switch (value.kind) {
    case 'object': return value.entries.get(name) ?? noAttribute(subject, name, value.entries.keys());
    case 'map':
      return value.entries.get(name)
        ?? new StepFault('lang_map_element_missing', `${subject()} has no element with the key ${JSON.stringify(name)}.${suggestion(name, value.entries.keys(), (names) => `It has ${names}.`)}`);
    case 'null': return new StepFault('lang_attribute_of_null', `${subject()} is null, so it has no attribute ${JSON.stringify(name)}.`);
    case 'unknown': {
      if (value.type.kind === 'dynamic') return value;
      if (value.type.kind === 'map') return unknownOf(value.type.element);
      if (value.type.kind !== 'object') return noAttributes(value.type, name, subject);
      const type = value.type.attributes.get(name);
      return type === undefined ? noAttribute(subject, name, value.type.attributes.keys()) : unknownOf(type);
    }
    case 'list': case 'tuple': case 'set': case 'string': case 'number': case 'bool': return noAttributes(typeOf(value), name, subject);
  }
}

function noAttribute(subject: Subject, name: string, names: Iterable<string>): StepFault {
  return new StepFault('lang_attribute_unsupported', `${subject()} has no attribute ${JSON.stringify(name)}.${suggestion(name, names, (all) => `It has ${all}.`)}`);
}

function noAttributes(type: Type, name: string, subject: Subject): StepFault {
  const hint = type.kind === 'list' || type.kind === 'tuple' ? ' Name one of its elements by its index, as in [0], or take the attribute of all of them with [*].'
    : type.kind === 'set' ? ' Elements of a set have no order and no keys; a for expression takes the attribute of each.' : '';
  return new StepFault('lang_attribute_unsupported', `${subject()} is ${aTypeName(type)}, so it has no attribute ${JSON.stringify(name)}.${hint}`);
}

/** `value[key]`. */
export function takeElement(value: Value, key: Value, subject: Subject): Value | StepFault {
  const bare = unmark(value);
  const index = unmark(key);
  if (bare.kind === 'null') return new StepFault('lang_index_of_null', `${subject()} is null, so it has no elements.`);
  if (index.kind === 'null') return invalid(`The index of ${subject()} is null.`);
  const type = typeOfWhole(bare);
  if (type === 'dynamic' || (index.kind === 'unknown' && index.type.kind === 'dynamic')) return mark(unknownOf(DYNAMIC), marksOf(value));
  switch (type) {
    case 'list': case 'tuple': return inSequence(value, key, subject);
    case 'map': return inMap(value, key, subject);
    case 'object': return inObject(value, key, subject);
    case 'set': return invalid(`${subject()} is a set. Elements of a set have no order and no keys; a for expression takes each of them.`);
    case 'string': case 'number': case 'bool': return invalid(`${subject()} is a ${type}, so it has no elements.`);
  }
}

function typeOfWhole(value: Exclude<BareValue, { kind: 'null' }>): Type['kind'] {
  return value.kind === 'unknown' ? value.type.kind : value.kind;
}

function invalid(message: string): StepFault {
  return new StepFault('lang_index_invalid', message);
}

function inSequence(value: Value, key: Value, subject: Subject): Value | StepFault {
  const whole = unmark(value);
  const converted = convert(unmark(key), NUMBER);
  if (!converted.ok) return invalid(`The index of ${subject()} does not fit: ${converted.message}.`);
  const type = whole.kind === 'unknown' ? whole.type : undefined;
  if (!isKnown(converted.value)) {
    const element = whole.kind === 'list' ? whole.element : type?.kind === 'list' ? type.element : DYNAMIC;
    return mark(unknownOf(element), marksOf(value));
  }
  const at = converted.value.kind === 'number' ? converted.value.value : '-1';
  if (type?.kind === 'list') return mark(unknownOf(type.element), marksOf(value));
  const count = whole.kind === 'list' || whole.kind === 'tuple' ? whole.items.length : type?.kind === 'tuple' ? type.elements.length : 0;
  if (!isIndex(at) || Number(at) >= count) return outside(at, count, subject);
  const part = whole.kind === 'list' || whole.kind === 'tuple' ? whole.items[Number(at)] : undefined;
  const element = type?.kind === 'tuple' ? type.elements[Number(at)] : undefined;
  return mark(part ?? unknownOf(element ?? DYNAMIC), [...marksOf(value), ...marksOf(key)]);
}

function isIndex(text: string): boolean {
  return /^(?:-?0|[1-9]\d{0,14})$/.test(text);
}

function outside(at: string, count: number, subject: Subject): StepFault {
  if (at.includes('.')) return invalid(`${subject()} has no element ${at}: an index is a whole number. Use floor() on what was divided.`);
  if (compareNumbers(at, '0') < 0) return invalid(`${subject()} has no element ${at}: an index counts from 0, and there are none below.`);
  return invalid(`${subject()} has no element ${at}: it has ${count}${count === 0 ? '' : ', counted from 0'}.`);
}

function inMap(value: Value, key: Value, subject: Subject): Value | StepFault {
  const whole = unmark(value);
  const converted = convert(unmark(key), STRING);
  if (!converted.ok) return invalid(`The key of ${subject()} does not fit: ${converted.message}.`);
  const element = whole.kind === 'map' ? whole.element : whole.kind === 'unknown' && whole.type.kind === 'map' ? whole.type.element : DYNAMIC;
  if (converted.value.kind !== 'string' || whole.kind !== 'map') return mark(unknownOf(element), marksOf(value));
  const part = whole.entries.get(converted.value.value);
  if (part !== undefined) return mark(part, [...marksOf(value), ...marksOf(key)]);
  return invalid(`${subject()} has no element with ${keyText(key, converted.value.value)}.${suggestKey(key, converted.value.value, whole.entries.keys())}`);
}

function inObject(value: Value, key: Value, subject: Subject): Value | StepFault {
  const whole = unmark(value);
  const converted = convert(unmark(key), STRING);
  if (!converted.ok) return invalid(`The key of ${subject()} does not fit: ${converted.message}.`);
  if (whole.kind !== 'object' || converted.value.kind !== 'string') return mark(unknownOf(DYNAMIC), marksOf(value));
  const part = whole.entries.get(converted.value.value);
  if (part !== undefined) return mark(part, marksOf(value));
  const hint = unmark(key).kind === 'number' ? ' It is an object: its attributes have names, not numbers.' : suggestKey(key, converted.value.value, whole.entries.keys());
  return invalid(`${subject()} has no attribute with ${keyText(key, converted.value.value)}.${hint}`);
}

/** A key that is marked is not told. */
function keyText(key: Value, text: string): string {
  return marksOf(key).length === 0 ? `the key ${JSON.stringify(text)}` : 'that key';
}

function suggestKey(key: Value, text: string, names: Iterable<string>): string {
  return marksOf(key).length === 0 ? suggestion(text, names, (all) => `It has ${all}.`) : '';
}

/** A step as it is written. */
export function stepText(step: TraversalStep): string {
  return step.kind === 'attr' ? `.${step.name}` : `[${JSON.stringify(step.key)}]`;
}

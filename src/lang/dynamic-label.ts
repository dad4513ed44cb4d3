import { convert, STRING, type ValuePath } from '../values';
import { valueOf, type Evaluation } from './eval/evaluation';
import type { Expr } from './expr';
import type { LangCode } from './problem';

/** The label of one block that `dynamic` makes; undefined, and told, when there is none: it has to be known and shown. */
export function labelOf(type: string, labels: Expr | undefined, at: Evaluation, path: ValuePath): string | undefined {
  const tell = (code: LangCode, message: string): undefined => {
    at.problems.add({ code, message, path, span: undefined });
    return undefined;
  };
  if (labels?.kind !== 'tuple') return tell('lang_dynamic_labels', `The labels of a dynamic block are a list: a ${JSON.stringify(type)} block has one label.`);
  const [label, more] = labels.items;
  if (label === undefined || more !== undefined) return tell('lang_dynamic_labels', `A ${JSON.stringify(type)} block has one label, and here are ${labels.items.length}.`);
  const before = at.problems.count;
  const value = valueOf(label, at, labels.span === undefined ? [...path, 0] : path);
  if (at.problems.count > before) return undefined;
  const converted = convert(value, STRING);
  if (!converted.ok) return tell('lang_dynamic_label', `The label of a dynamic block does not fit: ${converted.message}.`);
  if (converted.value.kind === 'string') return converted.value.value;
  const why = converted.value.kind === 'marked' ? 'is sensitive or ephemeral' : converted.value.kind === 'null' ? 'is null' : 'is known only after apply';
  return tell('lang_dynamic_label', `The label of a dynamic block ${why}: blocks are told apart by their labels, which have to be known.`);
}

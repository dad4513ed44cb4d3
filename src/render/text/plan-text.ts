import type { ObjectFate, ObjectView, OperationView, PlanCounts, PlanView } from '../plan-view';
import { objectKey, printable, printableLine } from '../printable';
import type { Source } from '../source';
import { unheard } from '../unheard';
import { RULE, wrap, type Style } from '../style';
import { compactText, diagnosticText, inOrder } from './diagnostic-text';
import { fateSymbol, objectText } from './object-text';
import { memberLines } from './value-lines';

/** Unmanaged registrations that a text lists before it only counts; the JSON form has them all. */
const MAX_UNMANAGED = 20;

/** A plan as Terraform prints it, and what only Holdfast knows: adopted and forgotten objects, operations, guards. Ends with a newline. */
export function planText(view: PlanView, style: Style, source?: Source): string {
  const parts = [
    ...driftParts(view, style),
    ...(isEmpty(view) ? nothingToDo(view, style) : changeParts(view, style)),
    ...unmanagedPart(view),
    ...warningParts(view, style, source),
    ...blockedParts(view, style),
  ];
  return unheard(`\n${parts.join('\n\n')}\n`);
}

function warningParts({ warnings }: PlanView, style: Style, source: Source | undefined): readonly string[] {
  if (style.compactWarnings === true) return warnings.length === 0 ? [] : [compactText(warnings, style).trim()];
  return [...warnings].sort(inOrder).map((warning) => diagnosticText(warning, style, source).trim());
}

/** `Plan: 1 to add, 0 to change, 0 to destroy.`, byte for byte as tools read it, and ours on a line of its own. */
export function summaryLine(counts: PlanCounts): string {
  const line = `Plan: ${counts.import > 0 ? `${counts.import} to import, ` : ''}${counts.add} to add, ${counts.change} to change, ${counts.destroy} to destroy.`;
  const also = [...(counts.adopt > 0 ? [`${counts.adopt} to adopt`] : []), ...(counts.forget > 0 ? [`${counts.forget} to forget`] : [])];
  return also.length === 0 ? line : `${line}\nWithout any call: ${also.join(', ')}.`;
}

const isEmpty = (view: PlanView): boolean => view.objects.length === 0 && view.outputs.length === 0;

function changeParts(view: PlanView, style: Style): readonly string[] {
  const parts: string[] = [];
  if (view.objects.length > 0) {
    // What only moves or comes into the state is no action.
    if (view.objects.some(isAction)) {
      parts.push(`Holdfast used the selected providers to generate the following execution\nplan. Resource actions are indicated with the following symbols:\n${legend(view.objects, style)}`);
    }
    parts.push(
      'Holdfast will perform the following actions:',
      ...view.objects.map((object) => objectText(object, style.paint)),
      ...operationsPart(view.operations),
      style.paint.bold(summaryLine(view.counts)),
    );
  }
  if (view.outputs.length > 0) {
    parts.push(outputsText(view, style));
    if (!view.objects.some(isAction)) {
      parts.push(wrap('You can apply this plan to save these new output values to the Holdfast state, without changing any real infrastructure.', style.width));
    }
  }
  return parts;
}

const isAction = ({ fate }: ObjectView): boolean => fate.kind !== 'moved' && fate.kind !== 'imported';

const LEGEND: readonly (readonly [ObjectFate, string])[] = [
  [{ kind: 'create' }, 'create'],
  [{ kind: 'adopt' }, 'adopt (exists already)'],
  [{ kind: 'update' }, 'update in-place'],
  [{ kind: 'delete', because: undefined, deposed: undefined }, 'destroy'],
  [{ kind: 'replace', because: undefined, createFirst: false, keepsOld: false }, 'destroy and then create replacement'],
  [{ kind: 'replace', because: undefined, createFirst: true, keepsOld: false }, 'create replacement and then destroy'],
  [{ kind: 'replace', because: undefined, createFirst: false, keepsOld: true }, 'forget and then create replacement'],
  [{ kind: 'replace', because: undefined, createFirst: true, keepsOld: true }, 'create replacement and then forget'],
  [{ kind: 'read', because: 'config' }, 'read (data resources)'],
];

function legend(objects: readonly ObjectView[], style: Style): string {
  const used = new Set(objects.map((object) => fateSymbol(object.fate, style.paint)));
  return LEGEND.filter(([fate]) => used.has(fateSymbol(fate, style.paint))).map(([fate, text]) => `${fateSymbol(fate, style.paint)} ${text}`).join('\n');
}

function operationsPart(operations: readonly OperationView[]): readonly string[] {
  if (operations.length === 0) return [];
  const lines = operations.map(({ text, prerequisite, mutates }) =>
    `  ${printableLine(text)}${prerequisite ? '  (declared by nothing here; needed first)' : mutates ? '' : '  (changes nothing)'}`);
  return [`Operations that apply will run:\n\n${lines.join('\n')}`];
}

function outputsText(view: PlanView, style: Style): string {
  const keys = view.outputs.map((output) => objectKey(output.name));
  const width = view.outputNames.reduce((widest, name) => Math.max(widest, objectKey(name).length), 0);
  const options = { paint: style.paint, noNull: false, all: false, noReplace: true };
  const lines = view.outputs.flatMap((output, i) => memberLines(keys[i] ?? '', width, output.diff, 4, options));
  return ['Changes to Outputs:', ...lines].join('\n');
}

/** Drift is told where something changes that may have to do with it, and in refresh-only mode. */
function driftParts(view: PlanView, style: Style): readonly string[] {
  const refreshOnly = view.mode === 'refresh-only';
  if (view.drift.length === 0 || (isEmpty(view) && !refreshOnly)) return [];
  const outro = refreshOnly
    ? 'This is a refresh-only plan, so Holdfast will not take any actions to undo these. If you were expecting these changes then you can apply this plan to record the updated values in the Holdfast state without changing any remote objects.'
    : 'Unless you have made equivalent changes to your configuration, or ignored the relevant attributes using ignore_changes, the following plan may include actions to undo or respond to these changes.';
  return [
    `${style.paint.bold('Note: Objects have changed outside of Holdfast')}\n\n${wrap('Holdfast detected the following changes made outside of Holdfast since the last "holdfast apply" which may have affected this plan:', style.width)}`,
    ...view.drift.map((object) => objectText(object, style.paint)),
    `\n${wrap(outro, style.width)}${isEmpty(view) ? '' : `\n\n${RULE}`}`,
  ];
}

function nothingToDo(view: PlanView, style: Style): readonly string[] {
  // What applying does was said with the drift.
  if (view.mode === 'refresh-only' && view.drift.length > 0) return [];
  const [head, why] = view.mode === 'destroy'
    ? ['No changes. No objects need to be destroyed.', 'Either you have not created any objects yet or the existing objects were already deleted outside of Holdfast.']
    : view.mode === 'refresh-only'
      ? ['No changes. Your infrastructure still matches the configuration.', 'Holdfast has checked that the real remote objects still match the result of your most recent changes, and found no differences.']
      : ['No changes. Your infrastructure matches the configuration.',
        'Holdfast has compared your real infrastructure against your configuration and found no differences, so no changes are needed.'];
  return [`${style.paint.bold(style.paint.green(head))}\n\n${wrap(why, style.width)}`];
}

function unmanagedPart(view: PlanView): readonly string[] {
  if (view.unmanaged.length === 0) return [];
  const shown = view.unmanaged.slice(0, MAX_UNMANAGED).map((u) => `  ${printableLine(u.id)}${u.text === '' ? '' : `  ${printableLine(u.text)}`}`);
  const more = view.unmanaged.length - shown.length;
  return [['Not declared in this configuration, and left alone (import ids):', '', ...shown, ...(more > 0 ? [`  … and ${more} more`] : [])].join('\n')];
}

function blockedParts(view: PlanView, style: Style): readonly string[] {
  if (view.blocked.length === 0) return [];
  const lines = view.blocked.map((d) => `  ${style.paint.red('blocked:')} ${printableLine(d.summary)}\n${indent(wrap(printable(d.detail), style.width - 4), 4)}`);
  return [[style.paint.bold('This plan can be looked at, and apply will refuse it:'), '', ...lines].join('\n')];
}

const indent = (text: string, columns: number): string => text.split('\n').map((line) => `${' '.repeat(columns)}${line}`).join('\n');

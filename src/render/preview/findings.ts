import type { Diagnostic } from '../../diagnostics';
import { headline, remarks } from '../fate-words';
import type { ObjectView } from '../plan-view';
import { printable, printableLine } from '../printable';
import { GROUP_TITLES, groupOf } from './groups';
import type { PreviewView } from './preview-view';

/** What kinds of things tools are told about a plan, by id. */
export const FINDING_KINDS = {
  blocked: { level: 'error', title: 'Apply will refuse this plan' },
  destroy: { level: 'warning', title: 'An object is destroyed' },
  replace: { level: 'warning', title: 'An object is replaced' },
  forget: { level: 'note', title: 'An object is no longer managed, and stays' },
  drift: { level: 'warning', title: 'An object changed outside of Holdfast' },
  warning: { level: 'warning', title: 'A warning' },
  unmanaged: { level: 'note', title: 'A registration that nobody declared' },
} as const;

export type FindingKind = keyof typeof FINDING_KINDS;

export interface Finding {
  readonly kind: FindingKind;
  /** Ends in a call that nothing takes back. */
  readonly irreversible: boolean;
  /** Address, import id, or undefined where it is of the whole plan. */
  readonly subject: string | undefined;
  /** One printable text in whole sentences. */
  readonly text: string;
  readonly range: Diagnostic['range'];
}

/** What in a plan somebody should look at, worst first. */
export function findingsOf(view: PreviewView): readonly Finding[] {
  const ofObject = (kind: FindingKind, object: ObjectView, irreversible: boolean): Finding =>
    ({ kind, irreversible, subject: object.address, text: [headline(object), ...remarks(object)].map(sentence).join(' '), range: undefined });
  const ofProblem = (kind: FindingKind, problem: Diagnostic): Finding => ({
    kind, irreversible: false, subject: problem.address, text: `${sentence(printableLine(problem.summary))} ${printable(problem.detail).replaceAll('\n', ' ')}`, range: problem.range,
  });
  return [
    ...view.blocked.map((problem) => ofProblem('blocked', problem)),
    ...view.objects.flatMap((object) => {
      const group = groupOf(object);
      return group === 'destroy' || group === 'replace' || group === 'forget' ? [ofObject(group, object, object.irreversible)] : [];
    }).sort((a, b) => Number(b.irreversible) - Number(a.irreversible)),
    ...view.drift.map((object) => ofObject('drift', object, false)),
    ...view.warnings.map((problem) => ofProblem('warning', problem)),
    ...view.unmanaged.map(({ id, text }): Finding => ({ kind: 'unmanaged', irreversible: false, subject: id, text: `${printableLine(`${id} ${text}`.trim())} is not declared in this configuration, and left alone.`, range: undefined })),
  ];
}

/** The title of what happens to an object: `Destroy`. */
export function actionTitle(object: ObjectView): string {
  const group = groupOf(object);
  return group === undefined ? (object.fate.kind === 'vanished' ? 'Gone' : 'Changed outside') : GROUP_TITLES[group];
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

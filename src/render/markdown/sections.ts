import type { Diagnostic } from '../../diagnostics';
import { grouped, GROUP_REMARKS, GROUP_TITLES } from '../preview/groups';
import type { PreviewView } from '../preview/preview-view';
import type { Piece } from './allot';
import type { MarkdownBudget } from './budget';
import { codeSpan, prose } from './escape';
import { linePiece, objectPiece, outputPiece } from './pieces';

/** A headed part of a preview, whose pieces may be shown shorter. */
export interface Section {
  readonly title: string;
  readonly lead: string | undefined;
  readonly open: boolean;
  readonly pieces: readonly Piece[];
  /** How much of the room it may take where not everything fits; what is left of it is the changes'. */
  readonly share: number;
  /** Only its shorter forms, where not everything fits. */
  readonly brief: boolean;
}

/** Objects in a plan up to which nothing is folded away. */
const FEW = 3;

/** The changes of a plan, what ends first. */
export function changeSections(view: PreviewView, budget: MarkdownBudget): readonly Section[] {
  return grouped(view.objects).map(({ name, objects }) => ({
    title: `${GROUP_TITLES[name]} (${objects.length})`, lead: GROUP_REMARKS[name], share: 1, brief: false,
    open: name === 'destroy' || name === 'replace' || name === 'forget' || view.objects.length <= FEW,
    pieces: objects.map((object) => objectPiece(object, budget)),
  }));
}

/** Everything else: what stands in the way, and what is worth knowing. */
export function sideSections(view: PreviewView, budget: MarkdownBudget): { readonly before: readonly Section[]; readonly behind: readonly Section[] } {
  const section = (title: string, pieces: readonly Piece[], share: number, rest: Partial<Section> = {}): readonly Section[] =>
    (pieces.length === 0 ? [] : [{ title: `${title} (${pieces.length})`, lead: undefined, open: false, pieces, share, brief: false, ...rest }]);
  const drift = view.mode === 'refresh-only' || view.objects.length > 0 || view.outputs.length > 0 ? view.drift : [];
  return {
    before: section('Apply will refuse this plan', view.blocked.map(problemPiece), 0.1, { open: true }),
    behind: [
      ...section('Warnings', view.warnings.map(problemPiece), 0.1, { open: view.warnings.length <= FEW }),
      ...section('Outputs', view.outputs.map(outputPiece), 0.08),
      ...section('Operations that apply will run', view.operations.map(({ text, prerequisite, mutates }) =>
        linePiece(text, prerequisite ? ' (declared by nothing here; needed first)' : mutates ? '' : ' (changes nothing)')), 0.05),
      ...section('Drift: changed outside of Holdfast', drift.map((object) => objectPiece(object, budget)), 0.06, {
        brief: true, open: view.mode === 'refresh-only',
        lead: view.mode === 'refresh-only' ? 'Applying takes these into the state; nothing else is changed.' : 'Found when planning; the changes above may answer to it.',
      }),
      ...section('Not declared here, and left alone', view.unmanaged.map(({ id, text }) => linePiece(text === '' ? id : `${id}  ${text}`)), 0.03, { lead: 'Import ids.' }),
    ],
  };
}

function problemPiece(problem: Diagnostic): Piece {
  const { range } = problem;
  const where = [
    ...(problem.address === undefined ? [] : [codeSpan(problem.address)]),
    ...(range === undefined ? [] : [codeSpan(`${range.filename}:${range.start.line}`)]),
  ];
  const head = `- **${prose(problem.summary, 200)}**${where.length === 0 ? '' : ` · ${where.join(', ')}`}`;
  return {
    forms: [
      () => `${head}<br>\n  ${prose(problem.detail)}\n`.replace('<br>\n  ', '\n  '),
      () => `${head}\n  ${prose(problem.detail, 300)}\n`,
      () => `${head}\n`,
    ],
  };
}

import { summaryLine } from '../text/plan-text';
import { drawPreview } from '../preview/draw';
import type { PreviewView } from '../preview/preview-view';
import { graphMermaid } from '../text/graph-text';
import { allot, type Allotted } from './allot';
import { fits, minus, NO_SIZE, plus, sizeOf, times, type MarkdownBudget, type Size } from './budget';
import { codeSpan, fenced, prose } from './escape';
import { nameOf } from './pieces';
import { changeSections, sideSections, type Section } from './sections';

/** What the caller puts around a preview; counted into the budget. Both are Markdown already. */
export interface MarkdownFrame {
  /** First of all: a marker. */
  readonly before?: string | undefined;
  /** Last of all: links to the run and to the whole plan. */
  readonly after?: string | undefined;
  /** Level of the title: 2 by default. */
  readonly level?: 1 | 2 | 3 | undefined;
}

export interface Markdown {
  readonly text: string;
  /** Something is shown shorter than it is; the text says so. A cut text is none to approve by. */
  readonly cut: boolean;
}

/**
 * A preview as Markdown that is within the budget in both its measures. Each change is shown in full, or by what changes in it,
 * or by its address, or counted, those that end something first; no fence and no fold is ever cut through. Text from the
 * service or a configuration is in code, or escaped.
 */
export function markdown(view: PreviewView, budget: MarkdownBudget, frame: MarkdownFrame = {}): Markdown {
  const head = headText(view, budget, frame.level ?? 2);
  const foot = footText(view);
  const around = [frame.before ?? '', frame.after ?? ''].map((text) => (text === '' ? '' : `${text.replace(/\n+$/, '')}\n`));
  const fixed = sizeOf(`${around[0] ?? ''}${head}${foot}${around[1] ?? ''}\n\n`);
  const { sections, cut } = body(view, budget, minus(minus(budget, fixed), CUT_NOTE));
  const text = `${around[0] ?? ''}${head}${cut === undefined ? '' : cutNote(cut, budget)}${sections}${foot}${around[1] ?? ''}`;
  return { text, cut: cut !== undefined };
}

/** Room that is kept for saying that something was cut. */
const CUT_NOTE: Size = { codePoints: 500, bytes: 520 };

function headText(view: PreviewView, budget: MarkdownBudget, level: number): string {
  const { add, change, destroy } = view.counts;
  const empty = view.objects.length === 0 && view.outputs.length === 0 && !(view.mode === 'refresh-only' && view.drift.length > 0);
  const name = view.stack === undefined ? '' : `: ${codeSpan(view.stack)}`;
  const kind = view.mode === 'destroy' ? 'Holdfast plan to destroy' : view.mode === 'refresh-only' ? 'Holdfast refresh-only plan' : 'Holdfast plan';
  const title = empty ? 'no changes' : view.mode === 'refresh-only' ? `${view.drift.length} changed outside` : `${add} to add, ${change} to change, ${destroy} to destroy`;
  const lines = [`${'#'.repeat(level)} ${kind}${name} – ${title}`, ''];
  if (!empty && view.objects.length > 0) lines.push(...summaryLine(view.counts).split('\n').flatMap((line) => [line, '']));
  if (view.partial) lines.push('This plan is of a part only (`-target` or `-exclude`).', '');
  return `${lines.join('\n')}\n${finalText(view, budget)}`;
}

/** Ends that are named before everything else. */
const FINAL_SHOWN = 10;

function finalText(view: PreviewView, budget: MarkdownBudget): string {
  const final = view.objects.filter(({ irreversible }) => irreversible);
  if (final.length === 0) return '';
  const shown = final.slice(0, FINAL_SHOWN);
  const notes = [...new Set(shown.flatMap((object) => object.notes.filter(({ kind }) => kind === 'cost').map(({ text }) => text)))].slice(0, 3);
  const more = final.length - shown.length;
  const lines = [
    budget.alerts ? '[!CAUTION]' : '**Caution**',
    `${final.length === 1 ? '1 irreversible deletion' : `${final.length} irreversible deletions`}: ${shown.map((object) => codeSpan(nameOf(object))).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    ...notes.map((note) => prose(note, 500)),
  ];
  return `${lines.map((line) => `> ${line}`).join(budget.alerts ? '\n' : '\n>\n')}\n\n`;
}

function footText(view: PreviewView): string {
  const facts = [
    ...(view.digest === undefined || !view.applyable || view.blocked.length > 0 ? [] : [`Apply exactly this: ${codeSpan(`holdfast apply -expect-digest=${view.digest} PLAN`)}`]),
    `planned ${codeSpan(view.createdAt)}`,
    ...(view.serial === undefined ? [] : [`state serial ${view.serial}`]),
  ];
  return `${facts.join(' | ')}\n`;
}

interface Cut {
  readonly changes: number;
  /** By form, fullest first. */
  readonly shown: readonly number[];
}

function cutNote({ changes, shown }: Cut, { place, codePoints }: MarkdownBudget): string {
  const [full = 0, line = 0, name = 0] = shown;
  return `> **This preview is cut** to what ${place} takes (${codePoints.toLocaleString('en-US')} characters). Of ${changes} changes ${full} are shown in full, ${line} by what changes, ${name} by address`
    + ` and ${changes - full - line - name} only counted. The whole plan: ${codeSpan('holdfast show PLAN')}.\n\n`;
}

function body(view: PreviewView, budget: MarkdownBudget, room: Size): { readonly sections: string; readonly cut: Cut | undefined } {
  const changes = changeSections(view, budget);
  const { before, behind } = sideSections(view, budget);
  const all = [...before, ...changes, ...behind];
  const left = minus(room, all.reduce((sum, section) => plus(sum, sizeOf(wrapped(section, '', 999_999, budget))), NO_SIZE));
  const pieces = changes.flatMap((section) => section.pieces);
  // The changes first, to know what they leave.
  const alone = allot(pieces, left);
  const plenty = alone.whole ? minus(left, alone.used) : undefined;
  let rest = plenty ?? left;
  const sides = new Map<Section, Allotted>();
  for (const section of [...before, ...behind]) {
    const share = times(left, section.share);
    const most = plenty === undefined ? share : larger(rest, share);
    let taken = allot(section.pieces, most);
    if (section.brief && (plenty === undefined || !taken.whole)) taken = allot(section.pieces.map(({ forms }) => ({ forms: forms.slice(1) })), taken.used);
    sides.set(section, taken);
    rest = minus(rest, taken.used);
  }
  const main = plenty !== undefined && rest.bytes >= 0 && rest.codePoints >= 0 ? alone : allot(pieces, plenty === undefined ? rest : plus(rest, alone.used));
  let at = 0;
  const texts = all.map((section) => {
    const own = sides.get(section)?.texts ?? main.texts.slice(at, at + section.pieces.length);
    if (!sides.has(section)) at += section.pieces.length;
    const shown = own.filter((text) => text !== undefined);
    return wrapped(section, shown.join(''), own.length - shown.length, budget);
  });
  const whole = main.whole && [...sides.values()].every((taken) => taken.whole);
  const graph = whole ? graphText(view, budget, minus(rest, main === alone ? NO_SIZE : main.used)) : '';
  const counts = [0, 1, 2].map((form) => main.forms.filter((own) => own === form).length);
  return { sections: `${texts.join('')}${graph}`, cut: whole ? undefined : { changes: pieces.length, shown: counts } };
}

const larger = (a: Size, b: Size): Size => (a.bytes > b.bytes ? a : b);

/** A section with its heading; how many pieces are only counted. */
function wrapped({ title, lead, open }: Section, text: string, more: number, { html }: MarkdownBudget): string {
  const inner = `${lead === undefined ? '' : `${lead}\n\n`}${text}${more > 0 ? `\n… and ${more} more\n` : ''}`;
  // Nested folds end in empty lines of their own.
  const inside = inner.replace(/\n+$/, '\n');
  return html ? `<details${open ? ' open' : ''}><summary><b>${title}</b></summary>\n\n${inside}\n</details>\n\n` : `### ${title}\n\n${inside}\n`;
}

/** Objects above which a drawing is no help. */
const DRAWN = 40;

function graphText(view: PreviewView, budget: MarkdownBudget, room: Size): string {
  if (!budget.mermaid || view.objects.length < 2 || view.objects.length > DRAWN || view.objects.every(({ after }) => after.length === 0)) return '';
  const text = `<details><summary><b>Graph</b></summary>\n\n${fenced(graphMermaid(drawPreview(view)).trimEnd(), 'mermaid')}\n</details>\n\n`;
  return fits(sizeOf(text), room) ? text : '';
}

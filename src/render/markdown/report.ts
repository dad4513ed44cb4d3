import type { PreviewView } from '../preview/preview-view';
import { allot, type Piece } from './allot';
import { fits, minus, NO_SIZE, plus, sizeOf, times, type MarkdownBudget, type Size } from './budget';
import { codeSpan } from './escape';
import { markdown, type Markdown, type MarkdownFrame } from './markdown';

/** A plan of one stack among others, in the order in which they are applied. */
export interface StackView {
  readonly view: PreviewView;
  /** What it is called: its stack, or the file that it is in. */
  readonly name: string;
  /** Names of stacks of the report that are applied before it. */
  readonly after: readonly string[];
}

/** A stack's part below which it says nothing that the table does not say. */
const LEAST: Size = { codePoints: 2_000, bytes: 2_400 };
/** How often what small stacks leave is shared out anew. */
const MOST_TURNS = 3;
/** Of the room, what the table may take. */
const TABLE_SHARE = 0.2;

/**
 * Several stacks as one Markdown text within one budget: a table of all, then each that changes. What a small stack does not need, the
 * large ones share evenly. Where there is no room for all, stacks that end something go first, and the others are in the table only.
 */
export function markdownReport(stacks: readonly StackView[], budget: MarkdownBudget, frame: MarkdownFrame = {}): Markdown {
  const [only] = stacks;
  if (stacks.length === 1 && only !== undefined) return markdown(only.view, budget, frame);
  const [before, after] = [frame.before, frame.after].map((text) => (text === undefined || text === '' ? '' : `${text.replace(/\n+$/, '')}\n`));
  const head = `${before ?? ''}${headText(stacks)}`;
  const room = minus(minus(budget, sizeOf(`${head}${after ?? ''}`)), CUT_NOTE);
  const table = allot(stacks.map(row), times(room, TABLE_SHARE));
  const rows = table.texts.filter((text) => text !== undefined);
  const missing = stacks.length - rows.length;
  const rest = minus(room, table.used);
  const changing = stacks.filter(({ view }) => changes(view));
  const most = Math.max(0, Math.floor(Math.min(rest.codePoints / LEAST.codePoints, rest.bytes / LEAST.bytes)));
  const chosen = new Set([...changing].sort((a, b) => weight(b.view) - weight(a.view)).slice(0, most));
  const parts = shared([...chosen], rest, budget);
  const shown = changing.flatMap((stack) => {
    const part = parts.get(stack);
    return part === undefined ? [] : [part];
  });
  const cut = missing > 0 || shown.length < changing.length || shown.some((part) => part.cut);
  const note = cut ? `> **This report is cut** to what ${budget.place} takes. Of ${changing.length} stacks that change ${shown.length} are shown${missing > 0 ? `, and ${missing} are not in the table` : ''}. Each whole plan: \`holdfast show PLAN\`.\n\n` : '';
  return { text: `${head}${TABLE_HEAD}${rows.join('')}\n${note}${shown.map(({ text }) => text).join('\n')}${after ?? ''}`, cut };
}

const CUT_NOTE: Size = { codePoints: 400, bytes: 420 };
const TABLE_HEAD = '| Stack | Add | Change | Destroy | Forget | Adopt | Drift | Comes after |\n|---|--:|--:|--:|--:|--:|--:|---|\n';

const changes = (view: PreviewView): boolean => view.objects.length > 0 || view.outputs.length > 0 || view.blocked.length > 0 || (view.mode === 'refresh-only' && view.drift.length > 0);

/** Irreversible ends outweigh ends, and these outweigh everything else. */
const weight = ({ objects, counts }: PreviewView): number => objects.filter(({ irreversible }) => irreversible).length * 1e9 + counts.destroy * 1e5 + objects.length;

function headText(stacks: readonly StackView[]): string {
  const sum = (count: (view: PreviewView) => number): number => stacks.reduce((all, { view }) => all + count(view), 0);
  const final = sum(({ objects }) => objects.filter(({ irreversible }) => irreversible).length);
  const blocked = stacks.filter(({ view }) => view.blocked.length > 0).length;
  const still = stacks.filter(({ view }) => !changes(view)).length;
  return `## Holdfast plans: ${stacks.length} stacks – ${sum((view) => view.counts.add)} to add, ${sum((view) => view.counts.change)} to change, ${sum((view) => view.counts.destroy)} to destroy\n\n`
    + `${final > 0 ? `**${final} irreversible ${final === 1 ? 'deletion' : 'deletions'}.** ` : ''}${blocked > 0 ? `**Apply will refuse ${blocked} of the plans.** ` : ''}${still} without changes. In the order in which they are applied:\n\n`;
}

function row({ view, name, after }: StackView): Piece {
  const { counts } = view;
  const cells = [cell(name), counts.add, counts.change, counts.destroy, counts.forget, counts.adopt, view.drift.length];
  const marks = view.blocked.length > 0 ? ' (blocked)' : view.objects.some(({ irreversible }) => irreversible) ? ' (irreversible)' : '';
  const shown = after.slice(0, 5).map(cell).join(', ') + (after.length > 5 ? ` and ${after.length - 5} more` : '');
  return { forms: [() => `| ${cells[0] ?? ''}${marks} | ${cells.slice(1).join(' | ')} | ${shown} |\n`, () => `| ${cells[0] ?? ''}${marks} | ${cells.slice(1).join(' | ')} | |\n`] };
}

/** A name in a table: a bar would end its cell also within code. */
const cell = (name: string): string => codeSpan(name.slice(0, 200)).replaceAll('|', '\\|');

/** Each stack's part of the room: the small ones have all that they need, the others the same. */
function shared(stacks: readonly StackView[], room: Size, budget: MarkdownBudget): ReadonlyMap<StackView, Markdown> {
  const render = ({ view, name }: StackView, size: Size): Markdown => markdown({ ...view, stack: name }, { ...budget, ...size }, { level: 3 });
  const parts = new Map<StackView, Markdown>();
  let left = room;
  let open = [...stacks];
  for (let turn = 0, again = true; again && open.length > 0 && turn < MOST_TURNS; turn++) {
    again = false;
    const share = times(left, 1 / open.length);
    const larger: StackView[] = [];
    let taken = NO_SIZE;
    for (const stack of open) {
      const part = render(stack, share);
      const size = plus(sizeOf(part.text), { codePoints: 1, bytes: 1 });
      if (part.cut || !fits(size, share)) {
        larger.push(stack);
        continue;
      }
      parts.set(stack, part);
      taken = plus(taken, size);
      again = true;
    }
    left = minus(left, taken);
    open = larger;
  }
  for (const stack of open) {
    const share = times(left, 1 / open.length);
    parts.set(stack, render(stack, { codePoints: Math.floor(share.codePoints) - 1, bytes: Math.floor(share.bytes) - 1 }));
  }
  return parts;
}

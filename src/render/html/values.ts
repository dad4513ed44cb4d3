import { align } from '../diff/align';
import type { BlockDiff, Diff, NestedBlockDiff } from '../diff/model';
import { line, text } from './escape';
import { sidesOf } from './sides';

/** What an object's table shows: both sides, or the one that there is. */
export type Columns = 'both' | 'before' | 'after';

interface Row {
  readonly path: string;
  readonly diff: Diff;
}

/** The attributes of an object as a table: what changed, and how many did not. */
export function valuesTable(body: BlockDiff, columns: Columns): string {
  const rows: Row[] = [];
  let same = 0;
  const take = ({ attributes, blocks }: BlockDiff, at: string): void => {
    for (const [name, diff] of attributes) {
      if (diff.action === 'no-op' && columns === 'both' && name !== 'id') same++;
      else rows.push({ path: `${at}${name}`, diff });
    }
    blocks.forEach((nested, index) => {
      if (nested.body?.action === 'no-op' && columns === 'both') same++;
      else if (nested.body === undefined || nested.body.sensitive === true) rows.push({ path: `${at}${labelOf(nested, index)}`, diff: hiddenBlock(nested) });
      else take(nested.body, `${at}${labelOf(nested, index)}.`);
    });
  };
  take(body, '');
  if (rows.length === 0 && same === 0) return '';
  const heads = columns === 'both' ? '<th scope="col">Before</th><th scope="col">After</th>' : '<th scope="col">Value</th>';
  const more = same === 0 ? '' : `<tr class="same"><td colspan="3">${same} unchanged</td></tr>`;
  return `<table class="values"><thead><tr><th scope="col">Attribute</th>${heads}</tr></thead><tbody>${rows.map((row) => rowOf(row, columns)).join('')}${more}</tbody></table>`;
}

const labelOf = ({ name, label }: NestedBlockDiff, index: number): string => (label === undefined ? `${name}[${index}]` : `${name}["${label}"]`);

const hiddenBlock = ({ body, replace }: NestedBlockDiff): Diff => ({
  action: body?.action ?? 'update', replace, content: body === undefined ? { kind: 'unknown', before: undefined } : { kind: 'sensitive', remark: undefined, unchanged: false },
});

function rowOf({ path, diff }: Row, columns: Columns): string {
  const { before, after } = sidesOf(diff);
  const [old, next] = before !== undefined && after !== undefined && diff.action === 'update' && columns === 'both' ? byLines(before, after) : [before, after].map((side) => (side === undefined ? undefined : text(side)));
  const forces = diff.replace && columns === 'both' ? ' <span class="tag">forces replacement</span>' : '';
  const name = `<th scope="row"><code>${line(path)}</code>${forces}</th>`;
  if (columns !== 'both') return `<tr>${name}${cell(columns === 'before' ? old ?? next : next ?? old, '', 'Value')}</tr>`;
  const changed = diff.action !== 'no-op';
  return `<tr>${name}${cell(old, changed ? 'was' : '', 'Before')}${cell(next, changed ? 'is' : '', 'After')}</tr>`;
}

function cell(html: string | undefined, kind: string, label: string): string {
  return html === undefined ? `<td class="none" data-label="${label}"><span>not there</span></td>` : `<td class="${kind}" data-label="${label}"><pre>${html}</pre></td>`;
}

/** Marks the lines that only one side has, where there are several. */
function byLines(before: string, after: string): readonly [string, string] {
  if (!before.includes('\n') && !after.includes('\n')) return [text(before), text(after)];
  const [old, next] = [before.split('\n'), after.split('\n')];
  const left: string[] = [];
  const right: string[] = [];
  for (const [b, a] of align(old.length, next.length, (i, j) => old[i] === next[j], () => false, (i, j) => old[i] === old[j])) {
    if (b !== undefined) left.push(a === undefined ? `<del>${text(old[b] ?? '')}</del>` : text(old[b] ?? ''));
    if (a !== undefined) right.push(b === undefined ? `<ins>${text(next[a] ?? '')}</ins>` : text(next[a] ?? ''));
  }
  return [left.join('\n'), right.join('\n')];
}

import { headline, remarks } from '../fate-words';
import { nameOf, tagsOf } from '../markdown/pieces';
import type { ObjectView } from '../plan-view';
import { actionTitle } from '../preview/findings';
import { groupOf } from '../preview/groups';
import type { PreviewObject } from '../preview/preview-view';
import { line } from './escape';
import { valuesTable, type Columns } from './values';

/** Signs of the groups: what a colour says is never said by it alone. */
export const SIGNS = { destroy: '−', replace: '±', forget: '·', update: '~', create: '+', adopt: '=', import: '⇥', move: '→', read: '⇐', drift: '≠' } as const;

/** Others that an object names as those it waits for before it only counts them. */
const MOST_NAMED = 12;

/** An object that changes, folded. `prefix` makes its id one of the page; `all` are those that it may wait for. */
export function objectHtml(object: PreviewObject | ObjectView, at: number, prefix: string, all: readonly ObjectView[]): string {
  const group = groupOf(object) ?? 'drift';
  const after = 'after' in object ? object.after : [];
  const tags = tagsOf(object).map((tag) => `<span class="tag${tag === 'irreversible' ? ' final' : ''}">${line(tag)}</span>`).join('');
  const ids = after.length === 0 ? '' : ` data-after="${after.map((other) => `${prefix}${other}`).join(' ')}"`;
  return `<details class="change ${group}" id="${prefix}${at}" data-group="${group}"${ids}><summary><span class="sign" aria-hidden="true">${SIGNS[group]}</span>`
    + `<span class="act">${actionTitle(object)}</span> <code>${line(nameOf(object))}</code>${tags}</summary><div class="body">${whyHtml(object)}`
    + `${valuesTable(object.body, columnsOf(object))}${'operations' in object ? operations(object) : ''}${waits(after, prefix, all)}</div></details>\n`;
}

/** Fates of which the word beside the address says all; of the others the sentence says why. */
const PLAIN_FATES: ReadonlySet<string> = new Set(['create', 'update', 'delete', 'forget', 'drifted', 'vanished', 'read']);

function whyHtml(object: ObjectView): string {
  const said = [...(PLAIN_FATES.has(object.fate.kind) ? [] : [headline(object)]), ...remarks(object)];
  return said.length === 0 ? '' : `<p class="why">${said.map((remark) => `<span>${line(remark)}</span>`).join('')}</p>`;
}

function columnsOf({ fate, body }: ObjectView): Columns {
  switch (fate.kind) {
    case 'delete': case 'forget': case 'vanished': return 'before';
    case 'create': case 'adopt': return 'after';
    case 'read': return body.action === 'create' ? 'after' : 'both';
    case 'update': case 'moved': case 'imported': case 'replace': case 'drifted': return 'both';
  }
}

function operations({ operations: list }: PreviewObject): string {
  return list.length === 0 ? '' : `<h4>Operations</h4><ul class="plain">${list.map(({ text, mutates }) => `<li><code>${line(text)}</code>${mutates ? '' : ' <span class="faint">changes nothing</span>'}</li>`).join('')}</ul>`;
}

function waits(after: readonly number[], prefix: string, all: readonly ObjectView[]): string {
  if (after.length === 0) return '';
  const named = after.slice(0, MOST_NAMED).map((other) => `<li><a href="#${prefix}${other}"><code>${line(all[other] === undefined ? '' : nameOf(all[other]))}</code></a></li>`);
  const more = after.length - named.length;
  return `<h4>Waits for</h4><ul class="plain">${named.join('')}${more > 0 ? `<li>and ${more} more</li>` : ''}</ul>`;
}

import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../diagnostics';
import { GROUPS, GROUP_TITLES, grouped, groupOf } from '../preview/groups';
import type { PreviewView } from '../preview/preview-view';
import { summaryLine } from '../text/plan-text';
import { CLIENT } from './client';
import { line, text } from './escape';
import { objectHtml, SIGNS } from './object-html';
import { STYLE } from './style';
import { valuesTable } from './values';

const hash = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/**
 * Plans as one page that needs nothing else: no network, no fonts, no frames. Its policy lets run the one script and the one style
 * that are in it, by their hashes, and nothing inline. Without the script it is a readable, foldable list.
 */
export function htmlReport(views: readonly PreviewView[]): string {
  const policy = `default-src 'none'; script-src ${hash(CLIENT)}; style-src ${hash(STYLE)}; base-uri 'none'; form-action 'none'`;
  const [first] = views;
  const title = views.length === 1 && first !== undefined ? titleOf(first) : `Holdfast plans: ${views.length} stacks`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${line(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the changes</a>
<header>
<div class="bar"><h1>${headingOf(views)}</h1>
<div class="tools" hidden><button type="button" id="theme" aria-label="Colours: as the system has them">◐</button></div></div>
${views.length === 1 && first !== undefined ? countsOf(first) : ''}
</header>
${controls(views)}
<p id="status" role="status" aria-live="polite"></p>
<main id="main" tabindex="-1">
<div id="graph" hidden role="region" aria-label="Graph of the changes" tabindex="0"></div>
<div id="list">
${views.map((view, at) => stackHtml(view, at, views.length > 1)).join('')}</div>
</main>
<footer>${views.map(footOf).join('')}</footer>
<script>${CLIENT}</script>
</body>
</html>
`;
}

function titleOf({ stack, counts: { add, change, destroy } }: PreviewView): string {
  return `Holdfast plan${stack === undefined ? '' : `: ${stack}`} – ${add} to add, ${change} to change, ${destroy} to destroy`;
}

function headingOf(views: readonly PreviewView[]): string {
  const [first] = views;
  if (views.length !== 1 || first === undefined) return `Holdfast plans <span class="faint">${views.length} stacks</span>`;
  const kind = first.mode === 'destroy' ? 'plan to destroy' : first.mode === 'refresh-only' ? 'refresh-only plan' : 'plan';
  return `Holdfast ${kind}${first.stack === undefined ? '' : ` <code>${line(first.stack)}</code>`}`;
}

const isEmpty = (view: PreviewView): boolean => view.objects.length === 0 && view.outputs.length === 0;

function countsOf(view: PreviewView): string {
  if (isEmpty(view)) return `<p class="counts">${view.drift.length > 0 && view.mode === 'refresh-only' ? `${view.drift.length} changed outside of Holdfast.` : 'No changes. Your infrastructure matches the configuration.'}</p>`;
  return `<p class="counts">${summaryLine(view.counts).split('\n').map((part) => `<span>${part}</span>`).join(' ')}${view.partial ? ' <span>Of a part only (-target or -exclude).</span>' : ''}</p>`;
}

/** One button for each kind of change that there is, and the search. The script makes them work, and shows them. */
function controls(views: readonly PreviewView[]): string {
  const counts = new Map<string, number>();
  for (const { objects, drift } of views) {
    for (const object of objects) counts.set(groupOf(object) ?? '', (counts.get(groupOf(object) ?? '') ?? 0) + 1);
    if (drift.length > 0) counts.set('drift', (counts.get('drift') ?? 0) + drift.length);
  }
  const chips = [...GROUPS, 'drift' as const].flatMap((name) => {
    const count = counts.get(name);
    return count === undefined ? [] : [`<button type="button" class="chip ${name}" data-filter="${name}" aria-pressed="false"><span class="sign" aria-hidden="true">${SIGNS[name]}</span>${name === 'drift' ? 'Drift' : GROUP_TITLES[name]} <b>${count}</b></button>`];
  });
  return `<div class="controls" hidden><div class="chips" role="group" aria-label="Show only">${chips.join('')}</div>
<div class="find"><label class="hide" for="search">Search addresses, attributes and values</label><input id="search" type="search" placeholder="Search addresses and values" autocomplete="off" spellcheck="false">
<div class="seg" role="group" aria-label="View"><button type="button" id="as-list" aria-pressed="true">List</button><button type="button" id="as-graph" aria-pressed="false">Graph</button></div>
<button type="button" id="open">Open all</button></div></div>`;
}

function stackHtml(view: PreviewView, at: number, titled: boolean): string {
  const prefix = `s${at}c`;
  const positions = new Map(view.objects.map((object, position) => [object, position]));
  const changes = grouped(view.objects).flatMap(({ objects }) => objects).map((object) => objectHtml(object, positions.get(object) ?? 0, prefix, view.objects));
  const drift = view.mode === 'refresh-only' || !isEmpty(view) ? view.drift : [];
  return `<section class="stack">${titled ? `<h2>${view.stack === undefined ? `Plan ${at + 1}` : `<code>${line(view.stack)}</code>`}</h2>${countsOf(view)}` : ''}
${finalOf(view)}${problems('Apply will refuse this plan', view.blocked, 'blocked')}
${changes.length === 0 ? '' : `<h3 class="hide">Changes</h3><div class="changes">\n${chunks(changes)}</div>`}
${problems('Warnings', view.warnings, 'warning')}
${folded('Outputs', view.outputs.length, valuesTable({ action: 'update', replace: false, attributes: view.outputs.map(({ name, diff }) => [name, diff]), blocks: [] }, 'both'))}
${folded('Operations that apply will run', view.operations.length, `<ol class="plain">${view.operations.map((o) => `<li><code>${line(o.text)}</code>${o.prerequisite ? ' <span class="faint">declared by nothing here; needed first</span>' : o.mutates ? '' : ' <span class="faint">changes nothing</span>'}</li>`).join('')}</ol>`)}
${drift.length === 0 ? '' : `<h3>Drift: changed outside of Holdfast</h3><div class="changes">\n${chunks(drift.map((object, position) => objectHtml(object, position, `s${at}d`, [])))}</div>`}
${folded('Not declared here, and left alone', view.unmanaged.length, `<ul class="plain">${view.unmanaged.map(({ id, text: said }) => `<li><code>${line(id)}</code> ${line(said)}</li>`).join('')}</ul>`)}
</section>
`;
}

/** Changes that a browser lays out together, when they come into sight. */
const CHUNK = 100;

function chunks(changes: readonly string[]): string {
  const parts = Array.from({ length: Math.ceil(changes.length / CHUNK) }, (_, i) => changes.slice(i * CHUNK, (i + 1) * CHUNK));
  return parts.map((part) => `<div class="chunk">${part.join('')}</div>`).join('');
}

function finalOf(view: PreviewView): string {
  const final = view.objects.flatMap((object, at) => (object.irreversible ? [{ object, at }] : []));
  if (final.length === 0) return '';
  const costs = [...new Set(final.flatMap(({ object }) => object.notes.filter(({ kind }) => kind === 'cost').map((note) => note.text)))].slice(0, 3);
  return `<aside class="alert final"><h3>${final.length === 1 ? '1 irreversible deletion' : `${final.length} irreversible deletions`}</h3><p>${final.slice(0, 10).map(({ object }) => `<code>${line(object.address)}</code>`).join(' ')}${final.length > 10 ? ` and ${final.length - 10} more` : ''}</p>${costs.map((cost) => `<p>${line(cost)}</p>`).join('')}</aside>\n`;
}

function problems(title: string, list: readonly Diagnostic[], kind: string): string {
  if (list.length === 0) return '';
  const items = list.map(({ summary, detail, address, range }) => {
    const where = [...(address === undefined ? [] : [`<code>${line(address)}</code>`]), ...(range === undefined ? [] : [`<code>${line(range.filename)}:${range.start.line}</code>`])].join(' ');
    return `<li><b>${line(summary)}</b> ${where}<p class="detail">${text(detail)}</p></li>`;
  });
  return `<aside class="alert ${kind}"><h3>${title}</h3><ul class="plain">${items.join('')}</ul></aside>`;
}

function folded(title: string, count: number, body: string): string {
  return count === 0 ? '' : `<details class="more"><summary><h3>${title}</h3> <b>${count}</b></summary><div class="body">${body}</div></details>`;
}

function footOf(view: PreviewView): string {
  const facts: readonly (readonly [string, string])[] = [
    ...(view.stack === undefined ? [] : [['Stack', view.stack] as const]), ['Planned', view.createdAt], ['Expires', view.expiresAt], ['Plan', view.planId],
    ...(view.serial === undefined ? [] : [['State serial', String(view.serial)] as const]), ...(view.digest === undefined ? [] : [['Digest', view.digest] as const]), ['Made by', `Holdfast ${view.toolVersion}`],
  ];
  return `<dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd><code>${line(value)}</code></dd></div>`).join('')}</dl>`;
}

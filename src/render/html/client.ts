/**
 * What the HTML report does when its script may run: filters, search, the graph, themes, printing. Everything that it handles is in the
 * page already; it makes no HTML of text (textContent only), and keeps nothing.
 */
export const CLIENT = `
'use strict';
(() => {
const $ = (id) => document.getElementById(id);
const rows = [...document.querySelectorAll('.change')];
const chips = [...document.querySelectorAll('.chip')];
const [search, status, graph, list] = [$('search'), $('status'), $('graph'), $('list')];
const chunks = [...document.querySelectorAll('.chunk')];
const size = (chunk, count) => { chunk.hidden = count === 0; chunk.style.containIntrinsicBlockSize = 'auto ' + count * ROW + 'px'; };
const ROW = 44;
const texts = [];
const textOf = (i) => (texts[i] ??= rows[i].textContent.toLowerCase());
let shown = rows;
let drawn = false;
for (const part of document.querySelectorAll('.controls,.tools')) part.hidden = false;
for (const chunk of chunks) size(chunk, chunk.children.length);
if (rows.length === 0) document.querySelector('.controls').hidden = true;

function filter() {
  const groups = new Set(chips.filter((chip) => chip.getAttribute('aria-pressed') === 'true').map((chip) => chip.dataset.filter));
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const narrowed = groups.size > 0 || words.length > 0;
  shown = [];
  rows.forEach((row, i) => {
    const hit = (groups.size === 0 || groups.has(row.dataset.group)) && words.every((word) => textOf(i).includes(word));
    if (row.hidden === hit) row.hidden = !hit;
    if (hit) shown.push(row);
  });
  const left = new Map();
  for (const row of shown) left.set(row.parentElement, (left.get(row.parentElement) ?? 0) + 1);
  for (const chunk of chunks) size(chunk, left.get(chunk) ?? 0);
  for (const box of document.querySelectorAll('.changes')) {
    const none = !box.querySelector('.chunk:not([hidden])');
    box.hidden = none;
    if (box.previousElementSibling?.tagName === 'H3') box.previousElementSibling.hidden = none;
  }
  status.textContent = rows.length === 0 ? '' : narrowed ? (shown.length === 0 ? 'Nothing matches.' : 'Showing ' + shown.length.toLocaleString('en') + ' of ' + rows.length.toLocaleString('en') + '.') : '';
  drawn = false;
  if (!graph.hidden) draw();
}
let timer;
search.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(filter, 80); });
search.addEventListener('keydown', (event) => { if (event.key === 'Escape' && search.value !== '') { search.value = ''; filter(); event.preventDefault(); } });
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && !event.ctrlKey && !event.metaKey && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) { search.focus(); event.preventDefault(); }
});
for (const chip of chips) chip.addEventListener('click', () => { chip.setAttribute('aria-pressed', String(chip.getAttribute('aria-pressed') !== 'true')); filter(); });

const open = $('open');
const MANY = 500;
open.addEventListener('click', () => {
  const opens = open.textContent === 'Open all';
  for (const row of opens ? shown.slice(0, MANY) : shown) row.open = opens;
  open.textContent = opens ? 'Close all' : 'Open all';
  if (opens && shown.length > MANY) status.textContent = 'Opened the first ' + MANY + ' of ' + shown.length.toLocaleString('en') + '.';
});

const theme = $('theme');
const THEMES = [['', '\\u25d0', 'as the system has them'], ['light', '\\u2600', 'light'], ['dark', '\\u263e', 'dark']];
let now = 0;
theme.addEventListener('click', () => {
  now = (now + 1) % THEMES.length;
  const [name, sign, words] = THEMES[now];
  if (name) document.documentElement.dataset.theme = name; else delete document.documentElement.dataset.theme;
  theme.textContent = sign;
  theme.setAttribute('aria-label', 'Colours: ' + words);
});

function view(asGraph) {
  graph.hidden = !asGraph;
  list.hidden = asGraph;
  open.hidden = asGraph;
  $('as-list').setAttribute('aria-pressed', String(!asGraph));
  $('as-graph').setAttribute('aria-pressed', String(asGraph));
  if (asGraph && !drawn) draw();
}
$('as-list').addEventListener('click', () => view(false));
$('as-graph').addEventListener('click', () => view(true));

function reveal(row) {
  view(false);
  if (row.hidden) { search.value = ''; for (const chip of chips) chip.setAttribute('aria-pressed', 'false'); filter(); }
  row.open = true;
  row.scrollIntoView({ block: 'start' });
  row.querySelector('summary').focus({ preventScroll: true });
}
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="#s"]');
  const row = link && $(link.getAttribute('href').slice(1));
  if (row) { event.preventDefault(); reveal(row); }
});

const [WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN, MOST] = [232, 46, 84, 14, 20, 400];
const SVG = 'http://www.w3.org/2000/svg';
function draw() {
  drawn = true;
  graph.replaceChildren();
  const all = shown.filter((row) => row.dataset.group !== 'drift');
  const some = all.slice(0, MOST);
  const at = new Map(some.map((row, i) => [row.id, i]));
  const after = some.map((row) => (row.dataset.after ?? '').split(' ').map((id) => at.get(id)).filter((i) => i !== undefined));
  const depth = [];
  const state = [];
  for (let start = 0; start < some.length; start++) {
    const stack = [start];
    while (stack.length > 0) {
      const i = stack.at(-1);
      state[i] = 1;
      const next = after[i].find((to) => state[to] === undefined);
      if (next !== undefined) { stack.push(next); continue; }
      depth[i] = Math.max(-1, ...after[i].map((to) => depth[to] ?? -1)) + 1;
      stack.pop();
    }
  }
  const columns = [];
  some.forEach((_, i) => (columns[depth[i]] ??= []).push(i));
  const y = [];
  columns.forEach((column, c) => {
    const wish = (i) => (after[i].length === 0 ? y.length : after[i].reduce((sum, to) => sum + (y[to] ?? 0), 0) / after[i].length);
    if (c > 0) column.sort((a, b) => wish(a) - wish(b) || a - b);
    let free = 0;
    column.forEach((i) => { y[i] = c === 0 ? free : Math.max(free, Math.round(wish(i))); free = y[i] + 1; });
  });
  const tall = Math.max(0, ...y) + 1;
  const x = (i) => MARGIN + depth[i] * (WIDTH + GAP_X);
  const top = (i) => MARGIN + y[i] * (HEIGHT + GAP_Y);
  if (all.length > MOST || all.length === 0) {
    const note = document.createElement('p');
    note.className = 'note';
    note.textContent = all.length === 0 ? 'Nothing to draw.' : 'Drawn are the first ' + MOST + ' of ' + all.length.toLocaleString('en') + ' changes. Filter or search to see others.';
    graph.append(note);
  }
  const box = document.createElement('div');
  box.className = 'drawing';
  if (some.length > 0) graph.append(box);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('width', String(2 * MARGIN + columns.length * (WIDTH + GAP_X) - GAP_X));
  svg.setAttribute('height', String(2 * MARGIN + tall * (HEIGHT + GAP_Y) - GAP_Y));
  svg.setAttribute('aria-hidden', 'true');
  const marker = document.createElementNS(SVG, 'marker');
  for (const [name, value] of Object.entries({ id: 'tip', viewBox: '0 0 8 8', refX: '7', refY: '4', markerWidth: '8', markerHeight: '8', orient: 'auto', markerUnits: 'userSpaceOnUse' })) marker.setAttribute(name, value);
  const tip = document.createElementNS(SVG, 'path');
  tip.setAttribute('d', 'M0 0L8 4L0 8z');
  marker.append(tip);
  svg.append(marker);
  const edges = [];
  after.forEach((list, i) => list.forEach((to) => {
    const path = document.createElementNS(SVG, 'path');
    const [x1, y1, x2, y2] = [x(to) + WIDTH, top(to) + HEIGHT / 2, x(i) - 2, top(i) + HEIGHT / 2];
    path.setAttribute('d', 'M' + x1 + ' ' + y1 + 'C' + (x1 + GAP_X / 2) + ' ' + y1 + ' ' + (x2 - GAP_X / 2) + ' ' + y2 + ' ' + x2 + ' ' + y2);
    path.setAttribute('marker-end', 'url(#tip)');
    svg.append(path);
    edges.push({ from: to, to: i, path });
  }));
  box.append(svg);
  const nodes = some.map((row, i) => {
    const node = document.createElement('button');
    node.type = 'button';
    node.className = 'node ' + row.dataset.group;
    const act = document.createElement('b');
    act.textContent = row.querySelector('.sign').textContent + ' ' + row.querySelector('.act').textContent;
    const name = document.createElement('code');
    name.textContent = row.querySelector('summary code').textContent;
    node.append(act, name);
    node.title = name.textContent;
    node.style.left = x(i) + 'px';
    node.style.top = top(i) + 'px';
    const light = (on) => {
      const near = new Set([i]);
      for (const edge of edges) if (edge.from === i || edge.to === i) { edge.path.classList.toggle('lit', on); near.add(edge.from); near.add(edge.to); }
      nodes.forEach((other, j) => other.classList.toggle('far', on && near.size > 1 && !near.has(j)));
    };
    node.addEventListener('mouseenter', () => light(true));
    node.addEventListener('mouseleave', () => light(false));
    node.addEventListener('focus', () => light(true));
    node.addEventListener('blur', () => light(false));
    node.addEventListener('click', () => { light(false); reveal(row); });
    box.append(node);
    return node;
  });
}

let closed = [];
addEventListener('beforeprint', () => { closed = [...document.querySelectorAll('details:not([open])')].filter((part) => !part.hidden); for (const part of closed) part.open = true; });
addEventListener('afterprint', () => { for (const part of closed) part.open = false; });
if (location.hash !== '') { const row = $(location.hash.slice(1)); if (row) reveal(row); }
})();
`;

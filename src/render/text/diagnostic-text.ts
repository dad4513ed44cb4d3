import type { Diagnostic, SourceRange } from '../../diagnostics';
import { printable, printableLine } from '../printable';
import { unheard } from '../unheard';
import { wrap, type Style } from '../style';
import type { Source } from '../source';
import { snippetOf } from '../snippet';

/** A problem in Terraform's box, or below an empty line: headline, where it is, the line itself, what and why and what to do. Ends with a newline. */
export function diagnosticText(problem: Diagnostic, style: Style, source?: Source): string {
  const paint = problem.severity === 'error' ? style.paint.red : style.paint.yellow;
  const label = problem.severity === 'error' ? 'Error' : 'Warning';
  const lines = [
    `${style.paint.bold(paint(`${label}: `))}${style.paint.bold(printableLine(problem.summary))}`,
    '',
    ...placeLines(problem, style, source),
    ...wrap(printable(problem.detail), style.width - (style.boxless === true ? 1 : 2)).split('\n'),
  ];
  if (style.boxless === true) return unheard(`\n${lines.join('\n')}\n`);
  const box = lines.map((line) => (line === '' ? paint('│') : `${paint('│')} ${line}`));
  return unheard(`${[paint('╷'), ...box, paint('╵')].join('\n')}\n`);
}

/** Problems of one kind that are shown one by one; what is wrong with a whole fleet is not told thousands of times. */
const ALIKE_SHOWN = 20;

/**
 * Several problems, errors last so that they stand nearest to the prompt; those in files as they stand there, to be gone
 * through from top to bottom. Of very many of one kind the rest is counted.
 */
export function diagnosticsText(problems: readonly Diagnostic[], style: Style, source?: Source): string {
  if (style.compactWarnings === true && problems.length > 0 && problems.every(({ severity }) => severity === 'warning')) return compactText(problems, style);
  return condensed([...problems].sort(inOrder)).map((problem) => diagnosticText(problem, style, source)).join('');
}

/** Warnings by their summaries alone, as Terraform's -compact-warnings has them. */
export function compactText(warnings: readonly Diagnostic[], { paint }: Style): string {
  const lines = condensed([...warnings].sort(inOrder)).flatMap(({ summary, range }) => [
    `- ${printableLine(summary)}`, ...(range === undefined ? [] : [`  on ${printableLine(range.filename)} line ${range.start.line}`]),
  ]);
  return unheard(`\n${paint.bold(paint.yellow('Warnings:'))}\n\n${lines.join('\n')}\n\nTo see the full warning notes, run Holdfast without -compact-warnings.\n`);
}

function inOrder(a: Diagnostic, b: Diagnostic): number {
  if (a.severity !== b.severity) return a.severity === 'warning' ? -1 : 1;
  const [left, right] = [a.range?.filename ?? '', b.range?.filename ?? ''];
  return left === right ? (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0) : left < right ? -1 : 1;
}

function condensed(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const counts = new Map<string, number>();
  const kindOf = (d: Diagnostic): string => `${d.severity} ${d.code}`;
  for (const d of problems) counts.set(kindOf(d), (counts.get(kindOf(d)) ?? 0) + 1);
  const seen = new Map<string, number>();
  return problems.flatMap((d) => {
    const nth = (seen.get(kindOf(d)) ?? 0) + 1;
    seen.set(kindOf(d), nth);
    const more = (counts.get(kindOf(d)) ?? 0) - ALIKE_SHOWN;
    // One more box for one more problem would save nothing.
    if (nth <= ALIKE_SHOWN || more === 1) return [d];
    if (nth > ALIKE_SHOWN + 1) return [];
    const { severity, code, summary } = d;
    return [{ severity, code, summary, detail: `There are ${more} more of this kind, which are not shown here. With -json all are.` }];
  });
}

/** There is one of it, and the block that the line is in names it. */
const SAID_BY_LINE = /^(?:check|output|var)\.[^.[]+$/;

function placeLines(problem: Diagnostic, style: Style, source: Source | undefined): readonly string[] {
  const lines: string[] = [];
  const subject = problem.address === undefined || (problem.range !== undefined && SAID_BY_LINE.test(problem.address)) ? '' : `with ${printableLine(problem.address)}`;
  const attribute = problem.attribute === undefined ? '' : `${subject === '' ? 'in ' : ', in '}${printableLine(problem.attribute)}`;
  if (subject !== '' || attribute !== '') lines.push(`  ${subject}${attribute}${problem.range === undefined ? '' : ','}`);
  if (problem.range !== undefined) lines.push(...rangeLines(problem.range, problem, style, source));
  if (problem.constructPath !== undefined) lines.push(`  construct ${printableLine(problem.constructPath)}`);
  return lines.length === 0 ? lines : [...lines, ''];
}

/** Lines of a problem that goes over many; the rest of them says no more. */
const MOST_LINES = 20;

function rangeLines(range: SourceRange, problem: Diagnostic, style: Style, source: Source | undefined): readonly string[] {
  const snippet = snippetOf(range, source);
  const context = snippet?.context === undefined ? '' : `, in ${printableLine(snippet.context)}`;
  const where = `  on ${printableLine(range.filename)} line ${range.start.line}${context}:`;
  if (snippet === undefined) return [where, ...valueLines(problem)];
  const lines: string[] = [];
  let before = 0;
  for (const [i, text] of snippet.code.split('\n').entries()) {
    if (i === MOST_LINES) break;
    const length = Buffer.byteLength(text);
    lines.push(`${String(range.start.line + i).padStart(4)}: ${highlighted(text, snippet.start - before, snippet.end - before, style)}`);
    before += length + 1;
  }
  return [where, ...lines, ...valueLines(problem)];
}

/** What the parts of the failing expression are. */
function valueLines({ values, calling }: Diagnostic): readonly string[] {
  const lines = [...(calling === undefined ? [] : [`while calling ${printableLine(calling)}`]), ...(values ?? []).map(({ traversal, statement }) => `${printableLine(traversal)} ${printableLine(statement)}`)];
  return lines.length === 0 ? [] : [`    ├${'─'.repeat(16)}`, ...lines.map((line) => `    │ ${line}`)];
}

/** The line, its problem underlined where the terminal can; long lines (JSON on one line) are cut around the problem. Offsets in bytes. */
function highlighted(text: string, startByte: number, endByte: number, style: Style): string {
  const bytes = Buffer.from(text);
  const characters = [...text];
  const from = [...bytes.subarray(0, Math.max(0, startByte)).toString()].length;
  const to = Math.max(from, [...bytes.subarray(0, Math.max(0, endByte)).toString()].length);
  const room = Math.max(20, style.width - 10);
  const start = characters.length <= room ? 0 : Math.max(0, Math.min(from - 10, characters.length - room));
  const end = characters.length <= room ? characters.length : start + room;
  const part = (a: number, b: number): string => printableLine(characters.slice(Math.max(a, start), Math.min(b, end)).join(''));
  const cut = (there: boolean): string => (there ? '…' : '');
  return `${cut(start > 0)}${part(start, from)}${style.paint.underline(part(from, to))}${part(to, end)}${cut(end < characters.length)}`;
}

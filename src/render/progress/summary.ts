import type { ApplySummary, StepEnd } from '../../apply';
import type { PlanMode } from '../../plan';
import { printableLine } from '../printable';
import { wrap, type Style } from '../style';

/** Names that a group of the summary lists before it only counts. */
const MAX_NAMES = 20;

/** How an apply ended: Terraform's line when all went well, and what failed, was skipped or goes on when not. Ends with a newline. */
export function summaryText(summary: ApplySummary, mode: PlanMode, resumeCommand: string, style: Style): string {
  const parts = [headline(summary, mode, style)];
  const also = alsoLine(summary);
  if (also !== undefined) parts[0] = `${parts[0] ?? ''}\n${also}`;
  parts.push(...groupParts(summary), ...underwayPart(summary, resumeCommand, style));
  return `\n${parts.join('\n\n')}\n`;
}

/** `Apply complete! Resources: 1 added, 0 changed, 0 destroyed.` */
export function completeLine(done: ApplySummary['done'], mode: PlanMode): string {
  if (mode === 'destroy') return `Destroy complete! Resources: ${done.destroy} destroyed.`;
  return `Apply complete! Resources: ${importedText(done)}${done.add} added, ${done.change} changed, ${done.destroy} destroyed.`;
}

const importedText = ({ import: imported = 0 }: ApplySummary['done']): string => (imported === 0 ? '' : `${imported} imported, `);

function headline(summary: ApplySummary, mode: PlanMode, style: Style): string {
  const { done } = summary;
  const verb = mode === 'destroy' ? 'Destroy' : 'Apply';
  const counts = `Resources: ${importedText(done)}${done.add} added, ${done.change} changed, ${done.destroy} destroyed.`;
  switch (summary.status) {
    case 'done': return style.paint.bold(style.paint.green(completeLine(done, mode)));
    case 'partial': return style.paint.bold(`${verb} incomplete. ${counts}`);
    case 'interrupted': return style.paint.bold(`${verb} interrupted. ${counts}`);
    case 'indeterminate': return style.paint.bold(`${verb} ended before all operations did. ${counts}`);
  }
}

function alsoLine({ done }: ApplySummary): string | undefined {
  const also = [...(done.adopt > 0 ? [`${done.adopt} adopted`] : []), ...(done.forget > 0 ? [`${done.forget} forgotten`] : [])];
  return also.length === 0 ? undefined : `Without any call: ${also.join(', ')}.`;
}

function groupParts(summary: ApplySummary): readonly string[] {
  const failed: string[] = [];
  const skipped = new Map<string, string[]>();
  for (const [step, end] of summary.ends) {
    const name = printableLine(step);
    if (end.kind === 'failed') failed.push(`${name}: ${reasonOf(end)}`);
    else if (end.kind === 'skipped') {
      const because = whyText(end.because, summary.ends);
      const group = skipped.get(because);
      if (group === undefined) skipped.set(because, [name]);
      else group.push(name);
    }
  }
  return [
    ...(failed.length === 0 ? [] : [list(`Failed: ${failed.length}`, failed)]),
    ...[...skipped].map(([because, names]) => list(`Skipped: ${names.length} (${because})`, names)),
  ];
}

/** `because`: the id of the step that this one waited for, or a word. */
function whyText(because: string, ends: ApplySummary['ends']): string {
  switch (ends.get(because)?.kind) {
    case 'failed': return `${printableLine(because)} failed`;
    case 'indeterminate': return `the end of ${printableLine(because)} is not known`;
    case 'done': case 'skipped': case undefined: return printableLine(because);
  }
}

function reasonOf(end: Extract<StepEnd, { kind: 'failed' }>): string {
  const first = end.diagnostics.find((d) => d.severity === 'error');
  return `${first === undefined ? 'no reason was given' : printableLine(first.summary)}${end.guarded ? ' (refused by a guard; nothing was called)' : ''}`;
}

function underwayPart(summary: ApplySummary, resumeCommand: string, style: Style): readonly string[] {
  if (summary.underway.length === 0) {
    if (summary.status !== 'interrupted') return [];
    return [`${wrap('Nothing is under way in the service. This command goes on with what was not begun:', style.width)}\n    ${printableLine(resumeCommand)}`];
  }
  const names = summary.underway.map(({ step, operationId }) =>
    `${printableLine(step)}${operationId === undefined ? ' (its operation is not known yet)' : ` [operation=${printableLine(operationId)}]`}`);
  const resume = wrap('They go on in the service, and nothing of them is lost. This command takes them up again:', style.width);
  return [`${list(`Under way: ${names.length}`, names)}\n${resume}\n    ${printableLine(resumeCommand)}`];
}

function list(title: string, names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  return [title, ...names.slice(0, MAX_NAMES).map((name) => `  ${name}`), ...(more > 0 ? [`  … and ${more} more`] : [])].join('\n');
}

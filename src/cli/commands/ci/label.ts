import { diagnostic } from '../../../diagnostics';
import type { Command, Invocation } from '../../command';
import { reportOf } from '../../report';
import { printableLine } from '../../../render';
import { COMMON_FLAGS, DRY_RUN, NAME } from './flags';
import { failed, groundOf, lacksRight, NO_PULL, pullOf } from './ground';
import { readPlans, type SeenPlan } from './plans';

/** Results, each with the colour of its label. */
const COLORS = { 'no-changes': '0e8a16', changes: '1d76db', destroy: 'd93f0b' } as const;
type Result = keyof typeof COLORS;
const RESULTS = Object.keys(COLORS) as readonly Result[];

export const labelCommand: Command = {
  name: 'ci label',
  summary: 'Label the pull request by what saved plans do',
  usage: 'holdfast ci label [flags] PLAN...',
  text: `Gives the pull request one label for each plan: holdfast/STACK/ and ${RESULTS.join(', ')}. The one of an earlier result goes.`,
  flags: [{ name: 'prefix', kind: 'text', value: 'TEXT', help: 'What the label begins with (holdfast/).' }, NAME, DRY_RUN, ...COMMON_FLAGS],
  notBuilt: [],
  positional: 200,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false);
  const ground = groundOf(invocation, report);
  const plans = ground.ok ? await readPlans(invocation) : ground;
  if (!ground.ok || !plans.ok) return report.end(plans.diagnostics);
  const wanted = plans.value.map((seen) => ({ ...labelsOf(invocation, seen) }));
  if (ground.value.dryRun) {
    for (const { add, remove } of wanted) report.out.line(`Would set the label ${add.name}, and take away ${remove.join(' and ')}.`);
    return report.end(plans.diagnostics);
  }
  const pull = await pullOf(ground.value);
  if (!pull.ok) return report.end([lacksRight(pull.problem) ? diagnostic('ci_degraded', printableLine(pull.problem.text)) : failed(pull.problem)]);
  if (pull.value === undefined) return report.end([diagnostic('ci_degraded', `${NO_PULL} No label was set.`)]);
  const forge = ground.value.forge();
  if (!forge.ok) return report.end(forge.diagnostics);
  const { labels } = forge.value;
  if (labels === undefined) return report.end([diagnostic('ci_degraded', 'This forge has no labels for pull requests. None was set.')]);
  const number = pull.value.number;
  const there = await labels.list(number);
  if (!there.ok) return report.end([lacksRight(there.problem) ? diagnostic('ci_degraded', printableLine(there.problem.text)) : failed(there.problem)]);
  for (const { add, remove } of wanted) {
    const calls = [...remove.filter((name) => there.value.includes(name)).map((name) => () => labels.remove(number, name)), ...(there.value.includes(add.name) ? [] : [() => labels.add(number, add)])];
    for (const call of calls) {
      const done = await call();
      if (!done.ok) return report.end([lacksRight(done.problem) ? diagnostic('ci_degraded', `${printableLine(done.problem.text)} The label was not set.`) : failed(done.problem)]);
    }
    report.out.line(`The pull request has the label ${add.name}.`);
  }
  return report.end(plans.diagnostics);
}

function labelsOf(invocation: Invocation, { plan, counts }: SeenPlan): { readonly add: { readonly name: string; readonly color: string }; readonly remove: readonly string[] } {
  const { texts } = invocation.parsed;
  const parts = [plan.stack, texts.get('name')].filter((part): part is string => part !== undefined && part !== '');
  // 50 characters are what GitHub takes; a comma would end a label on GitLab.
  const nameOf = (result: Result): string => {
    const own = printableLine(parts.join('/')).replace(/[,\s]+/g, '-');
    const prefix = texts.get('prefix') ?? 'holdfast/';
    const room = 50 - [...`${prefix}/${result}`].length;
    return `${prefix}${own === '' ? '' : `${[...own].slice(0, Math.max(0, room)).join('')}/`}${result}`;
  };
  const result: Result = counts.destroy > 0 ? 'destroy' : plan.applyable ? 'changes' : 'no-changes';
  return { add: { name: nameOf(result), color: COLORS[result] }, remove: RESULTS.filter((one) => one !== result).map(nameOf) };
}

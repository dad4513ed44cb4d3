import { RULE, idsOf, planLines, planText, planView, printableLine, wrap } from '../../render';
import type { Command, Invocation } from '../command';
import { ALLOW_FLAGS, CONFIGURATION_FLAGS, EXIT_FLAGS, OUTPUT_FLAGS, PLANNING_NOT_BUILT, SESSION_FLAGS } from '../common-flags';
import type { Out } from '../out';
import { reportOf } from '../report';
import { schemaLookup } from '../schemas';
import { secretsOf } from '../secrets';
import { sessionOf } from '../session';

export const planCommand: Command = {
  name: 'plan',
  summary: 'Show what apply would do',
  usage: 'holdfast plan [flags]',
  text: 'Reads the configuration, the state and the live service, and shows the difference. Changes nothing.',
  flags: [
    { name: 'out', kind: 'text', value: 'FILE', help: 'Saves the plan, for holdfast apply FILE.' },
    { name: 'detailed-exitcode', kind: 'switch', help: '0: no changes, 1: error, 2: changes.' },
    ...CONFIGURATION_FLAGS, ...SESSION_FLAGS, ...ALLOW_FLAGS, ...OUTPUT_FLAGS, ...EXIT_FLAGS,
  ],
  notBuilt: PLANNING_NOT_BUILT,
  positional: 0,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { parsed, io } = invocation;
  const report = reportOf(invocation, true);
  const session = sessionOf(invocation);
  if (!session.ok) return report.end(session.diagnostics);
  const library = invocation.library();
  const out = parsed.texts.get('out');
  const result = await library.plan({
    ...session.value,
    mode: parsed.switches.get('destroy') === true ? 'destroy' : 'normal',
    emit: (event) => report.progress.emit(event),
    ...(out === undefined ? {} : { out }),
  });
  report.progress.planned();
  if (!result.ok) return report.end(result.diagnostics);
  const { plan } = result.value;
  report.hide(secretsOf(io.env, plan));
  report.progress.know(idsOf(plan));
  if (report.json !== undefined) report.json.lines(planLines(plan));
  else {
    report.out.write(planText(planView(plan, schemaLookup(library.providerSchemas())), report.out.style));
    report.out.write(trailer(out, plan.applyable, report.out));
  }
  // The view shows the plan's own warnings; these are what else came up.
  const told = report.json === undefined ? new Set(plan.warnings) : new Set();
  return report.end(result.diagnostics.filter((d) => !told.has(d)), { changes: plan.applyable && parsed.switches.get('detailed-exitcode') === true });
}

/** What to do with the plan next. */
function trailer(file: string | undefined, applyable: boolean, out: Out): string {
  if (file !== undefined) {
    const shown = printableLine(file);
    return `\n${RULE}\n\nSaved the plan to: ${shown}\n\nTo perform exactly these actions, run the following command to apply:\n    holdfast apply "${shown}"\n`;
  }
  if (!applyable) return '';
  return `\n${RULE}\n\n${wrap('Note: You didn\'t use the -out option to save this plan, so Holdfast can\'t guarantee to take exactly these actions if you run "holdfast apply" now.', out.style.width)}\n`;
}

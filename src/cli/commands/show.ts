import type { Command, Invocation } from '../command';
import { CONFIGURATION_FLAGS, EXIT_FLAGS, OUTPUT_FLAGS, SAVED_PLAN_FLAGS } from '../common-flags';
import { jsonPieces, planText, planView, previewView, stateJson, stateText, type BudgetName } from '../../render';
import { diagnostic } from '../../diagnostics';
import { BUDGET_NAMES, isPlanFormat, PLAN_FORMATS, planPieces } from '../plan-formats';
import type { Verdict } from '../exit-code';
import { reportOf, type Report } from '../report';
import { schemaLookup, sensitiveIn } from '../schemas';
import { secretsOf } from '../secrets';
import { placeOf, readingOf, sessionOf } from '../session';
import { eachStack, type StackSession } from '../stacks';

export const showCommand: Command = {
  name: 'show',
  summary: 'Show the state or a saved plan',
  usage: 'holdfast show [flags] [PLAN]',
  text: 'Without an argument, what the state holds; with one, the saved plan. -format writes it for other readers (docs/previews.md).',
  flags: [
    { name: 'format', kind: 'text', value: 'FORMAT', choices: ['text', ...PLAN_FORMATS], help: `What a plan is written as: text, ${PLAN_FORMATS.join(', ')} (text).` },
    { name: 'budget', kind: 'text', value: 'PLACE', choices: BUDGET_NAMES, help: `Where Markdown must fit: ${BUDGET_NAMES.join(', ')} (none).` },
    { name: 'show-sensitive', kind: 'switch', help: 'With -json, writes sensitive values as they are.' },
    ...SAVED_PLAN_FLAGS, ...CONFIGURATION_FLAGS, ...OUTPUT_FLAGS, ...EXIT_FLAGS,
  ],
  notBuilt: ['plan', 'state', 'config', 'module'],
  positional: 1,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false, isPlanFormat(formatOf(invocation)));
  const { positional: [file], texts, switches } = invocation.parsed;
  const format = texts.get('format');
  if (switches.get('json') === true && format !== undefined && format !== 'json') return report.end([diagnostic('cli_flags_conflict', `-json and -format=${format} ask for two forms at once. Give one of them.`)]);
  if (file === undefined && format !== undefined && format !== 'text' && format !== 'json') {
    return report.end([diagnostic('cli_argument_missing', `-format=${format} is a form of a saved plan, and no plan is named. Save one with plan -out=FILE, and name the file.`)]);
  }
  return file === undefined ? showState(invocation, report) : showPlan(invocation, report, file);
}

async function showPlan(invocation: Invocation, report: Report, file: string): Promise<number> {
  const { parsed, io } = invocation;
  const library = invocation.library();
  const read = await library.readPlanFile(file, readingOf(invocation));
  if (!read.ok) return report.end(read.diagnostics);
  const { plan } = read.value;
  const lookup = schemaLookup(library.providerSchemas(placeOf(invocation)));
  const redact = parsed.switches.get('show-sensitive') !== true;
  const format = formatOf(invocation);
  const secrets = secretsOf(io.env, plan);
  if (redact || format !== 'json') report.hide(secrets);
  if (isPlanFormat(format)) {
    const view = previewView(plan, lookup, { digest: read.value.digest(), redact: secrets });
    await report.out.pieces(planPieces(format, { plan, view, lookup, redact, file }, (parsed.texts.get('budget') ?? 'none') as BudgetName));
  } else report.out.write(planText(planView(plan, lookup), report.out.style, io.source));
  return report.end(read.diagnostics);
}

const formatOf = ({ parsed }: Invocation): string => (parsed.switches.get('json') === true ? 'json' : parsed.texts.get('format') ?? 'text');

async function showState(invocation: Invocation, report: Report): Promise<number> {
  const session = sessionOf(invocation);
  if (!session.ok) return report.end(session.diagnostics);
  const json = formatOf(invocation) === 'json';
  return eachStack(invocation, report, session.value, { backwards: false, single: json ? 'the JSON of a state' : undefined }, (stack) => showOne(invocation, report, stack));
}

async function showOne(invocation: Invocation, report: Report, session: StackSession): Promise<Verdict> {
  const { parsed } = invocation;
  const library = invocation.library();
  const read = await library.readState(session);
  if (!read.ok) return report.note(read.diagnostics);
  const lookup = schemaLookup(library.providerSchemas(placeOf(invocation)));
  if (formatOf(invocation) === 'json') {
    await report.out.pieces(jsonPieces(stateJson(read.value, sensitiveIn(lookup), lookup, parsed.switches.get('show-sensitive') !== true)));
  } else report.out.write(stateText(read.value, lookup, report.out.style));
  return report.note(read.diagnostics);
}

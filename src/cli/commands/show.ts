import type { Command, Invocation } from '../command';
import { CONFIGURATION_FLAGS, EXIT_FLAGS, OUTPUT_FLAGS, SAVED_PLAN_FLAGS } from '../common-flags';
import { jsonPieces, planJson, planText, planView, stateJson, stateText } from '../../render';
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
  text: 'Without an argument, what the state holds; with one, the saved plan.',
  flags: [
    { name: 'show-sensitive', kind: 'switch', help: 'With -json, writes sensitive values as they are.' },
    ...SAVED_PLAN_FLAGS, ...CONFIGURATION_FLAGS, ...OUTPUT_FLAGS, ...EXIT_FLAGS,
  ],
  notBuilt: ['plan', 'state', 'config', 'module'],
  positional: 1,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false);
  const file = invocation.parsed.positional[0];
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
  if (redact || parsed.switches.get('json') !== true) report.hide(secretsOf(io.env, plan));
  if (parsed.switches.get('json') === true) {
    const sources = new Map(plan.providers.map((p) => [p.key, p.source]));
    const schemaVersion = (provider: string, mode: 'managed' | 'data', type: string): number => lookup(sources.get(provider) ?? provider, mode, type)?.version ?? 0;
    await report.out.pieces(jsonPieces(planJson(plan, { redact, schemaVersion })));
  } else report.out.write(planText(planView(plan, lookup), report.out.style, io.source));
  return report.end(read.diagnostics);
}

async function showState(invocation: Invocation, report: Report): Promise<number> {
  const session = sessionOf(invocation);
  if (!session.ok) return report.end(session.diagnostics);
  const json = invocation.parsed.switches.get('json') === true;
  return eachStack(invocation, report, session.value, { backwards: false, single: json ? 'the JSON of a state' : undefined }, (stack) => showOne(invocation, report, stack));
}

async function showOne(invocation: Invocation, report: Report, session: StackSession): Promise<Verdict> {
  const { parsed } = invocation;
  const library = invocation.library();
  const read = await library.readState(session);
  if (!read.ok) return report.note(read.diagnostics);
  const lookup = schemaLookup(library.providerSchemas(placeOf(invocation)));
  if (parsed.switches.get('json') === true) {
    await report.out.pieces(jsonPieces(stateJson(read.value, sensitiveIn(lookup), lookup, parsed.switches.get('show-sensitive') !== true)));
  } else report.out.write(stateText(read.value, lookup, report.out.style));
  return report.note(read.diagnostics);
}

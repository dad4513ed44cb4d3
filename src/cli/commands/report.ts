import { diagnostic, fail, ok, type Outcome } from '../../diagnostics';
import type { PlanResult } from '../../compose';
import { previewView, type BudgetName, type Redactor } from '../../render';
import type { Command, Invocation } from '../command';
import { EXIT_FLAGS, SAVED_PLAN_FLAGS } from '../common-flags';
import { BUDGET_NAMES, PLAN_FORMATS, reportPieces, type PlanFormat, type ShownStack } from '../plan-formats';
import { reportOf } from '../report';
import { schemaLookup } from '../schemas';
import { secretsOf } from '../secrets';
import { placeOf, readingOf } from '../session';

export const reportCommand: Command = {
  name: 'report',
  summary: 'Show several saved plans as one',
  usage: 'holdfast report [flags] PLAN...',
  text: 'One report of the plans of several stacks, each after those it depends on. The order is the cdktf manifest\'s, where there is one.',
  flags: [
    { name: 'format', kind: 'text', value: 'FORMAT', choices: PLAN_FORMATS, help: `${PLAN_FORMATS.join(', ')} (markdown).` },
    { name: 'budget', kind: 'text', value: 'PLACE', choices: BUDGET_NAMES, help: `Where Markdown must fit: ${BUDGET_NAMES.join(', ')} (none). The stacks share it.` },
    { name: 'manifest', kind: 'text', value: 'FILE', help: 'The cdktf manifest that says which stack depends on which (cdktf.out/manifest.json, if it is there).' },
    ...SAVED_PLAN_FLAGS.filter(({ name }) => name !== 'expect-digest'),
    { name: 'no-color', kind: 'switch', help: 'No colours, also on a terminal.' },
    ...EXIT_FLAGS,
  ],
  notBuilt: [],
  positional: 10_000,
  run,
};

const MANIFEST = 'cdktf.out/manifest.json';

async function run(invocation: Invocation): Promise<number> {
  const { parsed, io } = invocation;
  const report = reportOf(invocation, false, true);
  if (parsed.positional.length === 0) return report.end([diagnostic('cli_arguments_missing', 'report wants one saved plan or more: holdfast report a.plan b.plan.')]);
  const order = await orderOf(invocation);
  if (!order.ok) return report.end(order.diagnostics);
  const library = invocation.library();
  const lookup = schemaLookup(library.providerSchemas(placeOf(invocation)));
  const read: { readonly file: string; readonly saved: PlanResult }[] = [];
  for (const file of parsed.positional) {
    const one = await library.readPlanFile(file, readingOf(invocation));
    if (!one.ok) return report.end(one.diagnostics);
    report.note(one.diagnostics);
    read.push({ file, saved: one.value });
  }
  // A secret of one stack may stand in another's plan, where nobody marked it.
  const secrets = read.map(({ saved }) => secretsOf(io.env, saved.plan));
  const redact: Redactor = (text) => secrets.reduce((shown, hide) => hide(shown), text);
  report.hide(redact);
  const stacks = read.map(({ file, saved: { plan, digest } }): ShownStack => {
    const name = plan.stack ?? file;
    return { plan, lookup, redact: true, file, name, after: order.value.get(name) ?? [], view: previewView(plan, lookup, { digest: digest(), redact }) };
  });
  const twice = stacks.find(({ name, plan }, at) => plan.stack !== undefined && stacks.findIndex((other) => other.name === name) !== at);
  if (twice !== undefined) return report.end([diagnostic('cli_report_twice', `${twice.file} is a plan of the stack "${twice.name}", and so is another file named here. Name one plan for each stack.`)]);
  const format = (parsed.texts.get('format') ?? 'markdown') as PlanFormat;
  await report.out.pieces(reportPieces(format, inOrder(stacks, [...order.value.keys()]), (parsed.texts.get('budget') ?? 'none') as BudgetName));
  return report.end([]);
}

/** Stacks by name in the order of the manifest, each with those that it depends on; empty where there is no manifest. */
async function orderOf({ parsed, dir, library }: Invocation): Promise<Outcome<ReadonlyMap<string, readonly string[]>>> {
  const named = parsed.texts.get('manifest');
  const read = await library().stackOrder(dir, named ?? MANIFEST);
  if (!read.ok) return read;
  if (read.value === undefined && named !== undefined) return fail(diagnostic('cli_manifest_missing', `-manifest=${named} names no file. It is what the cdktf app writes: manifest.json in its output folder.`));
  return ok(new Map((read.value ?? []).map(({ name, dependencies }) => [name, dependencies])), read.diagnostics);
}

/** In the manifest's order; stacks that it does not have come last, as they were named. */
function inOrder(stacks: readonly ShownStack[], order: readonly string[]): readonly ShownStack[] {
  const place = new Map(order.map((name, at) => [name, at]));
  const there = new Set(stacks.map(({ name }) => name));
  return [...stacks].sort((a, b) => (place.get(a.name) ?? Infinity) - (place.get(b.name) ?? Infinity) || 0).map((stack) => ({ ...stack, after: stack.after.filter((name) => there.has(name)) }));
}

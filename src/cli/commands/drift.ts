import { covers, parseTarget, type Target } from '../../addrs';
import type { SessionEvent } from '../../compose';
import { diagnostic, fail, ok, type Outcome } from '../../diagnostics';
import type { Drift, Plan } from '../../plan';
import { jsonText, planJson, planText, planView } from '../../render';
import { equalValues, unmark, type Value } from '../../values';
import type { Command, Invocation } from '../command';
import { ALLOW_FLAGS, CONFIGURATION_FLAGS, EXIT_FLAGS, OUTPUT_FLAGS, TARGET_FLAGS } from '../common-flags';
import type { Verdict } from '../exit-code';
import { reportOf, type Report } from '../report';
import { schemaLookup } from '../schemas';
import { secretsOf } from '../secrets';
import { placeOf, sessionOf } from '../session';
import { eachStack, type StackSession } from '../stacks';
import { withoutShown } from './plan';

export const driftCommand: Command = {
  name: 'drift',
  summary: 'Show what the world did by itself',
  usage: 'holdfast drift [flags]',
  text: 'Compares the state with the live service, and lists the registrations that nothing manages, of every folder that the configuration or the state names. Reads only, without a lock.\nEnds with 0: no drift, 1: error, 2: drift. What is not managed is no drift.',
  flags: [
    { name: 'ignore', kind: 'list', value: 'ADDRESS[.ATTRIBUTE]', help: 'Leaves out an object, a resource, a module, or one attribute of it. May be given often.' },
    ...TARGET_FLAGS,
    { name: 'parallelism', kind: 'count', value: 'N', help: 'Reads under way at once.' },
    { name: 'state', kind: 'text', value: 'FILE', help: 'The state is in this file, not where a local backend has it.' },
    ...CONFIGURATION_FLAGS, ...ALLOW_FLAGS, ...OUTPUT_FLAGS, ...EXIT_FLAGS,
  ],
  notBuilt: [],
  positional: 0,
  run,
};

/** What is no drift: all of what lies at the target, or one attribute of it. */
interface Rule {
  readonly target: Target;
  readonly attribute: string | undefined;
}

async function run(invocation: Invocation): Promise<number> {
  const json = invocation.parsed.switches.get('json') === true;
  const report = reportOf(invocation, false, json);
  if (!json) report.guard();
  const session = sessionOf(invocation);
  const rules = rulesOf(invocation.parsed.lists.get('ignore') ?? []);
  if (!session.ok || !rules.ok) return report.end([...session.diagnostics, ...rules.diagnostics]);
  const options = { ...session.value, lock: false, ...(json ? {} : { emit: (event: SessionEvent) => report.progress.emit(event) }) };
  return eachStack(invocation, report, options, { backwards: false, single: json ? 'the JSON of drift' : undefined }, (stack) => driftOf(invocation, report, stack, rules.value));
}

async function driftOf(invocation: Invocation, report: Report, session: StackSession, rules: readonly Rule[]): Promise<Verdict> {
  const { parsed, io } = invocation;
  const library = invocation.library();
  const result = await library.plan({ ...session, mode: 'refresh-only', unmanaged: 'everywhere' });
  report.progress.planned();
  if (!result.ok) return report.note(result.diagnostics);
  const whole = result.value.plan;
  const plan: Plan = { ...whole, drift: whole.drift.flatMap((one) => { const left = without(one, rules); return left === undefined ? [] : [left]; }) };
  report.hide(secretsOf(io.env, plan));
  const lookup = schemaLookup(library.providerSchemas(placeOf(invocation)));
  if (parsed.switches.get('json') === true) report.out.line(documentOf(plan));
  else report.out.write(planText(planView(plan, lookup), report.out.style, io.source));
  return report.note(parsed.switches.get('json') === true ? result.diagnostics : withoutShown(result.diagnostics, plan, report), { changes: plan.drift.length > 0 });
}

/** Drift as in the JSON of a plan, and what is not managed. */
function documentOf(plan: Plan): string {
  const whole = planJson(plan, { redact: true, schemaVersion: () => 0 });
  const entries = new Map(Object.entries(whole as object) as [string, never][]);
  return jsonText({ format_version: '1.0', resource_drift: entries.get('resource_drift') ?? [], unmanaged: plan.unmanaged.map(({ type, id, text }) => ({ type, id, text })) });
}

function rulesOf(texts: readonly string[]): Outcome<readonly Rule[]> {
  const rules: Rule[] = [];
  for (const text of texts) {
    const whole = parseTarget(text);
    const at = text.lastIndexOf('.');
    const object = whole.ok || at < 0 ? whole : parseTarget(text.slice(0, at));
    if (!object.ok || (!whole.ok && object.value.kind === 'module')) {
      return fail(diagnostic('cli_flag_invalid', `-ignore takes the address of an object, a resource or a module, or ADDRESS.ATTRIBUTE with one attribute of an object, not ${JSON.stringify(text)}.`));
    }
    rules.push({ target: object.value, attribute: whole.ok ? undefined : text.slice(at + 1) });
  }
  return ok(rules);
}

/** What is left of a drift; undefined where nothing is. An ignored attribute is shown as unchanged. */
function without(drift: Drift, rules: readonly Rule[]): Drift | undefined {
  const own = rules.filter(({ target }) => covers(target, drift.address));
  // Another address is the configuration's doing, not the world's.
  if (drift.before === drift.after) return undefined;
  if (own.length === 0) return drift;
  if (own.some((rule) => rule.attribute === undefined)) return undefined;
  const before = unmark(drift.before);
  const after = unmark(drift.after);
  // Whether an object is there at all is no attribute of it.
  if (before.kind !== 'object' || after.kind !== 'object') return drift;
  const entries = new Map(after.entries);
  for (const { attribute } of own) {
    const was = attribute === undefined ? undefined : before.entries.get(attribute);
    if (attribute !== undefined && was !== undefined) entries.set(attribute, was);
  }
  const left: Value = { kind: 'object', entries };
  return equalValues(before, left, { marks: 'ignore' }) ? undefined : { ...drift, after: left };
}

import { accessSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ExpectedPlan, SessionEvent } from '../../../compose';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../../../diagnostics';
import type { Marker, Pull } from '../../../forge';
import { actionsDigest, actionsOf, type Plan } from '../../../plan';
import { printableLine } from '../../../render';
import { ALLOW_FLAGS, CONFIGURATION_FLAGS, SESSION_FLAGS } from '../../common-flags';
import type { Command, Invocation } from '../../command';
import { isFine } from '../../exit-code';
import { reportOf, type Report } from '../../report';
import { readingOf, sessionOf } from '../../session';
import { eachStack } from '../../stacks';
import { applyOne } from '../apply';
import { fetchPlan } from './fetch-plan';
import { COMMON_FLAGS, NAME } from './flags';
import { failed, forgeRoom, groundOf, NO_PULL, pullOf, type CiGround } from './ground';
import { differenceFrom } from './listing';

export const applyStageCommand: Command = {
  name: 'ci apply',
  summary: 'Apply the approved plan of this pull request',
  usage: 'holdfast ci apply [flags] [PLAN]',
  text: 'Applies a saved plan that is signed, of this repository, and of the head of the pull request that was merged here. Where the file is gone, it takes up first what a former run left, plans again, '
    + 'and applies only what the signed comment on the pull request says that was approved; else it shows how they differ.',
  flags: [
    { name: 'unsigned', kind: 'switch', help: 'Takes a plan without a signature. Whoever may write where it lies decides then what is applied.' },
    { name: 'approvals', kind: 'count', value: 'N', help: 'Asks for so many approvals of the head commit first, as ci gate does.' },
    { name: 'job', kind: 'text', value: 'NAME', help: 'Takes a plan whose file is not there from the last good job of this name in the merge request\'s pipelines (GitLab).' },
    NAME, ...CONFIGURATION_FLAGS, ...SESSION_FLAGS.filter(({ name }) => name !== 'refresh-only' && name !== 'lock'), ...ALLOW_FLAGS, ...COMMON_FLAGS,
  ],
  notBuilt: [],
  positional: 1,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false);
  report.guard();
  const ground = groundOf(invocation, report);
  const session = ground.ok ? sessionOf(invocation) : ground;
  if (!ground.ok || !session.ok) return report.end(session.diagnostics);
  const unsigned = notSigned(invocation);
  if (unsigned !== undefined) return report.end([unsigned]);
  const expected = await expectedOf(ground.value);
  if (!expected.ok) return report.end(expected.diagnostics);
  const gate = await approvalsOf(ground.value, expected.value);
  if (gate.length > 0) return report.end(gate);
  const [file] = invocation.parsed.positional;
  const options = { ...session.value, emit: (event: SessionEvent) => report.progress.emit(event) };
  const at = file === undefined ? ok(false) : await fileOf(ground.value, expected.value, file);
  if (!at.ok) return report.end(at.diagnostics);
  if (file !== undefined && at.value) {
    await applyOne(invocation, report, (approve) => ({ ...options, planFile: file, approve, expected: expected.value.plan }));
    return report.end([]);
  }
  const approved = await approvedOf(ground.value, expected.value);
  if (!approved.ok) return report.end(approved.diagnostics);
  report.out.line(`The plan's file is gone. Planning again, to do what was approved with the plan of ${approved.value.at}.`);
  return again(invocation, report, options, approved.value);
}

/** Something must say who made the plan. */
function notSigned({ parsed, io }: Invocation): Diagnostic | undefined {
  const asked = parsed.lists.has('verify-key') || parsed.lists.has('verify-secret') || (io.env['HOLDFAST_SIGN_SECRET'] ?? '') !== '';
  if (asked || parsed.switches.get('unsigned') === true || parsed.texts.has('expect-digest')) return undefined;
  return diagnostic('ci_gate_refused', 'Nothing says whose plan is taken: give -verify-key or -verify-secret (or HOLDFAST_SIGN_SECRET), or -expect-digest with a digest from a place that only the plan\'s job can write to. -unsigned takes any.');
}

interface Expected {
  readonly plan: ExpectedPlan & { readonly commit: string };
  readonly pull: Pull | undefined;
}

/** What keeps the head of the pull request from being applied, where approvals are asked for. */
async function approvalsOf(ground: CiGround, { pull }: Expected): Promise<readonly Diagnostic[]> {
  const approvals = ground.invocation.parsed.numbers.get('approvals') ?? 0;
  if (approvals === 0) return [];
  if (pull === undefined) return [diagnostic('ci_gate_refused', NO_PULL)];
  const forge = ground.forge();
  if (!forge.ok) return forge.diagnostics;
  const reviews = await forge.value.reviews?.(pull);
  if (reviews?.ok === false) return [failed(reviews.problem)];
  return forgeRoom().judgeGate({ approvals, maxAgeMs: undefined, maxDeletes: undefined }, { pull, reviews: reviews?.value, planCommit: pull.head, ageMs: 0, deletes: 0 }).map((reason) => diagnostic('ci_gate_refused', printableLine(reason)));
}

/** What the plan must be of: the head of the pull request that this commit came by, or this commit. */
async function expectedOf(ground: CiGround): Promise<Outcome<Expected>> {
  const { texts } = ground.invocation.parsed;
  const { repository } = ground.place;
  const stack = texts.get('stack');
  const told = texts.get('commit');
  const [file] = ground.invocation.parsed.positional;
  const there = file !== undefined && isThere(resolve(ground.invocation.dir, file));
  // What is told and at hand needs no forge.
  if (told !== undefined && there && !ground.invocation.parsed.numbers.has('approvals')) return ok({ plan: { repository, commit: told, ...(stack === undefined ? {} : { stack }) }, pull: undefined });
  const pull = await pullOf(ground);
  if (!pull.ok) return fail(failed(pull.problem));
  const commit = told ?? pull.value?.head ?? ground.place.commit;
  if (commit === undefined) return fail(diagnostic('ci_place_unknown', 'The pipeline does not say which commit this is of. Give -commit=HASH.'));
  return ok({ plan: { repository, commit, ...(stack === undefined ? {} : { stack }) }, pull: pull.value });
}

/** Whether the plan's file is there, or could be had. */
async function fileOf(ground: CiGround, { plan, pull }: Expected, file: string): Promise<Outcome<boolean>> {
  if (isThere(resolve(ground.invocation.dir, file))) return ok(true);
  const job = ground.invocation.parsed.texts.get('job');
  return job === undefined ? ok(false) : fetchPlan(ground, { file, job, pull: pull?.number, commit: plan.commit });
}

function isThere(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}

/** What was approved, by the comment that the plan's job left, if its signature and all that it says of itself fit. */
async function approvedOf(ground: CiGround, { plan: wanted, pull }: Expected): Promise<Outcome<Marker>> {
  const refuse = (why: string) => fail(diagnostic('ci_approved_unknown', `The plan's file is gone, and ${why}. Nothing was done. Plan again, have that approved, and apply it.`));
  const { parsed, io } = ground.invocation;
  if (pull === undefined) return refuse('no pull request is known that says what was approved');
  const forge = ground.forge();
  if (!forge.ok) return forge;
  const store = forge.value.notes(pull.number);
  const notes = await store.list();
  if (!notes.ok) return fail(failed(notes.problem));
  const { readMarker, signedText } = forgeRoom();
  const name = parsed.texts.get('name') ?? '';
  const found: Marker[] = [];
  for (const note of notes.value) {
    const marker = readMarker(note.body);
    if (marker === undefined || marker.kind !== 'plan' || marker.name !== name || (wanted.stack !== undefined && marker.stack !== wanted.stack)) continue;
    // Not by who wrote it: that may be an account of another job. What counts is the key.
    const signed = await ground.invocation.library().isSigned(readingOf(ground.invocation), signedText(marker), marker.signatures);
    if (!signed.ok) return signed;
    if (signed.value === 'yes') found.push(marker);
  }
  const stacks = new Set(found.map((marker) => `${marker.stack}\n${marker.workspace}`));
  if (stacks.size > 1) return refuse(`there are signed comments for several stacks (${[...stacks].map((one) => JSON.stringify(one.split('\n')[0])).join(', ')}): name one with -stack`);
  const newest = found.sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || b.run - a.run)[0];
  if (newest === undefined) return refuse('no comment that is signed by one of the keys given says what was approved');
  if (newest.recorded) return refuse('the comment is of a plan on a recorded world');
  if (newest.repository !== wanted.repository || newest.commit !== wanted.commit) return refuse(`the signed comment is of commit ${newest.commit} of ${newest.repository}, and ${wanted.commit} of ${wanted.repository ?? ''} was expected`);
  if (!(Date.parse(newest.expires) > io.clock.now())) return refuse(`what was approved expired at ${newest.expires}`);
  return ok(newest);
}

async function again(invocation: Invocation, report: Report, options: Parameters<typeof eachStack>[2], approved: Marker): Promise<number> {
  // Nobody is asked: the comparison decides.
  const parsed = { ...invocation.parsed, positional: [], switches: new Map([...invocation.parsed.switches, ['auto-approve', true] as const]) };
  const mode = parsed.switches.get('destroy') === true ? 'destroy' as const : 'normal' as const;
  let resumed = false;
  const emit = (event: SessionEvent): void => {
    resumed ||= event.type === 'resuming';
    options.emit?.(event);
  };
  return eachStack({ ...invocation, parsed }, report, { ...options, emit }, { backwards: false, single: 'ci apply' }, async (stack) => {
    let refusal: Diagnostic | undefined;
    let asked = false;
    const verdict = await applyOne({ ...invocation, parsed }, report, (approve) => ({
      ...stack, mode, recover: true,
      approve: async (plan, problems) => {
        asked = true;
        refusal = differs(plan, approved, resumed);
        return refusal === undefined ? approve(plan, problems) : false;
      },
    }));
    // Nobody is asked about a plan that does nothing.
    if (!asked && !resumed && isFine(verdict) && approved.actions !== actionsDigest([])) refusal = DONE_BEFORE;
    return refusal === undefined ? verdict : report.note([refusal]);
  });
}

const DONE_BEFORE = diagnostic('ci_actions_differ', 'There is nothing left to do of what was approved: it was applied before, or came about otherwise. Nothing was done. A plan is applied once.');

/** Why a plan is not the approved one; undefined where it does the same, or what an interrupted run of it left to do. */
function differs(plan: Plan, approved: Marker, resumed: boolean): Diagnostic | undefined {
  const actions = actionsOf(plan);
  const refuse = (text: string): Diagnostic => diagnostic('ci_actions_differ', text);
  if (approved.lineage !== '' && plan.prior?.lineage !== approved.lineage) return refuse(`What was approved is of another state (lineage ${approved.lineage}, here ${plan.prior?.lineage ?? 'none'}). Nothing was done.`);
  if (actionsDigest(actions) === approved.actions) return undefined;
  const { text, onlyLess } = differenceFrom(approved, actions);
  return resumed && onlyLess ? undefined : refuse(`What would be done now is not what was approved. ${text} Nothing was done. Plan again, and have that approved.`);
}

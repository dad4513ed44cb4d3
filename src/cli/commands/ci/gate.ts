import { diagnostic } from '../../../diagnostics';
import type { Command, Invocation } from '../../command';
import { printableLine } from '../../../render';
import { reportOf } from '../../report';
import { COMMON_FLAGS } from './flags';
import { failed, forgeRoom, groundOf, NO_PULL, pullOf } from './ground';
import { readPlans } from './plans';

export const gateCommand: Command = {
  name: 'ci gate',
  summary: 'Let a saved plan pass, or refuse it',
  usage: 'holdfast ci gate [flags] PLAN...',
  text: 'Passes a plan of the head of the pull request that enough people other than its author approved on that very commit. Ends with 0 or, refused, with 6. What it cannot find out it refuses.',
  flags: [
    { name: 'approvals', kind: 'count', value: 'N', help: 'Approvals of the head commit that are asked for (1).' },
    { name: 'max-age', kind: 'duration', value: '24h', help: 'Refuses a plan that is older.' },
    { name: 'max-deletes', kind: 'count', value: 'N', help: 'Refuses a plan that deletes more.' },
    ...COMMON_FLAGS,
  ],
  notBuilt: [],
  positional: 200,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false);
  const ground = groundOf(invocation, report);
  const plans = ground.ok ? await readPlans(invocation) : ground;
  if (!ground.ok || !plans.ok) return report.end(plans.diagnostics);
  const pull = await pullOf(ground.value);
  if (!pull.ok) return report.end([failed(pull.problem)]);
  const refuse = (text: string) => diagnostic('ci_gate_refused', text);
  if (pull.value === undefined) return report.end([refuse(NO_PULL)]);
  const forge = ground.value.forge();
  if (!forge.ok) return report.end(forge.diagnostics);
  const { numbers } = invocation.parsed;
  const rules = { approvals: numbers.get('approvals') ?? 1, maxAgeMs: numbers.get('max-age'), maxDeletes: numbers.get('max-deletes') };
  const reviews = rules.approvals === 0 || forge.value.reviews === undefined ? undefined : await forge.value.reviews(pull.value);
  if (reviews?.ok === false) return report.end([failed(reviews.problem)]);
  const now = invocation.io.clock.now();
  for (const { plan, counts, file } of plans.value) {
    const own = ground.value.place.repository;
    const reasons = [
      ...forgeRoom().judgeGate(rules, { pull: pull.value, reviews: reviews?.value, planCommit: plan.bound?.commit, ageMs: now - Date.parse(plan.createdAt), deletes: counts.destroy }),
      ...(plan.bound === undefined || plan.bound.repository === own ? [] : [`The plan is of the repository ${plan.bound.repository}, and this is ${own}.`]),
      ...(plan.recorded === undefined ? [] : ['The plan was made on a recorded world, and cannot be applied.']),
      ...(Date.parse(plan.expiresAt) > now ? [] : [`The plan expired at ${plan.expiresAt}. Plan again.`]),
      ...plan.blocked.map((d) => `${d.summary}: ${d.detail}`),
    ];
    if (reasons.length === 0) report.out.line(`Passed: ${printableLine(file)}.`);
    else report.note(reasons.map((reason) => refuse(`${printableLine(file)}: ${printableLine(reason)}`)));
  }
  return report.end(plans.diagnostics);
}

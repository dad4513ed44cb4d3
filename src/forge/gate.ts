import type { Pull, Review } from './types';

/** What a gate asks for; left out: not asked. */
export interface GateRules {
  readonly approvals: number;
  readonly maxAgeMs: number | undefined;
  readonly maxDeletes: number | undefined;
}

/** What is to be let through. */
export interface GateCase {
  readonly pull: Pull;
  readonly reviews: readonly Review[] | undefined;
  /** The commit that the plan was made of, as it says under its digest; undefined where it says none. */
  readonly planCommit: string | undefined;
  readonly ageMs: number;
  readonly deletes: number;
}

/** Everything that keeps a plan from being applied, a sentence each; none: it may pass. */
export function judgeGate(rules: GateRules, { pull, reviews, planCommit, ageMs, deletes }: GateCase): readonly string[] {
  const reasons: string[] = [];
  if (planCommit !== pull.head) {
    reasons.push(planCommit === undefined ? 'The plan does not say which commit it was made of. Make it with plan -bind=ci.'
      : `The plan was made of commit ${planCommit}, and the head of the pull request is ${pull.head}. Plan again on the head.`);
  }
  if (rules.approvals > 0 && reviews === undefined) reasons.push('This forge does not tell who approved, so that approvals cannot be asked for. Use its own rules for branches or environments.');
  if (rules.approvals > 0 && reviews !== undefined) {
    const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
    const judged = reviews.filter((one) => one.counts && !same(one.by, pull.author));
    const refusing = judged.filter((one) => one.kind === 'changes-requested');
    const approving = judged.filter((one) => one.kind === 'approved');
    const current = approving.filter((one) => one.commit === pull.head);
    if (refusing.length > 0) reasons.push(`Changes are requested by ${named(refusing)}.`);
    if (current.length < rules.approvals) {
      const stale = approving.length - current.length;
      reasons.push(`${rules.approvals} approval${rules.approvals === 1 ? '' : 's'} of the head ${pull.head} by others than its author ${rules.approvals === 1 ? 'is' : 'are'} asked for, and there ${current.length === 1 ? 'is 1' : `are ${current.length}`}.`
        + `${stale === 0 ? '' : ` ${stale} more ${stale === 1 ? 'is' : 'are'} of an earlier commit, or the forge does not tell of which.`}`);
    }
  }
  if (rules.maxAgeMs !== undefined && !(ageMs <= rules.maxAgeMs)) reasons.push(`The plan is ${minutes(ageMs)} old, and at most ${minutes(rules.maxAgeMs)} are allowed. Plan again.`);
  if (rules.maxDeletes !== undefined && deletes > rules.maxDeletes) reasons.push(`The plan deletes ${deletes}, and at most ${rules.maxDeletes} ${rules.maxDeletes === 1 ? 'is' : 'are'} allowed.`);
  return reasons;
}

const named = (reviews: readonly Review[]): string => reviews.slice(0, 10).map((one) => one.by).join(', ');
const minutes = (ms: number): string => { const n = Math.ceil(ms / 60_000); return `${n} minute${n === 1 ? '' : 's'}`; };

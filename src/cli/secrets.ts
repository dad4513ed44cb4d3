import { redactorOf, type Redactor } from '../render';
import type { Plan } from '../plan';
import type { Value } from '../values';

/** Environment variables that hold credentials; their values never leave through our output. */
const CREDENTIALS = [
  'YC_TOKEN', 'YC_SERVICE_ACCOUNT_KEY_FILE', 'YC_IAM_TOKEN', 'HOLDFAST_PLAN_KEY', 'HOLDFAST_SIGN_SECRET',
  'HOLDFAST_FORGE_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN', 'GITLAB_TOKEN', 'SYSTEM_ACCESSTOKEN', 'BITBUCKET_TOKEN', 'GITEA_TOKEN', 'FORGEJO_TOKEN', 'CI_JOB_TOKEN',
] as const;

/** Masks the credentials of the environment; with a plan, its sensitive values too. */
export function secretsOf(env: Readonly<Record<string, string | undefined>>, plan?: Plan): Redactor {
  const credentials = CREDENTIALS.flatMap((name) => {
    const value = env[name];
    // A path to a key file is no secret, and hiding it would hide it in messages about it.
    return value === undefined || (name === 'YC_SERVICE_ACCOUNT_KEY_FILE' && !value.trimStart().startsWith('{')) ? [] : [value];
  });
  return redactorOf(plan === undefined ? [] : valuesOf(plan), credentials);
}

function* valuesOf(plan: Plan): Iterable<Value> {
  for (const variable of plan.variables) yield variable.value;
  for (const provider of plan.providers) yield provider.config;
  for (const change of plan.changes) {
    yield change.before;
    if (change.after !== change.before) yield change.after;
  }
  for (const output of plan.outputs) {
    const mark = (value: Value): Value => (output.sensitive && value.kind !== 'marked' ? { kind: 'marked', marks: ['sensitive'], value } : value);
    yield mark(output.before);
    yield mark(output.after);
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { randomInt } from 'node:crypto';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../../../diagnostics';
import type * as ForgeRoom from '../../../forge';
import type { Forge, ForgeClock, ForgeProblem, Place, Platform, Pull } from '../../../forge';
import { printableLine } from '../../../render';
import type { Invocation } from '../../command';
import type { Report } from '../../report';
import { readJson } from './adapter-files';

/** Loaded when a ci command first needs it. */
export const forgeRoom = (): typeof ForgeRoom => require('../../../forge') as typeof ForgeRoom;

/** What a ci command works with. */
export interface CiGround {
  readonly invocation: Invocation;
  readonly report: Report;
  readonly place: Place;
  readonly dryRun: boolean;
  /** Opened when first asked for. */
  forge(): Outcome<Forge>;
}

/** Where the command runs: by flags, else by the pipeline's variables. */
export function groundOf(invocation: Invocation, report: Report): Outcome<CiGround> {
  const { parsed, io } = invocation;
  const { isCommit, openForge, placeOf, platformOf } = forgeRoom();
  const platform = (parsed.texts.get('platform') as Platform | undefined) ?? platformOf(io.env);
  if (platform === undefined) {
    return fail(diagnostic('ci_place_unknown', 'Neither -platform nor the environment says which forge this is: GITHUB_ACTIONS, GITLAB_CI, TF_BUILD, BITBUCKET_BUILD_NUMBER and GITEA_ACTIONS are not set. Give -platform, or run it in a pipeline.'));
  }
  const event = io.env['GITHUB_EVENT_PATH'];
  const found = placeOf(platform, io.env, event === undefined ? undefined : readJson(event));
  const commit = parsed.texts.get('commit');
  if (commit !== undefined && !isCommit(commit)) return fail(diagnostic('cli_flag_invalid', `-commit takes the full hash of a commit, not ${JSON.stringify(printableLine(commit))}.`));
  const pull = parsed.numbers.get('pull-request');
  if (pull === 0) return fail(diagnostic('cli_flag_invalid', '-pull-request=0 is no number of a pull request.'));
  const place: Place = { ...found, repository: parsed.texts.get('repository') ?? found.repository, pull: pull ?? found.pull, commit: commit ?? found.commit };
  let opened: Outcome<Forge> | undefined;
  return ok({
    invocation, report, place, dryRun: parsed.switches.get('dry-run') === true,
    forge: () => (opened ??= judged(openForge(place, io.env, { http: forgeRoom().nodeHttp, clock: CLOCK, signal: io.soft }))),
  });
}

const CLOCK: ForgeClock = { now: () => Date.now(), random: () => randomInt(0, 2 ** 30) / 2 ** 30, sleep: (ms, signal) => sleep(ms, undefined, { signal }) };

type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ForgeProblem };

export function judged<T>(reply: Answered<T>): Outcome<T> {
  return reply.ok ? ok(reply.value) : fail(failed(reply.problem));
}

export const failed = ({ text }: ForgeProblem): Diagnostic => diagnostic('ci_forge_failed', printableLine(text));

/** The token cannot do it, or the forge has no place for it: what can be told otherwise is told otherwise. */
export const lacksRight = ({ kind }: ForgeProblem): boolean => kind === 'unauthorized' || kind === 'forbidden' || kind === 'missing' || kind === 'unsupported';

/** The pull request that this run is of; undefined where there is none. */
export async function pullOf(ground: CiGround): Promise<Answered<Pull | undefined>> {
  const { place } = ground;
  const forge = ground.forge();
  if (!forge.ok) return { ok: false, problem: { kind: 'unexpected', text: forge.diagnostics[0]?.detail ?? '' } };
  if (place.pull !== undefined) return forge.value.pull({ number: place.pull });
  if (place.commit !== undefined) return forge.value.pull({ commit: place.commit, branch: place.branch });
  return { ok: true, value: undefined };
}

/** An address for a link; undefined for what is none. Nothing in it ends a link of Markdown. */
export function linkable(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  try {
    const parsed = new URL(url);
    return /^https?:$/.test(parsed.protocol) ? parsed.href.replace(/[()<>[\]\s"'`|]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`) : undefined;
  } catch {
    return undefined;
  }
}

export const NO_PULL = 'The run is of no pull request that is known here: neither the pipeline nor the forge names one. Give -pull-request.';

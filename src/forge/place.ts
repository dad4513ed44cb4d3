import type { Platform } from './types';

/** Where a command runs: found from the pipeline's variables, or told by flags. */
export interface Place {
  readonly platform: Platform;
  /** Root of the forge's interface. */
  readonly api: string;
  /** GitHub's other interface. */
  readonly graphql: string | undefined;
  /** `owner/name`; a GitLab project's path or number; of Azure `project/repository`. */
  readonly repository: string;
  /** Number of the pull request, where the pipeline says it. */
  readonly pull: number | undefined;
  /** The commit that is worked on: the head of the pull request, not what it would be merged to. */
  readonly commit: string | undefined;
  /** The branch of `commit`, with its owner where that can be another: `owner:branch`. */
  readonly branch: string | undefined;
  /** Address of this run. */
  readonly runUrl: string | undefined;
  /** Grows from run to run. */
  readonly run: number;
  /** Folder with the files of the commit. */
  readonly folder: string | undefined;
}

export type Env = Readonly<Record<string, string | undefined>>;

/** Variables that may hold the token, the one that counts first; for masking too. */
export const TOKEN_VARIABLES: Readonly<Record<Platform, readonly string[]>> = {
  github: ['HOLDFAST_FORGE_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN'],
  gitlab: ['HOLDFAST_FORGE_TOKEN', 'GITLAB_TOKEN'],
  azure: ['HOLDFAST_FORGE_TOKEN', 'SYSTEM_ACCESSTOKEN'],
  bitbucket: ['HOLDFAST_FORGE_TOKEN', 'BITBUCKET_TOKEN'],
  gitea: ['HOLDFAST_FORGE_TOKEN', 'GITEA_TOKEN', 'FORGEJO_TOKEN', 'GITHUB_TOKEN'],
};

export function tokenOf(env: Env, platform: Platform): string | undefined {
  return TOKEN_VARIABLES[platform].map((name) => env[name]).find((value) => value !== undefined && value.trim() !== '')?.trim();
}

/** A full hash of a commit. */
export const isCommit = (text: string): boolean => /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);

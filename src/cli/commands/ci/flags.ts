import { EXIT_FLAGS, OUTPUT_FLAGS, SAVED_PLAN_FLAGS } from '../../common-flags';
import type { FlagSpec } from '../../flags';

export const PLATFORMS = ['github', 'gitlab', 'azure', 'bitbucket', 'gitea'] as const;

/** Where it happens; each is found from the pipeline's own variables unless given. */
export const PLACE_FLAGS: readonly FlagSpec[] = [
  { name: 'platform', kind: 'text', value: 'NAME', choices: PLATFORMS, help: `Which forge it is: ${PLATFORMS.join(', ')}.` },
  { name: 'repository', kind: 'text', value: 'OWNER/NAME', help: 'The repository.' },
  { name: 'pull-request', kind: 'count', value: 'N', help: 'The pull request.' },
  { name: 'commit', kind: 'text', value: 'HASH', help: 'The commit: the head of the pull request.' },
];

const COLOR = OUTPUT_FLAGS.filter(({ name }) => name === 'no-color');

/** Of every ci command. */
export const COMMON_FLAGS: readonly FlagSpec[] = [...PLACE_FLAGS, ...SAVED_PLAN_FLAGS, ...COLOR, ...EXIT_FLAGS];

export const DRY_RUN: FlagSpec = { name: 'dry-run', kind: 'switch', help: 'Prints what would be sent, and asks and sends nothing.' };
export const NAME: FlagSpec = { name: 'name', kind: 'text', value: 'NAME', help: 'Tells apart what is of the same stack, as an environment.' };
export const ARTIFACT: FlagSpec = { name: 'artifact', kind: 'text', value: 'FILE', help: 'Writes the whole preview to this file too, for the pipeline to keep.' };

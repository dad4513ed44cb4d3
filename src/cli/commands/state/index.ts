import type { Command } from '../../command';
import { stateListCommand } from './list';
import { stateMoveCommand } from './move';
import { statePullCommand, statePushCommand } from './pull-push';
import { stateRemoveCommand } from './remove';
import { stateReplaceProviderCommand } from './replace-provider';
import { stateShowCommand } from './show';

/** All that looks at a state or changes it by hand. */
export const STATE_COMMANDS: readonly Command[] = [
  stateListCommand, stateShowCommand, stateMoveCommand, stateRemoveCommand, statePullCommand, statePushCommand, stateReplaceProviderCommand,
];

import type { Command } from '../../command';
import { applyStageCommand } from './apply';
import { commentCommand } from './comment';
import { gateCommand } from './gate';
import { issueCommand } from './issue';
import { labelCommand } from './label';
import { annotateCommand, outputsCommand, summaryCommand } from './run-files';
import { checkCommand, statusCommand } from './status';

/** What pipelines call, in the order of help. */
export const CI_COMMANDS: readonly Command[] = [
  commentCommand, statusCommand, checkCommand, labelCommand, summaryCommand, outputsCommand, annotateCommand, issueCommand, gateCommand, applyStageCommand,
];

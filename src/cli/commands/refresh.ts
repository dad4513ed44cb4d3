import type { Command } from '../command';
import { applyCommand, refreshOnly } from './apply';

const OUT = new Set(['destroy', 'refresh-only', 'auto-approve', 'resume', 'recover', 'replace', 'refresh']);

export const refreshCommand: Command = {
  name: 'refresh',
  summary: 'Take into the state what the world did by itself',
  usage: 'holdfast refresh [flags]',
  text: 'The same as apply -refresh-only -auto-approve: the state follows the world, and nothing in the world is changed.',
  flags: applyCommand.flags.filter((flag) => !OUT.has(flag.name)),
  notBuilt: applyCommand.notBuilt,
  positional: 0,
  run: refreshOnly,
};

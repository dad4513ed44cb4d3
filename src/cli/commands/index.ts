import type { Command } from '../command';
import { applyCommand, destroyCommand } from './apply';
import { consoleCommand } from './console';
import { forceUnlockCommand } from './force-unlock';
import { initCommand } from './init';
import { metadataFunctionsCommand } from './metadata';
import { planCommand } from './plan';
import { providersSchemaCommand } from './providers-schema';
import { showCommand } from './show';
import { validateCommand } from './validate';
import { versionCommand } from './version';

/** In the order of help. `emulator` reads its own words and is not one of these. */
export const COMMANDS: readonly Command[] = [
  initCommand, validateCommand, planCommand, applyCommand, destroyCommand, showCommand, consoleCommand, forceUnlockCommand, providersSchemaCommand, metadataFunctionsCommand, versionCommand,
];

/** Verbs of Terraform and of later releases that this one refuses by name. */
export const NOT_BUILT: readonly string[] = [
  'refresh', 'output', 'state', 'import', 'graph', 'workspace', 'providers', 'metadata', 'drift', 'get', 'ci', 'completion',
  'fmt', 'test', 'query', 'modules', 'taint', 'untaint', 'login', 'logout', 'stacks', 'cloud', 'policy', 'env', 'push', 'rpcapi', 'install-autocomplete',
];

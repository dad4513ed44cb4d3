import type { Command } from '../command';
import { applyCommand, destroyCommand } from './apply';
import { CI_COMMANDS } from './ci';
import { completionCommand } from './completion';
import { consoleCommand } from './console';
import { driftCommand } from './drift';
import { forceUnlockCommand } from './force-unlock';
import { GET_COMMANDS } from './get';
import { graphCommand } from './graph';
import { importCommand } from './import';
import { initCommand } from './init';
import { metadataFunctionsCommand } from './metadata';
import { outputCommand } from './output';
import { planCommand } from './plan';
import { providersCommand } from './providers';
import { providersLockCommand } from './providers-lock';
import { providersSchemaCommand } from './providers-schema';
import { refreshCommand } from './refresh';
import { reportCommand } from './report';
import { showCommand } from './show';
import { STATE_COMMANDS } from './state';
import { taintCommand, untaintCommand } from './taint';
import { validateCommand } from './validate';
import { versionCommand } from './version';
import { WORKSPACE_COMMANDS } from './workspace';

/** In the order of help. `emulator` reads its own words and is not one of these. */
export const COMMANDS: readonly Command[] = [
  initCommand, validateCommand, planCommand, applyCommand, destroyCommand, refreshCommand, driftCommand, showCommand, reportCommand, outputCommand, consoleCommand, graphCommand, ...GET_COMMANDS, importCommand, ...STATE_COMMANDS, taintCommand, untaintCommand, ...WORKSPACE_COMMANDS, ...CI_COMMANDS, forceUnlockCommand, providersCommand, providersLockCommand, providersSchemaCommand, metadataFunctionsCommand, completionCommand, versionCommand,
];

/** Verbs of Terraform and of later releases that this one refuses by name. */
export const NOT_BUILT: readonly string[] = [
  'providers mirror',
  'fmt', 'test', 'query', 'modules', 'login', 'logout', 'stacks', 'cloud', 'policy', 'env', 'push', 'rpcapi', 'install-autocomplete',
];

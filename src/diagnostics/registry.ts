import { apiCodes } from './codes/api';
import { applyCodes } from './codes/apply';
import { backendCodes } from './codes/backend';
import { ciCodes } from './codes/ci';
import { cliCodes } from './codes/cli';
import { composeCodes } from './codes/compose';
import { configCodes } from './codes/config';
import { configBlockCodes } from './codes/config-blocks';
import { configModuleCodes } from './codes/config-modules';
import { emulatorCodes } from './codes/emulator';
import { graphCodes } from './codes/graph';
import { langCodes } from './codes/lang';
import { operationsCodes } from './codes/operations';
import { planCodes } from './codes/plan';
import { pluginCodes } from './codes/plugin';
import { providerCodes } from './codes/provider';
import { renderCodes } from './codes/render';
import { schemaCodes } from './codes/schema';
import { stateCodes } from './codes/state';
import { valuesCodes } from './codes/values';

/** Every problem Holdfast can tell, by its code. One file a room; a code is never reused for another meaning. */
export const registry = {
  ...apiCodes,
  ...applyCodes,
  ...backendCodes,
  ...ciCodes,
  ...cliCodes,
  ...composeCodes,
  ...configCodes,
  ...configBlockCodes,
  ...configModuleCodes,
  ...emulatorCodes,
  ...graphCodes,
  ...langCodes,
  ...operationsCodes,
  ...planCodes,
  ...pluginCodes,
  ...providerCodes,
  ...renderCodes,
  ...schemaCodes,
  ...stateCodes,
  ...valuesCodes,
} as const;

export type DiagnosticCode = keyof typeof registry;

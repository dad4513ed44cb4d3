import { sendDiagnostics } from '../diagnostics';
import { readValue, sendValue } from '../dynamic-value';
import { needsSettings } from '../problems';
import type { Handler } from './handler';
import { currentWalk, ephemeralType } from './types';

/** Opened once in a plan and once in an apply. Nothing of it is kept: there is nothing to renew, and nothing to close. */
export const openEphemeralResource: Handler<'OpenEphemeralResource'> = async (door, { typeName, config }) => {
  const walk = currentWalk(door);
  const { type } = ephemeralType(door, typeName);
  if (!walk.settled || walk.configured.openEphemeral === undefined) return { diagnostics: sendDiagnostics([needsSettings()]) };
  const opened = await walk.configured.openEphemeral({ type: typeName, config: readValue(config, type) });
  const diagnostics = sendDiagnostics(opened.diagnostics);
  return opened.ok ? { result: sendValue(opened.value, type), diagnostics } : { diagnostics };
};

export const renewEphemeralResource: Handler<'RenewEphemeralResource'> = () => ({ diagnostics: [] });

export const closeEphemeralResource: Handler<'CloseEphemeralResource'> = () => ({ diagnostics: [] });

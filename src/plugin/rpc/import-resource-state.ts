import { sendDiagnostics } from '../diagnostics';
import { sendValue } from '../dynamic-value';
import { idOfIdentity, identityOf } from '../identity';
import { needsSettings } from '../problems';
import type { Handler } from './handler';
import { currentWalk, managedType } from './types';

export const importResourceState: Handler<'ImportResourceState'> = async (door, { typeName, id, identity }) => {
  const walk = currentWalk(door);
  const { type } = managedType(door, typeName);
  if (!walk.settled) return { importedResources: [], diagnostics: sendDiagnostics([needsSettings()]) };
  const imported = await walk.configured.reader.importResource({ type: typeName, id: idOfIdentity(door, typeName, identity) ?? id });
  if (!imported.ok) return { importedResources: [], diagnostics: sendDiagnostics(imported.diagnostics) };
  const { state, private: kept } = imported.value;
  return {
    importedResources: [{ typeName, state: sendValue(state, type), private: Buffer.from(kept ?? '', 'base64'), ...identityOf(door, typeName, state, 'identity') }],
    diagnostics: sendDiagnostics(imported.diagnostics),
  };
};

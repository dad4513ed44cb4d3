import { sendDiagnostic } from '../diagnostics';
import { diagnostic } from '../../diagnostics';
import type { Handler } from './handler';
import { managedType } from './types';

/** State of this version goes back as it came: parsing it here could only change its numbers. */
export const upgradeResourceState: Handler<'UpgradeResourceState'> = (door, { typeName, version, rawState }) => {
  managedType(door, typeName);
  const known = door.provider.schema().resources.get(typeName)?.version ?? 0;
  if (Number(version) === known && rawState !== null && rawState.json.length > 0) return { upgradedState: { json: rawState.json }, diagnostics: [] };
  return { diagnostics: [sendDiagnostic(diagnostic('plugin_request_invalid', `The state of a ${typeName} is of version ${version}, and this provider knows version ${known}. `
    + 'Use the version of the provider that wrote it, or a later one.'))] };
};

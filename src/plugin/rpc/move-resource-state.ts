import { diagnostic } from '../../diagnostics';
import { sendDiagnostic } from '../diagnostics';
import { readJson, sendValue } from '../dynamic-value';
import { identityOf } from '../identity';
import type { Handler } from './handler';
import { managedType } from './types';

/** An object of this very type that another address of this provider wrote (another registry, a private one) is taken as it is. No other one is. */
export const moveResourceState: Handler<'MoveResourceState'> = (door, request) => {
  const { sourceProviderAddress, sourceTypeName, sourceState, targetTypeName } = request;
  const { type } = managedType(door, targetTypeName);
  const version = door.provider.schema().resources.get(targetTypeName)?.version ?? 0;
  const ours = sourceProviderAddress.split('/').at(-1) === door.provider.typeName;
  if (!ours || sourceTypeName !== targetTypeName || sourceState === null || Number(request.sourceSchemaVersion) !== version) {
    return { targetPrivate: Buffer.alloc(0), diagnostics: [sendDiagnostic(diagnostic('plugin_move_unsupported', `A ${sourceTypeName} of ${sourceProviderAddress} cannot become a ${targetTypeName}. `
      + 'Import the object as what it is to be, and remove the old one from the state.'))] };
  }
  const state = readJson(sourceState.json, type);
  return { targetState: sendValue(state, type), targetPrivate: request.sourcePrivate, diagnostics: [], ...identityOf(door, targetTypeName, state, 'targetIdentity') };
};

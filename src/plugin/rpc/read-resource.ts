import { diagnostic, unreachable } from '../../diagnostics';
import { sendDiagnostics } from '../diagnostics';
import { readValue, sendValue } from '../dynamic-value';
import { identityOf } from '../identity';
import { labelOf } from '../label';
import type { Handler } from './handler';
import { currentWalk, managedType } from './types';

/** What cannot be read is kept as it is, with a warning; only what is proved gone is gone. */
export const readResource: Handler<'ReadResource'> = async (door, { typeName, currentState, private: kept }) => {
  const walk = currentWalk(door);
  const { type } = managedType(door, typeName);
  const prior = readValue(currentState, type);
  const same = { newState: currentState ?? {}, private: kept };
  if (!walk.settled) {
    return { ...same, diagnostics: sendDiagnostics([diagnostic('plugin_settings_unknown', 'Objects of this provider were not read: its configuration holds values that are known only after apply.')]) };
  }
  const { observed, diagnostics } = await walk.configured.reader.readResource({
    type: typeName, address: labelOf(typeName, prior), prior, private: kept.length === 0 ? undefined : Buffer.from(kept).toString('base64'),
  });
  switch (observed.kind) {
    case 'found':
      return {
        private: kept, diagnostics: sendDiagnostics(walk.tell(diagnostics)), ...identityOf(door, typeName, observed.state, 'newIdentity'),
        newState: observed.state === prior ? same.newState : sendValue(observed.state, type),
      };
    case 'absent':
      return { newState: { msgpack: Buffer.from([0xc0]) }, private: kept, diagnostics: sendDiagnostics(walk.tell(diagnostics)) };
    case 'unreadable':
      return { ...same, diagnostics: sendDiagnostics(walk.tell([...diagnostics, observed.reason])), ...identityOf(door, typeName, prior, 'newIdentity') };
    default:
      return unreachable(observed);
  }
};

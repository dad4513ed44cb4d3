import type { BackupResource, FilesystemItem, Operation, OperationMetadata } from '../../../src/api';
import { parseFilesystemItem, parseResource } from '../../../src/api/parse-models';
import type { WireFilesystemItem, WireResource } from '../../../src/api/wire';
import type { ListedItem } from '../../../src/emulator/calls/answers';
import type { Registration, StoredOperation } from '../../../src/emulator/model';
import { presentItem, presentRegistration, type Shower } from '../../../src/emulator/present';
import { codes } from '../../../src/emulator/refusal';
import type { Switches } from '../../../src/emulator/switches';

/** Answers of the emulated service as the client's parser gives them, without the bytes in between. */

/** What a service must not be able to do to a terminal or a log by its words (I14). */
export const HOSTILE = '\u001b[2J\u0007\r\n::error::by the service\u202e';

export function shownRegistration(switches: Switches, registration: Registration, by: Shower): BackupResource {
  const sent = presentRegistration(switches, registration, by, false);
  const whole = { ...sent, agentInfo: sent.agentInfo ?? null, tenantInfo: null, createdAt: sent.createdAt ?? null, updatedAt: sent.updatedAt ?? null,
    lastBackupTime: sent.lastBackupTime ?? null, nextBackupTime: sent.nextBackupTime ?? null };
  // Every field that the decoder would give is there.
  return parseResource(whole as WireResource);
}

export function shownItem(switches: Switches, item: ListedItem): FilesystemItem {
  return parseFilesystemItem(presentItem(switches, item) as WireFilesystemItem);
}

export function shownOperation(switches: Switches, stored: StoredOperation): Operation {
  const { phase } = stored;
  return {
    id: stored.id, description: `${stored.deed.kind}${HOSTILE}`, createdAt: '', createdBy: stored.createdBy, modifiedAt: '',
    done: phase.is === 'succeeded' || phase.is === 'failed',
    metadata: metadataOf(switches, stored),
    error: phase.is === 'failing' || phase.is === 'failed' ? { code: codes[phase.error.code], message: `${phase.error.message}${HOSTILE}` } : undefined,
  };
}

function metadataOf({ operation_metadata: how }: Switches, { deed }: StoredOperation): OperationMetadata {
  if (how === 'none') return { kind: 'none' };
  const computeInstanceId = how === 'full' ? deed.computeInstanceId : '';
  return deed.kind === 'delete-resource' ? { kind: deed.kind, computeInstanceId } : { kind: deed.kind, computeInstanceId, path: how === 'full' ? deed.path : '' };
}

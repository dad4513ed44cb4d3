import { ApiError, apiDiagnostic, type Connection } from '../../api';
import { diagnostic, fail, ok, type Outcome } from '../../diagnostics';
import type { ResourceSchema } from '../../schema';
import { STRING, type Value } from '../../values';
import { text, textOf, withFields } from '../fields';
import { folderMissing } from './registration/plan';
import { computed, defaulted, optional, resource, sensitive } from './schema-parts';
import type { CloudbackupSettings } from './settings';

export const TOKEN = 'cloudbackup_registration_token';

export const ephemeralSchemas: ReadonlyMap<string, ResourceSchema> = new Map([[TOKEN, resource(
  'A secret with which the backup agent of a machine that is no instance of the cloud registers that machine. Made anew each time, and kept nowhere.',
  {
    folder_id: defaulted(STRING, 'Folder in which the machine is to be registered. Default: the provider\'s folder.'),
    type: optional(STRING, 'Kind of the machine: EXTERNAL_VM, EXTERNAL_SERVER, BMS or COMPUTE. Default: the service\'s own.'),
    token: sensitive(computed(STRING, 'The secret.')),
    expires_at: computed(STRING, 'Until when it serves (RFC 3339), null where the service does not tell.'),
  },
)]]);

const TYPES = ['EXTERNAL_VM', 'EXTERNAL_SERVER', 'BMS', 'COMPUTE'];

/** Asks the service for a token. Nothing but the value that comes back ever holds it. */
export async function openToken(connection: Connection, settings: CloudbackupSettings, config: Value): Promise<Outcome<Value>> {
  const folderId = textOf(config, 'folder_id') ?? settings.folderId;
  if (folderId === undefined) return fail(folderMissing());
  const type = textOf(config, 'type');
  if (type !== undefined && !TYPES.includes(type)) return fail(diagnostic('provider_argument_invalid', `type must be one of ${TYPES.join(', ')}.`, { attribute: 'type' }));
  if (connection.registrationToken === undefined) return fail(diagnostic('provider_type_unsupported', 'This connection gives no registration tokens.'));
  try {
    const { token, expiresAt } = await connection.registrationToken({ folderId, type: type ?? 'RESOURCE_TYPE_UNSPECIFIED' });
    return ok(withFields(config, { folder_id: text(folderId), token: text(token), expires_at: text(expiresAt) }));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return fail(apiDiagnostic(error, {}, folderId));
  }
}

import { nullOf, objectOf, str, STRING, unmark, type Value } from '../../values';
import type { ProviderFunction } from '../types';
import { parsePath } from './paths';
import { directoryId, idProblem, parseDirectoryId, parseRegistrationId } from './place';
import { objectOf as objectTypeOf } from './schema-parts';

const FORMS = '"folder/instance", "folder/instance/resource_id" or "folder/instance:path"';
const idType = objectTypeOf({ folder_id: STRING, compute_instance_id: STRING, resource_id: STRING, path: STRING });

const parseId: ProviderFunction = {
  summary: 'Parts of an id',
  description: `Takes an id of this provider (${FORMS}) apart: folder_id, compute_instance_id, resource_id and path. What the id does not have is null.`,
  parameters: [{ name: 'id', type: STRING, description: 'An id, as attributes and imports have it.' }],
  result: idType,
  call: (args) => {
    const id = textAt(args, 0);
    const registration = id.includes(':') ? undefined : parseRegistrationId(id);
    const directory = registration === undefined ? parseDirectoryId(id) : undefined;
    const place = registration ?? directory;
    if (place === undefined) return { ok: false, argument: 0, message: `It is no id of this provider. Write ${FORMS}.` };
    return { ok: true, value: objectOf([
      ['folder_id', str(place.folderId)], ['compute_instance_id', str(place.instanceId)],
      ['resource_id', textOrNull(registration?.resourceId)], ['path', textOrNull(directory?.path.text)],
    ]) };
  },
};

const directoryIdOf: ProviderFunction = {
  summary: 'Id of a directory',
  description: 'The id of a directory, equal for all spellings of its path that differ in separators: what `cloudbackup_directory` has as its id, and what imports it.',
  parameters: [
    { name: 'folder_id', type: STRING, description: 'Folder of the instance.' },
    { name: 'compute_instance_id', type: STRING, description: 'Id of the instance.' },
    { name: 'path', type: STRING, description: 'Absolute path of the directory.' },
  ],
  result: STRING,
  call: (args) => {
    const [folderId, instanceId] = [textAt(args, 0), textAt(args, 1)];
    for (const [argument, id] of [folderId, instanceId].entries()) {
      const problem = idProblem(id);
      if (problem !== undefined) return { ok: false, argument, message: problem };
    }
    const parsed = parsePath(textAt(args, 2));
    return parsed.ok ? { ok: true, value: str(directoryId({ folderId, instanceId, path: parsed.path })) } : { ok: false, argument: 2, message: parsed.problem };
  },
};

const normalizePath: ProviderFunction = {
  summary: 'A path as the service spells it',
  description: 'An absolute path without a trailing separator; on Windows with backslashes and an upper-case drive letter.',
  parameters: [{ name: 'path', type: STRING, description: 'Absolute path, such as "/srv/restore" or "D:/Restore".' }],
  result: STRING,
  call: (args) => {
    const parsed = parsePath(textAt(args, 0));
    return parsed.ok ? { ok: true, value: str(parsed.path.text) } : { ok: false, argument: 0, message: parsed.problem };
  },
};

export const functions: ReadonlyMap<string, ProviderFunction> = new Map([['parse_id', parseId], ['directory_id', directoryIdOf], ['normalize_path', normalizePath]]);

const textOrNull = (text: string | undefined): Value => (text === undefined ? nullOf(STRING) : str(text));

/** Callers hand in known texts only. */
function textAt(args: readonly Value[], index: number): string {
  const value = args[index];
  const bare = value === undefined ? undefined : unmark(value);
  return bare?.kind === 'string' ? bare.value : '';
}

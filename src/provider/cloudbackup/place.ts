import { parsePath, type DirectoryPath } from './paths';

/** One directory of the world. */
export interface DirectoryPlace {
  readonly folderId: string;
  readonly instanceId: string;
  readonly path: DirectoryPath;
}

/** One registration of the world. */
export interface RegistrationPlace {
  readonly folderId: string;
  readonly instanceId: string;
  readonly resourceId: string;
}

const MAX_ID = 50;

/** Why this is no id of a folder or an instance: a whole sentence; undefined when it is one. */
export function idProblem(id: string): string | undefined {
  if (id === '') return 'It is empty.';
  if (id.length > MAX_ID) return `It has ${id.length} characters; the service takes at most ${MAX_ID}.`;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/u.test(id)) return 'Ids hold letters, digits, ".", "_" and "-" only, and begin with a letter or a digit.';
  return undefined;
}

/** `folder/instance`. */
export function registrationId(place: { readonly folderId: string; readonly instanceId: string }): string {
  return `${place.folderId}/${place.instanceId}`;
}

/** `folder/instance:path`, as state and import write it. */
export function directoryId(place: DirectoryPlace): string {
  return `${place.folderId}/${place.instanceId}:${place.path.text}`;
}

/** The same for every spelling of one directory. */
export function directoryKey(place: DirectoryPlace): string {
  return `${place.folderId}/${place.instanceId}:${place.path.key}`;
}

/** `directory "/srv/a" on instance "vm-1"`. */
export function directoryText(place: DirectoryPlace): string {
  return `directory "${place.path.text}" on instance "${place.instanceId}"`;
}

/** Reads `folder/instance:path`. undefined when it has another form, or a path that is refused. */
export function parseDirectoryId(id: string): DirectoryPlace | undefined {
  const [, folderId = '', instanceId = '', written = ''] = /^([^/:]+)\/([^/:]+):(.*)$/su.exec(id) ?? [];
  const path = parsePath(written);
  return path.ok && idProblem(folderId) === undefined && idProblem(instanceId) === undefined ? { folderId, instanceId, path: path.path } : undefined;
}

/** Reads `folder/instance` or `folder/instance/resource_id`. */
export function parseRegistrationId(id: string): { readonly folderId: string; readonly instanceId: string; readonly resourceId: string | undefined } | undefined {
  const [folderId = '', instanceId = '', resourceId, ...more] = id.split('/');
  if (more.length > 0 || resourceId === '' || idProblem(folderId) !== undefined || idProblem(instanceId) !== undefined) return undefined;
  return { folderId, instanceId, resourceId };
}

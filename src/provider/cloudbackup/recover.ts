import type { MutatingCall } from '../../operations';
import type { ProviderApplier } from '../types';
import { createDirectoryCall } from './directory/create-call';
import { parseDirectoryId } from './place';
import { deleteCall } from './registration/delete-call';
import type { ApplyCore } from './registration/apply';

const TIMEOUT_MS = 10 * 60_000;

/** The call that an earlier run wrote into its journal, made again from what it wrote. */
export function recoverCall(core: ApplyCore, record: Parameters<ProviderApplier['recoverCall']>[0]): MutatingCall | undefined {
  const { call, step, address } = record;
  const folderId = call['folder_id'];
  const instanceId = call['compute_instance_id'];
  if (folderId === undefined || instanceId === undefined) return undefined;
  const written = Number(call['timeout_ms']);
  const timeoutMs = Number.isSafeInteger(written) && written > 0 ? written : TIMEOUT_MS;
  const common = { api: core.api, world: core.world, step, address, timeoutMs };
  if (call['kind'] === 'create-directory') {
    const place = parseDirectoryId(`${folderId}/${instanceId}:${call['path'] ?? ''}`);
    return place === undefined ? undefined : createDirectoryCall({ ...common, place });
  }
  const resourceId = call['resource_id'];
  if (call['kind'] !== 'delete-resource' || resourceId === undefined) return undefined;
  return deleteCall({ ...common, place: { folderId, instanceId, resourceId }, progress: () => undefined });
}

import type { AgentInfo, AuthorizedKey, Registration, Task, TenantInfo } from '../model';
import { formatPath } from '../paths';
import { treeOf, type Store } from '../store';
import { entries } from '../tree';

type Json = Readonly<Record<string, unknown>>;

/** The present world in the form that a world file has: what is true now, whatever reads still show. */
export function worldValue(store: Store, keys: readonly AuthorizedKey[]): Json {
  const folders: [string, Json][] = [];
  for (const [folderId, folder] of store.folders) {
    const instances = folder.slots.flatMap((slot) => (slot.current === undefined ? [] : [instanceValue(store, slot.current)]));
    folders.push([folderId, { instances }]);
  }
  const world = { folders: Object.fromEntries(folders) };
  if (keys.length === 0) return world;
  return { ...world, keys: keys.map((key) => ({ id: key.id, service_account_id: key.serviceAccountId, public_key: key.publicKey })) };
}

function instanceValue(store: Store, r: Registration): Json {
  const directories: string[] = [];
  const files: unknown[] = [];
  for (const { path, node } of entries(treeOf(store, r.folderId, r.computeInstanceId))) {
    const text = formatPath(path);
    if (node.kind === 'directory') directories.push(text);
    else files.push(node.size === undefined ? text : { path: text, size: node.size });
  }
  return {
    compute_instance_id: r.computeInstanceId,
    resource_id: r.resourceId,
    type: r.type,
    online: r.online,
    is_active: r.isActive,
    init_status: r.initStatus,
    status: r.status,
    enabled: r.enabled,
    status_details: r.statusDetails,
    status_progress: r.statusProgress,
    metadata: r.metadata,
    created_at: r.createdAt,
    updated_at: r.updatedAt,
    last_backup_time: r.lastBackupTime,
    next_backup_time: r.nextBackupTime,
    ...(r.agentInfo === undefined ? {} : { agent_info: agentValue(r.agentInfo) }),
    ...(r.tenantInfo === undefined ? {} : { tenant_info: tenantValue(r.tenantInfo) }),
    directories,
    ...(files.length === 0 ? {} : { files }),
    tasks: r.tasks.map(taskValue),
  };
}

function agentValue(info: AgentInfo): Json {
  return { current_version: info.currentVersion, latest_version: info.latestVersion, can_update: info.canUpdate };
}

function tenantValue(info: TenantInfo): Json {
  return { folder_id: info.folderId, personal_tenant_id: info.personalTenantId, user_id: info.userId };
}

function taskValue(task: Task): Json {
  return {
    ...(task.id === undefined ? {} : { id: task.id }),
    type: task.type,
    status: task.status,
    result_code: task.resultCode,
    error: task.error,
    policy_id: task.policyId,
    cancellable: task.cancellable,
    ...(task.progress === undefined ? {} : { progress: { current: task.progress.current, total: task.progress.total } }),
    enqueued_at: task.enqueuedAt,
    started_at: task.startedAt,
    updated_at: task.updatedAt,
    completed_at: task.completedAt,
  };
}

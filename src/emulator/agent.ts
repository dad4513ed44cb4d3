import { numberOf } from './enums';
import type { Registration } from './model';
import { notFound, precondition, refuse, refusal, type Answer, type Refusal } from './refusal';
import type { ServiceState } from './state';
import { slotsOf } from './store';

/** Whether a registration has the init_status of this name. */
export function hasInitStatus(registration: Registration, name: 'REGISTERING' | 'REGISTRED' | 'FAILED_REGISTRATION' | 'DELETED'): boolean {
  return numberOf('initStatus', registration.initStatus) === numberOf('initStatus', name);
}

export function isBusy(registration: Registration): boolean {
  const status = numberOf('status', registration.status);
  return status === numberOf('status', 'BACKUPING') || status === numberOf('status', 'RECOVERING');
}

/** How a folder that the world does not have, or that an instance is not in, is refused. */
export function wrongFolder(state: ServiceState, folderId: string): Refusal {
  return state.switches.wrong_folder === 'permission_denied'
    ? refusal('PERMISSION_DENIED', `Permission denied to folder ${folderId}`, { kind: 'resource-info', type: 'folder', name: folderId, description: 'no access' })
    : notFound('Folder', folderId);
}

/** The registration whose agent serves directory calls, or why there is none. Offline agents are answered as the switch says. */
export function agentOf(state: ServiceState, folderId: string, computeInstanceId: string): Answer<Registration> {
  if (!state.store.folders.has(folderId)) return refuse(wrongFolder(state, folderId));
  const all = slotsOf(state.store, computeInstanceId).flatMap((slot) => (slot.current === undefined ? [] : [slot.current]));
  const here = all.filter((registration) => registration.folderId === folderId && !hasInitStatus(registration, 'DELETED'));
  if (here.length === 0) return refuse(all.length === 0 ? notFound('Instance', computeInstanceId) : notInFolder(state, folderId, computeInstanceId));
  const active = here.find((registration) => hasInitStatus(registration, 'REGISTRED') && registration.isActive);
  if (active === undefined) {
    return refuse(precondition('REGISTRATION', computeInstanceId, `Instance ${computeInstanceId} has no active registration in Cloud Backup`));
  }
  return { kind: 'reply', value: active };
}

function notInFolder(state: ServiceState, folderId: string, computeInstanceId: string): Refusal {
  return state.switches.wrong_folder === 'permission_denied' ? wrongFolder(state, folderId) : notFound('Instance', computeInstanceId);
}

/** Undefined while the agent is online. */
export function offline(state: ServiceState, registration: Registration): Answer<never> | undefined {
  if (registration.online) return undefined;
  const told = `Agent of instance ${registration.computeInstanceId} is offline`;
  switch (state.switches.offline_agent) {
    case 'failed_precondition':
      return refuse(precondition('AGENT_OFFLINE', registration.computeInstanceId, told));
    case 'unavailable':
      return refuse(refusal('UNAVAILABLE', told));
    case 'deadline':
      return { kind: 'hang' };
  }
}

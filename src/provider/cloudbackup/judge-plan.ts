import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { PlanJudgement, ProviderReader } from '../types';
import { boolOf, isNullValue, textOf } from '../fields';
import type { Core } from './core';
import { protectedFromDeletion, tooManyDeletes } from './registration/apply';
import { readRegistrationState } from './registration/object';
import { DIRECTORY, RESOURCE } from './schema-managed';
import { isActiveRegistration } from './standing';

type Judgeable = Parameters<ProviderReader['judgePlan']>[0];
type Change = Judgeable[number];

/** What only the whole plan shows: guards on deleting, and one warning for many alike. Reads nothing. */
export function judgePlan(core: Core, changes: Judgeable): PlanJudgement {
  const deletes = changes.filter((c) => c.type === RESOURCE && c.does === 'delete');
  const making = changes.filter((c) => c.does === 'create' && !isNullValue(c.planned.planned));
  const blocked: Diagnostic[] = [];
  const guarded = deletes.filter((c) => !isNullValue(c.prior) && readRegistrationState(c.prior).protected);
  if (guarded.length > 0) blocked.push(protectedFromDeletion(guarded.map((c) => c.address)));
  if (deletes.length > core.settings.maxDeletes) blocked.push(tooManyDeletes(deletes.length, core.settings.maxDeletes));
  return {
    blocked,
    diagnostics: [
      ...lastOfFolders(core, deletes),
      ...notRegistered(making.filter((c) => c.type === RESOURCE)),
      ...unverified(making.filter((c) => c.type === DIRECTORY)),
      ...missingParents(making.filter((c) => c.type === DIRECTORY)),
    ],
  };
}

function lastOfFolders(core: Core, deletes: readonly Change[]): readonly Diagnostic[] {
  const going = new Map<string, Set<string>>();
  for (const change of deletes) {
    const { folderId, instanceId, resourceId } = readRegistrationState(change.prior);
    const pairs = going.get(folderId) ?? new Set<string>();
    going.set(folderId, pairs.add(pairOf(instanceId, resourceId)));
  }
  return [...going].flatMap(([folder, pairs]) => {
    const active = core.world.registrations.peekFolder(folder)?.all.filter(isActiveRegistration) ?? [];
    if (active.length === 0 || active.some((r) => !pairs.has(pairOf(r.computeInstanceId, r.resourceId)))) return [];
    return [diagnostic('provider_last_registration', `This plan deletes the last active registration of folder ${folder}. Without one, the backups that stay in the folder can be `
      + 'neither managed nor deleted until another instance is registered. Delete backups that are not needed first, or keep one instance.')];
  });
}

/** Names that a warning lists before it only counts: enough to see which, too few to bury the plan. */
const NAMED = 100;

function few(names: readonly string[]): string {
  return names.length <= NAMED ? names.join(', ') : `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;
}

const pairOf = (instanceId: string, resourceId: string): string => `${instanceId}/${resourceId.toLowerCase()}`;

function notRegistered(making: readonly Change[]): readonly Diagnostic[] {
  const absent = making.filter((c) => c.planned.effects.some((e) => e.data['kind'] === 'await-registration'));
  if (absent.length === 0) return [];
  const waits = (c: Change): boolean => boolOf(c.planned.planned, 'wait_for_registration') === true;
  const names = (list: readonly Change[]): string => list.map((c) => `${textOf(c.planned.planned, 'compute_instance_id') ?? 'unknown'} (${c.address})`).join(', ');
  const waiting = absent.filter(waits);
  const failing = absent.filter((c) => !waits(c));
  const parts = [
    ...(failing.length === 0 ? [] : [`${failing.length === 1 ? 'The step of this one' : 'The step of each of these'} fails at apply, alone, if its agent has not registered it by then: ${names(failing)}.`]),
    ...(waiting.length === 0 ? [] : [`Apply waits for ${waiting.length === 1 ? 'this one' : 'these'}, up to timeouts.create: ${names(waiting)}.`]),
  ];
  return [diagnostic('provider_registrations_absent', `${absent.length === 1 ? '1 declared instance has' : `${absent.length} declared instances have`} no finished registration in Cloud Backup. ${parts.join(' ')} `
    + 'No call registers an instance: install the backup agent on it.')];
}

function unverified(making: readonly Change[]): readonly Diagnostic[] {
  const open = making.filter((c) => c.planned.notes.some((n) => n.kind === 'not-verified'));
  if (open.length === 0) return [];
  const instances = [...new Set(open.map((c) => textOf(c.planned.planned, 'compute_instance_id') ?? 'unknown'))].sort();
  return [diagnostic('provider_directories_unverified', `Whether ${open.length === 1 ? '1 declared directory' : `${open.length} declared directories`} on ${few(instances)} ${open.length === 1 ? 'exists' : 'exist'} could not be read. `
    + `${open.length === 1 ? 'Its step' : 'The step of each'} reads first at apply, and fails alone if that still fails. Check that ${instances.length === 1 ? 'the instance runs and that its agent is' : 'the instances run and that their agents are'} online.`)];
}

/**
 * With create_parents = false every missing ancestor must be declared by somebody in the same plan, or be made on the way
 * to one of its ancestors that is: those come before it. What is made on the way to others is in no order with it.
 */
function missingParents(making: readonly Change[]): readonly Diagnostic[] {
  const makers = new Map(making.flatMap((c) => c.planned.effects.filter((e) => !e.prerequisite).map((e) => [e.id, c] as const)));
  const needed = (c: Change) => c.planned.effects.filter((e) => e.prerequisite);
  return making.flatMap((c) => {
    if (boolOf(c.planned.planned, 'create_parents') !== false) return [];
    const above = needed(c).flatMap((e) => makers.get(e.id) ?? []);
    const onTheWay = new Set(above.filter((maker) => boolOf(maker.planned.planned, 'create_parents') !== false).flatMap(needed).map((e) => e.id));
    const missing = needed(c).filter((e) => !makers.has(e.id) && !onTheWay.has(e.id)).map((e) => e.data['path'] ?? '');
    if (missing.length === 0) return [];
    return [diagnostic('provider_parents_missing', `${missing.join(', ')} is missing above the directory of ${c.address}, no resource declares it, and create_parents is false. `
      + 'Declare it, or set create_parents = true.', { address: c.address, attribute: 'create_parents' })];
  });
}

import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../../diagnostics';
import type { Type, Value } from '../../values';
import { boolOf, object, text, textOf, withFields } from '../fields';
import type { Core } from './core';
import { entryValue, operationValue, registrationValue, taskValue } from './data-values';
import { entryName, parsePath, type DirectoryPath } from './paths';
import { registrationId } from './place';
import { judgeRegistrations, type Judged } from './registration/judge';
import { folderMissing } from './registration/plan';
import { judgedError } from './registration/read';
import { entryType, OPERATIONS, operationType, registrationType, RESOURCES, TASKS, taskType } from './schema-data';
import { DIRECTORY, RESOURCE } from './schema-managed';
import { initClass } from './standing';

/** Reads one data source: its arguments as they were given, all else filled in. */
export async function readData(core: Core, req: { readonly type: string; readonly config: Value }): Promise<Outcome<Value>> {
  switch (req.type) {
    case RESOURCE: return readOne(core, req.config);
    case RESOURCES: return readAll(core, req.config);
    case TASKS: return readListed(req.config, 'tasks', taskType, taskValue, await core.world.tasks(instanceOf(req.config)));
    case OPERATIONS: return readListed(req.config, 'operations', operationType, operationValue, await core.world.operations(instanceOf(req.config)));
    case DIRECTORY: return readEntries(core, req.config);
    default: return fail(diagnostic('provider_type_unsupported', `The provider cloudbackup has no data source "${req.type}".`));
  }
}

const instanceOf = (config: Value): string => textOf(config, 'compute_instance_id') ?? '';

function folderOf(core: Core, config: Value): string | undefined {
  return textOf(config, 'folder_id') ?? core.settings.folderId;
}

async function readOne(core: Core, config: Value): Promise<Outcome<Value>> {
  const folderId = folderOf(core, config);
  if (folderId === undefined) return fail(folderMissing());
  const instanceId = instanceOf(config);
  const wanted = textOf(config, 'resource_id');
  const view = await core.world.registrations.lookup(folderId, instanceId, wanted);
  if (!view.ok) return fail(view.problem.diagnostic);
  const judged: Judged = judgeRegistrations(view.value.registrations, wanted);
  switch (judged.kind) {
    // Whatever stands alone is shown: a data source shows, and does not judge.
    case 'found':
    case 'registering':
    case 'failed':
    case 'outdated': {
      const shown = registrationValue(folderId, judged.registration);
      return ok(withFields(config, { ...shown, ...(wanted === undefined ? {} : { resource_id: text(wanted) }) }));
    }
    case 'ambiguous':
      return fail(judgedError(judged));
    case 'absent':
      return fail(diagnostic('provider_registration_not_found', `Folder ${folderId} has no registration ${wanted === undefined ? '' : `${wanted} `}of instance "${instanceId}". `
        + 'Check folder_id and compute_instance_id; an instance is registered by its backup agent.', { attribute: 'compute_instance_id' }));
  }
}

async function readAll(core: Core, config: Value): Promise<Outcome<Value>> {
  const folderId = folderOf(core, config);
  if (folderId === undefined) return fail(folderMissing());
  const listing = await core.world.registrations.folder(folderId);
  if (!listing.ok) return fail(listing.problem.diagnostic);
  const is = (given: string | boolean | undefined, value: string | boolean): boolean => given === undefined || given === value;
  const initStatus = textOf(config, 'init_status');
  const found = listing.value.all.filter((r) => (initStatus === undefined ? initClass(r) !== 'deleted' : r.initStatus === initStatus)
    && is(textOf(config, 'type'), r.type) && is(textOf(config, 'status'), r.status)
    && is(boolOf(config, 'online'), r.online) && is(boolOf(config, 'is_active'), r.isActive));
  const inOrder = [...found].sort((a, b) => byText(a.computeInstanceId, b.computeInstanceId) || byText(a.resourceId, b.resourceId));
  return ok(withFields(config, {
    id: text(folderId), folder_id: text(folderId), resources: list(registrationType, inOrder.map((r) => object(registrationValue(folderId, r)))),
  }));
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function list(element: Type, items: readonly Value[]): Value {
  return { kind: 'list', element, items };
}

function readListed<T>(config: Value, name: string, element: Type, toValue: (item: T) => Value, listed: Outcome<readonly T[]>): Outcome<Value> {
  if (!listed.ok) return listed;
  return ok(withFields(config, { id: text(instanceOf(config)), [name]: list(element, listed.value.map(toValue)) }), listed.diagnostics);
}

async function readEntries(core: Core, config: Value): Promise<Outcome<Value>> {
  const folderId = folderOf(core, config);
  if (folderId === undefined) return fail(folderMissing());
  const instanceId = instanceOf(config);
  const written = textOf(config, 'path');
  let path: DirectoryPath | undefined;
  if (written !== undefined) {
    const parsed = parsePath(written);
    if (!parsed.ok) return fail(diagnostic('provider_path_invalid', parsed.problem, { attribute: 'path' }));
    path = parsed.path;
  }
  const listing = await core.world.directories.list({ folderId, instanceId, path });
  if (!listing.ok) return fail(listing.problem.diagnostic);
  const warnings: Diagnostic[] = [];
  if (path !== undefined && listing.value.items.length === 0 && path.names.length > 0) {
    // The service may answer "nothing" for what is not there: say which of the two it is, where that can be proved.
    const located = await core.world.locate({ folderId, instanceId, path });
    if (located.kind === 'unreadable') warnings.push(located.reason);
    else if (located.kind !== 'found') {
      return fail(diagnostic('provider_directory_not_found', `There is no directory "${path.text}" on instance "${instanceId}".`, { attribute: 'path' }));
    }
  }
  const entries = listing.value.items.flatMap((item) => {
    const name = path === undefined ? item.name : entryName(item.name, path);
    return name === undefined ? [] : [{ name, value: entryValue(item, name, path) }];
  }).sort((a, b) => byText(a.name, b.name));
  return ok(withFields(config, {
    id: text(`${registrationId({ folderId, instanceId })}:${path?.text ?? ''}`), folder_id: text(folderId), entries: list(entryType, entries.map((e) => e.value)),
  }), warnings);
}

/** Lives of resources that must go alike through both doors. `differs` names what cannot: Terraform has one way less to say it. */
import { directories, FIRST, quick, registrations, SECOND, vm, whom } from '../../engine/life';
import { dir, reg, type Json } from '../../engine/place';
import type { Lived, Story } from './doors';

export interface Told extends Story {
  readonly differs?: { readonly engine?: Partial<Lived>; readonly terraform?: Partial<Lived>; readonly is?: Partial<Lived> };
}

/** A plan that is refused: ours shows what it would have been or nothing at all, Terraform shows what it had planned until then. */
const REFUSED: NonNullable<Told['differs']> = { engine: { actions: {} }, terraform: { actions: {} } };

/** What a removed block only forgets, Terraform removes. */
const REMOVED: NonNullable<Told['differs']> = { ...REFUSED, is: { actions: { 'cloudbackup_resource.r': 'remove' } } };

/** Terraform plans to delete what nothing declares without reading it again. */
const UNREAD: NonNullable<Told['differs']> = { engine: { actions: {} }, terraform: { actions: {} } };

const open = { deletion_protection: false };
const one = [vm('vm-1')];
const two = [vm('vm-1', { resource_id: FIRST }), vm('vm-2', { resource_id: SECOND })];
const d = (at: string, more: Json = {}): Json => directories({ d: dir('vm-1', at, more) });
const r = (more: Json = {}): Json => registrations({ r: reg('vm-1', more) });
const nothing: Json = {};
const gone = { remove_instance: whom('vm-1') };
/** Times over which no test waits. */
const brief = { max_retries: 1 };

const create: Readonly<Record<string, Told>> = {
  'a directory that is missing is made': { instances: one, config: d('/srv/a') },
  'a directory that is there is taken over': { instances: one, config: d('/srv') },
  'a registration that is there is taken over': { instances: one, config: r() },
  'a registration with every argument written': { instances: [vm('vm-1', { resource_id: FIRST })], config: r({ folder_id: 'f', resource_id: FIRST, wait_for_registration: true, deletion_protection: false, on_destroy: 'forget', timeouts: { create: '1m', delete: '2m' } }) },
  'a directory with every argument written': { instances: one, config: d('/srv/a', { folder_id: 'f', create_parents: false, timeouts: { create: '1m' } }) },
  'a registration and its directory, one after the other': { instances: one, config: { resource: { cloudbackup_resource: { r: reg('vm-1') }, cloudbackup_directory: { d: dir('${cloudbackup_resource.r.compute_instance_id}', '/srv/a') } } } },
  'directories under missing ancestors': { instances: one, config: directories({ x: dir('vm-1', '/srv/a/b/x'), y: dir('vm-1', '/srv/a/b/y'), z: dir('vm-1', '/srv/a/z') }) },
  'directories of several instances': { instances: two, config: directories({ x: dir('vm-1', '/srv/a/b'), y: dir('vm-2', '/srv/a/b'), z: dir('vm-2', '/srv/c') }) },
  'a deep directory': { instances: one, config: d('/srv/1/2/3/4/5/6/7/8') },
  'a directory with missing parents that nothing may make': { instances: one, config: d('/srv/a/b', { create_parents: false }), differs: REFUSED },
  'a declared parent, of which the other one is told': { instances: one, config: directories({ p: dir('vm-1', '/srv/a'), c: dir('vm-1', '${cloudbackup_directory.p.path}/b', { create_parents: false }) }) },
  'a Windows directory': { instances: [{ compute_instance_id: 'vm-1', directories: ['C:\\Data'] }], config: d('C:/Data/a/b') },
  'a drive that is not there': { instances: [{ compute_instance_id: 'vm-1', directories: ['C:\\Data'] }], config: d('E:\\Restore'), differs: REFUSED },
  'a file where the directory should be': { instances: [vm('vm-1', { files: ['/srv/a'] })], config: d('/srv/a'), differs: REFUSED },
  'a file above the directory': { instances: [vm('vm-1', { files: ['/srv/a'] })], config: d('/srv/a/b'), differs: REFUSED },
  'an instance that nothing registered': { instances: two, config: registrations({ r: reg('vm-9') }) },
  'a fleet of which one instance is not registered': { instances: two, config: registrations({ a: reg('vm-1'), b: reg('vm-2'), c: reg('vm-9') }) },
  'a wait for a registration that does not come': { instances: two, config: registrations({ r: reg('vm-9', { wait_for_registration: true, timeouts: { create: '1200ms' } }) }) },
  'an instance that is registering': { instances: [vm('vm-1', { init_status: 'REGISTERING', is_active: false }), vm('vm-2')], config: r() },
  'a registration that failed': { instances: [vm('vm-1', { init_status: 'FAILED_REGISTRATION', is_active: false, metadata: '{"error":"no space"}' })], config: r(), differs: REFUSED },
  'an outdated registration': { instances: [vm('vm-1', { is_active: false })], config: r(), differs: REFUSED },
  'twins without a pin': { instances: [vm('vm-1', { resource_id: FIRST }), vm('vm-1', { resource_id: SECOND })], config: r(), differs: REFUSED },
  'a pinned twin': { instances: [vm('vm-1', { resource_id: FIRST }), vm('vm-1', { resource_id: SECOND })], config: r({ resource_id: SECOND }) },
  'an instance whose agent is offline': { instances: [vm('vm-1', { online: false })], config: d('/srv/a') },
  'count and for_each': { instances: two, config: { resource: { cloudbackup_directory: { c: dir('vm-1', '/srv/c${count.index}', { count: 2 }), e: dir('vm-2', '/srv/${each.key}', { for_each: '${toset(["a", "b"])}' }) } } } },
  'two provider configurations': { folders: { f: { instances: [vm('vm-1')] }, g: { instances: [vm('vm-2')] } }, config: {
    provider: { cloudbackup: [quick({ folder_id: 'f' }), quick({ alias: 'f2', folder_id: 'f' })] },
    resource: { cloudbackup_directory: { a: dir('vm-1', '/srv/a'), b: dir('vm-1', '/srv/b', { provider: 'cloudbackup.f2' }) } } } },
  'a folder that nobody names': { instances: one, config: { provider: { cloudbackup: quick() }, ...r() }, differs: REFUSED },
  'another folder for one resource': { folders: { f: { instances: [] }, g: { instances: [vm('vm-1')] } }, config: r({ folder_id: 'g' }) },
};

const change: Readonly<Record<string, Told>> = {
  'nothing changed': { instances: one, before: [d('/srv/a')], config: d('/srv/a') },
  'another spelling of one path': { instances: [{ compute_instance_id: 'vm-1', directories: ['C:\\Data'] }], before: [d('C:/Data/a')], config: d('c:\\data\\A\\') },
  'a separator more': { instances: one, before: [d('/srv/a')], config: d('/srv/a/') },
  'a setting changed': { instances: one, before: [r()], config: r(open) },
  'time limits written, and taken away': { instances: one, before: [r(), r({ timeouts: { create: '1m' } })], config: r() },
  'another path': { instances: one, before: [d('/srv/a')], config: d('/srv/b') },
  'another instance for a directory': { instances: two, before: [d('/srv/a')], config: directories({ d: dir('vm-2', '/srv/a') }) },
  'another instance for a registration': { instances: two, before: [r(open)], config: registrations({ r: reg('vm-2', open) }) },
  'another instance for a protected registration': { instances: two, before: [r()], config: registrations({ r: reg('vm-2') }), differs: REFUSED },
  'another pin': { instances: [vm('vm-1', { resource_id: FIRST }), vm('vm-1', { resource_id: SECOND })], before: [r({ resource_id: FIRST })], config: r({ resource_id: SECOND }) },
  'a pin that is not there': { instances: [vm('vm-1', { resource_id: FIRST })], before: [r({ resource_id: FIRST })], config: r({ resource_id: SECOND }), differs: REFUSED },
  'another folder in which it is not': { folders: { f: { instances: [vm('vm-1')] }, g: { instances: [] } }, before: [r()], config: r({ folder_id: 'g' }), differs: REFUSED },
  'a changed default folder moves nothing': { folders: { f: { instances: [vm('vm-1')] }, g: { instances: [] } }, before: [r()], config: { provider: { cloudbackup: quick({ folder_id: 'g' }) }, ...r() } },
  'moved to a key of several': { instances: one, before: [d('/srv/a')], config: { ...directories({ d: dir('vm-1', '/srv/${each.key}', { for_each: '${toset(["a", "b"])}' }) }), moved: [{ from: 'cloudbackup_directory.d', to: 'cloudbackup_directory.d["a"]' }] } },
  'moved, and changed with it': { instances: one, before: [r()], config: { ...registrations({ s: reg('vm-1', open) }), moved: [{ from: 'cloudbackup_resource.r', to: 'cloudbackup_resource.s' }] } },
  'moved, and to be made anew': { instances: one, before: [d('/srv/a')], config: { ...directories({ e: dir('vm-1', '/srv/b') }), moved: [{ from: 'cloudbackup_directory.d', to: 'cloudbackup_directory.e' }] } },
  'another registration is taken over before the old one goes': { instances: two, before: [r(open)], config: registrations({ r: reg('vm-2', { ...open, lifecycle: { create_before_destroy: true } }) }) },
  'another instance for a registration and what refers to it': { instances: two,
    before: [{ resource: { cloudbackup_resource: { r: reg('vm-1', open) }, cloudbackup_directory: { d: dir('${cloudbackup_resource.r.compute_instance_id}', '/srv/a') } } }],
    config: { resource: { cloudbackup_resource: { r: reg('vm-2', open) }, cloudbackup_directory: { d: dir('${cloudbackup_resource.r.compute_instance_id}', '/srv/a') } } } },
  'a moved block': { instances: one, before: [d('/srv/a')], config: { ...directories({ e: dir('vm-1', '/srv/a') }), moved: [{ from: 'cloudbackup_directory.d', to: 'cloudbackup_directory.e' }] } },
};

const drift: Readonly<Record<string, Told>> = {
  'a directory that vanished': { instances: one, before: [d('/srv/a')], behind: [{ remove_directory: whom('vm-1', { path: '/srv/a' }) }], config: d('/srv/a') },
  'a directory that vanished with its parent': { instances: one, before: [d('/srv/a/b')], behind: [{ remove_directory: whom('vm-1', { path: '/srv/a' }) }], config: d('/srv/a/b') },
  'a directory whose agent went offline': { instances: one, before: [d('/srv/a')], behind: [{ set_instance: whom('vm-1', { online: false }) }], config: d('/srv/a') },
  'a new registration after a reconnect': { instances: [vm('vm-1', { resource_id: FIRST })], before: [r()],
    behind: [{ set_instance: whom('vm-1', { resource_id: FIRST, is_active: false }) }, { add_instance: whom('vm-1', { resource_id: SECOND }) }], config: r() },
  'a registration that is gone': { instances: two, before: [r()], behind: [gone], config: r() },
  'a registration that is gone, and not wanted any more': { instances: two, before: [r()], behind: [gone], config: nothing, differs: UNREAD },
  'a twin that came later': { instances: [vm('vm-1', { resource_id: FIRST })], before: [r()], behind: [{ add_instance: whom('vm-1', { resource_id: SECOND }) }], config: r() },
  'a registration that became outdated': { instances: two, before: [r()], behind: [{ set_instance: whom('vm-1', { resource_id: FIRST, is_active: false }) }], config: r(), differs: REFUSED },
};

const end: Readonly<Record<string, Told>> = {
  'a directory that is not declared any more': { instances: one, before: [d('/srv/a')], config: nothing },
  'a directory of an instance that cannot be read': { instances: one, before: [d('/srv/a')], behind: [{ set_instance: whom('vm-1', { online: false }) }], config: nothing },
  'a removed block that keeps the registration': { instances: two, before: [r()], config: { removed: [{ from: 'cloudbackup_resource.r', lifecycle: [{ destroy: false }] }] }, differs: REMOVED },
  'a removed block that ends a directory': { instances: one, before: [d('/srv/a')], config: { removed: [{ from: 'cloudbackup_directory.d', lifecycle: [{ destroy: true }] }] } },
  'a removed block, and the guard on': { instances: two, before: [r()], config: { removed: [{ from: 'cloudbackup_resource.r', lifecycle: [{ destroy: true }] }] }, differs: REFUSED },
  'a delete that takes longer than it may': { instances: two, operationTimeMs: 60_000, before: [r({ ...open, timeouts: { delete: '1200ms' } })], config: nothing },
  'a delete with the guard off': { instances: two, before: [r(open)], config: nothing },
  'a delete with the guard on': { instances: two, before: [r()], config: nothing, differs: REFUSED },
  'the last registration of a folder': { instances: one, before: [r(open)], config: nothing },
  'a registration that is only forgotten': { instances: one, before: [r({ on_destroy: 'forget' })], config: nothing },
  'all is destroyed': { instances: two, before: [{ resource: { cloudbackup_resource: { r: reg('vm-1', open) }, cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } }], config: { resource: { cloudbackup_resource: { r: reg('vm-1', open) }, cloudbackup_directory: { d: dir('vm-1', '/srv/a') } } }, mode: 'destroy' },
  'all is destroyed, and one is protected': { instances: two, before: [registrations({ a: reg('vm-1', open), b: reg('vm-2') })], config: registrations({ a: reg('vm-1', open), b: reg('vm-2') }), mode: 'destroy', differs: REFUSED },
  'more deletes than one apply may do': { instances: [...two, vm('vm-3')], before: [{ provider: { cloudbackup: quick({ folder_id: 'f', max_deletes: 1 }) }, ...registrations({ a: reg('vm-1', open), b: reg('vm-2', open) }) }],
    config: { provider: { cloudbackup: quick({ folder_id: 'f', max_deletes: 1 }) } }, differs: REFUSED },
  'a busy instance': { instances: two, before: [r({ ...open, timeouts: { delete: '1200ms' } })], behind: [{ set_instance: whom('vm-1', { resource_id: FIRST, status: 'BACKUPING' }) }], config: nothing },
  'a directory made on an instance that leaves': { instances: two, before: [r(open)], config: d('/srv/a'), differs: REFUSED },
};

const known: Readonly<Record<string, Told>> = {
  'an instance that is known only after apply': { instances: one, config: { resource: { terraform_data: { t: { input: 'vm-1' } }, cloudbackup_resource: { r: reg('${terraform_data.t.output}') }, cloudbackup_directory: { d: dir('${terraform_data.t.output}', '/srv/${terraform_data.t.output}') } } },
    differs: { engine: { state: {} }, terraform: { state: {} } } },
  'a path that is known only after apply': { instances: one, config: { resource: { terraform_data: { t: { input: 'a' } }, cloudbackup_directory: { d: dir('vm-1', '/srv/${terraform_data.t.output}') } } },
    differs: { engine: { state: {} }, terraform: { state: {} } } },
  'a pin that is known only after apply': { instances: [vm('vm-1', { resource_id: FIRST }), vm('vm-1', { resource_id: SECOND })],
    config: { resource: { terraform_data: { t: { input: SECOND } }, cloudbackup_resource: { r: reg('vm-1', { resource_id: '${terraform_data.t.output}' }) } } }, differs: { engine: { state: {} }, terraform: { state: {} } } },
  'a setting that is known only after apply': { instances: one, before: [r()], config: { resource: { terraform_data: { t: { input: false } }, cloudbackup_resource: { r: reg('vm-1', { deletion_protection: '${terraform_data.t.output}' }) } } },
    differs: { engine: { state: {} }, terraform: { state: {} } } },
  'a path of what exists that is known only after apply, and is the same': { instances: one, before: [d('/srv/a')],
    config: { resource: { terraform_data: { t: { input: '/srv/a' } }, cloudbackup_directory: { d: dir('vm-1', '${terraform_data.t.output}') } } }, differs: { engine: { state: {} }, terraform: { state: {} } } },
  'a data source of what is known only after apply': { instances: one, config: { resource: { terraform_data: { t: { input: 'vm-1' } } }, data: { cloudbackup_resource: { x: { compute_instance_id: '${terraform_data.t.output}' } } } },
    differs: { engine: { state: {} }, terraform: { state: {} } } },
  'a sensitive instance': { instances: one, config: { variable: { v: { type: 'string', default: 'vm-1', sensitive: true } }, ...r({ compute_instance_id: '${var.v}' }) } },
  'a sensitive setting that changes': { instances: one, before: [r()], config: { variable: { v: { type: 'bool', default: false, sensitive: true } }, ...r({ deletion_protection: '${var.v}' }) } },
  'a path from a sensitive variable': { instances: one, config: { variable: { v: { type: 'string', default: 'secret-name', sensitive: true } }, ...d('/srv/${var.v}') } },
  'data sources of everything': { instances: one, config: { data: { cloudbackup_resource: { x: { compute_instance_id: 'vm-1' } }, cloudbackup_resources: { x: {} }, cloudbackup_tasks: { x: { compute_instance_id: 'vm-1' } }, cloudbackup_operations: { x: { compute_instance_id: 'vm-1' } }, cloudbackup_directory: { x: { compute_instance_id: 'vm-1', path: '/' } } } } },
  'a data source of what is not there': { instances: one, config: { data: { cloudbackup_resource: { x: { compute_instance_id: 'vm-9' } } } }, differs: REFUSED },
  'a data source of a directory that is not there': { instances: one, config: { data: { cloudbackup_directory: { x: { compute_instance_id: 'vm-1', path: '/srv/none' } } } }, differs: REFUSED },
  'an import block': { instances: one, config: { import: [{ to: 'cloudbackup_resource.r', id: 'f/vm-1' }], ...r() } },
  'an import block, and a change with it': { instances: one, config: { import: [{ to: 'cloudbackup_resource.r', id: 'f/vm-1' }], ...r(open) } },
  'an import block of one of twins': { instances: [vm('vm-1', { resource_id: FIRST }), vm('vm-1', { resource_id: SECOND })], config: { import: [{ to: 'cloudbackup_resource.r', id: `f/vm-1/${SECOND}` }], ...r({ resource_id: SECOND }) } },
  'an import block that does not say which of twins': { instances: [vm('vm-1', { resource_id: FIRST }), vm('vm-1', { resource_id: SECOND })], config: { import: [{ to: 'cloudbackup_resource.r', id: 'f/vm-1' }], ...r({ resource_id: SECOND }) }, differs: REFUSED },
  'an import block of a directory': { instances: one, config: { import: [{ to: 'cloudbackup_directory.d', id: 'f/vm-1:/srv' }], ...d('/srv') } },
  'an import block of what is not there': { instances: one, config: { import: [{ to: 'cloudbackup_directory.d', id: 'f/vm-1:/none' }], ...d('/none') }, differs: REFUSED },
  'an import block with an id that is none': { instances: one, config: { import: [{ to: 'cloudbackup_directory.d', id: 'nonsense' }], ...d('/srv') }, differs: REFUSED },
  'invalid arguments': { instances: one, config: { resource: { cloudbackup_resource: { r: reg('', { on_destroy: 'burn' }) }, cloudbackup_directory: { d: dir('vm-1', 'relative', { timeouts: { create: 'soon' } }) } } }, differs: REFUSED },
  'invalid settings': { instances: one, config: { provider: { cloudbackup: { folder_id: 'f', settle_time: 'long', max_retries: 0 } }, ...r() }, differs: REFUSED },
};

const failing = (faults: readonly string[], more: Partial<Told> = {}): Told => ({ instances: one, faults, config: { provider: { cloudbackup: { ...quick(brief), folder_id: 'f', mutation_deadline: '500ms' } }, ...d('/srv/a', { timeouts: { create: '3s' } }) }, ...more });
const impatient = quick({ ...brief, folder_id: 'f', mutation_deadline: '500ms' });
const leaving = (faults: readonly string[], more: Partial<Told> = {}): Told => ({
  instances: two, faults, before: [{ provider: { cloudbackup: impatient }, ...r({ ...open, timeouts: { delete: '3s' } }) }], config: { provider: { cloudbackup: impatient } }, ...more,
});
const trouble: Readonly<Record<string, Told>> = {
  'List fails': failing(['internal@List=1'], { config: { provider: { cloudbackup: quick({ ...brief, folder_id: 'f' }) }, ...r() }, differs: REFUSED }),
  'ListDirectory fails': failing(['internal@ListDirectory=1'], { differs: { engine: { errors: [] }, terraform: { errors: [] } } }),
  'ListOperations fails': failing(['internal@ListOperations=1']),
  'an operation fails': failing(['operation-fails=1']),
  'an operation fails after its effect': failing(['operation-fails-partial=1']),
  'CreateDirectory is lost before its work': failing(['unavailable-before-effect@CreateDirectory=1'], { differs: { engine: { settled: true }, terraform: { settled: true } } }),
  'CreateDirectory takes longer than it may': failing([], { operationTimeMs: 60_000, config: { provider: { cloudbackup: quick({ ...brief, folder_id: 'f' }) }, ...d('/srv/a', { timeouts: { create: '1200ms' } }) } }),
  'the operation of a Delete fails': leaving(['operation-fails@Delete=1']),
  'the operation of a Delete fails after its effect': leaving(['operation-fails-partial@Delete=1']),
  'Delete is lost before its work': leaving(['unavailable-before-effect@Delete=1']),
  'Delete is lost after its work': leaving(['unavailable-after-effect@Delete=1']),
  'Delete is lost after its work, and keys are not honoured': leaving(['unavailable-after-effect@Delete=1'], { switches: { idempotency: 'ignored' } }),
  'CreateDirectory is lost after its work, and keys are not honoured': failing(['unavailable-after-effect@CreateDirectory=1'], { switches: { idempotency: 'ignored' } }),
  'ListTasks fails': failing(['internal@ListTasks=1'], { config: { provider: { cloudbackup: quick({ ...brief, folder_id: 'f' }) }, data: { cloudbackup_tasks: { x: { compute_instance_id: 'vm-1' } } } }, differs: REFUSED }),
  'CreateDirectory is lost after its work': failing(['unavailable-after-effect@CreateDirectory=1']),
};

export const STORIES: Readonly<Record<string, Told>> = { ...create, ...change, ...drift, ...end, ...known, ...trouble };

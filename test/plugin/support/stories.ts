/** Lives of resources that must go alike through both doors. `differs` names what cannot: Terraform has one way less to say or to do it. */
import { directories, FIRST, registrations, SECOND, vm, whom } from '../../engine/life';
import { dir, reg, type Json } from '../../engine/place';
import type { Lived, Story } from './doors';

export interface Told extends Story {
  readonly differs?: { readonly engine?: Partial<Lived>; readonly terraform?: Partial<Lived>; readonly is?: Partial<Lived> };
}

const open = { deletion_protection: false };
const one = [vm('vm-1')];

/** A plan that a guard of ours refuses: ours shows it and applies nothing of it, Terraform stops where it stands. */
const BLOCKED: NonNullable<Told['differs']> = { engine: { actions: {} } };

export const STORIES: Readonly<Record<string, Told>> = {
  'a directory that is missing is made': { instances: one, config: directories({ d: dir('vm-1', '/srv/a') }) },
  'a registration that is there is taken over': { instances: one, config: registrations({ r: reg('vm-1') }) },
  'directories under missing ancestors': { instances: one, config: directories({ x: dir('vm-1', '/srv/a/b/x'), y: dir('vm-1', '/srv/a/b/y'), z: dir('vm-1', '/srv/a/z') }) },
  'another spelling of one path changes nothing': { instances: [{ compute_instance_id: 'vm-1', directories: ['C:\\Data'] }], before: [directories({ d: dir('vm-1', 'C:/Data/a') })], config: directories({ d: dir('vm-1', 'c:\\data\\A\\') }) },
  'twins without a pin': { instances: [vm('vm-1', { resource_id: FIRST }), vm('vm-1', { resource_id: SECOND })], config: registrations({ r: reg('vm-1') }) },
  'a delete with the guard off': { instances: [vm('vm-1'), vm('vm-2')], before: [registrations({ r: reg('vm-1', open) })], config: {} as Json },
  'a delete with the guard on': { instances: [vm('vm-1'), vm('vm-2')], before: [registrations({ r: reg('vm-1') })], config: {} as Json, differs: BLOCKED },
  'a new registration after a reconnect': { instances: [vm('vm-1', { resource_id: FIRST })], before: [registrations({ r: reg('vm-1') })],
    behind: [{ set_instance: whom('vm-1', { resource_id: FIRST, is_active: false }) }, { add_instance: whom('vm-1', { resource_id: SECOND }) }], config: registrations({ r: reg('vm-1') }) },
};

import type { Machine } from './machine';
import { FOLDER, resourceIds, type Service } from './service';
import type { Scenario } from './traits';
import type { Watch } from './watch';

/** What others do, when its time comes. What cannot be done is not done. */
export function letOthersIn(scenario: Scenario, { time, trace }: Pick<Machine, 'time' | 'trace'>, service: Service, watch: Watch): void {
  for (const other of scenario.others) {
    const whom = { folder_id: FOLDER, compute_instance_id: other.instance, resource_id: resourceIds(other.instance).own };
    const change = (verb: string, fields: object): void => {
      trace.add(time.now(), () => `others: ${verb} ${JSON.stringify(fields)}`);
      try {
        service.change({ [verb]: fields });
      } catch {
        trace.add(time.now(), () => 'it could not be done');
      }
    };
    time.at(time.now() + other.at, () => {
      switch (other.kind) {
        case 'make':
        case 'remove':
          watch.touched(other.instance, other.path);
          return change(other.kind === 'make' ? 'add_directory' : 'remove_directory', { folder_id: FOLDER, compute_instance_id: other.instance, path: other.path });
        case 'reregister':
          // One that is gone stays gone: its agent is, too.
          if (service.holds({ kind: 'delete-resource', folderId: FOLDER, computeInstanceId: other.instance, resourceId: whom.resource_id })) return;
          change('set_instance', { ...whom, is_active: false });
          return change('add_instance', { ...whom, resource_id: resourceIds(other.instance).anew, enabled: scenario.switches.delete_enabled !== 'refused' });
        case 'offline':
        case 'busy': {
          const [during, after] = other.kind === 'offline' ? [{ online: false }, { online: true }] : [{ status: 'BACKUPING' }, { status: 'IDLE' }];
          time.at(time.now() + other.forMs, () => change('set_instance', { ...whom, ...after }));
          return change('set_instance', { ...whom, ...during });
        }
      }
    });
  }
}

/** When others leave the world alone for good, in ms from the beginning. */
export const lastOther = (scenario: Scenario): number => Math.max(0, ...scenario.others.map((o) => o.at + ('forMs' in o ? o.forMs : 0)));

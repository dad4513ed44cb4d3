import type { PlanEvent } from '../../plan';
import type { UiLine } from './ui-lines';

/** What reading the world tells as machine-readable lines. */
export function refreshLines(event: PlanEvent): readonly UiLine[] {
  const { address } = event;
  const parts = address.replace(/^data\./, '').split('.');
  const type = parts[0] ?? '';
  const resource = {
    addr: address, module: '', resource: address, implied_provider: type.split('_')[0] ?? type,
    resource_type: type, resource_name: (parts[1] ?? '').replace(/\[.*$/s, ''), resource_key: null,
  };
  switch (event.type) {
    case 'refresh-start':
    case 'refresh-done': {
      const start = event.type === 'refresh-start';
      const id = event.id === undefined ? {} : { id_key: 'id', id_value: event.id };
      const suffix = event.id === undefined ? '' : ` [id=${event.id}]`;
      return [{ level: 'info', type: start ? 'refresh_start' : 'refresh_complete', message: `${address}: ${start ? 'Refreshing state...' : 'Refresh complete'}${suffix}`, fields: { hook: { resource, ...id } } }];
    }
    // Terraform has no lines for these.
    case 'import-start':
    case 'import-done':
      return [];
    case 'read-start':
      return [{ level: 'info', type: 'apply_start', message: `${address}: Reading...`, fields: { hook: { resource, action: 'read' } } }];
    case 'read-done':
      return [{ level: 'info', type: 'apply_complete', message: `${address}: Read complete`, fields: { hook: { resource, action: 'read' } } }];
  }
}

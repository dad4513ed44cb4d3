import type { PlanEvent } from '../../plan';
import { resourceJson } from './resource-json';
import type { UiLine } from './ui-lines';

/** What reading the world tells as machine-readable lines. */
export function refreshLines(event: PlanEvent): readonly UiLine[] {
  const { address } = event;
  const resource = resourceJson(address);
  const told = (id: string | undefined): readonly UiLine[] => {
    const known = id === undefined ? {} : { id_key: 'id', id_value: id };
    const start = event.type === 'refresh-start' || event.type === 'import-start';
    const message = `${address}: ${start ? 'Refreshing state...' : 'Refresh complete'}${id === undefined ? '' : ` [id=${id}]`}`;
    return [{ level: 'info', type: start ? 'refresh_start' : 'refresh_complete', message, fields: { hook: { resource, ...known } } }];
  };
  switch (event.type) {
    case 'refresh-start':
    case 'refresh-done':
    // What is imported is read, and that is all that Terraform's lines tell of it.
    case 'import-start':
    case 'import-done':
      return told(event.id);
    case 'read-start':
      return [{ level: 'info', type: 'apply_start', message: `${address}: Reading...`, fields: { hook: { resource, action: 'read' } } }];
    case 'read-done':
      return [{ level: 'info', type: 'apply_complete', message: `${address}: Read complete`, fields: { hook: { resource, action: 'read' } } }];
  }
}

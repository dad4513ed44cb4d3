import { diagnostic } from '../../src/diagnostics';
import type { Plan } from '../../src/plan';
import { change, drift, mapOf, output, planOf } from './fixtures';

/** A plan with one text in every place where text from the service or a configuration can be. */
export const hostilePlan = (text: string): Plan => planOf({
  stack: text,
  changes: [
    change({
      address: 't.n', action: 'update', name: text, type: text, notes: [{ kind: 'info', text }], constructPath: text,
      before: { id: text, [text || 'k']: text, list: [text], json: JSON.stringify({ [text]: text }), ml: `${text}\n1` },
      after: { id: text, [text || 'k']: `${text}!`, list: [text, text], json: JSON.stringify({ [text]: `${text}!` }), ml: `${text}\n2`, map: mapOf({ [text]: text }) },
    }),
    change({ address: `t.${text}`, action: 'delete', disposal: 'delete', deposed: text, reason: 'delete_because_no_resource_config', before: { id: text } }),
  ],
  drift: [drift(`t.${text}`, { id: text }, null)],
  outputs: [output(text, 'create', null, text)],
  unmanaged: [{ type: text, id: text, text }],
  steps: [{ id: text, after: [], kind: 'prerequisite', provider: 'p', effect: { id: text, text, mutates: true, prerequisite: true, data: {} } }],
  warnings: [diagnostic('provider_last_registration', text, { address: text, constructPath: text, attribute: text, range: { filename: text, start: { line: 1, column: 1, byte: 0 }, end: { line: 1, column: 3, byte: 2 } } })],
  blocked: [diagnostic('provider_too_many_deletes', text)],
});

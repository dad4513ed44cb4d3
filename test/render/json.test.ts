import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endLines, eventUiLines, jsonText, planJson, planLines, uiText } from '../../src/render';
import { ExactNumber } from '../../src/values';
import { change, drift, output, planOf, UNKNOWN } from './fixtures';

const parse = (text: string): any => JSON.parse(text);
const plan = (part: Parameters<typeof planOf>[0]): any => parse(jsonText(planJson(planOf(part), { redact: true, schemaVersion: () => 0 })));

describe('plan JSON', () => {
  it('writes a replacement with its paths and reason', () => {
    const json = plan({ changes: [change({ address: 't.n', action: 'replace', order: 'destroy-first', disposal: 'delete', reason: 'replace_because_cannot_update', replacePaths: [['id']], before: { id: 'a', o: { b: true } }, after: { id: 'b', o: { b: true } } })] });
    expect(json.resource_changes[0]).toEqual({
      address: 't.n', mode: 'managed', type: 't', name: 'n', provider_name: 'registry.terraform.io/holdfast/cloudbackup', action_reason: 'replace_because_cannot_update',
      change: {
        actions: ['delete', 'create'], before: { id: 'a', o: { b: true } }, after: { id: 'b', o: { b: true } }, after_unknown: {},
        before_sensitive: { o: {} }, after_sensitive: { o: {} }, replace_paths: [['id']],
      },
    });
    expect(json).toMatchObject({ format_version: '1.2', applyable: true, complete: true, errored: false, timestamp: '2026-11-23T10:00:00.000Z' });
    expect(json.planned_values.root_module.resources[0].values).toEqual({ id: 'b', o: { b: true } });
    expect(json.prior_state.values.root_module.resources[0].values).toEqual({ id: 'a', o: { b: true } });
  });

  it('leaves unknown members out and says where they are', () => {
    const { change: { after, after_unknown } } = plan({ changes: [change({ address: 't.n', action: 'create', after: { id: UNKNOWN, l: ['a', UNKNOWN], o: { k: 1 } } })] }).resource_changes[0];
    expect(after).toEqual({ l: ['a', null], o: { k: 1 } });
    expect(after_unknown).toEqual({ id: true, l: [false, true], o: {} });
  });

  it.each([
    ['forget', { action: 'forget', disposal: 'forget', before: { id: 'i' } }, ['forget']],
    ['create, then forget the old', { action: 'replace', order: 'create-first', disposal: 'forget', before: { id: 'i' }, after: { id: 'j' } }, ['create', 'forget']],
    ['create, then delete the old', { action: 'replace', order: 'create-first', disposal: 'delete', before: { id: 'i' }, after: { id: 'j' } }, ['create', 'delete']],
    ['adopt, which is an import', { action: 'adopt', after: { id: 'i' } }, ['no-op']],
  ] as const)('names the actions of: %s', (_sentence, part, actions) => {
    const shown = plan({ changes: [change({ address: 't.n', ...part })] }).resource_changes[0].change;
    expect(shown.actions).toEqual(actions);
    expect(shown.importing).toEqual(part.action === 'adopt' ? { id: 'i' } : undefined);
  });

  it('writes drift and outputs apart', () => {
    const json = plan({ drift: [drift('t.n', { id: 'i' }, null)], outputs: [output('o', 'create', null, UNKNOWN), output('s', 'update', 'a', 'b', true)] });
    expect(json.resource_drift[0].change).toMatchObject({ actions: ['delete'], after: null, after_sensitive: false });
    expect(json.output_changes).toEqual({
      o: { actions: ['create'], before: null, after_unknown: true, before_sensitive: false, after_sensitive: false },
      s: { actions: ['update'], before: null, after: null, after_unknown: false, before_sensitive: true, after_sensitive: true },
    });
  });
});

describe('JSON text', () => {
  it.each([
    ['numbers stay exact', { n: new ExactNumber('12345678901234567890.10') }, '{"n":12345678901234567890.10}'],
    ['what HTML would read is escaped as Go does', { a: '<&>' }, '{"a":"\\u003c\\u0026\\u003e"}'],
    ['members that are not there are left out', { a: undefined, b: null }, '{"b":null}'],
  ])('%s', (_sentence, data, text) => expect(jsonText(data)).toBe(text));

  it('indents and sorts where it is told to', () => {
    expect(jsonText({ b: [], a: { c: [1] } }, { sorted: true, indent: 2 })).toBe('{\n  "a": {\n    "c": [\n      1\n    ]\n  },\n  "b": []\n}');
  });
});

describe('the machine-readable UI', () => {
  const strip = (line: string): unknown => {
    const { '@timestamp': _at, ...rest } = parse(line) as { readonly [key: string]: unknown };
    return rest;
  };

  it('tells a replacement word for word as Terraform does', () => {
    const golden = parse(readFileSync(join(__dirname, 'golden', 'replace-ui.json'), 'utf8')) as any[];
    const address = 'tfcoremock_object.object';
    const before = 'a0ed13ec-116b-14c4-7437-418e217d3659';
    const after = '63A9E8E8-71BC-4DAE-A66C-48CE393CCBD3';
    const replaced = planOf({ changes: [change({ address, action: 'replace', order: 'destroy-first', disposal: 'delete', reason: 'replace_because_cannot_update', before: { id: before }, after: { id: after } })] });
    const ids = new Map([[address, before]]);
    const deleting = { id: 'd', after: [], kind: 'delete' as const, address, effects: [] };
    const creating = { id: 'c', after: ['d'], kind: 'create' as const, address, effects: [], residual: undefined };
    const done = { add: 1, change: 0, destroy: 1, forget: 0, adopt: 0 };
    const lines = [
      ...planLines(replaced).filter((line) => line.type === 'planned_change'),
      ...eventUiLines({ type: 'step-started', step: deleting }, ids),
      ...eventUiLines({ type: 'step-done', step: deleting, id: before, elapsedMs: 10, calls: 1 }, ids),
      ...eventUiLines({ type: 'step-started', step: creating }, ids),
      ...eventUiLines({ type: 'step-done', step: creating, id: after, elapsedMs: 10, calls: 1 }, ids),
      ...endLines(done, 'normal', { terraformVersion: '', serial: 1, lineage: '', outputs: new Map(), resources: new Map(), extra: {} }),
    ].map((line) => strip(uiText(line, '2026-11-23T10:00:00.000000Z')));
    expect(lines).toEqual(golden);
  });
});

import * as fc from 'fast-check';
import { diagnostic } from '../../src/diagnostics';
import {
  beatLines, diagnosticsText, eventLines, jsonText, PLAIN, planJson, planLines, planText, planView, printable, quoted, stateText, summaryText, uiText,
} from '../../src/render';
import type { StepEnd } from '../../src/apply';
import type { State } from '../../src/state';
import { change, NO_SCHEMAS, output, planOf, secret, v } from './fixtures';
import { hostilePlan } from './hostile-plan';

/** Terminal escapes, fake lines, text that runs backwards or hides, halves of characters. */
const HOSTILE = fc.stringMatching(/^[\u0000-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\u{e0041}a"\\]{0,24}$/u);

/** Everything but newlines and what a terminal only prints. */
// Controls are what is looked for.
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Cs}\u{e0000}-\u{e007f}]/u;

describe('text that came from the service or a configuration', () => {
  it('never steers a terminal through a plan', () => {
    fc.assert(fc.property(HOSTILE, (text) => {
      const shown = planText(planView(hostilePlan(text), NO_SCHEMAS), PLAIN);
      expect(STEERING.test(shown)).toBe(false);
    }));
  });

  it('never starts a line of its own in a header, an address or a note', () => {
    const shown = planText(planView(hostilePlan('x\n::error::pwned'), NO_SCHEMAS), PLAIN);
    const started = shown.split('\n').filter((line) => line.startsWith('::'));
    expect(started).toEqual([]);
  });

  it('never steers a terminal through an apply', () => {
    fc.assert(fc.property(HOSTILE, (text) => {
      const step = { id: text, after: [], kind: 'delete' as const, address: text, effects: [], deposed: text };
      const end = { kind: 'failed' as const, guarded: false, diagnostics: [diagnostic('operation_failed', text)] };
      const lines = [
        ...eventLines({ type: 'step-started', step }, new Map([[text, text]]), PLAIN),
        ...eventLines({ type: 'step-progress', step, text, elapsedMs: 1 }, new Map(), PLAIN),
        ...eventLines({ type: 'operation-accepted', step: text, address: text, operationId: text, adopted: true }, new Map(), PLAIN),
        ...beatLines([{ step, startedAt: 0, operationId: text, note: text }], 10_000),
        summaryText({
          ends: new Map<string, StepEnd>([[text, end], [`${text}2`, { kind: 'skipped', because: text }]]), done: { add: 0, change: 0, destroy: 0, forget: 0, adopt: 0 }, status: 'partial',
          underway: [{ step: text, operationId: text }], diagnostics: [],
        }, 'normal', 'holdfast apply', PLAIN),
        diagnosticsText(end.diagnostics, PLAIN, { line: () => ({ text, byte: 0 }), context: () => text }),
      ];
      for (const line of lines) expect(STEERING.test(line)).toBe(false);
    }));
  });

  it('never steers a terminal through a state', () => {
    fc.assert(fc.property(HOSTILE, (text) => {
      const state: State = {
        terraformVersion: '1', serial: 1, lineage: 'l', extra: {}, outputs: new Map([[text, { value: text, type: 'string', sensitive: false }]]),
        resources: new Map([['t.n', {
          module: undefined, mode: 'managed', type: text, name: text, provider: 'p', extra: {},
          instances: [{
            indexKey: text, status: undefined, deposed: undefined, schemaVersion: 0, attributes: { [text]: text, o: { a: [text] } }, sensitivePaths: [],
            private: undefined, dependencies: [], createBeforeDestroy: false, extra: {},
          }],
        }]]),
      };
      expect(STEERING.test(stateText(state, NO_SCHEMAS, PLAIN))).toBe(false);
    }));
  });

  it('stays one line of plain JSON, and reads back as it was', () => {
    fc.assert(fc.property(HOSTILE, (text) => {
      for (const line of planLines(hostilePlan(text))) {
        const written = uiText(line, '2026-11-23T10:00:00.000000Z');
        expect(STEERING.test(written)).toBe(false);
        expect(written.indexOf('\n')).toBe(written.length - 1);
        expect((JSON.parse(written) as { '@message': string })['@message']).toBe(line.message);
      }
      const plan = jsonText(planJson(hostilePlan(text), { redact: true, schemaVersion: () => 0 }));
      expect(STEERING.test(plan)).toBe(false);
      expect((JSON.parse(plan) as { resource_changes: { name: string }[] }).resource_changes[0]?.name).toBe(text);
    }));
  });

  it.each([
    ['a newline stays', 'a\nb', 'a\nb'],
    ['a terminal escape is spelled out', '\u001b[31m', '\\u{1b}[31m'],
    ['a tab is spelled out', 'a\tb', 'a\\u{9}b'],
    ['text that runs backwards is spelled out', 'a\u202eb', 'a\\u{202e}b'],
    ['half a character is spelled out', 'a\ud800b', 'a\\u{d800}b'],
    ['a tag character is spelled out', '\u{e0041}', '\\u{e0041}'],
    ['letters of every script stay', 'Резерв 备份 🙂', 'Резерв 备份 🙂'],
  ])('%s', (_sentence, text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(printable(shown)).toBe(shown);
  });

  it('is quoted so that it ends where it ends', () => {
    expect(quoted('a"b\\n\r\n\t\u0007')).toBe('"a\\"b\\\\n\\r\\n\\t\\u{7}"');
  });

  it('keeps a member that is named __proto__ a member', () => {
    const plan = planOf({ changes: [change({ address: 't.n', action: 'create', after: v(JSON.parse('{"__proto__":{"x":1}}')) })] });
    expect(jsonText(planJson(plan, { redact: true, schemaVersion: () => 0 }))).toContain('"after":{"__proto__":{"x":1}}');
  });
});

describe('a sensitive value', () => {
  it('is null in plan JSON unless it is asked for, and masked either way', () => {
    const plan = planOf({ changes: [change({ address: 't.n', action: 'create', after: { id: 'i', token: secret('s3cr3t-value') } })], outputs: [output('o', 'create', null, 's3cr3t-value', true)] });
    const hidden = jsonText(planJson(plan, { redact: true, schemaVersion: () => 0 }));
    expect(hidden).not.toContain('s3cr3t');
    expect(hidden).toContain('"after_sensitive":{"token":true}');
    expect(jsonText(planJson(plan, { redact: false, schemaVersion: () => 0 }))).toContain('"after":{"id":"i","token":"s3cr3t-value"}');
  });

  it('is in no line of the machine-readable UI', () => {
    const plan = planOf({ changes: [change({ address: 't.n', action: 'adopt', after: { id: 'i', token: secret('s3cr3t-value') } })], outputs: [output('o', 'create', null, 's3cr3t-value', true)] });
    expect(planLines(plan).map((line) => uiText(line, 't')).join('')).not.toContain('s3cr3t');
  });
});

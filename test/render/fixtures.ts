import type { Change, Drift, OutputChange, Plan } from '../../src/plan';
import type { BlockSchema, ResourceSchema } from '../../src/schema';
import type { SchemaLookup } from '../../src/render';
import { DYNAMIC, STRING, type Type, type Value } from '../../src/values';

/** Values from plain JavaScript: arrays are lists, objects are objects; `UNKNOWN`, `secret()` and `setOf()` for the rest. */
export type Plain = null | string | number | boolean | Value | readonly Plain[] | { readonly [name: string]: Plain };

export const UNKNOWN: Value = { kind: 'unknown', type: STRING };
export const NULL: Value = { kind: 'null', type: DYNAMIC };

export function secret(value: Plain): Value {
  const inner = v(value);
  return inner.kind === 'marked' ? inner : { kind: 'marked', marks: ['sensitive'], value: inner };
}

export function setOf(...items: readonly Plain[]): Value {
  return { kind: 'set', element: DYNAMIC, items: items.map(v) };
}

export function mapOf(entries: { readonly [name: string]: Plain }): Value {
  return { kind: 'map', element: DYNAMIC, entries: new Map(Object.entries(entries).map(([name, value]) => [name, v(value)])) };
}

const KINDS = new Set(['null', 'unknown', 'string', 'number', 'bool', 'list', 'set', 'tuple', 'map', 'object', 'marked']);
const isValue = (plain: object): plain is Value => 'kind' in plain && typeof plain.kind === 'string' && KINDS.has(plain.kind);
const isList = (plain: object): plain is readonly Plain[] => Array.isArray(plain);

export function v(plain: Plain): Value {
  if (plain === null) return NULL;
  if (typeof plain === 'string') return { kind: 'string', value: plain };
  if (typeof plain === 'number') return { kind: 'number', value: String(plain) };
  if (typeof plain === 'boolean') return { kind: 'bool', value: plain };
  if (isList(plain)) return { kind: 'list', element: DYNAMIC, items: plain.map(v) };
  if (isValue(plain)) return plain;
  return { kind: 'object', entries: new Map(Object.entries(plain).map(([name, value]) => [name, v(value)])) };
}

export function change(part: Partial<Omit<Change, 'before' | 'after'>> & { readonly address: string; readonly action: Change['action']; readonly before?: Plain; readonly after?: Plain }): Change {
  const [type = 't', name = 'n'] = part.address.replace(/^data\./, '').split('.');
  const { before, after, ...rest } = part;
  return {
    mode: part.address.startsWith('data.') ? 'data' : 'managed', type, name, provider: 'cloudbackup', order: undefined, disposal: undefined, reason: undefined,
    replacePaths: [], notes: [], dependencies: [], createBeforeDestroy: false, constructPath: undefined,
    ...rest, before: v(before ?? null), after: v(after ?? null),
  };
}

export function drift(address: string, before: Plain, after: Plain): Drift {
  const [type = 't', name = 'n'] = address.split('.');
  return { address, type, name, provider: 'cloudbackup', before: v(before), after: v(after) };
}

export function output(name: string, action: OutputChange['action'], before: Plain, after: Plain, sensitive = false): OutputChange {
  return { name, action, before: v(before), after: v(after), type: DYNAMIC, sensitive };
}

export function planOf(part: Partial<Plan>): Plan {
  return {
    planId: 'plan-1', toolVersion: '0.1.0', mode: 'normal', createdAt: '2026-11-23T10:00:00.000Z', expiresAt: '2026-11-24T10:00:00.000Z',
    stack: undefined, configurationDigest: 'd', backend: { type: 'local', path: 'terraform.tfstate' }, prior: { lineage: 'l', serial: 1 }, variables: [],
    providers: [{ key: 'cloudbackup', source: 'holdfast/cloudbackup', config: v({}) }],
    changes: [], drift: [], refreshed: [], steps: [], outputs: [], facts: [], unmanaged: [], warnings: [], blocked: [], applyable: true,
    ...part,
  };
}

/** A schema with these attributes, those with a star sensitive, and a single block of durations. */
export function schemaOf(attributes: readonly string[], blocks: BlockSchema['blocks'] = new Map()): ResourceSchema {
  const entry = (name: string): [string, { type: Type; description: string; optional: boolean; sensitive: boolean }] =>
    [name.replace('*', ''), { type: DYNAMIC, description: '', optional: true, sensitive: name.endsWith('*') }];
  return { version: 0, block: { description: '', attributes: new Map(attributes.map(entry)), blocks } };
}

export const TIMEOUTS: BlockSchema['blocks'] = new Map([['timeouts', { nesting: 'single', block: schemaOf(['create', 'delete']).block }]]);

/** No type has a schema: all members are attributes. */
export const NO_SCHEMAS: SchemaLookup = () => undefined;

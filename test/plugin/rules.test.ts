/**
 * What Terraform demands of every provider, rule by rule, at the boundary itself: by a caller that sends what Terraform sends, and
 * what it never would. Each of these rules is one that Terraform breaks a run for.
 */
import fc from 'fast-check';
import { assertObjectCompatible, assertPlanValid, impliedType } from '../../src/schema';
import { cloudbackupSchema } from '../../src/provider';
import { isNull, isWhollyKnown, nullOf, objectOf, readMsgpack, str, STRING, bool, unknownOf, writeMsgpack, type Type, type Value } from '../../src/values';
import { inPlace, type Json } from '../engine/place';
import { FIRST, SECOND, vm, whom } from '../engine/life';
import { seedOf } from '../crash/lanes';
import { called, type Caller } from './support/client';

type Written = Readonly<Record<string, string | boolean | undefined | typeof UNKNOWN | Readonly<Record<string, string>>>>;
const UNKNOWN: unique symbol = Symbol('unknown');

const blockOf = (type: string) => (type === 'provider' ? cloudbackupSchema.provider : cloudbackupSchema.resources.get(type) ?? cloudbackupSchema.dataSources.get(type))!.block;
const typeOf = (type: string): Type => impliedType(blockOf(type));
const NIL = Buffer.from([0xc0]);

/** A block as Terraform sends it: every attribute there. */
function value(type: string, written: Written): Value {
  const whole = typeOf(type) as Extract<Type, { kind: 'object' }>;
  return objectOf([...whole.attributes].map(([name, own]): [string, Value] => {
    const given = written[name];
    if (given === undefined) return [name, nullOf(own)];
    if (given === UNKNOWN) return [name, unknownOf(own)];
    if (typeof given === 'string') return [name, own.kind === 'number' ? { kind: 'number', value: given } : str(given)];
    if (typeof given === 'boolean') return [name, bool(given)];
    const inner = own as Extract<Type, { kind: 'object' }>;
    return [name, objectOf([...inner.attributes.keys()].map((key) => [key, given[key] === undefined ? nullOf(STRING) : str(given[key])]))];
  }));
}
const wire = (type: string, written: Written) => ({ msgpack: writeMsgpack(value(type, written), typeOf(type)), json: new Uint8Array() });
const nothing = { msgpack: NIL, json: new Uint8Array() };
const read = (type: string, sent: { msgpack?: Uint8Array; json?: Uint8Array } | null | undefined): Value => readMsgpack(sent?.msgpack ?? new Uint8Array(), typeOf(type));
const none = new Uint8Array();

interface World { readonly caller: Caller; readonly change: (change: object) => void; readonly effects: () => readonly string[]; readonly env: Json }
const RESOURCE = 'cloudbackup_resource';
const DIRECTORY = 'cloudbackup_directory';
const SETTINGS: Written = { folder_id: 'f', requests_per_second: '5000', settle_time: '300ms', read_lag: '60ms', mutation_deadline: '1s', max_retries: '1' };

function world(work: (world: World) => Promise<void>, more: { readonly settings?: Written; readonly faults?: readonly string[]; readonly instances?: readonly Json[]; readonly operationTimeMs?: number; readonly env?: Readonly<Record<string, string>> } = {}): Promise<void> {
  const { settings = SETTINGS, env = {}, instances = [vm('vm-1', { resource_id: FIRST }), vm('vm-2', { resource_id: SECOND })], ...rest } = more;
  return inPlace({ instances, ...rest }, (place) => called({ cwd: place.dir, env: { YC_ENDPOINT: place.emulator.endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.test', ...env } }, async (caller) => {
    const told = await caller.call('ConfigureProvider', { config: wire('provider', settings), terraformVersion: '1.11.4' });
    expect(told.diagnostics).toEqual([]);
    await work({ caller, change: (change) => place.emulator.change(change), effects: place.effects, env: {} });
  }));
}

/** Plans as Terraform does: what the configuration leaves open is proposed as it was before. */
async function plan(caller: Caller, typeName: string, written: Written, prior: Value = nullOf(typeOf(typeName))) {
  const config = value(typeName, written);
  const proposed = isNull(prior) ? config : objectOf([...(config as Extract<Value, { kind: 'object' }>).entries].map(([name, own]) =>
    [name, isNull(own) && blockOf(typeName).attributes.get(name)?.computed === true ? (prior as Extract<Value, { kind: 'object' }>).entries.get(name) ?? own : own]));
  const priorState = { msgpack: writeMsgpack(prior, typeOf(typeName)), json: none };
  const request = { typeName, config: wire(typeName, written), priorState, proposedNewState: { msgpack: writeMsgpack(proposed, typeOf(typeName)), json: none }, priorPrivate: none };
  return { request, config, answer: await caller.call('PlanResourceChange', request) };
}

const errors = (answer: { diagnostics: readonly { severity: number; summary: string }[] }): readonly string[] => answer.diagnostics.filter((d) => d.severity === 1).map((d) => d.summary);

async function make(caller: Caller, typeName: string, written: Written, prior?: Value) {
  const { answer, request } = await plan(caller, typeName, written, prior);
  expect(errors(answer)).toEqual([]);
  const applied = await caller.call('ApplyResourceChange', { typeName, config: request.config, priorState: request.priorState, plannedState: answer.plannedState as any, plannedPrivate: answer.plannedPrivate });
  return { planned: read(typeName, answer.plannedState), state: read(typeName, applied.newState), applied, private: applied.private };
}

async function end(caller: Caller, typeName: string, state: Value) {
  await reconfigured(caller);
  return endNow(caller, typeName, state);
}

/** Another walk: what was planned before is forgotten. */
const reconfigured = (caller: Caller, settings = SETTINGS) => caller.call('ConfigureProvider', { config: wire('provider', settings), terraformVersion: '' });

async function endNow(caller: Caller, typeName: string, state: Value) {
  const priorState = { msgpack: writeMsgpack(state, typeOf(typeName)), json: none };
  const planned = await caller.call('PlanResourceChange', { typeName, priorState, proposedNewState: nothing, config: nothing, priorPrivate: none });
  return { planned, applied: await caller.call('ApplyResourceChange', { typeName, priorState, plannedState: nothing, config: nothing, plannedPrivate: planned.plannedPrivate }) };
}

const directory: Written = { compute_instance_id: 'vm-1', path: '/srv/a' };
const registration: Written = { compute_instance_id: 'vm-1' };

const argument = <T>(...values: readonly T[]) => fc.constantFrom<T | undefined | typeof UNKNOWN>(undefined, UNKNOWN, ...values);
const written = {
  [DIRECTORY]: fc.record({
    compute_instance_id: fc.constantFrom<string | typeof UNKNOWN>('vm-1', 'vm-2', 'vm-9', UNKNOWN), path: fc.constantFrom<string | typeof UNKNOWN>('/srv', '/srv/a', '/srv/a/b/c', '/srv/a/', UNKNOWN),
    folder_id: argument('f', 'g'), create_parents: argument(true, false), timeouts: fc.constantFrom<Readonly<Record<string, string>> | undefined>(undefined, { create: '1m' }, {}),
  }),
  [RESOURCE]: fc.record({
    compute_instance_id: fc.constantFrom<string | typeof UNKNOWN>('vm-1', 'vm-2', 'vm-9', UNKNOWN), folder_id: argument('f', 'g'), resource_id: argument(FIRST, SECOND, FIRST.toUpperCase()),
    wait_for_registration: argument(true, false), deletion_protection: argument(true, false), on_destroy: argument('delete', 'forget'),
    timeouts: fc.constantFrom<Readonly<Record<string, string>> | undefined>(undefined, { create: '1m', delete: '2m' }, { delete: '1m' }, {}),
  }),
} as const;

describe(`any configuration, known or not, new or changed (seed ${seedOf()})`, () => {
  it.each([DIRECTORY, RESOURCE] as const)('%s: the plan is one that Terraform takes, the same bytes again, and only attributes that there are need a replacement', (typeName) => world(async ({ caller }) => {
    const { state } = await make(caller, typeName, typeName === DIRECTORY ? directory : registration);
    await fc.assert(fc.asyncProperty(written[typeName] as fc.Arbitrary<Written>, fc.boolean(), async (own, exists) => {
      const prior = exists ? state : nullOf(typeOf(typeName));
      const { config, answer, request } = await plan(caller, typeName, own, prior);
      for (const told of answer.diagnostics) expect([1, 2]).toContain(told.severity);
      if (errors(answer).length > 0) return;
      const planned = read(typeName, answer.plannedState);
      expect(isNull(planned)).toBe(false);
      expect(assertPlanValid(blockOf(typeName), config, prior, planned)).toEqual([]);
      const again = await caller.call('PlanResourceChange', request);
      expect({ planned: read(typeName, again.plannedState), replace: again.requiresReplace, kept: again.plannedPrivate }).toEqual({ planned, replace: answer.requiresReplace, kept: answer.plannedPrivate });
      for (const { steps } of answer.requiresReplace) expect(blockOf(typeName).attributes.has(steps[0]?.attributeName ?? '')).toBe(true);
    }), { numRuns: 150, seed: seedOf() });
  }));
});

describe('plan', () => {
  it('what is not known yet is not left unset, and what nobody may compute is not invented', () => world(async ({ caller }) => {
    const { answer } = await plan(caller, DIRECTORY, { compute_instance_id: UNKNOWN, path: '/srv/a', timeouts: {} });
    const planned = read(DIRECTORY, answer.plannedState) as Extract<Value, { kind: 'object' }>;
    expect(planned.entries.get('id')).toEqual(unknownOf(STRING));
    expect(planned.entries.get('timeouts')).toEqual(objectOf([['create', nullOf(STRING)]]));
  }));

  it('where nothing changes, the very bytes come back', () => world(async ({ caller }) => {
    for (const [typeName, own] of [[DIRECTORY, directory], [RESOURCE, registration]] as const) {
      const { state } = await make(caller, typeName, own);
      const { answer, request } = await plan(caller, typeName, own, state);
      expect(Buffer.from((answer.plannedState as any).msgpack)).toEqual(request.priorState.msgpack);
      expect(answer.requiresReplace).toEqual([]);
    }
  }));

  it('another spelling of a path plans the one of the state', () => world(async ({ caller }) => {
    const { state } = await make(caller, DIRECTORY, directory);
    const { answer, request } = await plan(caller, DIRECTORY, { ...directory, path: '/srv/a/' }, state);
    expect(Buffer.from((answer.plannedState as any).msgpack)).toEqual(request.priorState.msgpack);
  }));

  it('no schema has an attribute that is only written, so none is ever planned', () => {
    const schemas = [cloudbackupSchema.provider, ...cloudbackupSchema.resources.values(), ...cloudbackupSchema.dataSources.values()];
    for (const schema of schemas) for (const attribute of schema.block.attributes.values()) expect(attribute).not.toHaveProperty('writeOnly');
  });
});

describe('apply', () => {
  it.each([
    [DIRECTORY, directory], [DIRECTORY, { ...directory, path: '/srv/x/y', timeouts: { create: '1m' } }], [RESOURCE, registration], [RESOURCE, { ...registration, resource_id: FIRST.toUpperCase() }],
  ] as const)('%s %j: what was known stays as planned, and all is known in the end', (typeName, own) => world(async ({ caller }) => {
    const { planned, state, applied } = await make(caller, typeName, own);
    expect(errors(applied)).toEqual([]);
    expect(isWhollyKnown(state) && !isNull(state)).toBe(true);
    expect(assertObjectCompatible(blockOf(typeName), planned, state)).toEqual([]);
  }));

  it('a deletion answers with nothing, and one of what is gone already as well', () => world(async ({ caller, change, effects }) => {
    const { state } = await make(caller, RESOURCE, { ...registration, deletion_protection: false });
    const first = await end(caller, RESOURCE, state);
    expect({ told: errors(first.applied), state: read(RESOURCE, first.applied.newState).kind }).toEqual({ told: [], state: 'null' });
    const again = await end(caller, RESOURCE, state);
    expect({ told: errors(again.applied), state: read(RESOURCE, again.applied.newState).kind }).toEqual({ told: [], state: 'null' });
    const { state: other } = await make(caller, RESOURCE, { compute_instance_id: 'vm-2', deletion_protection: false });
    change({ remove_instance: whom('vm-2') });
    const third = await end(caller, RESOURCE, other);
    expect(errors(third.applied)).toEqual([]);
    expect(effects()).toEqual(['Delete vm-1']);
  }));

  it('a deletion that failed answers with the object as it was', () => world(async ({ caller }) => {
    const { state } = await make(caller, RESOURCE, { ...registration, deletion_protection: false });
    const { applied } = await end(caller, RESOURCE, state);
    expect(errors(applied)).toEqual(['Operation failed']);
    expect(read(RESOURCE, applied.newState)).toEqual(state);
  }, { faults: ['operation-fails=1'] }));

  it('a guard that refuses says so at plan and at apply, and keeps the object', () => world(async ({ caller, effects }) => {
    const { state } = await make(caller, RESOURCE, registration);
    const { planned, applied } = await end(caller, RESOURCE, state);
    expect([errors(planned), errors(applied)]).toEqual([['Deletion protection is on'], ['Deletion protection is on']]);
    expect(read(RESOURCE, applied.newState)).toEqual(state);
    expect(effects()).toEqual([]);
  }));

  it('the delete past the limit is refused, whatever was planned', () => world(async ({ caller, effects }) => {
    const states = [];
    for (const id of ['vm-1', 'vm-2']) states.push((await make(caller, RESOURCE, { compute_instance_id: id, deletion_protection: false })).state);
    const ends = [];
    await reconfigured(caller, { ...SETTINGS, max_deletes: '1' });
    for (const state of states) ends.push(await endNow(caller, RESOURCE, state));
    expect(ends.map(({ planned, applied }) => [errors(planned), errors(applied)])).toEqual([[[], []], [['Too many deletes'], ['Too many deletes']]]);
    expect(effects()).toEqual(['Delete vm-1']);
  }, { settings: { ...SETTINGS, max_deletes: '1' } }));

  it('what was not made is not in the state, so that nothing is tainted', () => world(async ({ caller }) => {
    const { applied } = await make(caller, DIRECTORY, directory);
    expect(errors(applied)).toEqual(['Operation failed']);
    expect(Buffer.from(applied.newState.msgpack ?? [])).toEqual(NIL);
  }, { faults: ['operation-fails=1'] }));

  it('the operations that made an object are in its private bytes, which reading gives back', () => world(async ({ caller }) => {
    const made = await make(caller, DIRECTORY, { ...directory, path: '/srv/a/b' });
    const kept = JSON.parse(Buffer.from(made.private).toString());
    expect(kept.operations).toHaveLength(2);
    const again = await caller.call('ReadResource', { typeName: DIRECTORY, currentState: { msgpack: writeMsgpack(made.state, typeOf(DIRECTORY)), json: none }, private: made.private });
    expect(Buffer.from(again.private)).toEqual(Buffer.from(made.private));
  }));

  it('a pin is remembered in private bytes, and followed by reading', () => world(async ({ caller, change }) => {
    const made = await make(caller, RESOURCE, { ...registration, resource_id: FIRST });
    expect(JSON.parse(Buffer.from(made.private).toString())).toMatchObject({ pinned: true });
    change({ register_instance: whom('vm-1', { resource_id: '33333333-3333-4333-8333-333333333333' }) });
    await reconfigured(caller);
    const readAgain = await caller.call('ReadResource', { typeName: RESOURCE, currentState: { msgpack: writeMsgpack(made.state, typeOf(RESOURCE)), json: none }, private: made.private });
    expect(read(RESOURCE, readAgain.newState as any)).toEqual(made.state);
  }));

  it('stopping ends a wait at once, with an error and the object as it was', () => world(async ({ caller, effects }) => {
    const { answer, request } = await plan(caller, RESOURCE, { compute_instance_id: 'vm-9', wait_for_registration: true });
    const applying = caller.call('ApplyResourceChange', { typeName: RESOURCE, config: request.config, priorState: request.priorState, plannedState: answer.plannedState as any, plannedPrivate: answer.plannedPrivate });
    await caller.call('StopProvider', {});
    const applied = await applying;
    expect(errors(applied)).toHaveLength(1);
    expect(Buffer.from(applied.newState.msgpack ?? [])).toEqual(NIL);
    expect(effects()).toEqual([]);
  }));

  it('a value of five megabytes passes', () => world(async ({ caller }) => {
    const told = await caller.call('ValidateResourceConfig', { typeName: DIRECTORY, config: wire(DIRECTORY, { ...directory, path: `/${'x'.repeat(5_000_000)}` }) });
    expect(errors(told)).toEqual(['Invalid directory path']);
  }));
});

describe('read', () => {
  it('nothing but proof makes an object gone: what cannot be read is kept with a warning', () => world(async ({ caller, change }) => {
    const { state } = await make(caller, DIRECTORY, directory);
    const current = { msgpack: writeMsgpack(state, typeOf(DIRECTORY)), json: none };
    const reread = async () => {
      await reconfigured(caller);
      return caller.call('ReadResource', { typeName: DIRECTORY, currentState: current, private: none });
    };
    change({ set_instance: whom('vm-1', { online: false }) });
    const offline = await reread();
    expect({ state: read(DIRECTORY, offline.newState as any), told: offline.diagnostics.map((d) => [d.severity, d.summary]) }).toEqual({ state, told: [[2, 'Directory cannot be read']] });
    change({ set_instance: whom('vm-1', { online: true }) });
    change({ remove_directory: whom('vm-1', { path: '/srv/a' }) });
    const gone = await reread();
    expect({ bytes: Buffer.from((gone.newState as any).msgpack), told: gone.diagnostics }).toEqual({ bytes: NIL, told: [] });
  }));

  it('a service that fails is an error, and the object stays', () => world(async ({ caller }) => {
    const state = value(RESOURCE, { ...registration, id: 'f/vm-1', folder_id: 'f', resource_id: FIRST, type: 'COMPUTE', created_at: 'x', on_destroy: 'delete', wait_for_registration: false, deletion_protection: true });
    const answer = await caller.call('ReadResource', { typeName: RESOURCE, currentState: { msgpack: writeMsgpack(state, typeOf(RESOURCE)), json: none }, private: none });
    expect(errors(answer)).toHaveLength(1);
    expect(read(RESOURCE, answer.newState as any)).toEqual(state);
  }, { faults: ['internal@reads=1'] }));
});

describe('import', () => {
  it('gives one object or an error, never nothing', () => world(async ({ caller }) => {
    const found = await caller.call('ImportResourceState', { typeName: DIRECTORY, id: 'f/vm-1:/srv' });
    expect(found.importedResources.map((r) => r.typeName)).toEqual([DIRECTORY]);
    for (const id of ['f/vm-1:/none', 'nonsense', '']) {
      const missing = await caller.call('ImportResourceState', { typeName: DIRECTORY, id });
      expect({ found: missing.importedResources, errors: errors(missing).length }).toEqual({ found: [], errors: 1 });
    }
  }));
});

/** A field of a message that is a text, bytes or another message, as it is on the wire. */
function bytesField(number: number, content: Buffer | string): Buffer {
  const length = (n: number): number[] => (n < 0x80 ? [n] : [n & 0x7f | 0x80, ...length(n >>> 7)]);
  return Buffer.concat([Buffer.from([number << 3 | 2, ...length(Buffer.byteLength(content))]), Buffer.from(content)]);
}

describe('upgrade and move', () => {
  it('state of this version comes back byte for byte, with numbers that no float holds', () => world(async ({ caller }) => {
    const json = Buffer.from('{"id": "x",  "left_out_since": 9007199254740993.10}');
    const answer = await caller.call('UpgradeResourceState', { typeName: DIRECTORY, version: '0', rawState: { json } });
    expect(Buffer.from((answer.upgradedState as any).json)).toEqual(json);
    expect(errors(await caller.call('UpgradeResourceState', { typeName: DIRECTORY, version: '7', rawState: { json } }))).toHaveLength(1);
  }));

  it('an object that the same provider of another registry wrote is taken as it is, another type is not', () => world(async ({ caller }) => {
    const { state } = await make(caller, DIRECTORY, directory);
    const json = Buffer.from(JSON.stringify(Object.fromEntries([...(state as any).entries].map(([name, own]: [string, any]) => [name, own.kind === 'null' ? null : own.value]))));
    const request = { sourceProviderAddress: 'tf.example.com/holdfast/cloudbackup', sourceTypeName: DIRECTORY, sourceSchemaVersion: '0', sourceState: { json }, targetTypeName: DIRECTORY, sourcePrivate: Buffer.from('kept') };
    const moved = await caller.call('MoveResourceState', request);
    expect({ state: read(DIRECTORY, moved.targetState as any), kept: Buffer.from(moved.targetPrivate).toString() }).toEqual({ state, kept: 'kept' });
    expect(errors(await caller.call('MoveResourceState', { ...request, sourceTypeName: 'terraform_data' }))).toHaveLength(1);
    expect(errors(await caller.call('MoveResourceState', { ...request, sourceProviderAddress: 'registry.terraform.io/other/thing' }))).toHaveLength(1);
  }));

  it('a newer Terraform sends the identity of what is moved as JSON, with its version (fields 7 and 8 of protocol 6.9)', () => world(async ({ caller }) => {
    const { state } = await make(caller, DIRECTORY, directory);
    const json = JSON.stringify(Object.fromEntries([...(state as any).entries].map(([name, own]: [string, any]) => [name, own.kind === 'null' ? null : own.value])));
    const identity = JSON.stringify({ id: 'f/vm-1:/srv' });
    const moved = await caller.bytes('MoveResourceState', Buffer.concat([
      bytesField(1, 'tf.example.com/holdfast/cloudbackup'), bytesField(2, DIRECTORY), bytesField(4, bytesField(1, json)), bytesField(5, DIRECTORY), bytesField(6, 'kept'), bytesField(7, bytesField(1, identity)),
      Buffer.from([8 << 3, 0]),
    ]));
    expect({ errors: errors(moved), state: read(DIRECTORY, moved.targetState as any), kept: Buffer.from(moved.targetPrivate).toString() }).toEqual({ errors: [], state, kept: 'kept' });
  }));
});

describe('a provider whose configuration is not known yet', () => {
  const later = { settings: { ...SETTINGS, token: UNKNOWN, folder_id: UNKNOWN } as Written };
  it('plans with everything open, keeps what is in the state, and reads nothing', () => world(async ({ caller }) => {
    const { answer, config } = await plan(caller, RESOURCE, registration);
    const planned = read(RESOURCE, answer.plannedState);
    expect(errors(answer)).toEqual([]);
    expect(assertPlanValid(blockOf(RESOURCE), config, nullOf(typeOf(RESOURCE)), planned)).toEqual([]);
    expect((planned as any).entries.get('folder_id')).toEqual(unknownOf(STRING));
    const data = await caller.call('ReadDataSource', { typeName: 'cloudbackup_resources', config: wire('cloudbackup_resources', {}) });
    expect(errors(data)).toEqual(['Provider configuration is not known yet']);
    expect(errors(await caller.call('ImportResourceState', { typeName: DIRECTORY, id: 'f/vm-1:/srv' }))).toEqual(['Provider configuration is not known yet']);
  }, later));
});

describe('schema', () => {
  it.each([5, 6] as const)('of version %d keeps the rules of names, kinds and types', (version) => called({ cwd: '.', env: {}, version }, async (caller) => {
    const schema = await caller.call('GetProviderSchema', {});
    const all = [schema.provider, ...[schema.resourceSchemas, schema.dataSourceSchemas, schema.ephemeralResourceSchemas, schema.listResourceSchemas].flatMap((of) => Object.values(of))];
    expect(all.length).toBe(1 + 2 + 5 + 1 + 1);
    const visit = (block: any): void => {
      for (const one of block.attributes) {
        expect(one.name).toMatch(/^[a-z][a-z0-9_]*$/);
        expect(one.required && (one.optional || one.computed)).toBe(false);
        expect(one.required || one.optional || one.computed).toBe(true);
        expect((one.type.length > 0) !== (one.nestedType !== null)).toBe(true);
        if (version === 5) expect(one.nestedType).toBeNull();
        if (one.type.length > 0) JSON.parse(Buffer.from(one.type).toString());
      }
      for (const nested of block.blockTypes) {
        if (nested.nesting === 1) expect([Number(nested.minItems), Number(nested.maxItems)]).toEqual([0, 0]);
        visit(nested.block);
      }
    };
    for (const one of all) visit(one.block);
    expect(Object.keys(schema.functions).sort()).toEqual(['directory_id', 'normalize_path', 'parse_id']);
    expect(schema.serverCapabilities).toMatchObject({ planDestroy: true, getProviderSchemaOptional: true, moveResourceState: true });
  }));

  it('version 5 gives the prepared configuration back', () => called({ cwd: '.', env: {}, version: 5 }, async (caller) => {
    const config = wire('provider', SETTINGS);
    const answer = await caller.call('ValidateProviderConfig', { config });
    expect(Buffer.from((answer.preparedConfig as any).msgpack)).toEqual(config.msgpack);
  }));
});

describe('what goes wrong at the boundary', () => {
  const here = { cwd: '.', env: {} };
  it('before the provider is configured everything is refused with a diagnostic', () => called(here, async (caller) => {
    expect(errors(await caller.call('ReadResource', { typeName: DIRECTORY, currentState: nothing, private: none }))).toEqual(['Provider is not configured']);
    const applied = await caller.call('ApplyResourceChange', { typeName: DIRECTORY, priorState: nothing, plannedState: wire(DIRECTORY, directory), config: wire(DIRECTORY, directory), plannedPrivate: none });
    expect(errors(applied)).toEqual(['Provider is not configured']);
  }));

  it('bytes that are no value of the type, and types that there are not, are diagnostics', () => called(here, async (caller) => {
    expect(errors(await caller.call('ValidateResourceConfig', { typeName: DIRECTORY, config: { msgpack: Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff]), json: none } }))).toEqual(['Request of Terraform cannot be read']);
    expect(errors(await caller.call('ValidateResourceConfig', { typeName: 'cloudbackup_nothing', config: nothing }))).toEqual(['Type not supported']);
  }));

  it('a method that nobody implements is UNIMPLEMENTED', () => called(here, async (caller) => {
    await expect(caller.raw('/tfplugin6.Provider/PlanAction', 'tfplugin.Empty', 'tfplugin.Empty', {})).rejects.toMatchObject({ code: 12 });
  }));

  it('health is told, and Shutdown ends the process', () => called(here, async (caller) => {
    expect(await caller.raw('/grpc.health.v1.Health/Check', 'plugin.HealthCheckRequest', 'plugin.HealthCheckResponse', { service: 'plugin' })).toEqual({ status: 1 });
    await caller.raw('/plugin.GRPCController/Shutdown', 'plugin.Nothing', 'plugin.Nothing', {});
    expect(caller.events).toEqual(['shutdown']);
  }));
});

describe('newer Terraform', () => {
  it('is told the identities of types, and imports by them', () => world(async ({ caller }) => {
    const schemas = await caller.call('GetResourceIdentitySchemas', {});
    expect(Object.fromEntries(Object.entries(schemas.identitySchemas).map(([name, own]) => [name, own.identityAttributes.map((a) => [a.name, a.requiredForImport])]))).toEqual({
      cloudbackup_resource: [['folder_id', true], ['compute_instance_id', true], ['resource_id', false]],
      cloudbackup_directory: [['folder_id', true], ['compute_instance_id', true], ['path', true]],
    });
    const type = impliedType({ description: '', blocks: new Map(), attributes: new Map([['folder_id', STRING], ['compute_instance_id', STRING], ['path', STRING]].map(([name]) => [name as string, { type: STRING, description: '', required: true }])) });
    const own = objectOf([['folder_id', str('f')], ['compute_instance_id', str('vm-1')], ['path', str('/srv')]]);
    const found = await caller.call('ImportResourceState', { typeName: DIRECTORY, id: '', identity: { identityData: { msgpack: writeMsgpack(own, type), json: none } } });
    expect(read(DIRECTORY, found.importedResources[0]?.state)).toMatchObject({ kind: 'object' });
    expect(readMsgpack((found.importedResources[0]?.identity as any).identityData.msgpack, type)).toEqual(own);
    const made = await make(caller, DIRECTORY, directory);
    expect(readMsgpack((made.applied.newIdentity as any).identityData.msgpack, type)).toEqual(objectOf([['folder_id', str('f')], ['compute_instance_id', str('vm-1')], ['path', str('/srv/a')]]));
    const upgraded = await caller.call('UpgradeResourceIdentity', { typeName: DIRECTORY, version: '0', rawIdentity: { json: Buffer.from('{"folder_id":"f","compute_instance_id":"vm-1","path":"/srv"}') } });
    expect(readMsgpack((upgraded.upgradedIdentity as any).identityData.msgpack, type)).toEqual(own);
  }));

  it('sends values beside the configuration of a list (fields 3 and 4 of ValidateListResourceConfig)', () => world(async ({ caller }) => {
    const listType = impliedType({ description: '', blocks: new Map(), attributes: new Map([['folder_id', { type: STRING, description: '' }], ['is_active', { type: { kind: 'bool' }, description: '' }], ['type', { type: STRING, description: '' }]]) });
    const asked = (folder: string) => caller.bytes('ValidateListResourceConfig', Buffer.concat([
      bytesField(1, RESOURCE), bytesField(2, bytesField(1, Buffer.from(writeMsgpack(objectOf([['folder_id', str(folder)]]), listType)))),
      // true and 1000, as messages: a bool and an int64 in ListResource itself.
      bytesField(3, bytesField(1, Buffer.from([0xc3]))), bytesField(4, bytesField(1, Buffer.from([0xcd, 0x03, 0xe8]))),
    ]));
    expect(errors(await asked('f'))).toEqual([]);
  }));

  it('lists the registrations of a folder, with or without the objects', () => world(async ({ caller }) => {
    const listType = impliedType({ description: '', blocks: new Map(), attributes: new Map([['folder_id', { type: STRING, description: '' }], ['is_active', { type: { kind: 'bool' }, description: '' }], ['type', { type: STRING, description: '' }]]) });
    const config = { msgpack: writeMsgpack(objectOf([]), listType), json: none };
    const events = await caller.list({ typeName: RESOURCE, config, includeResourceObject: true, limit: '0' });
    expect(events.map((event) => event.displayName)).toEqual(['f/vm-1', 'f/vm-2']);
    expect(read(RESOURCE, events[0].resourceObject)).toMatchObject({ kind: 'object' });
    expect(await caller.list({ typeName: RESOURCE, config, includeResourceObject: false, limit: '1' })).toHaveLength(1);
    expect((await caller.list({ typeName: DIRECTORY, config, includeResourceObject: false, limit: '1' }))[0].diagnostic).toHaveLength(1);
  }));
});

it('functions take ids apart, put them together, and say which argument is wrong', () => called({ cwd: '.', env: {} }, async (caller) => {
  const call = (name: string, ...args: readonly string[]) => caller.call('CallFunction', { name, arguments: args.map((text) => ({ msgpack: writeMsgpack(str(text), STRING), json: none })) });
  const text = async (name: string, ...args: readonly string[]) => readMsgpack(((await call(name, ...args)).result as any).msgpack, STRING);
  expect(await text('normalize_path', 'd:/Data/x/')).toEqual(str('D:\\Data\\x'));
  expect(await text('directory_id', 'f', 'vm-1', '/srv/a/')).toEqual(str('f/vm-1:/srv/a'));
  expect((await call('directory_id', 'f', '', '/srv')).error).toMatchObject({ functionArgument: '1' });
  expect((await call('parse_id', 'nonsense')).error).toMatchObject({ functionArgument: '0' });
  expect((await call('none')).error).toMatchObject({ text: expect.stringContaining('none') });
  const parsed = await call('parse_id', `f/vm-1/${FIRST}`);
  expect(parsed.result).not.toBeNull();
}));

import type { ApplyEvent, ApplyInputs, ProviderInUse } from '../../src/apply';
import type { Expr } from '../../src/lang';
import type { Change, Plan, Residual, Step } from '../../src/plan';
import type { ApplyPorts, ApplyRequest, ApplyResult, ConfiguredProvider, PlannedEffect } from '../../src/provider';
import { diagnostic, ok } from '../../src/diagnostics';
import { impliedType, type ProviderSchema } from '../../src/schema';
import { nullOf, objectOf, str, STRING, unknownOf, type Json, type Value } from '../../src/values';
import { NO_WORLD } from '../plan/harness';
import { fakeClock } from '../support/clock';
import { seededRandom } from '../support/random';
import { emptyDisk, memoryBackend, type Disk } from '../simulation/backend';

/** A provider of one managed type `lab_thing {name, note, id}` and one data source `lab_fact {name, answer}`. */
export const LAB: ProviderSchema = {
  provider: { version: 0, block: { description: '', attributes: new Map(), blocks: new Map() } },
  resources: new Map([['lab_thing', {
    version: 3,
    block: {
      description: '', blocks: new Map(),
      attributes: new Map([
        ['name', { type: STRING, description: '', required: true }],
        ['note', { type: STRING, description: '', optional: true }],
        ['id', { type: STRING, description: '', computed: true }],
      ]),
    },
  }]]),
  dataSources: new Map([['lab_fact', {
    version: 0,
    block: {
      description: '', blocks: new Map(),
      attributes: new Map([['name', { type: STRING, description: '', required: true }], ['answer', { type: STRING, description: '', computed: true }]]),
    },
  }]]),
};
export const THING = impliedType(LAB.resources.get('lab_thing')!.block);
export const FACT = impliedType(LAB.dataSources.get('lab_fact')!.block);
export const NOTHING = nullOf(THING);

const text = (value: string | undefined): Value => (value === undefined ? unknownOf(STRING) : str(value));

/** `undefined` stands for "known after apply". */
export function thing(name: string | undefined, id?: string, note?: string | null): Value {
  return objectOf([['name', text(name)], ['note', note === undefined || note === null ? nullOf(STRING) : str(note)], ['id', text(id)]]);
}

export const ref = (address: string, attribute: string): Expr => {
  const [root = '', ...rest] = address.split('.');
  return { kind: 'traversal', root, steps: [...rest, attribute].map((name) => ({ kind: 'attr', name })) };
};

export function change(name: string, part: Partial<Change>): Change {
  return {
    address: `lab_thing.${name}`, mode: 'managed', type: 'lab_thing', name, provider: 'lab', action: 'create', order: undefined, disposal: undefined, reason: undefined,
    before: NOTHING, after: thing(name), replacePaths: [], notes: [], dependencies: [], createBeforeDestroy: false, constructPath: undefined, ...part,
  };
}

export function step(kind: 'create' | 'adopt' | 'update', name: string, part: { readonly after?: readonly string[]; readonly residual?: Residual } = {}): Step {
  return { id: `${kind} lab_thing.${name}`, kind, address: `lab_thing.${name}`, effects: [], residual: part.residual, after: part.after ?? [] };
}

export function ending(kind: 'delete' | 'forget', name: string, after: readonly string[] = []): Step {
  return { id: `${kind} lab_thing.${name}`, kind, address: `lab_thing.${name}`, effects: [], after };
}

export function plan(part: Partial<Plan>): Plan {
  return {
    planId: '11111111-2222-4333-8444-555555555555', toolVersion: '0', mode: 'normal', createdAt: '2026-01-01T00:00:00.000Z', expiresAt: '2026-01-02T00:00:00.000Z',
    stack: undefined, configurationDigest: '', backend: { type: 'local', path: 'terraform.tfstate' }, prior: undefined, variables: [], providers: [{ key: 'lab', source: 'holdfast/lab', config: objectOf([]) }],
    changes: [], drift: [], refreshed: [], steps: [], outputs: [], facts: [], unmanaged: [], warnings: [], blocked: [], applyable: true, ...part,
  };
}

export interface Bench {
  readonly disk: Disk;
  readonly events: ApplyEvent[];
  /** Every request that reached the applier, in order. */
  readonly applied: ApplyRequest[];
  readonly effects: PlannedEffect[];
  readonly facts: Map<string, Json>;
  /** Since when readings of the plan counted each time the world was looked at. */
  readonly since: (number | undefined)[];
  /** Decides what the provider answers; by default it does what was planned, with the name as id. */
  answer: (req: ApplyRequest, ports: ApplyPorts) => ApplyResult | Promise<ApplyResult>;
  readonly inputs: (plan: Plan, part?: Partial<ApplyInputs>) => ApplyInputs;
  readonly signal: AbortController;
  readonly hardSignal: AbortController;
}

export function bench(io?: Parameters<typeof memoryBackend>[0]['io']): Bench {
  const disk = emptyDisk();
  const clock = fakeClock({ auto: true });
  const random = seededRandom(7);
  const signal = new AbortController();
  const hardSignal = new AbortController();
  const self: Bench = {
    disk, events: [], applied: [], effects: [], facts: new Map(), since: [], signal, hardSignal,
    answer: (req) => ({ kind: 'done', state: filled(req.planned), private: undefined, calls: 1, diagnostics: [] }),
    inputs: (of, part = {}) => ({
      plan: of, planDigest: 'sha256:0', functions: NO_WORLD, backend: memoryBackend(io === undefined ? { disk } : { disk, io }), lockTimeoutMs: 0, providers: new Map([['lab', inUse]]),
      clock, random, command: 'apply', emit: (e) => self.events.push(e), signal: signal.signal, hardSignal: hardSignal.signal, ...part,
    }),
  };
  const unused = (): never => { throw new Error('not of this test'); };
  const provider: ConfiguredProvider = {
    operations: undefined,
    close: () => undefined,
    reader: {
      readResource: unused, planResource: unused, importResource: unused, impliedEdges: unused, judgePlan: unused, unmanaged: unused,
      readData: async ({ config }) => ok(objectOf([['name', config.kind === 'object' ? config.entries.get('name') ?? str('') : str('')], ['answer', str('42')]])),
      observe: async (ids, since) => (self.since.push(since), {
        facts: new Map(ids.flatMap((id) => (self.facts.has(id) ? [[id, self.facts.get(id) ?? null] as const] : []))),
        diagnostics: ids.filter((id) => !self.facts.has(id)).map((id) => diagnostic('apply_plan_stale', `cannot read ${id}`)),
      }),
    },
    applier: {
      applyResource: async (req, ports) => {
        self.applied.push(req);
        return self.answer(req, ports);
      },
      performEffect: async ({ effect }) => {
        self.effects.push(effect);
        return { kind: 'done', state: NOTHING, private: undefined, calls: 1, diagnostics: [] };
      },
      recoverCall: () => undefined,
    },
  };
  const inUse: ProviderInUse = { provider, schema: LAB, source: 'holdfast/lab' };
  return self;
}

/** The planned object with its name as id, as the provider makes it. */
export function filled(planned: Value): Value {
  if (planned.kind !== 'object') return planned;
  const name = planned.entries.get('name');
  return objectOf([...planned.entries].map(([key, value]) => [key, key === 'id' && value.kind === 'unknown' && name !== undefined ? name : value]));
}

export const attributesOf = (disk: Disk): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...(disk.state?.resources ?? [])].map(([address, r]) => [address, r.instances.map((i) => (i.deposed === undefined ? i.attributes['id'] : `${String(i.attributes['id'])} (deposed)`)).sort().join(', ')]));

import { hasErrors } from '../../../src/diagnostics';
import type { Diagnostic } from '../../../src/diagnostics';
import type { CallOutcome, MutatingCall, OperationRunner } from '../../../src/operations';
import { ApiError } from '../../../src/api';
import { cloudbackupProvider, cloudbackupSchema } from '../../../src/provider';
import type { ApplyPorts, ApplyResult, CloudbackupFlags, ConfiguredProvider, Environment, PlannedResource } from '../../../src/provider';
import { bool, nullOf, objectOf, STRING, str, unknownOf } from '../../../src/values';
import type { Type, Value } from '../../../src/values';
import { fakeClock } from '../../support/clock';
import type { Service } from './service';

export const clockOf = (): ReturnType<typeof fakeClock> => fakeClock({ auto: true });

/** Arguments as a test writes them; `UNKNOWN` is a value that only apply knows. */
export const UNKNOWN = Symbol('unknown');
export type Args = Readonly<Record<string, string | boolean | number | typeof UNKNOWN | Readonly<Record<string, string>>>>;

/** A block's value as the language hands it to a provider: every attribute there, null where it is not set. */
export function config(kind: 'provider' | 'managed' | 'data', type: string, args: Args): Value {
  const schema = kind === 'provider' ? cloudbackupSchema.provider : (kind === 'managed' ? cloudbackupSchema.resources : cloudbackupSchema.dataSources).get(type);
  if (schema === undefined) throw new Error(`no type ${type}`);
  const types = new Map<string, Type>([...schema.block.attributes].map(([name, a]) => [name, a.type]));
  for (const [name, nested] of schema.block.blocks) {
    types.set(name, { kind: 'object', optional: new Set(), attributes: new Map([...nested.block.attributes].map(([n]) => [n, STRING])) });
  }
  const entries = new Map<string, Value>();
  for (const [name, attribute] of types) {
    const given = args[name];
    if (given === undefined) entries.set(name, nullOf(attribute));
    else if (given === UNKNOWN) entries.set(name, unknownOf(attribute));
    else if (typeof given === 'string') entries.set(name, str(given));
    else if (typeof given === 'boolean') entries.set(name, bool(given));
    else if (typeof given === 'number') entries.set(name, { kind: 'number', value: String(given) });
    else if (typeof given === 'object' && attribute.kind === 'object') {
      entries.set(name, objectOf([...attribute.attributes].map(([n, t]) => [n, given[n] === undefined ? nullOf(t) : str(given[n] ?? '')] as const)));
    }
  }
  return { kind: 'object', entries };
}

export const none: Value = nullOf({ kind: 'dynamic' });

export async function configured(service: Service, init: { readonly args?: Args; readonly env?: Environment; readonly flags?: CloudbackupFlags; readonly clock?: ReturnType<typeof clockOf> } = {}): Promise<ConfiguredProvider> {
  const provider = cloudbackupProvider({
    env: { YC_TOKEN: 't', YC_FOLDER_ID: 'f', ...init.env }, flags: init.flags ?? {}, clock: init.clock ?? clockOf(),
    connect: () => ({ ok: true, value: { api: service.api, close: () => undefined }, diagnostics: [] }),
  });
  const made = await provider.configure(config('provider', '', init.args ?? {}));
  if (!made.ok) throw new Error(made.diagnostics.map((d) => d.detail).join('\n'));
  return made.value;
}

/** Plans one object as the engine does. `prior` and `args` undefined: none. */
export async function plan(provider: ConfiguredProvider, type: string, args: Args | undefined, prior: Value = none, address = `${type}.x`): Promise<PlannedResource> {
  const written = args === undefined ? none : config('managed', type, args);
  return await provider.reader.planResource({ type, address, config: written, prior, proposed: written });
}

/** Carries a call the short way: what the operations room does, without its journal. `begunAt`: what was read before does not count. */
const shortRunner = (begunAt: number): OperationRunner => ({
  async perform(call: MutatingCall, signal): Promise<CallOutcome> {
    const before = await call.goal(begunAt, signal);
    if (before.kind === 'reached') return { kind: 'satisfied' };
    if (before.kind === 'unreadable') return { kind: 'failed', operationId: undefined, diagnostics: [before.reason] };
    const checked = await call.precheck?.(signal) ?? [];
    if (hasErrors(checked)) return { kind: 'failed', operationId: undefined, diagnostics: checked };
    try {
      const operation = await call.send('11111111-1111-4111-8111-111111111111', 1000, signal);
      return { kind: 'performed', operationId: operation.id };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { kind: 'refused', error, diagnostics: [] };
    }
  },
});

export function applyPorts(progress: string[] = [], signal = new AbortController().signal, begunAt = 0): ApplyPorts {
  return { operations: shortRunner(begunAt), signal, progress: (text) => progress.push(text) };
}

/** Applies a planned object with the arguments that it was planned from. */
export function apply(provider: ConfiguredProvider, type: string, args: Args | undefined, planned: PlannedResource, prior: Value = none, ports = applyPorts()): Promise<ApplyResult> {
  return provider.applier.applyResource({
    step: `create ${type}.x`, address: `${type}.x`, type, prior, planned: planned.planned,
    config: args === undefined ? none : config('managed', type, args), effects: planned.effects.filter((e) => !e.prerequisite),
  }, ports);
}

export function attr(value: Value, name: string): unknown {
  const found = value.kind === 'object' ? value.entries.get(name) : undefined;
  if (found === undefined || found.kind === 'null') return null;
  return found.kind === 'unknown' ? UNKNOWN : 'value' in found ? found.value : found;
}

export const codes = (diagnostics: readonly Diagnostic[]): string[] => diagnostics.map((d) => d.code);

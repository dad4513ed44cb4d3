/** One story through both doors: our engine as a library, and real Terraform with the provider. Each has a service of its own, equal to the other's. */
import { existsSync, readFileSync } from 'node:fs';
import { registry, type Diagnostic } from '../../../src/diagnostics';
import type { ApplyResult, Outcome } from '../../../src';
import { effectText, inPlace, type Json, type Place, type PlaceOptions } from '../../engine/place';
import { reattached, type Said } from './terraform';

export interface Told {
  /** Summaries of the errors, each once, sorted. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export interface Lived extends Told {
  /** Effects of the last apply, sorted: siblings may come in any order. */
  readonly effects: readonly string[];
  /** Attributes by address; numbers and texts as the state has them. */
  readonly state: Readonly<Record<string, unknown>>;
  readonly actions: Readonly<Record<string, string>>;
  /** Whether a plan after it finds nothing to do. */
  readonly settled: boolean;
}

export interface Story extends PlaceOptions {
  readonly before?: readonly Json[];
  readonly behind?: readonly Json[];
  readonly config: Json;
  readonly mode?: 'destroy';
  /** A block of resources that are forgotten, data, moved or imported is written in `config`. */
  readonly times?: number;
}

export async function throughEngine(story: Story): Promise<Lived> {
  const { before = [], behind = [], config, mode = 'normal', times = 1, ...options } = story;
  return inPlace(options, async (place) => {
    for (const one of before) {
      place.write(one);
      const done = await place.apply();
      if (!done.ok || (done.value.kind !== 'applied' && done.value.kind !== 'unchanged')) throw new Error(`before: ${JSON.stringify(done, undefined, 1).slice(0, 3000)}`);
    }
    for (const change of behind) place.emulator.change(change);
    place.write(config);
    const mark = place.ledger.length;
    const planned = await place.plan({ mode });
    let told = toldOf(planned);
    for (let i = 0; i < times; i++) {
      const events: Diagnostic[] = [];
      const applied = await place.apply({ mode, emit: (event) => { if (event.type === 'diagnostic') events.push(event.diagnostic); } });
      told = merged(merged(told, toldOf(applied)), pick(events));
    }
    const again = await place.plan({ mode });
    return {
      ...told, ...ending(place, mark),
      actions: planned.ok ? Object.fromEntries(planned.value.plan.changes.filter((c) => c.action !== 'no-op').map((c) => [c.address, c.action])) : {},
      settled: again.ok && !again.value.plan.applyable,
    };
  });
}

export async function throughTerraform(story: Story): Promise<Lived> {
  const { before = [], behind = [], config, mode = 'normal', times = 1, ...options } = story;
  return inPlace(options, async (place) => {
    const env = { YC_ENDPOINT: place.emulator.endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.test' };
    for (const one of before) {
      place.write(one);
      const done = await reattached(place.dir, env, ['apply', '-auto-approve', '-json']);
      if (done.code !== 0) throw new Error(`before: ${done.stdout}\n${done.stderr}`);
    }
    for (const change of behind) place.emulator.change(change);
    place.write(config);
    const mark = place.ledger.length;
    const flags = mode === 'destroy' ? ['-destroy'] : [];
    const planned = await reattached(place.dir, env, ['plan', '-json', ...flags]);
    let told = toldOfTerraform(planned.said);
    for (let i = 0; i < times; i++) {
      const applied = await reattached(place.dir, env, ['apply', '-auto-approve', '-json', ...flags]);
      told = merged(told, toldOfTerraform(applied.said));
    }
    const again = await reattached(place.dir, env, ['plan', '-json', '-detailed-exitcode', ...flags]);
    return { ...told, ...ending(place, mark), actions: planned.planned, settled: again.code === 0 };
  });
}

function ending(place: Place, mark: number): Pick<Lived, 'effects' | 'state'> {
  return { effects: place.ledger.slice(mark).filter((line) => line.event === 'performed').map(effectText).sort(), state: stateOf(place) };
}

function stateOf(place: Place): Readonly<Record<string, unknown>> {
  const file = place.file('terraform.tfstate');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (text === '') return {};
  return Object.fromEntries(JSON.parse(text).resources.flatMap((r: any) => r.instances.map((i: any) =>
    [`${r.mode === 'data' ? 'data.' : ''}${r.type}.${r.name}${i.index_key === undefined ? '' : `[${JSON.stringify(i.index_key)}]`}`, i.attributes])));
}

/** Problems that both doors have: those of the provider, its operations and its service. */
const SHARED = new Map(Object.entries(registry).filter(([code]) => /^(provider|operation|api)_/.test(code)).map(([, entry]) => [entry.summary as string, true]));
const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

function toldOf(outcome: Outcome<unknown>): Told {
  const value = outcome.ok ? outcome.value as Partial<Extract<ApplyResult, { kind: 'applied' }>> & { diagnostics?: readonly { severity: string; summary: string }[]; plan?: { blocked?: readonly { severity: string; summary: string }[] } } : undefined;
  const all = [...outcome.diagnostics, ...value?.diagnostics ?? [], ...value?.plan?.blocked ?? [], ...(value?.summary === undefined ? [] : [...value.summary.diagnostics, ...[...value.summary.ends.values()].flatMap((end) => ('diagnostics' in end ? end.diagnostics : []))])];
  return pick(all);
}

const toldOfTerraform = (said: readonly Said[]): Told => pick(said);

function pick(all: readonly { readonly severity: string; readonly summary: string }[]): Told {
  const of = (severity: string): readonly string[] => distinct(all.filter((d) => d.severity === severity && SHARED.has(d.summary)).map((d) => d.summary));
  return { errors: of('error'), warnings: of('warning') };
}

function merged(a: Told, b: Told): Told {
  return { errors: distinct([...a.errors, ...b.errors]), warnings: distinct([...a.warnings, ...b.warnings]) };
}



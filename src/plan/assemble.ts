import { diagnostic, fail, hasErrors, judged, type Diagnostic, type Outcome } from '../diagnostics';
import type { LocatedChange, PlannedResource, Unmanaged } from '../provider';
import { equalTypes, equalValues, isNull, marksOf, typeOf, unmarkDeep, type Value } from '../values';
import { configurationJson } from './describe/configuration';
import { relevantAttributes, type Place } from './describe/relevant';
import type { Gathered } from './gathered';
import { expressionsOf, openSteps } from './left-open';
import type { Making } from './making';
import type { Moved } from './moves/move-priors';
import { compareObjects } from './order';
import type { PlannedOutputs } from './outputs';
import { withOwnRemarks } from './remarks';
import { buildSteps } from './steps/build';
import type { DecidedChange } from './steps/input';
import type { Definition, Instances, Plan, Step } from './types';

/** Turns what was gathered into a frozen plan: order, facts, guards, and what nobody declared. `before`: what was told on the way. */
export async function assemble(making: Making, moves: Moved['moves'], outputs: PlannedOutputs, before: readonly Diagnostic[]): Promise<Outcome<Plan>> {
  const { inputs, out: gathered, readers } = making;
  const decided = withOwnRemarks([...gathered.decided].sort((a, b) => compareObjects(a.change, b.change)));
  const rules = inputs.mode === 'normal' ? [...gathered.extra, ...outputs.steps] : gathered.extra.filter(({ step }) => step.kind === 'import');
  const extra = inputs.mode === 'normal' ? [...rules, ...openSteps(making, decided, rules)] : rules;
  const { steps, diagnostics: stepProblems } = buildSteps(decided, extra,
    (provider, changes) => gathered.readers.get(provider)?.impliedEdges(changes) ?? { edges: [], diagnostics: [] });
  if (hasErrors(stepProblems)) return fail(...stepProblems);

  const warnings: Diagnostic[] = [...stepProblems, ...recordedNotice(inputs)];
  const blocked: Diagnostic[] = [];
  for (const [key, reader] of gathered.readers) {
    const judgement = reader.judgePlan(judgeable(decided, key));
    warnings.push(...judgement.diagnostics);
    blocked.push(...judgement.blocked);
  }
  const unmanaged = inputs.mode === 'destroy' || making.selection.partial || inputs.wanted?.refresh === false ? { found: [], warnings: [] } : await findUnmanaged(decided, gathered, inputs.unmanaged === 'everywhere');
  warnings.push(...unmanaged.warnings);
  if (hasErrors(warnings)) return fail(...warnings);

  const changes = decided.map((d) => Object.freeze(d.change));
  // Taking some objects in says nothing about the outputs: they may be of others, which nobody looked at.
  const some = inputs.wanted?.importing !== undefined || (inputs.mode === 'refresh-only' && making.selection.partial);
  const outputChanges = some ? [] : outputs.outputs;
  const told = [...before, ...warnings].filter((d) => d.severity === 'warning');
  const definitions = making.definitions.close(steps.flatMap((step) => [...expressionsOf(step)]));
  const checks = gathered.checks.results();
  const instances = instancesUsed(steps, definitions, gathered.instances);
  const relevant = inputs.mode === 'refresh-only' || (gathered.drift.length === 0 && inputs.describe !== true) ? [] : relevantAttributes(making.graph.modules, changes, outputChanges, calledPlaces(making));
  const plan: Plan = {
    planId: inputs.planId,
    toolVersion: inputs.toolVersion,
    mode: inputs.mode,
    ...selectedOf(inputs),
    createdAt: inputs.createdAt,
    expiresAt: inputs.expiresAt,
    stack: inputs.configuration.stack,
    ...(inputs.bound === undefined ? {} : { bound: inputs.bound }),
    ...(inputs.recorded === undefined ? {} : { recorded: inputs.recorded }),
    configurationDigest: inputs.configuration.digest,
    ...(inputs.describe === true ? { configuration: configurationJson(inputs) } : {}),
    backend: inputs.backend,
    prior: inputs.state === undefined ? undefined : { lineage: inputs.state.lineage, serial: inputs.state.serial },
    variables: [...inputs.variables].map(([name, value]) => ({ name, value, ...givenOf(inputs, name, value) })).sort((a, b) => order(a.name, b.name)),
    providers: [...readers.uses.values()].sort((a, b) => order(a.key, b.key)),
    changes,
    drift: [...gathered.drift].sort((a, b) => compareObjects({ ...a, mode: 'managed' }, { ...b, mode: 'managed' }) || order(a.address, b.address)),
    ...(relevant.length === 0 ? {} : { relevant }),
    ...(moves.length === 0 ? {} : { moves }),
    refreshed: [...gathered.refreshed].sort((a, b) => order(a.address, b.address)),
    steps,
    ...(definitions.length === 0 ? {} : { definitions }),
    ...(instances.length === 0 ? {} : { instances }),
    ...(checks.length === 0 ? {} : { checks }),
    outputs: outputChanges,
    facts: factsOf(decided),
    unmanaged: unmanaged.found,
    warnings: told,
    blocked,
    applyable: steps.some((s) => s.kind !== 'gate' && (s.kind !== 'condition' || s.of !== 'check')) || moves.length > 0
      || outputChanges.some((o) => o.action !== 'no-op') || (inputs.mode !== 'normal' && gathered.refreshed.length > 0),
  };
  return judged(Object.freeze(plan), warnings);
}

function calledPlaces({ modules }: Making): readonly (Place & { readonly outputs: ReadonlyMap<string, Value> })[] {
  return [...modules].flatMap(([module, scopes]) => (module.parent === undefined ? [] : scopes.map(({ path, outputs }) => ({ module, path, outputs }))));
}

/** Told with the plan itself, so that no form of it is without. */
function recordedNotice({ recorded }: Making['inputs']): readonly Diagnostic[] {
  return recorded === undefined ? [] : [diagnostic('plan_recorded', `The service was not asked: the plan is against what was recorded at ${recorded.takenAt}. It is for looking at, and cannot be applied.`)];
}

function selectedOf({ wanted = {} }: Making['inputs']): Pick<Plan, 'targets' | 'excludes'> {
  const { targets = [], excludes = [], importing } = wanted;
  if (importing !== undefined) return {};
  return {
    ...(targets.length === 0 ? {} : { targets: targets.map(({ address }) => address) }),
    ...(excludes.length === 0 ? {} : { excludes: excludes.map(({ address }) => address) }),
  };
}

function givenOf({ given, configuration }: Making['inputs'], name: string, value: Value): { readonly given?: Value } {
  // Of one that is never kept, its default is all that a plan tells.
  if (marksOf(value).includes('ephemeral')) {
    const { defaultValue } = configuration.variables.get(name) ?? {};
    return defaultValue === undefined ? {} : { given: unmarkDeep(defaultValue).value };
  }
  const written = given?.get(name);
  return written === undefined || (equalTypes(typeOf(written), typeOf(value)) && equalValues(written, value)) ? {} : { given: written };
}

function instancesUsed(steps: readonly Step[], definitions: readonly Definition[], all: ReadonlyMap<string, Instances>): readonly Instances[] {
  if (all.size === 0) return [];
  const used = new Set<string>();
  const note = (uses: readonly string[]): void => { for (const address of uses) used.add(address); };
  for (const step of steps) {
    if ('residual' in step && step.residual !== undefined) note(step.residual.uses);
    if (step.kind === 'output' || step.kind === 'condition') note(step.uses);
  }
  for (const definition of definitions) note(definition.uses);
  return [...used].sort().flatMap((address) => all.get(address) ?? []);
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function judgeable(decided: readonly DecidedChange[], provider: string) {
  const judged: { address: string; type: string; does: LocatedChange['does']; planned: PlannedResource; prior: Value }[] = [];
  for (const { change, making, ending } of decided) {
    if (change.provider !== provider || change.mode !== 'managed') continue;
    const { address, type, before: prior } = change;
    if (making !== undefined) judged.push({ address, type, does: 'create', planned: making, prior });
    if (ending !== undefined) judged.push({ address, type, does: ending.disposal, planned: ending, prior });
  }
  return judged;
}

/** Facts of all steps, each once. A fact that two steps decided differently on cannot be: reads are shared within a plan. */
function factsOf(decided: readonly DecidedChange[]): Plan['facts'] {
  const facts = new Map<string, Plan['facts'][number] & { usedBy: string[] }>();
  for (const { change, making, ending } of decided) {
    if (making === undefined && ending === undefined) continue;
    for (const fact of [...(making?.facts ?? []), ...(ending?.facts ?? [])]) {
      const key = `${change.provider} ${fact.id}`;
      const known = facts.get(key);
      if (known === undefined) facts.set(key, { ...fact, provider: change.provider, usedBy: [change.address] });
      else {
        // Changes come sorted: an address that is in it is the last one.
        if (known.usedBy.at(-1) !== change.address) known.usedBy.push(change.address);
        if (known.goal === undefined && fact.goal !== undefined) facts.set(key, { ...known, goal: fact.goal });
      }
    }
  }
  return [...facts.values()].sort((a, b) => order(a.provider, b.provider) || order(a.id, b.id));
}

async function findUnmanaged(decided: readonly DecidedChange[], gathered: Gathered, everywhere: boolean): Promise<{ found: readonly Unmanaged[]; warnings: readonly Diagnostic[] }> {
  const found: Unmanaged[] = [];
  const warnings: Diagnostic[] = [];
  for (const [key, reader] of gathered.readers) {
    const managed: { type: string; state: Value }[] = [];
    for (const { provider, type, state } of [...gathered.standing, ...gathered.declared]) if (provider === key) managed.push({ type, state });
    for (const { change } of decided) {
      const stands = change.action !== 'no-op' && change.mode === 'managed' && !isNull(change.after);
      if (stands && change.provider === key) managed.push({ type: change.type, state: unmarkDeep(change.after).value });
    }
    const listed = await reader.unmanaged(managed, everywhere);
    // What nobody declared is a courtesy: when it cannot be told, the plan stands.
    warnings.push(...listed.diagnostics.map((d) => ({ ...d, severity: 'warning' as const })));
    if (listed.ok) found.push(...listed.value);
  }
  return { found, warnings };
}

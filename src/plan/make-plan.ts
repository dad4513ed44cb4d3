import { diagnostic, hasErrors, judged, type Outcome } from '../diagnostics';
import { mapBounded, walk, type Visit } from '../graph';
import { configGraph, providerKey, type ConfigGraph } from './config-graph';
import { planData } from './data';
import { assemble } from './assemble';
import { tellOnce, type Gathered } from './gathered';
import type { PlanInputs } from './inputs';
import { planManaged, preventDestroy } from './managed';
import { planOutputs } from './outputs';
import { decodePrior, type PriorObject } from './prior';
import { configuredReaders, type ConfiguredReaders } from './providers';
import { endOrphan } from './orphans';
import { refresh, type RefreshedObject } from './refresh';
import { planScope, type PlanScope } from './scope';
import { unknownType } from './validate';
import { impliedType, type BlockSchema } from '../schema';
import type { Plan } from './types';
import { goOn, type Eventually, type ExpectedRead, type ProviderReader } from '../provider';
import type { ResourceBlock } from '../config';
import { equalValues, isNull, nullOf, type Value } from '../values';

interface Making {
  readonly inputs: PlanInputs;
  readonly graph: ConfigGraph;
  readonly scope: PlanScope;
  readonly readers: ConfiguredReaders;
  readonly priors: ReadonlyMap<string, PriorObject>;
  readonly out: Gathered;
}

/**
 * Configuration, state and world to a plan. Reads, never writes. Errors make no plan: they come back as diagnostics,
 * every one that could be found without guessing.
 */
export async function makePlan(inputs: PlanInputs): Promise<Outcome<Plan>> {
  const { configuration } = inputs;
  const { graph, diagnostics } = configGraph(configuration);
  if (hasErrors(diagnostics)) return { ok: false, diagnostics };
  const scope = planScope(configuration, inputs.variables);
  const readers = configuredReaders(configuration, inputs.providers, scope);
  const prior = decodePrior(inputs.state, (source) => inputs.providers.bySource(source)?.schema());
  const out: Gathered = { decided: [], drift: [], refreshed: [], diagnostics: [...diagnostics, ...prior.diagnostics], readers: new Map(), pending: new Set(), standing: [], once: tellOnce() };
  const making: Making = { inputs, graph, scope, readers, priors: prior.current, out };
  if (hasErrors(out.diagnostics)) return { ok: false, diagnostics: out.diagnostics };

  await walkConfiguration(making);
  await endOrphans(making, [...prior.current.values(), ...prior.deposed]);
  const outputs = planOutputs(inputs.mode === 'destroy' ? undefined : configuration, inputs.state, scope, (node) => graph.needs(node));
  const told = [...out.diagnostics, ...readers.diagnostics, ...scope.diagnostics, ...(inputs.mode === 'destroy' ? [] : outputs.diagnostics)];
  if (inputs.signal.aborted) told.push(diagnostic('plan_interrupted', 'Planning was interrupted before it was done; nothing was changed.'));
  if (hasErrors(told)) return { ok: false, diagnostics: told };
  const plan = await assemble(inputs, out, readers, outputs);
  const all = [...told, ...plan.diagnostics];
  return plan.ok ? judged(plan.value, all) : { ok: false, diagnostics: all };
}

async function walkConfiguration(making: Making): Promise<void> {
  const { inputs, graph, out } = making;
  await walk(graph.graph, {
    limit: inputs.parallelism,
    stopped: () => inputs.signal.aborted,
    // What lies below an error is not judged: what it would be told follows from the error above it.
    skipped: () => undefined,
    visit: (node) => {
      const block = inputs.configuration.resources.get(node as ResourceBlock['address']);
      if (block !== undefined) return visitResource(making, block);
      if (node.startsWith('provider.') && usesProvider(making, node)) {
        return goOn(making.readers.reader(node.slice('provider.'.length)), (reader) => (reader === undefined ? 'failed' : 'done'));
      }
      return hasErrors(out.diagnostics) && inputs.signal.aborted ? 'failed' : 'done';
    },
  });
}

/** A provider block that nothing uses is not configured; Terraform configures it only when something needs it, too. */
function usesProvider(making: Making, node: string): boolean {
  for (const block of making.inputs.configuration.resources.values()) {
    if (`provider.${providerKey(block.provider)}` === node) return true;
  }
  return false;
}

function visitResource(making: Making, block: ResourceBlock): Eventually<Visit> {
  const key = providerKey(block.provider);
  return goOn(making.readers.reader(key), (reader) => visitBy(making, block, key, reader));
}

function visitBy(making: Making, block: ResourceBlock, key: string, reader: ProviderReader | undefined): Eventually<Visit> {
  const { inputs, out, scope, readers } = making;
  const kind = readers.kind(block.provider.localName);
  const schema = (block.mode === 'managed' ? kind?.schema().resources : kind?.schema().dataSources)?.get(block.type);
  if (kind === undefined || reader === undefined) return 'failed';
  if (schema === undefined) {
    const { resources, dataSources } = kind.schema();
    out.diagnostics.push(unknownType(block, kind.source, block.mode === 'managed' ? resources : dataSources));
    return 'failed';
  }
  if (!out.readers.has(key)) reader.expect?.(expectedReads(making, key), inputs.parallelism);
  out.readers.set(key, reader);
  const prior = making.priors.get(block.address);
  if (block.mode === 'data') {
    if (inputs.mode === 'destroy') {
      scope.define(block.address, prior?.value ?? nullOf(impliedType(schema.block)));
      return 'done';
    }
    return visitData(making, block, schema.block, key, reader, prior);
  }
  return goOn(refreshPrior(making, prior, key, reader), (refreshed) => {
    if (hasErrors(refreshed.diagnostics)) return 'failed';
    if (inputs.mode === 'destroy') {
      scope.define(block.address, refreshed.value);
      return endDeclared(making, block, key, reader, prior, refreshed.value);
    }
    if (inputs.mode === 'refresh-only') {
      scope.define(block.address, refreshed.value);
      return 'done';
    }
    return goOn(planManaged({
      block, schema: schema.block, provider: key, reader, scope, prior, refreshed: refreshed.value, once: out.once,
      validate: (config) => kind.validateResource('managed', block.type, config),
      dependencies: making.graph.ancestors(block.address),
    }), (decided) => takeDecision(making, decided, prior));
  });
}

/** Objects of the state that declared blocks of one provider stand for. */
function* expectedReads({ inputs, priors }: Making, key: string): Iterable<ExpectedRead> {
  for (const block of inputs.configuration.resources.values()) {
    const prior = block.mode === 'managed' && providerKey(block.provider) === key ? priors.get(block.address) : undefined;
    if (prior !== undefined) yield { type: prior.type, prior: prior.value };
  }
}

function takeDecision(making: Making, decided: Awaited<ReturnType<typeof planManaged>>, prior: PriorObject | undefined): Visit {
  const { out, scope, graph } = making;
  if ('failed' in decided) {
    out.diagnostics.push(...decided.failed);
    return 'failed';
  }
  out.diagnostics.push(...decided.diagnostics);
  const { change, decision, residual, config } = decided;
  if (change.action !== 'no-op') out.pending.add(change.address);
  out.decided.push({
    change, making: decision.making, ending: decision.ending, residual, config,
    needs: graph.needs(change.address), stateNeeds: prior?.dependencies ?? [],
  });
  scope.define(change.address, change.after);
  return 'done';
}

function refreshPrior(making: Making, prior: PriorObject | undefined, key: string, reader: ProviderReader): Eventually<RefreshedObject> {
  const { inputs, out, readers } = making;
  const kind = readers.kind(key.split('.')[0] ?? key);
  const schema = prior === undefined ? undefined : kind?.schema().resources.get(prior.type);
  if (prior === undefined || schema === undefined) return { value: nullOf({ kind: 'dynamic' }), drift: undefined, diagnostics: [] };
  const id = idOf(prior.value);
  inputs.emit({ type: 'refresh-start', address: prior.address, id });
  return goOn(refresh(prior, impliedType(schema.block), key, reader), (refreshed) => {
    inputs.emit({ type: 'refresh-done', address: prior.address, id });
    takeRefreshed(out, prior, key, refreshed);
    return refreshed;
  });
}

function takeRefreshed(out: Gathered, prior: PriorObject, key: string, refreshed: RefreshedObject): void {
  out.diagnostics.push(...out.once(refreshed.diagnostics));
  if (!isNull(refreshed.value)) out.standing.push({ provider: key, type: prior.type, state: refreshed.value });
  if (refreshed.drift !== undefined) {
    const address = prior.deposed === undefined ? prior.address : `${prior.address} (deposed ${prior.deposed})`;
    out.drift.push({ ...refreshed.drift, address });
    out.refreshed.push({ address, mode: 'managed', type: prior.type, provider: key, after: refreshed.value });
  }
}

async function visitData(
  making: Making, block: ResourceBlock, schema: BlockSchema, key: string, reader: ProviderReader, prior: PriorObject | undefined,
): Promise<Visit> {
  const { inputs, out, scope, readers, graph } = making;
  const waitsFor = block.dependsOn.flatMap((ref) => (ref.kind === 'resource' ? [ref.address, ...graph.ancestors(ref.address)] : []));
  inputs.emit({ type: 'read-start', address: block.address });
  const planned = await planData({
    block, schema, provider: key, reader, scope, prior, dependencyPending: waitsFor.some((a) => out.pending.has(a)),
    validate: (config) => readers.kind(block.provider.localName)?.validateResource('data', block.type, config) ?? [],
    dependencies: graph.ancestors(block.address),
  });
  inputs.emit({ type: 'read-done', address: block.address });
  if ('failed' in planned) {
    out.diagnostics.push(...out.once(planned.failed));
    return 'failed';
  }
  out.diagnostics.push(...planned.diagnostics);
  const { change, residual } = planned;
  out.decided.push({ change, making: undefined, ending: undefined, residual, needs: graph.needs(block.address), stateNeeds: [] });
  if (residual === undefined && (prior === undefined || !equalValues(prior.value, change.after))) {
    out.refreshed.push({ address: block.address, mode: 'data', type: block.type, provider: key, after: change.after });
  }
  scope.define(block.address, change.after);
  return 'done';
}

async function endDeclared(
  making: Making, block: ResourceBlock, key: string, reader: ProviderReader, prior: PriorObject | undefined, refreshed: Value,
): Promise<Visit> {
  if (prior === undefined || isNull(refreshed)) return 'done';
  if (block.lifecycle.preventDestroy) {
    making.out.diagnostics.push(preventDestroy(block, { action: 'delete' }));
    return 'failed';
  }
  const ended = await endOrphan(prior, refreshed, key, reader, undefined, block.constructPath);
  making.out.diagnostics.push(...ended.diagnostics);
  making.out.decided.push(ended.decided);
  return 'done';
}

/** What the state has and no configuration declares any more, and what a replacement left behind. */
async function endOrphans(making: Making, priors: readonly PriorObject[]): Promise<void> {
  const { inputs, out, readers } = making;
  const orphans = priors.filter((p) => p.mode === 'managed'
    && (p.deposed !== undefined || !inputs.configuration.resources.has(p.address as ResourceBlock['address'])));
  await mapBounded(orphans, inputs.parallelism, async (prior) => {
    if (inputs.signal.aborted) return;
    const key = readers.keyFor(prior.source, prior.alias);
    const reader = await readers.reader(key);
    if (reader === undefined) return;
    out.readers.set(key, reader);
    const refreshed = await refreshPrior(making, prior, key, reader);
    if (isNull(refreshed.value) || inputs.mode === 'refresh-only') return;
    const ended = await endOrphan(prior, refreshed.value, key, reader, 'delete_because_no_resource_config', undefined);
    out.diagnostics.push(...ended.diagnostics);
    out.decided.push(ended.decided);
  });
}

function idOf(value: Value): string | undefined {
  const id = value.kind === 'object' ? value.entries.get('id') : undefined;
  return id?.kind === 'string' ? id.value : undefined;
}

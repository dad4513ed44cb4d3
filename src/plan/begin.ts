import { hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { CheckLog } from './conditions/log';
import { createFirstOf } from './create-first';
import { tellOnce, type Gathered } from './gathered';
import { judgeImports } from './imports/judge';
import { judgeRequested } from './imports/requested';
import type { PlanInputs } from './inputs';
import { Definitions } from './instances/definitions';
import { ModuleScope, type ScopeGround } from './instances/module-scope';
import type { Making, Priors } from './making';
import { movePriors, type Moved } from './moves/move-priors';
import { decodePrior, type PriorObject } from './prior';
import { configuredReaders } from './providers';
import { judgeRemoved } from './removed/judge';
import { judgeSelection } from './selection/judge';
import { selectionOf } from './selection/selection';
import { staticGraph, type StaticGraph } from './static/graph';
import type { StaticModule } from './static/modules';
import type { Change } from './types';

export interface Begun {
  readonly making: Making;
  readonly deposed: readonly PriorObject[];
  readonly moves: Moved['moves'];
}

/** Everything that a plan is made with before the first thing is decided: the graph, the state's objects where they belong now, scopes. */
export function begin(inputs: PlanInputs): Outcome<Begun> {
  const { graph, diagnostics } = staticGraph(inputs.configuration);
  if (hasErrors(diagnostics)) return { ok: false, diagnostics };
  const prior = decodePrior(inputs.state, (source) => inputs.providers.bySource(source)?.schema());
  const told: Diagnostic[] = [...diagnostics, ...prior.diagnostics];
  if (hasErrors(told)) return { ok: false, diagnostics: told };
  const moved = movePriors(graph, prior.current, prior.deposed);
  told.push(...moved.diagnostics, ...removedProblems(inputs.mode, graph, [...moved.current.values(), ...moved.deposed]), ...(inputs.mode === 'normal' ? judgeImports(graph) : []));
  if (hasErrors(told)) return { ok: false, diagnostics: told };

  const selection = selectionOf(inputs.wanted ?? {}, graph, [...moved.current.values(), ...moved.deposed], inputs.mode === 'destroy');
  told.push(...judgeSelection(inputs.wanted ?? {}, selection, moved.moves));
  if (hasErrors(told)) return { ok: false, diagnostics: told };

  told.push(...judgeRequested(inputs.wanted ?? {}, graph, moved.current));
  if (hasErrors(told)) return { ok: false, diagnostics: told };

  const out: Gathered = {
    decided: [], extra: [], drift: [], refreshed: [], diagnostics: told, readers: new Map(), pending: new Map(), standing: [], declared: [], forgotten: [], unmade: [], claimed: new Set(), open: [],
    instances: new Map(), outputs: new Map(), checks: new CheckLog(), once: tellOnce(),
  };
  const definitions = new Definitions();
  const ground: ScopeGround = {
    root: inputs.configuration.root, workspace: inputs.workspace ?? 'default', functions: inputs.functions, definitions,
    // What is destroyed needs little of what is written: what cannot be evaluated any more is not known.
    tell: (problems) => { if (inputs.mode !== 'destroy') out.diagnostics.push(...problems); },
  };
  const root = new ModuleScope(graph.modules[0], ground, { path: undefined, variables: inputs.variables });
  const modules = new Map<StaticModule, readonly ModuleScope[]>([[graph.modules[0], [root]]]);
  const making: Making = {
    inputs, graph, ground, definitions, modules, out, priors: priorsBy(moved.current), selection, dataWaits: new Map(),
    readers: configuredReaders(graph.providers, inputs.providers, (module) => modules.get(module)?.[0] ?? root),
    createFirst: createFirstOf(graph), usedProviders: usedProviders(graph), changesOf: changesIn(out),
  };
  return ok({ making, deposed: moved.deposed, moves: moved.moves });
}

/** In a plan that ends everything, a removed block is held only against what there is; in one that changes nothing it means nothing. */
function removedProblems(mode: PlanInputs['mode'], graph: StaticGraph, priors: readonly PriorObject[]): readonly Diagnostic[] {
  if (mode === 'refresh-only') return [];
  const told = judgeRemoved(graph);
  return mode === 'normal' ? told : told.filter(({ address = '' }) => priors.some(({ resource }) => resource === address || resource.startsWith(`${address}.`)));
}

function usedProviders({ nodes }: StaticGraph): ReadonlySet<string> {
  const used = new Set<string>();
  for (const node of nodes.values()) {
    if (node.kind === 'resource') used.add(node.provider);
    else if (node.kind === 'check' && node.provider !== undefined) used.add(node.provider);
  }
  return used;
}

function priorsBy(current: ReadonlyMap<string, PriorObject>): Priors {
  const repeated = new Map<string, PriorObject[]>();
  for (const prior of current.values()) {
    if (prior.address === prior.resource) continue;
    const known = repeated.get(prior.resource);
    if (known === undefined) repeated.set(prior.resource, [prior]);
    else known.push(prior);
  }
  return { current, repeated };
}

/** Changes by their resource, indexed as far as they were decided when somebody asks. */
function changesIn(out: Gathered): Making['changesOf'] {
  const byResource = new Map<string, Change[]>();
  let indexed = 0;
  return (address) => {
    for (; indexed < out.decided.length; indexed++) {
      const change = out.decided[indexed]?.change;
      if (change === undefined || change.deposed !== undefined) continue;
      const own = `${change.mode === 'data' ? 'data.' : ''}${change.type}.${change.name}`;
      const whole = change.module === undefined ? own : `${change.module}.${own}`;
      const known = byResource.get(whole);
      if (known === undefined) byResource.set(whole, [change]);
      else known.push(change);
    }
    return byResource.get(address) ?? [];
  };
}

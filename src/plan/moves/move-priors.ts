import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics';
import { unquote, type InstanceKey } from '../../addrs';
import type { PriorObject } from '../prior';
import type { StaticGraph } from '../static/graph';
import { blockedProblem, cycleProblem, staticProblems } from './judge';
import { orderMoves } from './order';
import { destination, keyText, pathOfSteps, stepsOfPath, type Place } from './pattern';
import { impliedMoves, writtenMoves, type Statement } from './statements';

/** The state's objects where they belong by now. */
export interface Moved {
  readonly current: ReadonlyMap<string, PriorObject>;
  readonly deposed: readonly PriorObject[];
  /** What the state has to follow, in an order in which it can: addresses of objects, with what was deposed at each. */
  readonly moves: readonly { readonly from: string; readonly to: string }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One instance address of the state on its way. */
interface Walker {
  readonly origin: string;
  place: Place;
  /** `module.a.terraform_data.x`. */
  names: string;
  address: string;
}

/** Takes the objects of the state along the configuration's moves. Costs nothing where there are none. */
export function movePriors(graph: StaticGraph, current: ReadonlyMap<string, PriorObject>, deposed: readonly PriorObject[]): Moved {
  const written = writtenMoves(graph);
  const statements = [...written, ...impliedMoves(graph, current.values(), written)];
  if (statements.length === 0) return { current, deposed, moves: [], diagnostics: [] };
  const diagnostics: Diagnostic[] = [...staticProblems(written)];
  const ordered = orderMoves(statements);
  if (ordered.kind === 'cycles') diagnostics.push(...ordered.cycles.map(cycleProblem));
  if (ordered.kind === 'cycles' || hasErrors(diagnostics)) return { current, deposed, moves: [], diagnostics };

  const walkers = new Map<string, Walker>();
  const byNames = new Map<string, Set<Walker>>();
  for (const prior of [...current.values(), ...deposed]) {
    if (walkers.has(prior.address)) continue;
    const resource = `${prior.mode === 'data' ? 'data.' : ''}${prior.type}.${prior.name}`;
    const walker: Walker = { origin: prior.address, address: prior.address, names: prior.resource, place: { path: stepsOfPath(prior.module), resource, key: keyText(prior.key) } };
    walkers.set(prior.address, walker);
    put(byNames, walker);
  }
  const blocked: { readonly from: string; readonly to: string }[] = [];
  for (const statement of ordered.order) follow(statement, walkers, byNames, blocked);
  if (blocked.length > 0) diagnostics.push(blockedProblem(blocked));
  return moved([...walkers.values()].filter((w) => w.address !== w.origin), current, deposed, diagnostics);
}

function put(byNames: Map<string, Set<Walker>>, walker: Walker): void {
  const known = byNames.get(walker.names);
  if (known === undefined) byNames.set(walker.names, new Set([walker]));
  else known.add(walker);
}

function follow(statement: Statement, walkers: Map<string, Walker>, byNames: Map<string, Set<Walker>>, blocked: { from: string; to: string }[]): void {
  const { from, to, depth } = statement;
  const names = from.resource === undefined ? [...byNames.keys()].filter((n) => n.startsWith(`${from.names}.`)) : [from.names];
  const all = names.flatMap((n) => [...byNames.get(n) ?? []]);
  const going = all.flatMap((walker) => {
    const place = destination(walker.place, from, to, depth);
    return place === undefined ? [] : [{ walker, place, address: addressOf(place) }];
  });
  // A whole module goes or stays: parts of two modules are never mixed.
  const taken = from.resource === undefined ? modulesTaken(going, byNames, statement) : new Set<string>();
  for (const { walker, place, address } of going) {
    const into = from.resource === undefined ? pathOfSteps(place.path.slice(0, to.path.length)) ?? '' : '';
    if (address === walker.address) continue;
    if (walkers.has(address) || taken.has(into)) {
      if (from.resource !== undefined) blocked.push({ from: walker.address, to: address });
      else blockModule(walker, place, statement, blocked);
      continue;
    }
    walkers.delete(walker.address);
    byNames.get(walker.names)?.delete(walker);
    walker.place = place;
    walker.address = address;
    walker.names = [...place.path.map(({ name }) => `module.${name}`), place.resource ?? ''].join('.');
    walkers.set(address, walker);
    put(byNames, walker);
  }
}

/** Paths of module instances that something goes to and that have something already. */
function modulesTaken(going: readonly { readonly walker: Walker; readonly place: Place }[], byNames: ReadonlyMap<string, ReadonlySet<Walker>>, { to }: Statement): ReadonlySet<string> {
  const wanted = new Set(going.map(({ place }) => pathOfSteps(place.path.slice(0, to.path.length)) ?? ''));
  const own = new Set(going.map(({ walker }) => walker.place));
  const taken = new Set<string>();
  for (const [names, walkers] of byNames) {
    if (!names.startsWith(`${to.names}.`)) continue;
    for (const { place } of walkers) {
      const path = pathOfSteps(place.path.slice(0, to.path.length)) ?? '';
      if (wanted.has(path) && !own.has(place)) taken.add(path);
    }
  }
  return taken;
}

function blockModule(walker: Walker, place: Place, { from, to }: Statement, blocked: { from: string; to: string }[]): void {
  const pair = { from: pathOfSteps(walker.place.path.slice(0, from.path.length)) ?? '', to: pathOfSteps(place.path.slice(0, to.path.length)) ?? '' };
  if (!blocked.some((b) => b.from === pair.from && b.to === pair.to)) blocked.push(pair);
}

function addressOf({ path, resource, key }: Place): string {
  const module = pathOfSteps(path);
  return `${module === undefined ? '' : `${module}.`}${resource ?? ''}${key}`;
}

function moved(gone: readonly Walker[], current: ReadonlyMap<string, PriorObject>, deposed: readonly PriorObject[], diagnostics: readonly Diagnostic[]): Moved {
  if (gone.length === 0) return { current, deposed, moves: [], diagnostics };
  const byOrigin = new Map(gone.map((w) => [w.origin, w]));
  const renamed = new Map<string, string[]>();
  for (const { origin, names } of gone) {
    const before = (current.get(origin) ?? deposed.find((d) => d.address === origin))?.resource;
    if (before !== undefined && before !== names) renamed.set(before, [...new Set([...renamed.get(before) ?? [], names])]);
  }
  const follow = (prior: PriorObject): PriorObject => {
    const dependencies = prior.dependencies.some((d) => renamed.has(d)) ? [...new Set(prior.dependencies.flatMap((d) => renamed.get(d) ?? [d]))].sort() : prior.dependencies;
    const walker = byOrigin.get(prior.address);
    const kept = dependencies === prior.dependencies ? prior : { ...prior, dependencies, unmovedDependencies: prior.dependencies };
    if (walker === undefined) return kept;
    const { place, names, address } = walker;
    const [type = '', name = ''] = (place.resource ?? '').replace(/^data\./, '').split('.');
    return { ...kept, address, resource: names, module: pathOfSteps(place.path), key: keyOf(place.key), type, name, previousAddress: prior.address };
  };
  const mismatched = gone.flatMap((w) => {
    const prior = current.get(w.origin);
    return prior !== undefined && !(w.place.resource ?? '').replace(/^data\./, '').startsWith(`${prior.type}.`) ? [{ prior, to: w.address }] : [];
  });
  const told = mismatched.map(({ prior, to }) => diagnostic('plan_move_type', `${prior.address} cannot move to ${to}: they are of two types, and neither provider can make the one of the other. Remove the moved block, and let the old one go or forget it with a removed block.`, { address: prior.address }));
  const here = [...current.values()].map(follow);
  return { current: new Map(here.map((prior) => [prior.address, prior])), deposed: deposed.map(follow), moves: inOrder(gone), diagnostics: [...diagnostics, ...told] };
}

/** A move to where another one takes from comes after that. */
function inOrder(gone: readonly Walker[]): Moved['moves'] {
  const byOrigin = new Map(gone.map((w) => [w.origin, w]));
  const done = new Set<Walker>();
  const moves: { from: string; to: string }[] = [];
  for (const start of [...gone].sort((a, b) => (a.origin < b.origin ? -1 : 1))) {
    const chain: Walker[] = [];
    for (let at: Walker | undefined = start; at !== undefined && !done.has(at) && !chain.includes(at); at = byOrigin.get(at.address)) chain.push(at);
    for (const walker of chain.reverse()) {
      done.add(walker);
      moves.push({ from: walker.origin, to: walker.address });
    }
  }
  return moves;
}

function keyOf(text: string): InstanceKey | undefined {
  if (text === '') return undefined;
  const inner = text.slice(1, -1);
  return inner.startsWith('"') ? unquote(inner, 0)?.text : Number(inner);
}

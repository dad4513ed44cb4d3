import { makeGraph, topologicalOrder } from '../../graph';
import { overlap, type Pattern } from './pattern';
import type { Statement } from './statements';

export type OrderedMoves =
  | { readonly kind: 'order'; readonly order: readonly Statement[] }
  | { readonly kind: 'cycles'; readonly cycles: readonly (readonly Statement[])[] };

/**
 * Moves in an order in which chains work: one that takes from where another brings comes after it, and what lies in a module leaves it
 * before the module moves.
 */
export function orderMoves(statements: readonly Statement[]): OrderedMoves {
  const ids = statements.map((_, i) => String(i));
  const bringing = indexBy(statements, (s) => s.to);
  const taking = indexBy(statements, (s) => s.from);
  const graph = makeGraph(ids, (id) => {
    const own = statements[Number(id)] as Statement;
    const chained = related(bringing, own.from).filter((i) => overlap((statements[i] as Statement).to, own.from));
    const nested = related(taking, own.from).filter((i) => isWithin((statements[i] as Statement).from, own.from) && overlap((statements[i] as Statement).from, own.from));
    return [...chained, ...nested].filter((i) => i !== Number(id)).map(String);
  });
  const ordered = topologicalOrder(graph);
  const all = (found: readonly string[]): readonly Statement[] => found.map((id) => statements[Number(id)] as Statement);
  return ordered.kind === 'order' ? { kind: 'order', order: all(ordered.order) } : { kind: 'cycles', cycles: ordered.cycles.map(all) };
}

/** Statements by the names of one end, and by those of each module around it. */
interface NameIndex {
  readonly exact: ReadonlyMap<string, readonly number[]>;
  readonly below: ReadonlyMap<string, readonly number[]>;
}

function indexBy(statements: readonly Statement[], end: (statement: Statement) => Pattern): NameIndex {
  const exact = new Map<string, number[]>();
  const below = new Map<string, number[]>();
  const put = (map: Map<string, number[]>, key: string, i: number): void => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [i]);
    else known.push(i);
  };
  statements.forEach((statement, i) => {
    const pattern = end(statement);
    put(exact, pattern.names, i);
    for (const above of modulesAbove(pattern)) put(below, above, i);
  });
  return { exact, below };
}

function modulesAbove({ path, resource }: Pattern): readonly string[] {
  const calls = resource === undefined ? path.slice(0, -1) : path;
  return calls.map((_, i) => calls.slice(0, i + 1).map(({ name }) => `module.${name}`).join('.'));
}

/** Statements whose end may overlap: of the same names, in a module of these names, or a module around. */
function related({ exact, below }: NameIndex, pattern: Pattern): readonly number[] {
  const inside = pattern.resource === undefined ? below.get(pattern.names) ?? [] : [];
  const around = modulesAbove(pattern).flatMap((names) => exact.get(names) ?? []);
  return [...exact.get(pattern.names) ?? [], ...inside, ...around];
}

function isWithin(inner: Pattern, outer: Pattern): boolean {
  return outer.resource === undefined && (inner.resource !== undefined ? inner.path.length >= outer.path.length : inner.path.length > outer.path.length);
}

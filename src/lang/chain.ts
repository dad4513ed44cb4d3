import type { Expr } from './expr';

/**
 * What people write as long as they like: `a + b + c`, `a.b[c]`, `a ? b : c ? d : e`. Such a tree leans to one side. Whatever walks
 * trees goes along it by a loop, since each level of a recursion takes some of the stack; all else is as deep as brackets are.
 */
export type Chained = Extract<Expr, { kind: 'binary' | 'index' | 'attr' | 'conditional' }>;

export function isChained(expr: Expr): expr is Chained {
  return expr.kind === 'binary' || expr.kind === 'index' || expr.kind === 'attr' || expr.kind === 'conditional';
}

/** The side that the tree leans to. */
export function leaningPart(expr: Chained): Expr {
  switch (expr.kind) {
    case 'binary': return expr.left;
    case 'index': case 'attr': return expr.of;
    case 'conditional': return expr.otherwise;
  }
}

/** The other parts, in the order of the text. */
export function sideParts(expr: Chained): readonly Expr[] {
  switch (expr.kind) {
    case 'binary': return [expr.right];
    case 'index': return [expr.key];
    case 'attr': return [];
    case 'conditional': return [expr.condition, expr.then];
  }
}

/** Side parts of all links and what the chain ends in, in the order of the text; none of them is a link of it. */
export function partsOfChain(expr: Chained): readonly Expr[] {
  const before: Expr[] = [];
  const behind: (readonly Expr[])[] = [];
  let end: Expr = expr;
  for (; isChained(end); end = leaningPart(end)) {
    if (end.kind === 'conditional') before.push(...sideParts(end));
    else behind.push(sideParts(end));
  }
  return [...before, end, ...behind.reverse().flat()];
}

/**
 * The same chain with `map` done to each side part and to what the chain ends in. `settled`: what a link of it becomes as a whole; the
 * links that lean on it are made anew, and none within it is looked at.
 */
export function mapChain(expr: Chained, map: (part: Expr) => Expr, settled: (link: Chained) => Expr | undefined = () => undefined): Expr {
  const chain: Chained[] = [expr];
  let end = leaningPart(expr);
  let mapped: Expr | undefined;
  for (; isChained(end); end = leaningPart(end)) {
    mapped = settled(end);
    if (mapped !== undefined) break;
    chain.push(end);
  }
  mapped ??= map(end);
  for (let link = chain.pop(); link !== undefined; link = chain.pop()) mapped = relinked(link, mapped, map);
  return mapped;
}

function relinked(link: Chained, leaning: Expr, map: (part: Expr) => Expr): Expr {
  switch (link.kind) {
    case 'binary': return changed(link, leaning === link.left, [link.right], ([right = link.right]) => ({ ...link, left: leaning, right }), map);
    case 'index': return changed(link, leaning === link.of, [link.key], ([key = link.key]) => ({ ...link, of: leaning, key }), map);
    case 'attr': return leaning === link.of ? link : { ...link, of: leaning };
    case 'conditional': return changed(link, leaning === link.otherwise, [link.condition, link.then], ([condition = link.condition, then = link.then]) => ({ ...link, condition, then, otherwise: leaning }), map);
  }
}

/** The link itself where nothing in it is another. */
function changed(link: Chained, same: boolean, sides: readonly Expr[], make: (sides: readonly Expr[]) => Expr, map: (part: Expr) => Expr): Expr {
  const mapped = sides.map((side) => map(side));
  return same && mapped.every((side, i) => side === sides[i]) ? link : make(mapped);
}

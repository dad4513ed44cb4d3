import { node, text, type Node } from './node';

const SIMPLE = ['1', '"a"', 'true', 'null', '[]', '{}'];

/**
 * The smallest tree that can be had from `from` by taking parts away while `fails` holds; looks at `budget` trees at most.
 */
export async function reduce(from: Node, fails: (candidate: Node) => Promise<boolean>, budget = 120): Promise<Node> {
  let best = from;
  let left = budget;
  const seen = new Set<string>([text(best)]);
  for (let smaller = true; smaller && left > 0;) {
    smaller = false;
    for (const candidate of candidates(best)) {
      const written = text(candidate);
      if (seen.has(written) || written.length >= text(best).length) continue;
      seen.add(written);
      if (left-- <= 0) break;
      if (!(await fails(candidate))) continue;
      best = candidate;
      smaller = true;
      break;
    }
  }
  return best;
}

function* candidates(of: Node): Generator<Node> {
  for (const part of of.parts) if (typeof part !== 'string') yield part;
  for (const [i, part] of of.parts.entries()) {
    if (typeof part === 'string') continue;
    for (const simple of SIMPLE) yield put(of, i, node(part.type, simple));
    if (of.parts[i + 1] === ', ') yield { ...of, parts: [...of.parts.slice(0, i), ...of.parts.slice(i + 2)] };
    if (of.parts[i - 1] === ', ') yield { ...of, parts: [...of.parts.slice(0, i - 1), ...of.parts.slice(i + 1)] };
  }
  for (const [i, part] of of.parts.entries()) {
    if (typeof part !== 'string') for (const smaller of candidates(part)) yield put(of, i, smaller);
  }
}

const put = (of: Node, at: number, part: Node): Node => ({ ...of, parts: of.parts.map((old, i) => (i === at ? part : old)) });

/** A code for each symbol; `lengths` is 0 for one that does not occur. Codes are stored with their first bit lowest. */
export interface Code {
  readonly lengths: Uint8Array;
  readonly codes: Uint16Array;
}

interface Leaf {
  readonly symbol: number;
  readonly count: number;
}

/** The best code in which no symbol has more bits than that. Between equally good ones, Go's compress/flate decides. */
export function huffmanCode(counts: ArrayLike<number>, maxBits: number): Code {
  const leaves: Leaf[] = [];
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const count = counts[symbol] ?? 0;
    if (count > 0) leaves.push({ symbol, count });
  }
  const code = { lengths: new Uint8Array(counts.length), codes: new Uint16Array(counts.length) };
  if (leaves.length <= 2) {
    for (const [i, { symbol }] of leaves.entries()) {
      code.lengths[symbol] = 1;
      code.codes[symbol] = i;
    }
    return code;
  }
  leaves.sort((a, b) => a.count - b.count || a.symbol - b.symbol);
  return assign(leaves, leavesByLength(leaves, Math.min(maxBits, leaves.length - 1)), code);
}

/** How many leaves get 1, 2, 3 ... bits: package-merge, where a package goes before a leaf of the same weight. */
function leavesByLength(leaves: readonly Leaf[], maxBits: number): readonly number[] {
  const rows: (readonly { readonly weight: number; readonly leaf: boolean }[])[] = [];
  for (let level = 0; level < maxBits; level++) {
    const below = rows.at(-1) ?? [];
    const row: { weight: number; leaf: boolean }[] = [];
    let leaf = 0;
    for (let pair = 0; leaf < leaves.length || 2 * pair + 1 < below.length;) {
      const first = below[2 * pair];
      const second = below[2 * pair + 1];
      const weight = first === undefined || second === undefined ? Infinity : first.weight + second.weight;
      const count = leaves[leaf]?.count ?? Infinity;
      if (count < weight) {
        row.push({ weight: count, leaf: true });
        leaf++;
      } else {
        row.push({ weight, leaf: false });
        pair++;
      }
    }
    rows.push(row);
  }
  const atLeast: number[] = [];
  for (let level = maxBits - 1, wanted = 2 * leaves.length - 2; level >= 0; level--) {
    const taken = rows[level]?.slice(0, wanted) ?? [];
    const own = taken.filter(({ leaf }) => leaf).length;
    atLeast.push(own);
    wanted = 2 * (taken.length - own);
  }
  // A leaf has a bit for each level that it is taken at.
  return atLeast.map((count, i) => count - (atLeast[i + 1] ?? 0));
}

function assign(leaves: readonly Leaf[], counts: readonly number[], code: Code): Code {
  let next = 0;
  let end = leaves.length;
  for (const [i, count] of counts.entries()) {
    next <<= 1;
    const bits = i + 1;
    const symbols = leaves.slice(end - count, end).map(({ symbol }) => symbol).sort((a, b) => a - b);
    for (const symbol of symbols) {
      code.lengths[symbol] = bits;
      code.codes[symbol] = reversed(next++, bits);
    }
    end -= count;
  }
  return code;
}

/** The bits in the other order. */
export function reversed(code: number, bits: number): number {
  let out = 0;
  for (let i = 0; i < bits; i++) out |= ((code >> i) & 1) << (bits - 1 - i);
  return out;
}

/** Bits that a code takes for so many of each symbol. */
export function bitLength({ lengths }: Code, counts: ArrayLike<number>): number {
  let total = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) total += (counts[symbol] ?? 0) * (lengths[symbol] ?? 0);
  return total;
}

/**
 * Compares texts by their UTF-8 bytes, as Terraform sorts. UTF-16 units give the same order but for surrogates,
 * which stand for more than anything up to U+FFFF.
 */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return weight(left) - weight(right);
  }
  return a.length - b.length;
}

function weight(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

const SURROGATE = /[\ud800-\udfff]/;

/** The texts in that order, in a new array. Without surrogates JavaScript's own order is the same, and faster. */
export function sortedTexts(texts: Iterable<string>): string[] {
  const all = [...texts];
  return all.some((text) => SURROGATE.test(text)) ? all.sort(compareText) : all.sort();
}

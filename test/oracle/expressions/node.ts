/** A generated expression: a tree, so that a failing one can be cut down. */

export type T =
  | 'string' | 'number' | 'bool' | 'any'
  | { readonly list: T } | { readonly set: T } | { readonly map: T }
  | { readonly tuple: readonly T[] } | { readonly object: Readonly<Record<string, T>> };

export interface Node {
  readonly type: T;
  readonly parts: readonly (string | Node)[];
}

export function node(type: T, ...parts: readonly (string | Node)[]): Node {
  return { type, parts };
}

export function text(of: Node): string {
  return of.parts.map((part) => (typeof part === 'string' ? part : text(part))).join('');
}

/** With commas between. */
export function listed(nodes: readonly Node[]): readonly (string | Node)[] {
  return nodes.flatMap((item, i) => (i === 0 ? [item] : [', ', item]));
}

/** A string literal of the language that means `value`. */
export function quote(value: string): string {
  const escaped = value
    .replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')
    .replace(/\$\{/g, '$$${').replace(/%\{/g, '%%{')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${escaped}"`;
}

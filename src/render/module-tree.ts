/** A module instance with what stands in it. */
export interface ModuleNode<T> {
  /** undefined for the root. */
  readonly address: string | undefined;
  readonly resources: readonly T[];
  readonly children: readonly ModuleNode<T>[];
}

interface Draft<T> {
  readonly address: string | undefined;
  readonly resources: T[];
  readonly children: Draft<T>[];
}

const CALL = /module\.[^.[]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?/g;

/** Things in the modules that they stand in, all in the order in which they come. */
export function moduleTree<T>(things: Iterable<readonly [module: string | undefined, thing: T]>): ModuleNode<T> {
  const root: Draft<T> = { address: undefined, resources: [], children: [] };
  const known = new Map<string | undefined, Draft<T>>([[undefined, root]]);
  const find = (path: string | undefined): Draft<T> => {
    const found = known.get(path);
    if (found !== undefined) return found;
    let at = root;
    for (const call of (path ?? '').match(CALL) ?? []) {
      const address = at.address === undefined ? call : `${at.address}.${call}`;
      const next: Draft<T> = known.get(address) ?? { address, resources: [], children: [] };
      if (!known.has(address)) at.children.push(next);
      known.set(address, next);
      at = next;
    }
    known.set(path, at);
    return at;
  };
  for (const [module, thing] of things) find(module).resources.push(thing);
  return root;
}

import type { ModuleNode } from '../module-tree';
import { LazyList, type JsonData } from './write';

/** A module with its resources and the modules below it; what is empty is left out. */
export function moduleJson<T>({ address, resources, children }: ModuleNode<T>, json: (resource: T) => JsonData): { readonly [name: string]: JsonData | undefined } {
  return {
    resources: resources.length === 0 ? undefined : new LazyList(function* () { for (const resource of resources) yield json(resource); }),
    address,
    child_modules: children.length === 0 ? undefined : children.map((child) => moduleJson(child, json)),
  };
}

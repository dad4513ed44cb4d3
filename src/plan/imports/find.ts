import type { Configuration } from '../../config';
import type { Diagnostic } from '../../diagnostics';
import type { ModuleScope } from '../instances/module-scope';
import type { PriorObject } from '../prior';
import type { StaticGraph } from '../static/graph';
import type { ImportTargets } from './targets';

export function findImports(
  _graph: StaticGraph, _configuration: Configuration, _root: ModuleScope, _current: ReadonlyMap<string, PriorObject>,
): { readonly targets: ImportTargets; readonly diagnostics: readonly Diagnostic[] } {
  return { targets: new Map(), diagnostics: [] };
}

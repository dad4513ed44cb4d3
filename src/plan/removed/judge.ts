import type { Diagnostic } from '../../diagnostics';
import type { StaticGraph } from '../static/graph';

export function judgeRemoved(_graph: StaticGraph): readonly Diagnostic[] {
  return [];
}

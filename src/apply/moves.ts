import type { Plan } from '../plan';
import type { OpenRun, RunObject } from '../state';
import type { Draft } from './draft';
import { formatWhere, parseWhere } from './where';

/** An object that a plan found at one address and left at another. */
export interface MovedObject {
  readonly from: string;
  readonly to: string;
  readonly object: RunObject;
}

/**
 * Puts objects of the state where the plan has them, and gives what is to be recorded of it before anything else happens. A run that
 * is taken up has recorded some of it, or all.
 */
export function moveObjects(draft: Draft, plan: Plan, resumed: OpenRun | undefined): readonly MovedObject[] {
  const { moves = [] } = plan;
  if (moves.length === 0 || resumed?.checkpointed === true) return [];
  const recorded = new Set(resumed?.records.flatMap((r) => (r.type === 'object' && r.movedFrom !== undefined ? [r.movedFrom] : [])));
  const moved: MovedObject[] = [];
  for (const { from, to } of moves) {
    for (const deposed of [undefined, ...draft.deposedAt(from)]) {
      const [source, target] = [formatWhere(from, deposed), formatWhere(to, deposed)];
      const instance = draft.object(source);
      const head = draft.headOf(from);
      // Someone else's object at the target is found out when the state is held against the plan.
      if (recorded.has(source) || instance === undefined || head === undefined || draft.object(target) !== undefined) continue;
      const { resource, indexKey } = parseWhere(to);
      const [type = head.type, name = head.name] = resource.split('.').slice(-2);
      const object: RunObject = { ...head, type, name, instance: { ...instance, indexKey } };
      draft.remove(source);
      draft.put(to, object);
      moved.push({ from: source, to, object });
    }
  }
  return moved;
}

import type { PlannedResource } from '../provider';
import { equalValues, isNull, type Value, type ValuePath } from '../values';
import type { Action, ActionReason } from './types';

/** What the provider said of each leg, before anything is decided. */
export interface Legs {
  /** Prior object after refresh; null value when there is none. */
  readonly prior: Value;
  /** In place, or the creation when there is no prior object; undefined when the object is to go. */
  readonly inPlace: PlannedResource | undefined;
  /** A creation from nothing, asked for when `inPlace` cannot be made in place or the object is tainted. */
  readonly fresh: PlannedResource | undefined;
  /** The end of the prior object. */
  readonly gone: PlannedResource | undefined;
  readonly tainted: boolean;
  readonly createBeforeDestroy: boolean;
  /** Something that the block names as a trigger changes: the object is replaced, whatever its provider says. */
  readonly triggered?: boolean;
  /** Somebody asked for the replacement. */
  readonly requested?: boolean;
}

export interface Decision {
  readonly action: Action;
  readonly order: 'create-first' | 'destroy-first' | undefined;
  readonly disposal: 'delete' | 'forget' | undefined;
  readonly reason: ActionReason | undefined;
  readonly after: Value;
  readonly replacePaths: readonly ValuePath[];
  /** The leg that makes or changes the object, and the leg that ends the old one. */
  readonly making: PlannedResource | undefined;
  readonly ending: PlannedResource | undefined;
}

export function mustReplace(inPlace: PlannedResource, prior: Value, forced: boolean): boolean {
  return !isNull(prior) && (forced || inPlace.requiresReplace.length > 0);
}

/** From what the provider proposed to one action. Pure; every rule stands in the order in which it wins. */
export function decide(legs: Legs, goneReason: ActionReason | undefined): Decision {
  const { prior, inPlace, fresh, gone, triggered = false, requested = false } = legs;
  if (inPlace === undefined) {
    if (gone === undefined) throw new Error('an object that is to go was not planned so');
    return {
      action: gone.disposal, order: undefined, disposal: gone.disposal, reason: goneReason, after: gone.planned,
      replacePaths: [], making: undefined, ending: gone,
    };
  }
  // Terraform gives that reason for what is new as well.
  if (isNull(prior)) return { ...plainly(inPlace.adopts ? 'adopt' : 'create', inPlace.planned, inPlace), reason: triggered ? 'replace_by_triggers' : undefined };
  if (mustReplace(inPlace, prior, legs.tainted || triggered || requested)) {
    if (fresh === undefined || gone === undefined) throw new Error('a replacement was not planned leg by leg');
    return {
      action: 'replace',
      order: legs.createBeforeDestroy ? 'create-first' : fresh.replaceOrder,
      disposal: gone.disposal,
      reason: legs.tainted ? 'replace_because_tainted' : triggered ? 'replace_by_triggers' : requested ? 'replace_by_request' : 'replace_because_cannot_update',
      after: fresh.planned,
      replacePaths: legs.tainted ? [] : inPlace.requiresReplace,
      making: fresh,
      ending: gone,
    };
  }
  return equalValues(prior, inPlace.planned) ? plainly('no-op', prior, undefined) : plainly('update', inPlace.planned, inPlace);
}

function plainly(action: Action, after: Value, making: PlannedResource | undefined): Decision {
  return { action, order: undefined, disposal: undefined, reason: undefined, after, replacePaths: [], making, ending: undefined };
}

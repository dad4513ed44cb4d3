import type { Reference, Scope } from '../lang';
import type { Value } from '../values';
import type { Walker } from './walker';

/** What the left-over expressions of a plan may name: objects only, as they are now. All else was put in at plan time. */
export function scopeOf(walker: Walker): Scope {
  return {
    lookup(ref: Reference): Value | undefined {
      if (ref.kind !== 'resource') return undefined;
      return walker.objects.get(ref.address);
    },
    localExpr: () => undefined,
  };
}

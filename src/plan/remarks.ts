import { withoutEffects } from '../provider';
import type { DecidedChange } from './steps/input';

/** The changes with remarks on what happens besides that leave out what another change is declared for. */
export function withOwnRemarks(decided: readonly DecidedChange[]): readonly DecidedChange[] {
  if (!decided.some(({ change }) => change.notes.some(({ listing }) => listing !== undefined))) return decided;
  const declared = new Set(decided.flatMap(({ making }) => making?.effects.flatMap((effect) => (effect.prerequisite ? [] : [effect.id])) ?? []));
  return decided.map((one) => {
    if (!one.change.notes.some(({ listing }) => listing !== undefined)) return one;
    return { ...one, change: { ...one.change, notes: withoutEffects(one.change.notes, (effect) => declared.has(effect)) } };
  });
}

import { compareActions, type PlannedAction } from '../../plan';
import { printableLine } from '../../render';

/** Addresses that a sentence names at most. */
const SHOWN = 20;

/** How what a plan does differs from what another does, in sentences. `onlyLess`: it does a part of it, and nothing else. */
export function differenceText(first: readonly PlannedAction[], second: readonly PlannedAction[]): { readonly text: string; readonly onlyLess: boolean; readonly same: boolean } {
  const { added, missing, different } = compareActions(first, second);
  const told = (what: string, all: readonly string[]): readonly string[] => (all.length === 0 ? []
    : [`${what}: ${all.slice(0, SHOWN).map(printableLine).join(', ')}${all.length > SHOWN ? ` and ${all.length - SHOWN} more` : ''}.`]);
  const lines = [...told('Only now', added), ...told('No longer', missing), ...told('With other values', different)];
  return { text: lines.join(' '), onlyLess: added.length === 0 && different.length === 0 && missing.length > 0, same: lines.length === 0 };
}

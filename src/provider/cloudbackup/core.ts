import type { Diagnostic } from '../../diagnostics';
import { equalValues, type Value } from '../../values';
import type { PlannedResource } from '../types';
import type { CloudbackupSettings } from './settings';
import type { World } from './world';

/** What every verb of a configured provider goes by. */
export interface Core {
  readonly world: World;
  readonly settings: CloudbackupSettings;
}

/** What is planned for an object of the state: the very object where nothing becomes of it, which spares comparing it again. */
export function unchanged(prior: Value, value: Value): Value {
  return equalValues(prior, value) ? prior : value;
}

/** A planned object about which there is nothing to say but what `said` says. */
export function planned(value: Value, said: Partial<Omit<PlannedResource, 'planned'>> = {}): PlannedResource {
  const { requiresReplace = [], replaceOrder = 'create-first', adopts = false, disposal = 'forget' } = said;
  const { effects = [], facts = [], notes = [], locus, diagnostics = [] } = said;
  return { planned: value, requiresReplace, replaceOrder, adopts, disposal, effects, facts, notes, locus, diagnostics };
}

/** Nothing can be planned: the errors say why. */
export function refused(value: Value, ...diagnostics: readonly Diagnostic[]): PlannedResource {
  return planned(value, { diagnostics });
}

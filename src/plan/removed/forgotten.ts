import { diagnostic, type Diagnostic } from '../../diagnostics';

const SHOWN = 20;

/** Said once for all: what removed blocks let go lives on, and nobody looks after it here. */
export function forgottenWarning(addresses: readonly string[]): Diagnostic {
  const shown = [...addresses].sort().slice(0, SHOWN).join(', ');
  const more = addresses.length > SHOWN ? ` and ${addresses.length - SHOWN} more` : '';
  return diagnostic('plan_forgotten', `When this plan is applied, these objects leave the state, and nothing is done to them: ${shown}${more}. To manage one again, import it.`);
}

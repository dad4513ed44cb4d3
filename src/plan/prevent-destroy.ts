import type { ResourceBlock } from '../config';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { Decision } from './decide';

/** Told instead of a plan that ends what must not be ended. */
export function preventDestroy(block: ResourceBlock, address: string, decision: Pick<Decision, 'action'>): Diagnostic {
  const verb = decision.action === 'replace' ? 'replace' : 'destroy';
  return diagnostic('plan_prevent_destroy', `${address} has lifecycle.prevent_destroy set, and this plan would ${verb} it. `
    + 'Set lifecycle.prevent_destroy to false to allow that, or change the configuration so that the object stays.',
  { address, constructPath: block.constructPath, range: block.locate() });
}

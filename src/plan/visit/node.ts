import { unreachable } from '../../diagnostics';
import type { Visit } from '../../graph';
import { goOn, type Eventually } from '../../provider';
import { scopesOf, type Making } from '../making';
import type { StaticNode } from '../static/nodes';
import { visitCheck } from './check';
import { visitExpand } from './expand-module';
import { visitLocal } from './local';
import { visitOutput } from './output';
import { visitResource } from './resource';
import { visitValidation, visitVariable } from './variable';

/** Visits one thing of the configuration, for all its instances: everything that it needs was visited. */
export function visitNode(making: Making, node: StaticNode): Eventually<Visit> {
  if (node.module.parent !== undefined && scopesOf(making, node.module).length === 0 && node.kind !== 'resource') making.out.unmade.push(node);
  switch (node.kind) {
    case 'resource': return visitResource(making, node);
    case 'provider':
      // One that nothing uses is not configured; Terraform configures it only when something needs it, too.
      if (!making.usedProviders.has(node.key)) return 'done';
      return goOn(making.readers.reader(node.key), (reader) => (reader === undefined ? 'failed' : 'done'));
    case 'expand': return visitExpand(making, node);
    case 'close': case 'decided': return 'done';
    case 'variable': return visitVariable(making, node);
    case 'validation': return visitValidation(making, node);
    case 'local': return visitLocal(making, node);
    case 'output': return visitOutput(making, node);
    case 'check': return visitCheck(making, node);
    default: return unreachable(node);
  }
}

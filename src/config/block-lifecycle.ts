import type { ResourceMode } from '../addrs';
import { readBool } from './arguments';
import { bodySchema, type BodyContent, type Findings, type RawBlock } from './body';
import { checkSelfReference, readCondition } from './condition';
import { readIgnoreChanges } from './ignore-changes';
import { readReplaceTriggers } from './replace-triggers';
import type { Condition, Lifecycle } from './types';

export const PLAIN_LIFECYCLE: Lifecycle = Object.freeze({
  preventDestroy: false, createBeforeDestroy: false, ignoreChanges: Object.freeze([]), replaceTriggeredBy: Object.freeze([]), preconditions: Object.freeze([]), postconditions: Object.freeze([]),
});

const MANAGED_ONLY = ['create_before_destroy', 'prevent_destroy', 'ignore_changes', 'replace_triggered_by'];
const LIFECYCLE = bodySchema({ attributes: MANAGED_ONLY, blocks: [{ type: 'precondition' }, { type: 'postcondition' }] });

/** The lifecycle of a resource or data source from its blocks: there may be one. */
export function readLifecycle(blocks: readonly RawBlock[], mode: ResourceMode, address: string, findings: Findings): Lifecycle {
  const [first, ...more] = blocks.filter((block) => block.type === 'lifecycle');
  if (first === undefined) return PLAIN_LIFECYCLE;
  for (const again of more) findings.tell('config_lifecycle_twice', `${address} has a lifecycle block already. Put both into one.`, again.locate());
  const content = first.body.content(LIFECYCLE, findings);
  const conditions = {
    preconditions: readConditions(content, 'precondition', address, findings),
    postconditions: readConditions(content, 'postcondition', address, findings),
  };
  return mode === 'managed' ? { ...readManaged(content, findings), ...conditions } : { ...refuseManaged(content, address, findings), ...conditions };
}

function readManaged({ attributes }: BodyContent, findings: Findings): Omit<Lifecycle, 'preconditions' | 'postconditions'> {
  return {
    createBeforeDestroy: readBool(attributes.get('create_before_destroy'), false, findings),
    preventDestroy: readBool(attributes.get('prevent_destroy'), false, findings),
    ignoreChanges: readIgnoreChanges(attributes.get('ignore_changes'), findings),
    replaceTriggeredBy: readReplaceTriggers(attributes.get('replace_triggered_by'), findings),
  };
}

function refuseManaged({ attributes }: BodyContent, address: string, findings: Findings): Lifecycle {
  for (const { name, nameRange } of attributes.values()) {
    findings.tell('config_lifecycle_data', `"${name}" means nothing for ${address}: a data source is read, never made, changed or destroyed. Remove it.`, nameRange());
  }
  return PLAIN_LIFECYCLE;
}

function readConditions({ blocks }: BodyContent, kind: 'precondition' | 'postcondition', address: string, findings: Findings): readonly Condition[] {
  const found: Condition[] = [];
  for (const block of blocks) {
    if (block.type !== kind) continue;
    const condition = readCondition(block, kind, findings);
    if (condition === undefined) continue;
    checkSelfReference(condition, kind, address, findings);
    found.push(condition);
  }
  return found;
}

import { referencesOf, type Reference } from '../lang';
import { bodySchema, mentions, type Findings, type RawBlock } from './body';
import type { Condition } from './types';

const CONDITION = bodySchema({ attributes: [{ name: 'condition', required: true }, { name: 'error_message', required: true }] });

export type ConditionKind = 'precondition' | 'postcondition' | 'validation' | 'assert';

/** A block of `condition` and `error_message`; undefined, and told, when it lacks one of them. */
export function readCondition(block: RawBlock, kind: ConditionKind, findings: Findings): Condition | undefined {
  const { attributes } = block.body.content(CONDITION, findings);
  const raw = attributes.get('condition');
  const message = attributes.get('error_message');
  const condition = raw?.expr(findings);
  const errorMessage = message?.expr(findings);
  if (raw !== undefined && condition !== undefined && !mentions(condition)) {
    findings.tell('config_condition_constant', 'The condition refers to nothing, so its result is always the same. Let it refer to what it is to check.', raw.range(), `Invalid ${kind} expression`);
  }
  if (condition === undefined || errorMessage === undefined) return undefined;
  return { condition, errorMessage, locate: block.locate };
}

/** Tells of conditions of a resource that refer to the resource itself. */
export function checkSelfReference(condition: Condition, kind: ConditionKind, address: string, findings: Findings): void {
  const isSelf = (reference: Reference): boolean => reference.kind === 'resource' && reference.address === address;
  for (const [name, expr] of [['condition', condition.condition], ['error_message', condition.errorMessage]] as const) {
    if (!referencesOf(expr).some(isSelf)) continue;
    findings.tell('config_condition_self', kind === 'precondition' ? `A precondition of ${address} is checked before ${address} is made or read, and cannot refer to it.` : `A ${kind} refers to its own ${address} as "self".`,
      condition.locate([name]), `Invalid reference in ${kind}`);
  }
}

import { diagnostic, fail, ok, type Outcome } from '../diagnostics';
import type { Random } from '../api';
import { isMutating, methodNames, type MethodName } from './requests';

/** What can go wrong, and what it means. */
export const faultKinds = {
  'unavailable-before-effect': 'UNAVAILABLE; the call does nothing',
  'unavailable-after-effect': 'UNAVAILABLE; the call did its work, its reply is lost',
  'deadline-before-effect': 'no answer; the call does nothing',
  'deadline-after-effect': 'no answer; the call did its work',
  reset: 'the connection is destroyed, before or after the work',
  internal: 'INTERNAL, before or after the work',
  aborted: 'ABORTED; the call does nothing',
  'operation-fails': 'the operation ends in an error and has no effect',
  'operation-fails-partial': 'the operation ends in an error after its effect',
  slow: 'the operation takes ten times its time; a read takes a second more',
} as const;

export type FaultKind = keyof typeof faultKinds;

interface FaultRule {
  readonly kind: FaultKind;
  /** A method, `reads`, `mutations`, or undefined for every call of ResourceService and OperationService. */
  readonly on: string | undefined;
  readonly probability: number;
}

export interface FaultPlan {
  readonly rules: readonly FaultRule[];
}

export const noFaults: FaultPlan = { rules: [] };

/** Reads `KIND=PROBABILITY` and `KIND@METHOD=PROBABILITY`. */
export function parseFaults(settings: readonly string[]): Outcome<FaultPlan> {
  const rules: FaultRule[] = [];
  for (const setting of settings) {
    const match = /^([a-z-]+)(?:@([A-Za-z.]+))?=(\d*\.?\d+)$/.exec(setting);
    const kind = match?.[1];
    const on = match?.[2];
    const probability = Number(match?.[3]);
    if (kind === undefined || !isKind(kind) || !(probability <= 1)) return unfit(setting, 'is not KIND=PROBABILITY with a known kind and a probability from 0 to 1');
    if (on !== undefined && on !== 'reads' && on !== 'mutations' && !(methodNames as readonly string[]).includes(on)) {
      return unfit(setting, `names no method; after the @ stands "reads", "mutations" or one of ${methodNames.join(', ')}`);
    }
    rules.push({ kind, on, probability });
  }
  return ok({ rules });
}

function isKind(text: string): text is FaultKind {
  return Object.hasOwn(faultKinds, text);
}

function unfit(setting: string, why: string): Outcome<never> {
  return fail(diagnostic('emulator_fault', `The fault "${setting}" ${why}. Kinds are ${Object.keys(faultKinds).join(', ')}.`));
}

/** What befalls one call. `when` says on which side of the work. */
export type CallFault = { readonly kind: FaultKind; readonly when: 'before' | 'after' | 'operation' };

/** Rolls the dice for one call: the first rule that strikes wins. Takes the same number of dice for the same calls, whatever strikes. */
export function rollFault(plan: FaultPlan, method: MethodName, random: Random): CallFault | undefined {
  let struck: CallFault | undefined;
  for (const rule of plan.rules) {
    if (!covers(rule, method)) continue;
    const strikes = random.next() < rule.probability;
    const side = random.next() < 0.5 ? 'before' : 'after';
    if (strikes) struck ??= { kind: rule.kind, when: whenOf(rule.kind, side) };
  }
  return struck;
}

function covers(rule: FaultRule, method: MethodName): boolean {
  const ofOperation = whenOf(rule.kind, 'before') === 'operation' && rule.kind !== 'slow';
  if (ofOperation && !(method === 'Delete' || method === 'CreateDirectory')) return false;
  if (rule.on === undefined) return !method.startsWith('ApiEndpointService') && !method.startsWith('IamTokenService');
  if (rule.on === 'mutations') return isMutating(method);
  if (rule.on === 'reads') return !isMutating(method) && !method.startsWith('ApiEndpointService') && !method.startsWith('IamTokenService');
  return rule.on === method;
}

function whenOf(kind: FaultKind, side: 'before' | 'after'): CallFault['when'] {
  switch (kind) {
    case 'unavailable-before-effect':
    case 'deadline-before-effect':
    case 'aborted':
      return 'before';
    case 'unavailable-after-effect':
    case 'deadline-after-effect':
      return 'after';
    case 'reset':
    case 'internal':
      return side;
    case 'operation-fails':
    case 'operation-fails-partial':
    case 'slow':
      return 'operation';
  }
}

import { hash } from 'node:crypto';

/**
 * A name-based UUID (RFC 9562, version 5): the same namespace and name give the same UUID on every machine,
 * so that an idempotency key survives the loss of everything but the plan.
 */
export function uuidV5(namespace: string, name: string): string {
  const space = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  if (space.length !== 16) throw new Error(`not a UUID: ${namespace}`);
  const bytes = hash('sha1', Buffer.concat([space, Buffer.from(name, 'utf8')]), 'buffer').subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The idempotency key of one attempt at a step. `attempt` grows only after a definite failure is on record. */
export function idempotencyKey(planId: string, step: string, attempt: number): string {
  return uuidV5(planId, `${step}#${attempt}`);
}

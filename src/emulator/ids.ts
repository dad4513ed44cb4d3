import { createHash } from 'node:crypto';
import type { Random } from '../api';

const LETTERS = 'abcdefghijklmnopqrstuv0123456789';

/** A UUID that is always the same for the same parts: a world without resource ids means the same registrations at each start. */
export function derivedUuid(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\u0000')).digest('hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** An id as the service's operations have: 20 letters and digits. */
export function operationId(random: Random): string {
  let id = 'cdg';
  while (id.length < 20) id += LETTERS[Math.floor(random.next() * LETTERS.length)] ?? 'a';
  return id;
}

/** A 19-digit id, past what a double holds exactly. */
export function longTaskId(computeInstanceId: string, index: number): string {
  const head = createHash('sha256').update(computeInstanceId).digest().readUInt32BE(0) % 1_000_000;
  return `1558866${String(head).padStart(6, '0')}${String(index + 1).padStart(6, '0')}`;
}

/** Pseudo-random numbers that a seed decides (mulberry32): the same seed and calls give the same faults. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  let uuids = 0;
  return { next, uuid: () => derivedUuid('seed', String(seed), String(uuids++)) };
}

import type { Random } from '../../../src/api';
import type { Profile } from './traits';

/** What may befall a call of the network. */
export type NetworkFault =
  | 'unsent' | 'refused' | 'lost-fast' | 'lost-slow' | 'reply-lost' | 'reply-hangs' | 'late' | 'late-fast' | 'garbled'
  | 'unavailable-before-effect' | 'aborted' | 'internal' | 'operation-fails' | 'operation-fails-partial' | 'slow';

/** One thing that goes wrong, at the port call of this number. */
export type Stroke = { readonly at: number } & (
  | { readonly kind: 'kill'; readonly side: 'before' | 'within' | 'after'; readonly power: boolean }
  | { readonly kind: 'interrupt'; readonly hardAfterMs: number | undefined }
  /** Stopped for a while, or its machine put to sleep, which stops its monotonic clock too. `stolen`: meanwhile somebody replaces the state file. */
  | { readonly kind: 'freeze'; readonly ms: number; readonly suspended: boolean; readonly stolen: boolean }
  /** The wall clock is set. */
  | { readonly kind: 'clock'; readonly ms: number }
  | { readonly kind: 'network'; readonly fault: NetworkFault }
  | { readonly kind: 'disk'; readonly code: 'ENOSPC' | 'EIO'; readonly share: number }
);

export type PortKind = 'read' | 'send' | 'look' | 'write' | 'sleep';

/** Says at each call of a port what goes wrong there. */
export interface Strokes {
  /** A new process begins. */
  live(): void;
  at(port: PortKind): { readonly number: number; readonly stroke: Stroke | undefined };
  /** Nothing goes wrong for as long as this is on. */
  rest(on: boolean): void;
  /** Whether anything may still go wrong. */
  pending(): boolean;
  /** All that went wrong so far: given as a script, they make the same run again. */
  readonly made: readonly Stroke[];
  calls(): number;
  /** Processes, from the first on, in which something may go wrong. */
  readonly disturbed: number;
  /** Calls at which something can go wrong, where a script says what does. */
  readonly struckable: readonly number[];
}

const ON_READ: readonly NetworkFault[] = ['unsent', 'refused', 'lost-fast', 'lost-slow', 'reply-lost', 'unavailable-before-effect', 'internal', 'slow'];
const ON_SEND: readonly NetworkFault[] = [
  'unsent', 'refused', 'lost-fast', 'lost-slow', 'reply-lost', 'reply-hangs', 'late', 'late-fast', 'garbled',
  'unavailable-before-effect', 'aborted', 'internal', 'operation-fails', 'operation-fails-partial', 'slow',
];

/** How many calls a process makes, about: where its end is drawn from. */
const TYPICAL_CALLS = 300;

/** Draws what goes wrong. Slow operations only where waiting for them stays within the time of a step. */
export function drawnStrokes(random: Random, profile: Profile, slowAllowed: boolean): Strokes {
  const made: Stroke[] = [];
  let [calls, lives, end, stop, nap, jump] = [0, 0, Infinity, Infinity, Infinity, Infinity];
  let resting = false;
  const disturbed = Math.floor(random.next() * (profile.disturbed + 1));
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next() * from.length)] as T;

  const draw = (at: number, port: PortKind): Stroke | undefined => {
    if (resting || lives > disturbed) return undefined;
    if (at >= end) {
      end = Infinity;
      return { at, kind: 'kill', side: pick(['before', 'within', 'after'] as const), power: random.next() < 0.4 };
    }
    if (at >= stop) {
      stop = Infinity;
      return { at, kind: 'interrupt', hardAfterMs: random.next() < 0.5 ? undefined : random.next() * 20_000 };
    }
    if (at >= nap && port !== 'look') {
      nap = Infinity;
      const stolen = random.next() < 0.4;
      // Whoever stands between its intent and its call all that time sends it then: assumption A1 counts from the intent.
      return { at, kind: 'freeze', ms: random.next() * (stolen ? 30_000 : 400_000), suspended: !stolen && random.next() < 0.5, stolen };
    }
    if (at >= jump) {
      jump = Infinity;
      return { at, kind: 'clock', ms: (random.next() - 0.5) * (random.next() < 0.2 ? 200_000_000 : 2_000_000) };
    }
    switch (port) {
      case 'read':
      case 'send': {
        if (random.next() >= profile.network) return undefined;
        const fault = pick(port === 'read' ? ON_READ : ON_SEND);
        return fault === 'slow' && port === 'send' && !slowAllowed ? undefined : { at, kind: 'network', fault };
      }
      case 'write': {
        const roll = random.next();
        if (roll < profile.diskFull) return { at, kind: 'disk', code: 'ENOSPC', share: random.next() };
        return roll < profile.diskFull + profile.diskError ? { at, kind: 'disk', code: 'EIO', share: random.next() } : undefined;
      }
      case 'look':
      case 'sleep':
        return undefined;
    }
  };
  return {
    live() {
      lives++;
      end = random.next() < profile.killed ? calls + Math.floor(random.next() * TYPICAL_CALLS) : Infinity;
      const drawn = (chance: number): number => (random.next() < chance ? calls + Math.floor(random.next() * TYPICAL_CALLS) : Infinity);
      stop = drawn(profile.interrupted);
      nap = drawn(profile.frozen);
      jump = drawn(profile.clockSet);
    },
    at(port) {
      const number = calls++;
      const stroke = draw(number, port);
      if (stroke !== undefined) made.push(stroke);
      return { number, stroke };
    },
    rest(on) {
      resting = on;
    },
    pending: () => lives < disturbed,
    made, disturbed, struckable: [],
    calls: () => calls,
  };
}

/** Exactly these, and nothing else. `disturbed`: as many processes count as disturbed, whatever befalls them; else those up to the last stroke. */
export function scriptedStrokes(script: readonly Stroke[], disturbed?: number): Strokes {
  const byCall = new Map(script.map((s) => [s.at, s]));
  const last = Math.max(-1, ...byCall.keys());
  const made: Stroke[] = [];
  const struckable: number[] = [];
  let [calls, lives] = [0, 0];
  let resting = false;
  return {
    live: () => void lives++,
    rest(on) {
      resting = on;
    },
    at() {
      const number = calls++;
      if (!resting) struckable.push(number);
      const stroke = resting ? undefined : byCall.get(number);
      if (stroke !== undefined) made.push(stroke);
      return { number, stroke };
    },
    pending: () => (disturbed === undefined ? calls <= last : lives < disturbed),
    made, disturbed: disturbed ?? 0, struckable,
    calls: () => calls,
  };
}

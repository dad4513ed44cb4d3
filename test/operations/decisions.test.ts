import fc from 'fast-check';
import type { Operation } from '../../src/api';
import { makeLedger, uuidV5 } from '../../src/operations';
import { learn, nextPollDelay, type Typical } from '../../src/operations/poll-delay';
import { nextLookDelay, resolveCall, type Look } from '../../src/operations/resolve';
import { diagnostic } from '../../src/diagnostics';

const op = (id: string, done: boolean, failed = false): Operation => ({
  id, description: '', createdAt: '', createdBy: '', modifiedAt: '', done, metadata: { kind: 'none' }, error: failed ? { code: 13, message: '' } : undefined,
});
const look = (part: Partial<Look>): Look => ({ candidates: [], listedAt: 200, goal: { kind: 'not-reached', startedAt: 200, seen: '' }, settledAt: 100, quietAt: -Infinity, ...part });

describe('resolving a call whose answer was lost', () => {
  it.each<[string, Partial<Look>, string]>([
    ['adopts an unfinished operation on the target', { candidates: [{ operation: op('a', false), matches: true }] }, 'adopt'],
    ['adopts a finished operation on the target', { candidates: [{ operation: op('a', true), matches: true }] }, 'adopt'],
    ['waits for operations that do not tell their target', { candidates: [{ operation: op('a', false), matches: undefined }] }, 'wait-for'],
    ['does not mind operations on other targets', { candidates: [{ operation: op('a', false), matches: false }] }, 'not-performed'],
    ['is satisfied when the goal is reached', { goal: { kind: 'reached', startedAt: 1 }, settledAt: 1000 }, 'satisfied'],
    ['is not performed when nothing was seen after everything settled', {}, 'not-performed'],
    ['looks again before everything has settled', { settledAt: 201 }, 'look-again'],
    ['looks again when the listing is older than settling', { listedAt: 99 }, 'look-again'],
    ['looks again when the goal was read before settling', { goal: { kind: 'not-reached', startedAt: 99, seen: '' } }, 'look-again'],
    ['looks again when the operations could not be listed', { candidates: undefined }, 'look-again'],
    ['looks again when the goal cannot be read', { goal: { kind: 'unreadable', startedAt: 200, reason: diagnostic('operation_goal_unreadable', 'x') } }, 'look-again'],
    ['looks again when an operation ended so shortly before that the read may be old', { quietAt: 201 }, 'look-again'],
  ])('%s', (_, part, expected) => expect(resolveCall(look(part)).kind).toBe(expected));

  it('prefers the operation that still runs over those that ended', () => {
    const verdict = resolveCall(look({ candidates: [op('old', true, true), op('ok', true), op('runs', false)].map((operation) => ({ operation, matches: true })) }));
    expect(verdict).toMatchObject({ kind: 'adopt', operation: { id: 'runs' } });
  });

  it('looks exactly when everything has settled', () => {
    expect(nextLookDelay(9, 90, 100)).toBe(10);
    expect(nextLookDelay(0, 200, 100)).toBe(250);
    expect(nextLookDelay(50, 200, 100)).toBe(5_000);
  });
});

describe('polling an operation', () => {
  const polls = (durationMs: number, typical: Typical | undefined): { readonly count: number; readonly lateMs: number } => {
    let at = 0;
    for (let count = 1; ; count++) {
      at += nextPollDelay({ elapsedMs: at, typical, hintMs: undefined, failures: 0, unit: 0.5 });
      if (at >= durationMs) return { count, lateMs: at - durationMs };
    }
  };

  it('sees the end of a five-second operation of a known kind within a quarter of a second and in five polls', () => {
    let typical: Typical | undefined;
    for (let i = 0; i < 20; i++) typical = learn(typical, 4_700 + 30 * i);
    for (const duration of [4_800, 5_000, 5_200]) {
      const { count, lateMs } = polls(duration, typical);
      expect(lateMs).toBeLessThan(250);
      expect(count).toBeLessThanOrEqual(5);
    }
  });

  it('sees the end of an operation of an unknown kind within a fifth of its length, or a second', () => {
    for (const duration of [100, 1_000, 5_000, 60_000, 600_000]) {
      const { count, lateMs } = polls(duration, undefined);
      expect(lateMs).toBeLessThanOrEqual(Math.max(950, duration * 0.19));
      expect(count).toBeLessThan(Math.max(14, duration / 1_000));
    }
  });

  it('never asks more often than the service wishes, nor waits more than it and ten seconds', () => {
    fc.assert(fc.property(
      fc.record({
        elapsedMs: fc.nat(3_600_000), hintMs: fc.option(fc.nat(30_000), { nil: undefined }), failures: fc.nat(50), unit: fc.double({ min: 0, max: 0.999, noNaN: true }),
        typical: fc.option(fc.record({ mean: fc.nat(600_000), deviation: fc.nat(100_000) }), { nil: undefined }),
      }),
      (view) => {
        const delay = nextPollDelay(view);
        expect(delay).toBeGreaterThanOrEqual(Math.max(view.hintMs ?? 0, 25));
        expect(delay).toBeLessThanOrEqual(Math.max(view.hintMs ?? 0, 10_000));
      },
    ));
  });

  it('spreads failing polls further and further apart', () => {
    const delays = [1, 2, 3, 4, 20].map((failures) => nextPollDelay({ elapsedMs: 0, typical: undefined, hintMs: undefined, failures, unit: 0 }));
    expect(delays).toEqual([250, 500, 1_000, 2_000, 5_000]);
  });
});

describe('the idempotency key', () => {
  it('is the UUID that RFC 9562 gives for a name', () => {
    expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  it('refuses a plan id that is not a UUID', () => {
    expect(() => uuidV5('plan', 'x')).toThrow('not a UUID');
  });
});

describe('the folded journal', () => {
  const intent = (step: string, target: string, attempt = 0) => ({
    type: 'intent' as const, step, address: undefined, target: { kind: 'create-directory', computeInstanceId: 'vm', key: target }, call: {}, key: `k-${step}-${attempt}`, attempt,
  });

  it('keeps an intent open until its result is on record', () => {
    const ledger = makeLedger([intent('a', 't'), { type: 'accepted', step: 'a', operationId: 'op-1' }]);
    expect(ledger.openFor('t')).toMatchObject({ operationId: 'op-1' });
    ledger.add({ type: 'result', step: 'a', operationId: 'op-1', result: 'ok' });
    expect(ledger.open()).toEqual([]);
    expect(ledger.touched('t')).toBe(true);
  });

  it('counts definite failures as attempts, and a call that was given up not', () => {
    const ledger = makeLedger([
      intent('a', 't'), { type: 'result', step: 'a', operationId: 'op-1', result: 'failed', code: '13', message: '' },
      intent('a', 't', 1), { type: 'result', step: 'a', operationId: undefined, result: 'not-performed', code: 'abandoned', message: '' },
    ]);
    expect(ledger.attempts('a')).toBe(1);
  });

  it('takes no operation for a call that was listed before it or is another call\'s', () => {
    const ledger = makeLedger([{ type: 'baseline', computeInstanceId: 'vm', operationIds: ['old'] }, intent('a', 't'), intent('b', 'u'), { type: 'accepted', step: 'b', operationId: 'op-b' }]);
    ledger.add({ type: 'baseline', computeInstanceId: 'vm', operationIds: ['old', 'new', 'op-b'] });
    const open = ledger.openFor('t');
    expect(open).toBeDefined();
    expect(['old', 'new', 'op-b', 'unheard'].filter((id) => open !== undefined && ledger.mayBelong(open, id))).toEqual(['new', 'unheard']);
  });

  it('does not take the operation of a first attempt for that of the second', () => {
    const ledger = makeLedger([
      intent('a', 't'), { type: 'accepted', step: 'a', operationId: 'op-1' },
      { type: 'result', step: 'a', operationId: 'op-1', result: 'failed', code: '13', message: '' }, intent('a', 't', 1),
    ]);
    const open = ledger.openFor('t');
    expect(open !== undefined && ledger.mayBelong(open, 'op-1')).toBe(false);
  });
});

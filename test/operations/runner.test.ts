import type { Operation } from '../../src/api';
import { idempotencyKey, type JournalRecord } from '../../src/operations';
import { diagnostic } from '../../src/diagnostics';
import { failing, lostAnswer, operation, PLAN_ID, SETTINGS, stage } from './support';

const types = (journal: readonly JournalRecord[]): readonly string[] => journal.map((r) => (r.type === 'result' ? `result ${r.result}` : r.type));
const key = (attempt: number): string => idempotencyKey(PLAN_ID, 'create a', attempt);

describe('a mutating call', () => {
  it('goes out once, after its intent is on record, and ends proved', async () => {
    const at = stage();
    at.append = (r) => { if (r.type === 'intent') expect(at.sent).toEqual([]); };
    expect(await at.perform()).toEqual({ kind: 'performed', operationId: 'op-1' });
    expect(types(at.journal)).toEqual(['baseline', 'intent', 'accepted', 'result ok']);
    expect(at.sent.map((s) => s.key)).toEqual([key(0)]);
    expect(at.calls).toMatchObject({ listings: 1, goals: 2 });
  });

  it('is not made when the goal holds, and leaves no intent', async () => {
    const at = stage();
    at.reached = () => true;
    expect(await at.perform()).toEqual({ kind: 'satisfied' });
    expect(at.sent).toEqual([]);
    expect(types(at.journal)).toEqual(['baseline']);
  });

  it('is not made when its goal cannot be read, and says why', async () => {
    const at = stage();
    at.reached = () => 'unreadable';
    expect(await at.perform()).toMatchObject({ kind: 'failed', diagnostics: [{ detail: 'The agent is offline.' }] });
    expect(at.sent).toEqual([]);
  });

  it('is read for again when its goal cannot be read right after another change: a replica may lack what it lies in', async () => {
    const at = stage();
    const runner = at.runner();
    const signal = new AbortController().signal;
    expect(await runner.perform(at.call(), signal)).toMatchObject({ kind: 'performed' });
    const calmFrom = at.clock.monotonic() + SETTINGS.readLagMs;
    at.reached = () => (at.clock.monotonic() < calmFrom ? 'unreadable' : at.sent.length > 1);
    const below = at.call({ step: 'create b', address: 'dir.b', target: { kind: 'create-directory', computeInstanceId: 'vm', key: 'create-directory:vm:/a/b' }, matches: () => false });
    expect(await runner.perform(below, signal)).toMatchObject({ kind: 'performed' });
    expect(at.sent.map(({ at: sentAt }) => sentAt >= calmFrom)).toEqual([false, true]);
  });

  it('is not made when its own check fails', async () => {
    const at = stage();
    expect(await at.perform({}, { precheck: async () => [diagnostic('operation_instance_busy', 'A backup runs.')] })).toMatchObject({ kind: 'failed' });
    expect(at.sent).toEqual([]);
  });

  it('waits long for its check without keeping others from their turn, and checks again right before the call', async () => {
    const at = stage();
    let checks = 0;
    const outcome = await at.perform({}, { precheck: async () => { if (++checks === 1) await at.clock.sleep(60_000); return []; } });
    expect(outcome).toMatchObject({ kind: 'performed' });
    expect(checks).toBe(2);
  });

  it('is not made on a goal read long before the operations under way could be listed', async () => {
    const at = stage();
    const never = (): never => { throw new Error('not of this stage'); };
    // Somebody else reaches the goal while the listing is tried again and again.
    at.reached = () => at.sent.length > 0 || at.clock.monotonic() > 15_000;
    const reader = {
      list: never, get: never, listTasks: never, listDirectory: never, getOperation: never,
      listOperations: async () => { await at.clock.sleep(20_000); return { items: [], nextPageToken: '' }; },
    };
    expect(await at.perform({ reader })).toEqual({ kind: 'satisfied' });
    expect(at.sent).toEqual([]);
    expect(at.calls.goals).toBe(2);
  });

  it('is made where every read of its goal takes longer than what was read stays fresh', async () => {
    const at = stage();
    let reads = 0;
    const outcome = await at.perform({}, { goal: async () => {
      if (++reads > 20) throw new Error('it reads for ever');
      const startedAt = at.clock.monotonic();
      await at.clock.sleep(30_000);
      return at.sent.length > 0 ? { kind: 'reached', startedAt } : { kind: 'not-reached', startedAt, seen: 'nothing' };
    } });
    expect(outcome).toMatchObject({ kind: 'performed' });
  });

  it('is not made when the operations under way cannot be listed', async () => {
    const at = stage();
    at.listed = () => { throw failing('PERMISSION_DENIED'); };
    expect(await at.perform()).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'operation_list_failed' }] });
    expect(at.sent).toEqual([]);
  });

  it('is not made when its intent cannot be written', async () => {
    const at = stage();
    at.append = (r) => { if (r.type === 'intent') throw new Error('disk full'); };
    await expect(at.perform()).rejects.toThrow('disk full');
    expect(at.sent).toEqual([]);
  });

  it('stays undecided when what became of it cannot be written', async () => {
    const at = stage();
    at.append = (r) => { if (r.type === 'accepted' || r.type === 'result') throw new Error('disk full'); };
    expect(await at.perform()).toMatchObject({ kind: 'indeterminate', operationId: 'op-1', diagnostics: [{ code: 'operation_journal_failed' }] });
  });

  it('writes later what the journal refused for a while', async () => {
    const at = stage();
    let refused = 0;
    at.append = (r) => { if (r.type === 'accepted' && refused++ === 0) throw new Error('busy'); };
    expect(await at.perform()).toMatchObject({ kind: 'performed' });
    expect(types(at.journal)).toEqual(['baseline', 'intent', 'accepted', 'result ok']);
  });
});

describe('an operation that was there before', () => {
  it('is adopted when it is on our target, instead of being doubled', async () => {
    const at = stage();
    let ended = false;
    at.listed = () => [operation('theirs')];
    at.poll = (id) => operation(id, { done: (ended = at.calls.polls > 3) });
    at.reached = () => ended;
    expect(await at.perform()).toEqual({ kind: 'performed', operationId: 'theirs' });
    expect(at.sent).toEqual([]);
  });

  it('is waited for when it does not tell its target, and the goal read anew', async () => {
    const at = stage();
    at.listed = () => [operation('theirs', { metadata: { kind: 'none' } })];
    at.poll = (id) => operation(id, { done: at.calls.polls > 3 });
    at.reached = () => at.calls.polls > 3 || at.sent.length > 0;
    expect(await at.perform()).toEqual({ kind: 'satisfied' });
    expect(at.sent).toEqual([]);
  });

  it('keeps the call back when it neither tells nor ends', async () => {
    const at = stage();
    at.listed = () => [operation('theirs', { metadata: { kind: 'none' } })];
    at.poll = (id) => operation(id);
    expect(await at.perform()).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'operation_instance_busy' }] });
    expect(at.sent).toEqual([]);
  });

  it('does not matter on another target', async () => {
    const at = stage();
    at.listed = () => [operation('theirs', { metadata: { kind: 'create-directory', computeInstanceId: 'vm', path: '/other' } })];
    expect(await at.perform()).toEqual({ kind: 'performed', operationId: 'op-1' });
  });
});

describe('waiting for an operation', () => {
  it('goes on while an error is set and it is not done, and then tells the error', async () => {
    const at = stage();
    const error = { code: 9, message: 'no space left' };
    at.poll = (id) => operation(id, { error, done: at.calls.polls > 5 });
    at.reached = () => false;
    expect(await at.perform()).toMatchObject({ kind: 'failed', operationId: 'op-1', diagnostics: [{ code: 'operation_failed' }] });
    expect(at.calls.polls).toBe(6);
    expect(types(at.journal).at(-1)).toBe('result failed');
  });

  it('counts a failed operation as done when its goal is reached, with a warning', async () => {
    const at = stage();
    at.poll = (id) => operation(id, { error: { code: 6, message: 'already exists' }, done: true });
    expect(await at.perform()).toMatchObject({ kind: 'performed', diagnostics: [{ code: 'operation_failed_goal_reached', severity: 'warning' }] });
  });

  it('bears that a replica does not know it yet', async () => {
    const at = stage();
    at.poll = (id) => { if (at.clock.monotonic() < 20_000) throw failing('NOT_FOUND'); return operation(id, { done: true }); };
    expect(await at.perform()).toMatchObject({ kind: 'performed' });
    expect(at.sent).toHaveLength(1);
  });

  it('bears a broken connection for minutes', async () => {
    const at = stage();
    at.poll = (id) => { if (at.clock.monotonic() < 300_000) throw lostAnswer(); return operation(id, { done: true }); };
    expect(await at.perform()).toMatchObject({ kind: 'performed' });
    expect(at.sent).toHaveLength(1);
  });

  it('takes its end from the listing when it cannot be polled', async () => {
    const at = stage();
    at.poll = () => { throw failing('PERMISSION_DENIED'); };
    at.listed = () => (at.sent.length === 0 ? [] : [operation('op-1', { done: true })]);
    expect(await at.perform()).toMatchObject({ kind: 'performed' });
  });

  it('never sends again when the service forgets it: the step fails, or its goal proves it', async () => {
    const at = stage();
    at.poll = () => { throw failing('NOT_FOUND'); };
    at.reached = () => false;
    expect(await at.perform()).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'operation_lost' }] });
    expect(at.sent).toHaveLength(1);
    expect(at.clock.monotonic()).toBeGreaterThanOrEqual(100_000);
    const other = stage();
    other.poll = () => { throw failing('NOT_FOUND'); };
    expect(await other.perform()).toMatchObject({ kind: 'performed' });
  });

  it('ends undecided when the time of the step is over, with the operation in the journal', async () => {
    const at = stage();
    at.poll = (id) => operation(id);
    expect(await at.perform({}, { timeoutMs: 60_000 })).toMatchObject({ kind: 'indeterminate', operationId: 'op-1' });
    expect(types(at.journal)).toEqual(['baseline', 'intent', 'accepted']);
    expect(at.clock.monotonic()).toBeLessThan(66_000);
  });

  it('tells why nothing is known, where the service could not be asked or did not show it', async () => {
    const polled = stage();
    polled.poll = () => { throw failing('UNAVAILABLE', { method: 'OperationService.Get', message: 'connect EMFILE 127.0.0.1:1' }); };
    const looked = stage();
    looked.reached = () => false;
    looked.send = () => {
      looked.listed = () => { throw failing('UNAVAILABLE', { method: 'ResourceService.ListOperations', message: 'connect EMFILE 127.0.0.1:1' }); };
      throw lostAnswer();
    };
    const unread = stage();
    unread.send = () => { throw lostAnswer(); };
    unread.reached = () => (unread.sent.length === 0 ? false : 'unreadable');
    const told = await Promise.all([polled, looked, unread].map(async (at) => {
      const end = await at.perform({}, { timeoutMs: 60_000 });
      return end.kind === 'indeterminate' ? end.diagnostics[0]?.detail : end.kind;
    }));
    expect(told).toEqual([
      expect.stringContaining('operation op-1 may still run. The last time it was looked for, OperationService.Get ended with UNAVAILABLE: connect EMFILE 127.0.0.1:1. The journal'),
      expect.stringContaining('is not known. The last time it was looked for, ResourceService.ListOperations ended with UNAVAILABLE: connect EMFILE 127.0.0.1:1. The journal'),
      expect.stringContaining('is not known. The agent is offline. The journal'),
    ]);
  });
});

describe('proving the goal', () => {
  it('believes a read that shows it reached at once', async () => {
    const at = stage();
    at.send = () => operation('op-1', { done: true });
    await at.perform();
    expect(at.clock.monotonic()).toBe(0);
  });

  it('believes a read that shows it not reached only when it started the read lag after the end', async () => {
    const at = stage();
    at.send = () => operation('op-1', { done: true });
    at.reached = () => at.clock.monotonic() >= 4_000;
    expect(await at.perform()).toMatchObject({ kind: 'performed' });
    const other = stage();
    other.send = () => operation('op-1', { done: true });
    other.reached = () => false;
    expect(await other.perform()).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'operation_goal_not_reached' }] });
    expect(types(other.journal).slice(-2)).toEqual(['result ok', 'result failed']);
  });

  it('asks until the step\'s time is over when the goal cannot be read', async () => {
    const at = stage();
    at.reached = () => (at.sent.length === 0 ? false : at.clock.monotonic() < 120_000 ? 'unreadable' : true);
    expect(await at.perform()).toMatchObject({ kind: 'performed' });
  });
});

describe('a call whose answer was lost', () => {
  it('is found by its operation and followed', async () => {
    const at = stage();
    at.send = () => { throw lostAnswer(); };
    at.listed = () => (at.sent.length === 0 ? [] : [operation('ours')]);
    at.reached = () => at.calls.polls > 0;
    expect(await at.perform()).toEqual({ kind: 'performed', operationId: 'ours' });
    expect(at.sent).toHaveLength(1);
  });

  it('is satisfied when the goal is reached, with no second call', async () => {
    const at = stage();
    at.send = () => { throw lostAnswer(); };
    expect(await at.perform()).toEqual({ kind: 'satisfied' });
    expect(types(at.journal).at(-1)).toBe('result satisfied');
  });

  it('is sent again with the same key, and not before everything has settled', async () => {
    const at = stage();
    at.send = (n) => { if (n === 1) throw lostAnswer(); return operation('op-2', { done: true }); };
    at.reached = () => at.sent.length > 1;
    expect(await at.perform()).toMatchObject({ kind: 'performed', operationId: 'op-2' });
    expect(at.sent.map((s) => s.key)).toEqual([key(0), key(0)]);
    expect(at.sent[1]?.at).toBeGreaterThanOrEqual(100_000);
    expect(at.sent[1]?.at).toBeLessThan(101_000);
  });

  it('is not sent again sooner because the process stood still in it: the request may have left when it went on', async () => {
    const at = stage();
    const stop = async (key: string): Promise<Operation> => {
      at.sent.push({ key, at: at.clock.monotonic() });
      if (at.sent.length > 1) return operation('op-2', { done: true });
      await at.clock.sleep(107_000, new AbortController().signal);
      throw lostAnswer();
    };
    at.reached = () => at.sent.length > 1;
    expect(await at.perform({}, { send: stop })).toMatchObject({ kind: 'performed', operationId: 'op-2' });
    // The settle time holds a deadline for a call that ends in time: 107 s, and the rest of it after.
    expect(at.sent[1]?.at).toBeGreaterThanOrEqual(177_000);
    expect(at.sent[1]?.at).toBeLessThan(178_000);
  });

  it('does not take operations that were listed before it for its own', async () => {
    const at = stage();
    at.listed = () => [operation('old', { done: true })];
    at.send = (n) => { if (n === 1) throw lostAnswer(); return operation('op-2', { done: true }); };
    at.reached = () => at.sent.length > 1;
    expect(await at.perform()).toMatchObject({ operationId: 'op-2' });
  });

  it('waits for new operations that do not tell their target before it decides', async () => {
    const at = stage();
    at.send = () => { throw lostAnswer(); };
    at.listed = () => (at.sent.length === 0 ? [] : [operation('who', { metadata: { kind: 'none' }, done: at.calls.polls > 3 })]);
    at.poll = (id) => operation(id, { metadata: { kind: 'none' }, done: at.calls.polls > 3 });
    at.reached = () => at.calls.polls > 3;
    expect(await at.perform()).toEqual({ kind: 'satisfied' });
    expect(at.sent).toHaveLength(1);
  });

  it('is not sent again by a process that lost the state\'s lock meanwhile', async () => {
    const at = stage();
    at.reached = () => false;
    at.send = () => { throw lostAnswer(); };
    const journal = { append: (record: JournalRecord) => { at.journal.push(record); return Promise.resolve(); }, maySend: () => Promise.resolve(at.clock.monotonic() < 50_000) };
    expect(await at.perform({ journal })).toMatchObject({ kind: 'indeterminate' });
    expect(at.sent).toHaveLength(1);
  });

  it('is not sent again while the goal cannot be read', async () => {
    const at = stage();
    at.send = () => { throw lostAnswer(); };
    at.reached = () => (at.sent.length === 0 ? false : 'unreadable');
    expect(await at.perform()).toMatchObject({ kind: 'indeterminate', operationId: undefined });
    expect(at.sent).toHaveLength(1);
  });

  it('keeps its key when the second send is told to come later', async () => {
    const at = stage();
    at.send = (n) => { if (n === 1) throw lostAnswer(); if (n === 2) throw failing('RESOURCE_EXHAUSTED'); return operation('op-3', { done: true }); };
    at.reached = () => at.sent.length > 2;
    await at.perform();
    expect(new Set(at.sent.map((s) => s.key))).toEqual(new Set([key(0)]));
  });

  it('is treated so when the answer names no operation', async () => {
    const at = stage();
    at.send = () => operation('');
    expect(await at.perform()).toEqual({ kind: 'satisfied' });
  });
});

describe('a call that the service did not perform', () => {
  it('is refused with the service\'s words, and on record', async () => {
    const at = stage();
    at.reached = () => false;
    at.send = () => { throw failing('PERMISSION_DENIED'); };
    const end = await at.perform();
    expect(end).toMatchObject({ kind: 'refused', diagnostics: [{ code: 'operation_refused' }] });
    expect('diagnostics' in end && end.diagnostics?.[0]?.detail).toContain('backup.editor');
    expect(types(at.journal).at(-1)).toBe('result not-performed');
  });

  it('is satisfied by ALREADY_EXISTS only when a read proves it', async () => {
    const at = stage();
    at.send = () => { throw failing('ALREADY_EXISTS'); };
    expect(await at.perform()).toEqual({ kind: 'satisfied' });
    const other = stage();
    other.reached = () => false;
    other.send = () => { throw failing('ALREADY_EXISTS'); };
    expect(await other.perform()).toMatchObject({ kind: 'refused' });
  });

  it('is tried again with a new key after a pause when the service is full, and not longer than the step\'s time', async () => {
    const at = stage();
    at.send = (n) => { if (n < 3) throw failing('RESOURCE_EXHAUSTED', { retryAfterMs: 7_000 }); return operation('op-1', { done: true }); };
    at.reached = () => at.sent.length > 2;
    expect(await at.perform()).toMatchObject({ kind: 'performed' });
    expect(at.sent.map((s) => s.key)).toEqual([key(0), key(1), key(2)]);
    expect(at.sent[1]?.at).toBeGreaterThanOrEqual(7_000);
    const other = stage();
    other.reached = () => false;
    other.send = () => { throw failing('ABORTED'); };
    expect(await other.perform({}, { timeoutMs: 60_000 })).toMatchObject({ kind: 'refused' });
    expect(other.clock.monotonic()).toBeLessThanOrEqual(60_000);
  });

  it('is tried again when it never left, until the way is open', async () => {
    const at = stage();
    at.send = (n) => { if (n < 4) throw failing('UNAVAILABLE', { fromServer: false, mayHaveBeenSent: false }); return operation('op-1', { done: true }); };
    at.reached = () => at.sent.length > 3;
    expect(await at.perform()).toMatchObject({ kind: 'performed' });
  });

  it('is tried once more with a fresh credential, and no more', async () => {
    const at = stage();
    at.reached = () => false;
    at.send = () => { throw failing('UNAUTHENTICATED'); };
    expect(await at.perform()).toMatchObject({ kind: 'refused' });
    expect(at.sent).toHaveLength(2);
  });
});

describe('a process that takes up another\'s journal', () => {
  const intent: JournalRecord = {
    type: 'intent', step: 'create a', address: undefined, target: { kind: 'create-directory', computeInstanceId: 'vm', key: 'create-directory:vm:/a' }, call: {}, key: key(0), attempt: 0,
  };
  const signal = new AbortController().signal;

  it('follows the operation that was accepted', async () => {
    const at = stage();
    at.reached = () => at.calls.polls > 0;
    expect(await at.perform({ prior: [intent, { type: 'accepted', step: 'create a', operationId: 'op-9' }] })).toEqual({ kind: 'performed', operationId: 'op-9' });
    expect(at.sent).toEqual([]);
  });

  it('sends again under the old key when the plan goes on and nothing came of the call', async () => {
    const at = stage();
    await at.perform({ prior: [intent] });
    expect(at.sent.map((s) => s.key)).toEqual([key(0)]);
    expect(at.sent[0]?.at).toBeGreaterThanOrEqual(100_000);
  });

  it('gives the call up without the plan, and hands its key to whoever does it anew', async () => {
    const at = stage();
    at.reached = () => false;
    const runner = at.runner({ prior: [intent] });
    const recovered = await runner.recover(runner.openIntents()[0]!, at.call(), signal);
    expect(recovered).toEqual({ kind: 'abandoned', targetKey: 'create-directory:vm:/a', key: key(0) });
    expect(at.sent).toEqual([]);
    const anew = stage();
    await anew.perform({ planId: '99999999-2222-4333-8444-555555555555', reuseKeys: new Map([['create-directory:vm:/a', key(0)]]) });
    expect(anew.sent.map((s) => s.key)).toEqual([key(0)]);
  });

  it('finds out what became of a call even where its step has less time than settling takes', async () => {
    const at = stage();
    at.reached = () => false;
    const runner = at.runner({ prior: [intent] });
    expect(await runner.recover(runner.openIntents()[0]!, at.call({ timeoutMs: 1_000 }), signal)).toMatchObject({ kind: 'abandoned' });
  });

  it('uses a new key after a definite failure', async () => {
    const at = stage();
    await at.perform({ prior: [intent, { type: 'result', step: 'create a', operationId: 'op-1', result: 'failed', code: '13', message: '' }] });
    expect(at.sent.map((s) => s.key)).toEqual([key(1)]);
  });

  it('does not send again when the operation ended well and the goal is not there', async () => {
    const at = stage();
    at.reached = () => false;
    expect(await at.perform({ prior: [intent, { type: 'result', step: 'create a', operationId: 'op-1', result: 'ok' }] })).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'operation_goal_not_reached' }] });
    expect(at.sent).toEqual([]);
  });

  it('refuses a step whose open call was for another target', async () => {
    const at = stage();
    const end = await at.perform({ prior: [intent] }, { target: { kind: 'create-directory', computeInstanceId: 'vm', key: 'create-directory:vm:/b' } });
    expect(end).toMatchObject({ kind: 'indeterminate', diagnostics: [{ code: 'operation_step_changed' }] });
    expect(at.sent).toEqual([]);
  });
});

describe('two steps on one target', () => {
  it('make one call between them', async () => {
    const at = stage();
    const runner = at.runner();
    const signal = new AbortController().signal;
    const ends = await Promise.all([runner.perform(at.call(), signal), runner.perform(at.call({ step: 'create a above b' }), signal)]);
    expect(ends.map((e) => e.kind)).toEqual(['performed', 'satisfied']);
    expect(at.sent).toHaveLength(1);
  });
});

describe('leaving', () => {
  it('keeps what is under way in the journal', async () => {
    const at = stage();
    const leave = new AbortController();
    at.poll = (id) => { leave.abort(new Error('interrupt')); return operation(id); };
    const end = await at.runner().perform(at.call(), leave.signal);
    expect(end).toMatchObject({ kind: 'indeterminate', operationId: 'op-1' });
    expect(types(at.journal)).toEqual(['baseline', 'intent', 'accepted']);
  });
});

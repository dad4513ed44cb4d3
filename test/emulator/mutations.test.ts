import type { Switches } from '../../src/emulator/switches';
import { dir, oneInstance, TestService, type Settings } from './harness';

const pair = (resourceId: string, computeInstanceId = 'vm') => ({ computeInstanceId, resourceId });
const twins = { folders: { f: { instances: [
  { compute_instance_id: 'vm', resource_id: 'aaaa', is_active: false }, { compute_instance_id: 'vm', resource_id: 'bbbb' }, { compute_instance_id: 'else', resource_id: 'aaaa' },
] } } };
const service = (switches: Partial<Switches> = {}, world: object = oneInstance(), more: Settings = {}): TestService => new TestService(world, { ...more, switches });
const events = (s: TestService): readonly string[] => s.ledger.map((line) => `${line.event} ${line.path ?? line.resource_id ?? ''}`);

describe('Delete', () => {
  it('E30: takes one pair, its id in any case, and leaves the other', () => {
    const s = service({}, twins);
    s.call('Delete', pair('BBBB'));
    s.pass(2000);
    expect(s.pairs()).toEqual(['vm/aaaa', 'else/aaaa']);
    expect(s.call('Get', { computeInstanceId: 'vm' }).registration.resourceId).toBe('aaaa');
  });

  it('E30: may take what Get answers, whatever the id', () => {
    const s = service({ delete_resource_id: 'ignored', get_twin: 'active' }, twins);
    s.call('Delete', pair('no such'));
    s.pass(2000);
    expect(s.pairs()).toEqual(['vm/aaaa', 'else/aaaa']);
  });

  it.each<[object, keyof Switches, 'allowed' | 'refused']>([
    [{ status: 'BACKUPING' }, 'delete_busy', 'refused'], [{ status: 3 }, 'delete_busy', 'refused'],
    [{ online: false }, 'delete_offline', 'allowed'], [{ enabled: true }, 'delete_enabled', 'allowed'],
  ])('E31: of one with %j is ruled by %s, %s by default', (fields, name, usual) => {
    const code = (how: string): string => service({ [name]: how } as Partial<Switches>, oneInstance(fields)).code('Delete', pair('r1'));
    expect([code('allowed'), code('refused')]).toEqual(['OK', 'FAILED_PRECONDITION']);
    expect(service({}, oneInstance(fields)).code('Delete', pair('r1'))).toBe(usual === 'allowed' ? 'OK' : 'FAILED_PRECONDITION');
  });

  it.each([['not_found', 'NOT_FOUND'], ['success', 'OK']] as const)('E32: again with delete_again=%s is %s, and never has an effect', (how, code) => {
    for (const tombstones of ['on', 'off'] as const) {
      const s = service({ delete_again: how, tombstones });
      s.call('Delete', pair('r1'));
      s.pass(2000);
      expect(s.code('Delete', pair('r1'))).toBe(code);
      s.pass(2000);
      expect(s.ledger.filter((line) => line.event === 'performed')).toHaveLength(1);
      expect(s.code('Delete', pair('r2'))).toBe('NOT_FOUND');
      expect(s.code('Delete', pair('r1', 'never'))).toBe('NOT_FOUND');
    }
  });

  it.each([['off', 'not_found', [], 'NOT_FOUND'], ['on', 'not_found', ['DELETED'], 'NOT_FOUND'], ['off', 'deleted', [], 'DELETED'], ['on', 'deleted', ['DELETED'], 'DELETED']] as const)(
    'E16: with tombstones=%s and get_deleted=%s leaves %j in List, and Get says %s', (tombstones, deleted, listed, got) => {
      const s = service({ tombstones, get_deleted: deleted });
      s.call('Delete', pair('r1'));
      s.pass(2000);
      expect(s.call('List', { folderId: 'f' }).registrations.map((r) => r.initStatus)).toEqual(listed);
      const answer = s.ended('Get', { computeInstanceId: 'vm' });
      expect(answer.kind === 'reply' ? answer.value.registration.initStatus : answer.kind === 'refused' && answer.refusal.code).toBe(got);
    });
});

describe('operations', () => {
  it.each([['middle', 499, 500], ['start', 0, 1], ['end', 999, 1000]] as const)('E40: with effect_at=%s have no effect after %d ms and have it after %d ms', (effect, before, after) => {
    const s = service({ effect_at: effect, replica_lag_ms: 0 });
    const { id } = s.call('CreateDirectory', dir('/srv/a'));
    s.pass(before);
    if (before > 0) expect(s.names('/srv')).toEqual([]);
    s.pass(after - before);
    expect(s.names('/srv')).toEqual(['a']);
    s.pass(999 - after);
    if (after < 1000) expect(s.operation(id).phase.is).toBe('effective');
    s.pass(1000);
    expect(s.operation(id).phase).toEqual({ is: 'succeeded' });
  });

  it('E40: with effect_at=random come at moments that the seed decides, within their time', () => {
    const moments = (seed: number): number[] => {
      const s = service({ effect_at: 'random' }, oneInstance(), { seed });
      const paths = Array.from({ length: 20 }, (_, i) => `/srv/${i}`);
      for (const path of paths) s.call('CreateDirectory', dir(path));
      return paths.map(() => {
        const due = s.state.agenda.next() ?? 0;
        s.state.agenda.runUntil(due);
        return due - 1000;
      });
    };
    expect(moments(1)).toEqual(moments(1));
    expect(moments(1)).not.toEqual(moments(2));
    expect(Math.max(...moments(1))).toBeLessThanOrEqual(1000);
  });

  it('E40: take no time where none is set: the reply is done', () => {
    const s = service({}, oneInstance(), { operationTimeMs: 0 });
    expect(s.call('CreateDirectory', dir('/srv/a')).phase).toEqual({ is: 'succeeded' });
    expect(events(s)).toEqual(['received /srv/a', 'performed /srv/a']);
  });

  it('E41: are seen late by reads, at once by mutating calls', () => {
    const s = service({ effect_at: 'start', replica_lag_ms: 300, concurrent_operations: 'parallel' }, oneInstance(), { operationTimeMs: 100 });
    s.call('CreateDirectory', dir('/srv/a'));
    s.pass(150);
    expect(s.code('CreateDirectory', dir('/srv/a'))).toBe('ALREADY_EXISTS');
    expect(s.code('CreateDirectory', dir('/srv/a/b'))).toBe('OK');
    expect(s.names('/srv')).toEqual([]);
    expect(s.code('ListDirectory', dir('/srv/a'))).toBe('NOT_FOUND');
    s.call('Delete', pair('r1'));
    s.pass(100);
    expect(s.pairs()).toEqual(['vm/r1']);
    expect(s.code('Get', { computeInstanceId: 'vm' })).toBe('OK');
    expect(s.code('Delete', pair('r1'))).toBe('NOT_FOUND');
    s.pass(300);
    expect(s.pairs()).toEqual([]);
  });

  it('E42: may be unknown to Operation.Get at first', () => {
    const s = service({ operation_get_lag_ms: 100 });
    const { id } = s.call('CreateDirectory', dir('/srv/a'));
    expect(s.code('OperationService.Get', { operationId: id })).toBe('NOT_FOUND');
    s.pass(100);
    expect(s.code('OperationService.Get', { operationId: id })).toBe('OK');
    expect(s.code('OperationService.Get', { operationId: 'cdgnever' })).toBe('NOT_FOUND');
  });

  it.each(['newest', 'oldest'] as const)('E19: are listed %s first, in pages, after the lag, for deleted registrations too', (order) => {
    const s = service({ list_operations_order: order, list_operations_lag_ms: 50 });
    const ids = ['/srv/a', '/srv/b', '/srv/c'].map((path) => s.call('CreateDirectory', dir(path)).id);
    expect(s.call('ListOperations', { computeInstanceId: 'vm' }).operations).toEqual([]);
    s.pass(50);
    const expected = order === 'newest' ? ids.toReversed() : ids;
    const first = s.call('ListOperations', { computeInstanceId: 'vm', pageSize: '2' });
    const second = s.call('ListOperations', { computeInstanceId: 'vm', pageSize: '2', pageToken: first.nextPageToken });
    expect([...first.operations, ...second.operations].map((o) => o.id)).toEqual(expected);
    s.change({ remove_instance: { folder_id: 'f', compute_instance_id: 'vm' } });
    expect(s.call('ListOperations', { computeInstanceId: 'vm' }).operations).toHaveLength(3);
  });

  it.each([['on', 'failing'], ['off', 'accepted']] as const)('E44: that fail show it with error_before_done=%s as %s before they are done', (early, phase) => {
    const s = service({ error_before_done: early }, oneInstance(), { faults: ['operation-fails=1'] });
    const { id } = s.call('CreateDirectory', dir('/srv/a'));
    s.pass(600);
    expect(s.operation(id).phase.is).toBe(phase);
    s.pass(600);
    expect(s.operation(id).phase).toMatchObject({ is: 'failed', error: { code: 'INTERNAL' } });
    expect(s.names('/srv')).toEqual([]);
  });

  it.each([['aborted', 'ABORTED'], ['failed_precondition', 'FAILED_PRECONDITION'], ['parallel', 'OK']] as const)('E45: on one target with concurrent_operations=%s: %s', (how, code) => {
    const s = service({ concurrent_operations: how });
    s.call('CreateDirectory', dir('/srv/a'));
    expect(s.code('CreateDirectory', dir('/srv/a/'))).toBe(code);
    expect(s.code('CreateDirectory', dir('/srv/b'))).toBe('OK');
    s.call('Delete', pair('r1'));
    expect(s.code('Delete', pair('R1'))).toBe(code);
    s.pass(3000);
    expect(s.ledger.filter((line) => line.event === 'performed' && line.path === '/srv/a')).toHaveLength(1);
  });

  it.each([['ignored', 'OK', 'succeeded'], ['refused', 'FAILED_PRECONDITION', 'succeeded'], ['honoured', 'OK', 'failed']] as const)('E47: with cancel=%s Cancel is %s and the operation %s', (how, code, end) => {
    const s = service({ cancel: how });
    const { id } = s.call('CreateDirectory', dir('/srv/a'));
    expect(s.code('OperationService.Cancel', { operationId: id })).toBe(code);
    s.pass(2000);
    expect(s.operation(id).phase.is).toBe(end);
    expect(s.names('/srv')).toEqual(end === 'failed' ? [] : ['a']);
    expect(s.code('OperationService.Cancel', { operationId: id })).toBe('OK');
    expect(s.code('OperationService.Cancel', { operationId: 'never' })).toBe('NOT_FOUND');
  });

  it('E47: with an effect cannot be cancelled', () => {
    const s = service({ cancel: 'honoured' });
    const { id } = s.call('CreateDirectory', dir('/srv/a'));
    s.pass(700);
    expect(s.code('OperationService.Cancel', { operationId: id })).toBe('FAILED_PRECONDITION');
  });
});

describe('idempotency keys', () => {
  it('E46: answer the operation of the first call as it is now, also when it is done and the world would refuse', () => {
    const s = service();
    const { id } = s.call('CreateDirectory', dir('/srv/a'), { key: 'k' });
    s.pass(2000);
    expect(s.call('CreateDirectory', dir('/srv/a'), { key: 'k' })).toMatchObject({ id, phase: { is: 'succeeded' } });
    expect(s.code('CreateDirectory', dir('/srv/a'), { key: 'other' })).toBe('ALREADY_EXISTS');
    expect(s.ledger.map((line) => (line.event === 'received' ? [line.operation_id === id, line.repeated ?? false] : ['performed']))).toEqual([[true, false], ['performed'], [true, true], [false, false]]);
  });

  it('E46: may be ignored, or forgotten after a while', () => {
    const ignored = service({ idempotency: 'ignored' });
    ignored.call('CreateDirectory', dir('/srv/a'), { key: 'k' });
    expect(ignored.code('CreateDirectory', dir('/srv/a'), { key: 'k' })).toBe('ABORTED');
    const short = service({ idempotency_retention_ms: 5000 });
    short.call('CreateDirectory', dir('/srv/a'), { key: 'k' });
    short.pass(5001);
    expect(short.code('CreateDirectory', dir('/srv/a'), { key: 'k' })).toBe('ALREADY_EXISTS');
  });

  it.each([['operation', 'OK'], ['invalid_argument', 'INVALID_ARGUMENT']] as const)('E46: with another request and idempotency_mismatch=%s: %s', (how, code) => {
    const s = service({ idempotency_mismatch: how });
    s.call('CreateDirectory', dir('/srv/a'), { key: 'k' });
    expect(s.code('CreateDirectory', dir('/srv/b'), { key: 'k' })).toBe(code);
    expect(s.code('Delete', pair('r1'), { key: 'k' })).toBe(code);
    s.pass(2000);
    expect(s.names('/srv')).toEqual(['a']);
  });

  it('E46: of refused calls are as if never used', () => {
    const s = service();
    expect(s.code('CreateDirectory', dir('/srv/a/b'), { key: 'k' })).toBe('NOT_FOUND');
    s.change({ add_directory: { folder_id: 'f', compute_instance_id: 'vm', path: '/srv/a' } });
    expect(s.code('CreateDirectory', dir('/srv/a/b'), { key: 'k' })).toBe('OK');
  });
});

describe('the ledger', () => {
  it('E50: has every mutating call with its operation, or why there is none', () => {
    const s = service();
    const { id } = s.call('Delete', pair('r1'), { key: 'k1' });
    s.code('CreateDirectory', dir('relative'), { key: 'k2' });
    s.code('OperationService.Cancel', { operationId: id }, { key: 'k3' });
    s.code('List', { folderId: 'f' });
    expect(s.ledger).toEqual([
      { at: '2026-01-01T00:00:01.000Z', event: 'received', method: 'Delete', folder_id: 'f', compute_instance_id: 'vm', resource_id: 'r1', idempotency_key: 'k1', operation_id: id },
      { at: expect.any(String), event: 'received', method: 'CreateDirectory', folder_id: 'f', compute_instance_id: 'vm', path: 'relative', idempotency_key: 'k2', operation_id: '', refused: 'INVALID_ARGUMENT' },
      { at: expect.any(String), event: 'received', method: 'OperationService.Cancel', folder_id: 'f', compute_instance_id: 'vm', idempotency_key: 'k3', operation_id: id },
    ]);
  });

  it('E51: has an effect before it can be seen', () => {
    const s = service({ effect_at: 'start', replica_lag_ms: 0 }, oneInstance(), { operationTimeMs: 0 });
    const seen: boolean[] = [];
    const push = s.ledger.push.bind(s.ledger);
    s.ledger.push = (...lines) => {
      if (lines[0]?.event === 'performed') seen.push(JSON.stringify(s.world()).includes('/srv/a'));
      return push(...lines);
    };
    s.call('CreateDirectory', dir('/srv/a'));
    expect(seen).toEqual([false]);
    expect(JSON.stringify(s.world())).toContain('/srv/a');
  });

  it('E51: has effects of other people\'s operations, but not of changes', () => {
    const s = service();
    s.change({ add_directory: { folder_id: 'f', compute_instance_id: 'vm', path: '/x' } });
    const { operation_id } = s.change({ start_operation: { folder_id: 'f', compute_instance_id: 'vm', path: '/x/y' } });
    s.pass(2000);
    expect(s.ledger).toEqual([expect.objectContaining({ event: 'performed', path: '/x/y', operation_id, idempotency_key: '' })]);
  });
});

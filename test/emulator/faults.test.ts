import { parseFaults } from '../../src/emulator/faults';
import { parseSwitches } from '../../src/emulator/switches';
import { dir, oneInstance, TestService } from './harness';

const struck = (...faults: string[]): TestService => new TestService(oneInstance(), { faults });

describe('faults', () => {
  it.each([
    ['unavailable-before-effect', 'UNAVAILABLE', false], ['unavailable-after-effect', 'UNAVAILABLE', true],
    ['deadline-before-effect', 'hang', false], ['deadline-after-effect', 'hang', true], ['aborted', 'ABORTED', false],
  ])('E66: %s ends a call with %s, effect: %s', (kind, code, effect) => {
    const service = struck(`${kind}@CreateDirectory=1`);
    expect(service.code('CreateDirectory', dir('/srv/a'), { key: 'k' })).toBe(code);
    service.pass(2000);
    expect(service.names('/srv')).toEqual(effect ? ['a'] : []);
    expect(service.ledger.map((line) => line.event)).toEqual(effect ? ['received', 'performed'] : ['received']);
    expect(service.ledger[0]).toMatchObject({ fault: kind, idempotency_key: 'k', path: '/srv/a' });
  });

  it.each([['internal', 'INTERNAL'], ['reset', 'reset']])('E66: %s strikes before the work or after it', (kind, code) => {
    const service = struck(`${kind}@mutations=1`);
    for (let i = 0; i < 20; i += 1) expect(service.code('CreateDirectory', dir(`/srv/${i}`))).toBe(code);
    service.pass(2000);
    expect(service.names('/srv').length).toBeGreaterThan(2);
    expect(service.names('/srv').length).toBeLessThan(18);
  });

  it.each([['operation-fails', []], ['operation-fails-partial', ['a']]])('E66: %s ends the operation in an error and leaves %j', (kind, names) => {
    const service = struck(`${kind}=1`);
    const { id } = service.call('CreateDirectory', dir('/srv/a'));
    service.pass(2000);
    expect(service.operation(id).phase.is).toBe('failed');
    expect(service.names('/srv')).toEqual(names);
  });

  it('E66: slow makes operations take ten times as long', () => {
    const service = struck('slow@mutations=1');
    const { id } = service.call('CreateDirectory', dir('/srv/a'));
    service.pass(9999);
    expect(service.operation(id).phase.is).toBe('effective');
    service.pass(1);
    expect(service.operation(id).phase.is).toBe('succeeded');
  });

  it('E66: are the same for the same seed, as often as their probability says', () => {
    const run = (seed: number): string => {
      const service = new TestService(oneInstance(), { seed, faults: ['unavailable-before-effect=0.3'] });
      return Array.from({ length: 400 }, () => service.code('List', { folderId: 'f' })).map((code) => (code === 'OK' ? '.' : 'x')).join('');
    };
    expect(run(5)).toBe(run(5));
    expect(run(5)).not.toBe(run(6));
    const strikes = run(5).replaceAll('.', '').length;
    expect(strikes).toBeGreaterThan(80);
    expect(strikes).toBeLessThan(160);
  });

  it('E66: spare discovery and tokens, unless named', () => {
    expect(struck('unavailable-before-effect=1').code('ApiEndpointService.List', {})).toBe('OK');
    expect(struck('unavailable-before-effect@ApiEndpointService.List=1').code('ApiEndpointService.List', {})).toBe('UNAVAILABLE');
    expect(struck('unavailable-before-effect@reads=1').code('CreateDirectory', dir('/srv/a'))).toBe('OK');
  });

  it('E67: are counted as calls like all others', () => {
    const service = struck('unavailable-before-effect@List=1');
    service.code('List', { folderId: 'f' });
    service.code('Get', { computeInstanceId: 'vm' });
    expect(Object.fromEntries(service.state.calls)).toEqual({ List: 1, Get: 1 });
  });

  it.each(['nope=1', 'slow=1.5', 'slow', 'slow=-1', 'slow@Lost=1', 'slow@=1', 'slow=x'])('refuses the setting %s', (setting) => {
    expect(parseFaults([setting])).toMatchObject({ ok: false, diagnostics: [{ code: 'emulator_fault' }] });
  });
});

describe('switches', () => {
  it.each([['nope=1', 'emulator_unknown_switch'], ['toString=1', 'emulator_unknown_switch'], ['tombstones', 'emulator_switch_value'], ['tombstones=maybe', 'emulator_switch_value'], ['replica_lag_ms=-1', 'emulator_switch_value'], ['replica_lag_ms=1s', 'emulator_switch_value']])('refuse %s', (setting, code) => {
    expect(parseSwitches([setting])).toMatchObject({ ok: false, diagnostics: [{ code }] });
  });

  it('take the last of a name, and leave the others at their defaults', () => {
    const parsed = parseSwitches(['tombstones=on', 'replica_lag_ms=7', 'tombstones=off']);
    expect(parsed).toMatchObject({ ok: true, value: { tombstones: 'off', replica_lag_ms: 7, idempotency: 'honoured' } });
  });
});

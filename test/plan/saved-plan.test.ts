/** What a saved plan keeps to itself, and who it is from. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { decodePlan, encodePlan, type Plan } from '../../src/plan';
import { bool, DYNAMIC, equalValues, mark, nullOf, num, objectOf, str, STRING, tupleOf, unknownOf, type Value } from '../../src/values';

const secret = (value: Value): Value => mark(value, ['sensitive']);
const PASSPHRASE = 'correct horse battery';
const entropy = () => ({ salt: randomBytes(32), nonce: randomBytes(12) });
const ed25519 = () => generateKeyPairSync('ed25519');

function planOf(part: Partial<Plan> = {}): Plan {
  return {
    planId: '6a1f3c1e-0b0d-4c7b-9a51-8f0f0e1d2c3b', toolVersion: '0.1.0', mode: 'normal', createdAt: '2026-11-23T10:00:00.000Z', expiresAt: '2026-11-24T10:00:00.000Z',
    stack: undefined, configurationDigest: 'abc', backend: { type: 'local', path: 'terraform.tfstate' }, prior: undefined,
    variables: [], providers: [], changes: [], drift: [], refreshed: [], steps: [], outputs: [], facts: [], unmanaged: [], warnings: [], blocked: [], applyable: true, ...part,
  };
}

const change = (before: Value, after: Value, more: Partial<Plan['changes'][number]> = {}): Plan['changes'][number] => ({
  address: 'terraform_data.a', mode: 'managed', type: 'terraform_data', name: 'a', provider: 'terraform', action: 'update', order: undefined, disposal: undefined, reason: undefined,
  before, after, replacePaths: [], notes: [], dependencies: [], createBeforeDestroy: false, constructPath: undefined, ...more,
});

const shape = (type: Plan['outputs'][number]['type']) => ({ type, defaults: undefined, sensitive: true, ephemeral: false, nullable: true, defaultValue: str('a default that is a secret'), textMode: 'text' as const });

function leftOut(plan: Plan) {
  const declared = new Map(plan.variables.map((v) => [v.name, shape(STRING)]));
  const encoded = encodePlan(plan, { kind: 'leave-out', declared });
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.diagnostics));
  const decoded = decodePlan(encoded.value.text);
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.diagnostics));
  return { text: encoded.value.text, saved: decoded.value };
}

describe('a saved plan that is not encrypted', () => {
  const values: Readonly<Record<string, Value>> = {
    'a text': str('hunter22-and-more'),
    'a short text': str('q9'),
    'a number': num('8675309'),
    'a bool': bool(true),
    'an object': objectOf([['user', str('admin-of-all')], ['pin', num('77123')]]),
    'a tuple': tupleOf([str('hunter22-and-more'), num('31337')]),
  };
  it.each(Object.entries(values))('holds nothing of %s that is sensitive, wherever it is used, and has it back when it is given again', (_, value) => {
    const plan = planOf({
      variables: [{ name: 'pw', value: secret(value) }],
      changes: [change(nullOf(DYNAMIC), objectOf([['id', unknownOf(STRING)], ['input', secret(value)], ['both', objectOf([['x', secret(value)], ['y', str('plain')]])]]), { action: 'create' })],
      outputs: [{ name: 'o', action: 'create', before: nullOf(DYNAMIC), after: secret(value), type: DYNAMIC, sensitive: true }],
      definitions: [{ key: 'local.x', expr: { kind: 'literal', value: secret(value) }, uses: [] }],
    });
    const { text, saved } = leftOut(plan);
    for (const part of ['hunter22-and-more', 'q9', '8675309', 'admin-of-all', '77123', '31337', 'a default that']) expect(text).not.toContain(part);
    expect(saved.asked.map(({ name }) => name)).toEqual(['pw']);
    expect(saved.sealed?.values).toMatchObject([{ source: { from: 'variable', name: 'pw', path: [] } }]);
    const again = saved.open(new Map([[0, value]]));
    expect(equalValues(again.changes[0]?.after ?? str(''), plan.changes[0]?.after ?? str(''))).toBe(true);
    expect(again.definitions).toEqual(plan.definitions);
    expect(again.outputs[0]?.after).toEqual(plan.outputs[0]?.after);
  });

  it('takes a part of a variable and what the state has for what they are', () => {
    const before = objectOf([['id', str('x')], ['old', secret(str('old-secret'))], ['gone', secret(num('5551234'))]]);
    const plan = planOf({
      variables: [{ name: 'login', value: secret(objectOf([['user', str('u-of-login')], ['words', tupleOf([str('w-one-w')])]])) }],
      changes: [change(before, objectOf([['id', str('x')], ['old', secret(str('u-of-login'))], ['gone', secret(str('w-one-w'))]]), { previousAddress: 'terraform_data.b' })],
      outputs: [{ name: 'was', action: 'delete', before: secret(str('out-secret')), after: nullOf(DYNAMIC), type: STRING, sensitive: true }],
    });
    const { text, saved } = leftOut(plan);
    for (const part of ['old-secret', '5551234', 'u-of-login', 'w-one-w', 'out-secret']) expect(text).not.toContain(part);
    expect(saved.sealed?.values.map(({ source }) => source)).toEqual(expect.arrayContaining([
      { from: 'variable', name: 'login', path: ['user'] }, { from: 'variable', name: 'login', path: ['words', 0] },
      { from: 'state', address: 'terraform_data.b', movedTo: 'terraform_data.a', path: ['old'] }, { from: 'state', address: 'terraform_data.b', movedTo: 'terraform_data.a', path: ['gone'] },
      { from: 'output', name: 'was' },
    ]));
  });

  it('leaves a secret out that lost its mark on its way', () => {
    const { text } = leftOut(planOf({
      variables: [{ name: 'pw', value: secret(str('hunter22-and-more')) }],
      changes: [change(objectOf([['output', str('hunter22-and-more')]]), objectOf([['output', unknownOf(STRING)]]))],
    }));
    expect(text).not.toContain('hunter22');
  });

  const made: Readonly<Record<string, Partial<Plan>>> = {
    'what was made of a secret': { changes: [change(nullOf(DYNAMIC), objectOf([['input', secret(str('x-hunter22-and-more'))]]), { action: 'create' })] },
    'a secret of the configuration': { outputs: [{ name: 'o', action: 'create', before: nullOf(DYNAMIC), after: secret(str('made of nothing')), type: STRING, sensitive: true }] },
    'a secret that the plan looks for in the world': { facts: [{ id: 'directory:f/vm:/srv/hunter22-and-more', subject: 's', decided: null, provider: 'p', usedBy: [] }] },
  };
  it.each(Object.entries(made))('is refused for %s', (_, part) => {
    const plan = planOf({ variables: [{ name: 'pw', value: secret(str('hunter22-and-more')) }], ...part });
    const refused = encodePlan(plan, { kind: 'leave-out', declared: new Map([['pw', shape(STRING)]]) });
    expect(refused).toMatchObject({ ok: false, diagnostics: [{ code: 'plan_file_sensitive' }] });
    expect(JSON.stringify(refused)).not.toContain('hunter22');
    const encrypted = encodePlan(plan, { kind: 'encrypt', passphrase: PASSPHRASE, entropy: entropy() });
    expect(encrypted.ok && encrypted.value.text).not.toContain('hunter22');
  });

  it('says the digests of equal secrets differently in two plans', () => {
    const of = (planId: string): string => JSON.stringify(leftOut(planOf({ planId, variables: [{ name: 'pw', value: secret(str('same-secret')) }] })).saved.sealed?.values[0]?.digest);
    expect(of('6a1f3c1e-0b0d-4c7b-9a51-8f0f0e1d2c3b')).not.toBe(of('7a1f3c1e-0b0d-4c7b-9a51-8f0f0e1d2c3b'));
  });
});

describe('an encrypted plan', () => {
  const plan = planOf({ variables: [{ name: 'pw', value: secret(str('hunter22-and-more')) }] });
  const encoded = encodePlan(plan, { kind: 'encrypt', passphrase: PASSPHRASE, entropy: entropy() }, { keys: [ed25519().privateKey], secrets: [] });
  const text = encoded.ok ? encoded.value.text : '';
  const code = (altered: string, passphrases = [PASSPHRASE]): string | undefined => {
    const decoded = decodePlan(altered, { passphrases });
    return decoded.ok ? undefined : decoded.diagnostics[0]?.code;
  };

  it('is the same plan with the key, and tells its digest and what it is without', () => {
    const decoded = decodePlan(text, { passphrases: ['another passphrase', PASSPHRASE] });
    expect(decoded.ok && decoded.value.plan.variables).toEqual(plan.variables);
    expect(JSON.parse(text)).toMatchObject({ format: 'holdfast-plan-encrypted/1', digest: encoded.ok ? encoded.value.digest : '' });
    expect(text).not.toContain('hunter22');
  });

  it('tells a missing key, a wrong key, a cut and a changed byte apart', () => {
    expect(code(text, [])).toBe('plan_key_wrong');
    expect(code(text, ['another passphrase'])).toBe('plan_key_wrong');
    for (let end = 12; end < text.length; end += 37) expect(code(text.slice(0, end))).toBe('plan_file_cut');
    fc.assert(fc.property(fc.nat(text.length - 1), fc.nat(7), (at, bit) => {
      const bytes = Buffer.from(text);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      return ['plan_file_damaged', 'plan_file_version'].includes(code(bytes.toString('utf8')) ?? '');
    }), { numRuns: 1500 });
  });

  it('is refused where somebody forges the checksum too', () => {
    const forge = (alter: (rest: string) => string): string => {
      const rest = alter(text.slice(text.indexOf('"digest"')));
      const { hash } = jest.requireActual<typeof import('node:crypto')>('node:crypto');
      return `{"checksum":"sha256:${hash('sha256', rest, 'hex')}",${rest}`;
    };
    expect(code(forge((rest) => rest))).toBeUndefined();
    expect(code(forge((rest) => rest.replace(/"plan":"(.)/, (_, first: string) => `"plan":"${first === 'A' ? 'B' : 'A'}`)))).toBe('plan_file_damaged');
    expect(code(forge((rest) => rest.replace(/"nonce":"(.)/, (_, first: string) => `"nonce":"${first === 'A' ? 'B' : 'A'}`)))).toBe('plan_file_damaged');
    expect(code(forge((rest) => rest.replace(/"digest":"sha256:(.)/, (_, first: string) => `"digest":"sha256:${first === 'a' ? 'b' : 'a'}`)))).toBe('plan_file_damaged');
    expect(code(forge((rest) => rest.replace('[32768,8,1]', '[1073741824,8,1]')))).toBe('plan_file_damaged');
  });

  it('is not the same bytes twice', () => {
    const again = encodePlan(plan, { kind: 'encrypt', passphrase: PASSPHRASE, entropy: entropy() });
    expect(again.ok && again.value.digest).toBe(encoded.ok ? encoded.value.digest : '');
    expect(again.ok && again.value.text).not.toBe(text);
  });
});

describe('a signed plan', () => {
  const [old, now, other] = [ed25519(), ed25519(), ed25519()];
  const signed = (...keys: readonly ReturnType<typeof ed25519>[]): string => {
    const encoded = encodePlan(planOf(), { kind: 'refuse' }, { keys: keys.map((k) => k.privateKey), secrets: [] });
    return encoded.ok ? encoded.value.text : '';
  };
  const code = (text: string, ...keys: readonly ReturnType<typeof ed25519>[]): string | undefined => {
    const decoded = decodePlan(text, { verifiers: keys.map((k) => k.publicKey) });
    return decoded.ok ? undefined : decoded.diagnostics[0]?.code;
  };

  const cases: Readonly<Record<string, readonly [string, readonly ReturnType<typeof ed25519>[], string | undefined]>> = {
    'is taken by who has the key': [signed(now), [now], undefined],
    'is taken by one of several keys, as while they change': [signed(now), [old, now], undefined],
    'is taken with two signatures by who has one of the keys': [signed(old, now), [now], undefined],
    'is taken where nobody asks': [signed(now), [], undefined],
    'is refused by another key': [signed(now), [other], 'plan_signature_unknown'],
    'is asked for, and the plan has none': [signed(), [now], 'plan_file_unsigned'],
  };
  it.each(Object.entries(cases))('%s', (_, [text, keys, expected]) => expect(code(text, ...keys)).toBe(expected));

  it('is refused when any bit of it is another one, also where nobody asks for a signature', () => {
    const text = signed(old, now);
    fc.assert(fc.property(fc.nat(text.length - 1), fc.nat(7), (at, bit) => {
      const bytes = Buffer.from(text);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      return code(bytes.toString('utf8')) !== undefined;
    }), { numRuns: 1500 });
  });

  it('of another plan does not serve', () => {
    const header = (text: string): string => text.slice(0, text.indexOf(',"format"'));
    const mine = signed(now);
    const encoded = encodePlan(planOf({ planId: 'x' }));
    const theirs = encoded.ok ? encoded.value.text : '';
    expect(code(theirs.replace(header(theirs), header(mine)), now)).toBe('plan_file_damaged');
    const signature = /,"ed25519":\[.*?\]/.exec(mine)?.[0] ?? '';
    expect(code(theirs.replace(',"format"', `${signature},"format"`), now)).toBe('plan_file_damaged');
  });

  it('is the one that was expected, or refused', () => {
    const text = signed();
    const digest = (JSON.parse(text) as { digest: string }).digest;
    expect(decodePlan(text, { expectDigest: digest }).ok).toBe(true);
    expect(decodePlan(text, { expectDigest: digest.replace(/.$/, (last) => (last === '0' ? '1' : '0')) })).toMatchObject({ ok: false, diagnostics: [{ code: 'plan_digest_unexpected' }] });
  });
});

/** Plans that are signed by a secret that both jobs have, and what two plans do compared. */
import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { actionsDigest, actionsOf, compareActions, decodePlan, encodePlan, isSignedText, signText, type Plan } from '../../src/plan';
import { mark, nullOf, DYNAMIC, objectOf, str, type Value } from '../../src/values';

const [ONE, TWO] = ['the-secret-of-both-jobs', 'another-one-of-them'];

function planOf(part: Partial<Plan> = {}): Plan {
  return {
    planId: '6a1f3c1e-0b0d-4c7b-9a51-8f0f0e1d2c3b', toolVersion: '0.1.0', mode: 'normal', createdAt: '2026-11-23T10:00:00.000Z', expiresAt: '2026-11-24T10:00:00.000Z',
    stack: undefined, bound: { repository: 'acme/infra', commit: 'a'.repeat(40) }, configurationDigest: 'abc', backend: { type: 'local', path: 'terraform.tfstate' }, prior: undefined,
    variables: [], providers: [], changes: [], drift: [], refreshed: [], steps: [], outputs: [], facts: [], unmanaged: [], warnings: [], blocked: [], applyable: true, ...part,
  };
}

const signed = (secrets: readonly string[], encrypted = false): string => {
  const encoded = encodePlan(planOf(), encrypted ? { kind: 'encrypt', passphrase: 'correct horse battery', entropy: { salt: randomBytes(32), nonce: randomBytes(12) } } : { kind: 'refuse' }, { keys: [], secrets });
  return encoded.ok ? encoded.value.text : '';
};
const code = (text: string, secrets: readonly string[]): string | undefined => {
  const decoded = decodePlan(text, { secrets, passphrases: ['correct horse battery'] });
  return decoded.ok ? undefined : decoded.diagnostics[0]?.code;
};

describe('a plan that is signed by a secret', () => {
  const cases: Readonly<Record<string, readonly [string, readonly string[], string | undefined]>> = {
    'is taken by who has it': [signed([ONE]), [ONE], undefined],
    'is taken by who has one of two': [signed([ONE, TWO]), [TWO], undefined],
    'is taken encrypted too': [signed([ONE], true), [ONE], undefined],
    'is taken where nobody asks': [signed([ONE]), [], undefined],
    'is refused by another secret': [signed([ONE]), [TWO], 'plan_signature_unknown'],
    'is asked for, and the plan has none': [signed([]), [ONE], 'plan_file_unsigned'],
    'is not one whose signature was taken out': [signed([ONE]).replace(/"hmac":\[[^\]]*\],/, ''), [ONE], 'plan_file_unsigned'],
  };
  it.each(Object.entries(cases))('%s', (_, [text, secrets, expected]) => expect(code(text, secrets)).toBe(expected));

  it('is refused when any bit of it is another one, also where nobody asks for a signature', () => {
    const text = signed([ONE]);
    fc.assert(fc.property(fc.nat(text.length - 1), fc.nat(7), (at, bit) => {
      const bytes = Buffer.from(text);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      return code(bytes.toString('utf8'), []) !== undefined;
    }), { numRuns: 2000 });
  });

  it('says under its digest what it is of', () => {
    const decoded = decodePlan(signed([ONE]));
    expect(decoded.ok && decoded.value.plan.bound).toEqual({ repository: 'acme/infra', commit: 'a'.repeat(40) });
    expect(code(signed([ONE]).replace('acme/infra', 'acme/other'), [ONE])).toBe('plan_file_damaged');
  });

  it('and a text: by the same keys, and for nothing else', () => {
    const signatures = signText('a\n', { keys: [], secrets: [ONE] });
    expect(isSignedText('a\n', signatures, { keys: [], secrets: [TWO, ONE] })).toBe(true);
    expect(isSignedText('b\n', signatures, { keys: [], secrets: [ONE] })).toBe(false);
    expect(isSignedText('a\n', signatures, { keys: [], secrets: [TWO] })).toBe(false);
    expect(isSignedText('a\n', ['hmac:', 'x', ''], { keys: [], secrets: [ONE] })).toBe(false);
  });
});

describe('what two plans do', () => {
  const change = (address: string, after: Value, more: Partial<Plan['changes'][number]> = {}): Plan['changes'][number] => ({
    address, mode: 'managed', type: 't', name: 'a', provider: 'p', action: 'create', order: undefined, disposal: undefined, reason: undefined,
    before: nullOf(DYNAMIC), after, replacePaths: [], notes: [], dependencies: [], createBeforeDestroy: false, constructPath: undefined, ...more,
  });
  const actions = (...changes: readonly Plan['changes'][number][]) => actionsOf(planOf({ changes }));

  it('is the same with other ids, times and serials, and beside what stays as it is', () => {
    const one = planOf({ changes: [change('t.a', str('x'))] });
    const two = planOf({ changes: [change('t.a', str('x')), change('t.b', str('y'), { action: 'no-op' })], planId: '11111111-1111-4111-8111-111111111111', createdAt: '2027-01-01T00:00:00Z', prior: { lineage: 'l', serial: 9 }, bound: undefined });
    expect(actionsDigest(actionsOf(one))).toBe(actionsDigest(actionsOf(two)));
  });

  it('differs by what is added, missing, or done with other values', () => {
    const first = actions(change('t.a', str('x')), change('t.b', str('y')), change('t.c', str('z')));
    const second = actions(change('t.a', str('x')), change('t.b', str('other')), change('t.d', str('z')), change('t.c', str('z'), { action: 'delete' }));
    expect(compareActions(first, second)).toEqual({ added: ['create t.d', 'delete t.c'], missing: ['create t.c'], different: ['create t.b'] });
    expect(actionsDigest(first)).not.toBe(actionsDigest(second));
  });

  it('says nothing about a sensitive value', () => {
    const hidden = (text: string) => actions(change('t.a', objectOf([['p', mark(str(text), ['sensitive'])]])));
    expect(hidden('hunter2')).toEqual(hidden('hunter3'));
  });
});

import * as fc from 'fast-check';
import { decodePlan, encodePlan, planDigest, type Plan } from '../../src/plan';
import { mark, nullOf, num, objectOf, str, STRING, unknownOf, type Value } from '../../src/values';

const thing = (path: Value): Value => objectOf([['id', unknownOf(STRING)], ['path', path], ['count', num('12345678901234567890.5')]]);

function planOf(part: Partial<Plan> = {}): Plan {
  return {
    planId: '6a1f3c1e-0b0d-4c7b-9a51-8f0f0e1d2c3b', toolVersion: '0.1.0', mode: 'normal', createdAt: '2026-11-23T10:00:00.000Z', expiresAt: '2026-11-24T10:00:00.000Z',
    stack: undefined, configurationDigest: 'abc', backend: { type: 'local', path: 'terraform.tfstate' }, prior: { lineage: 'l', serial: 3 },
    variables: [{ name: 'folder', value: str('f') }],
    providers: [{ key: 'cloudbackup', source: 'holdfast/cloudbackup', config: objectOf([['folder_id', str('f')]]) }],
    changes: [{
      address: 'cloudbackup_directory.a', mode: 'managed', type: 'cloudbackup_directory', name: 'a', provider: 'cloudbackup', action: 'create',
      order: undefined, disposal: undefined, reason: undefined, before: nullOf(STRING), after: thing(str('/srv/<a>\u2028 "quoted" ☃')), replacePaths: [['path']],
      notes: [{ kind: 'info', text: 'x' }], dependencies: [], createBeforeDestroy: false, constructPath: undefined,
    }],
    drift: [], refreshed: [],
    steps: [
      { id: 'create cloudbackup_directory.a', after: [], kind: 'create', address: 'cloudbackup_directory.a', effects: [],
        residual: { body: [['path', { kind: 'template', parts: [{ kind: 'literal', value: str('/srv/') }, { kind: 'traversal', root: 'terraform_data', steps: [{ kind: 'attr', name: 'x' }, { kind: 'attr', name: 'id' }] }] }]], uses: ['terraform_data.x'] } },
      { id: 'output o', after: ['create cloudbackup_directory.a'], kind: 'output', name: 'o', value: { kind: 'traversal', root: 'terraform_data', steps: [{ kind: 'attr', name: 'x' }] }, uses: ['terraform_data.x'] },
    ],
    outputs: [{ name: 'o', action: 'create', before: nullOf(STRING), after: unknownOf(STRING), type: STRING, sensitive: false }],
    facts: [{ id: 'directory:f/vm:/srv', subject: 's', decided: { kind: 'absent' }, goal: 'directory', provider: 'cloudbackup', usedBy: ['cloudbackup_directory.a'] }],
    unmanaged: [], warnings: [], blocked: [], applyable: true, ...part,
  };
}

function encoded(plan = planOf()): string {
  const result = encodePlan(plan);
  if (!result.ok) throw new Error('expected a plan file');
  return result.value.text;
}

describe('a plan file', () => {
  it('gives back the plan that was written, and the same digest', () => {
    const decoded = decodePlan(encoded());
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.diagnostics));
    expect(JSON.parse(JSON.stringify(decoded.value.plan))).toEqual(JSON.parse(JSON.stringify(planOf())));
    expect(decoded.value.digest).toBe(planDigest(planOf()));
    expect(encoded(decoded.value.plan)).toBe(encoded());
  });

  it('is the same bytes for the same plan, whatever order its parts were made in', () => {
    const plan = planOf();
    const turned = Object.fromEntries(Object.entries(plan).reverse()) as unknown as Plan;
    expect(encoded(turned)).toBe(encoded(plan));
  });

  it('is refused when any bit of it was flipped', () => {
    const bytes = Buffer.from(encoded());
    fc.assert(fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ (1 << bit);
      const decoded = decodePlan(altered.toString('utf8'));
      return !decoded.ok && ['plan_file_damaged', 'plan_file_version'].includes(decoded.diagnostics[0]?.code ?? '');
    }), { numRuns: 2000 });
  });

  it.each([
    ['empty', () => ''],
    ['something else', () => '{"resources":[]}'],
    ['followed by more', (text: string) => `${text} `],
    ['written anew with spaces', (text: string) => JSON.stringify(JSON.parse(text), null, 1)],
    ['deeper than anything written', () => `${'['.repeat(100_000)}`],
    ['with a key twice', (text: string) => text.replace('"planId"', '"planId":"x","planId"')],
    ['with a step that is no step', (text: string) => text.replace('"uses":["terraform_data.x"]', '"uses":7')],
  ])('is refused when it is %s', (_, alter) => {
    expect(decodePlan(alter(encoded()))).toMatchObject({ ok: false, diagnostics: [{ code: 'plan_file_damaged' }] });
  });

  it('is told to be cut wherever it ends too early', () => {
    const text = encoded();
    for (let end = 12; end < text.length; end += 7) expect(decodePlan(text.slice(0, end))).toMatchObject({ ok: false, diagnostics: [{ code: 'plan_file_cut' }] });
  });

  it('of a later format is refused with what to do', () => {
    expect(decodePlan(encoded().replace('holdfast-plan/1', 'holdfast-plan/2'))).toMatchObject({ ok: false, diagnostics: [{ code: 'plan_file_version' }] });
  });

  it('is not written when it would hold a secret, and says which', () => {
    const secret = planOf({ variables: [{ name: 'password', value: mark(str('hunter22'), ['sensitive']) }] });
    const result = encodePlan(secret);
    expect(result).toMatchObject({ ok: false, diagnostics: [{ code: 'plan_file_sensitive', address: 'var.password' }] });
    expect(JSON.stringify(result)).not.toContain('hunter22');
  });
});

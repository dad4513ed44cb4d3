import { ok } from '../../src/diagnostics';
import type { Plan } from '../../src/plan';
import { samplePlan } from '../render/preview-fixtures';
import { change, output, planOf, secret } from '../render/fixtures';
import { golden } from '../render/golden';
import { fakeLibrary, shown } from './fake';

/** A library whose plan files are these, by name, in an app whose manifest says so. */
function libraryOf(plans: Readonly<Record<string, Plan>>, order: readonly { readonly name: string; readonly dependencies: readonly string[] }[] | undefined) {
  return {
    ...fakeLibrary(),
    readPlanFile: (file: string) => Promise.resolve(ok({ plan: plans[file] ?? planOf({}), digest: () => 'sha256:0' })),
    stackOrder: (_dir: string, file: string) => Promise.resolve(ok(file.includes('missing') ? undefined : order)),
  };
}
const PLANS = { 'b.plan': samplePlan({ stack: 'b' }), 'a.plan': samplePlan({ stack: 'a' }), 'none.plan': planOf({ stack: 'none', applyable: false }) };
const ORDER = [{ name: 'a', dependencies: [] }, { name: 'none', dependencies: [] }, { name: 'b', dependencies: ['a', 'elsewhere'] }];

describe('holdfast report', () => {
  it('shows the stacks in the order of the manifest, each with those that it comes after', async () => {
    const { out, code } = await shown('report b.plan none.plan a.plan', libraryOf(PLANS, ORDER));
    expect(code).toBe(0);
    expect(out.match(/^\| `\w+`.*$/gm)).toEqual(['| `a` (blocked) | 2 | 1 | 2 | 1 | 1 | 1 |  |', '| `none` | 0 | 0 | 0 | 0 | 0 | 0 |  |', '| `b` (blocked) | 2 | 1 | 2 | 1 | 1 | 1 | `a` |']);
    expect(out.indexOf('### Holdfast plan: `a`')).toBeLessThan(out.indexOf('### Holdfast plan: `b`'));
    expect(out).not.toContain('### Holdfast plan: `none`');
  });

  it('keeps the order of the command line where there is no manifest', async () => {
    const { out } = await shown('report b.plan a.plan', libraryOf(PLANS, undefined));
    expect(out.indexOf('### Holdfast plan: `b`')).toBeLessThan(out.indexOf('### Holdfast plan: `a`'));
  });

  it.each([
    ['gitlab', (out: string) => { expect(JSON.parse(out)).toEqual({ create: 4, update: 2, delete: 4 }); }],
    ['sarif', (out: string) => { expect((JSON.parse(out) as { runs: unknown[] }).runs.length).toBe(2); }],
    ['junit', (out: string) => { expect(out.match(/<testsuite /g)?.length).toBe(2); }],
    ['json', (out: string) => { expect((JSON.parse(out) as { plans: { stack: string; plan: { format_version: string } }[] }).plans.map(({ stack, plan }) => [stack, plan.format_version])).toEqual([['a', '1.2'], ['b', '1.2']]); }],
    ['html', (out: string) => { expect(out.match(/<section class="stack">/g)?.length).toBe(2); }],
    ['mermaid', (out: string) => { expect(out.match(/subgraph/g)?.length).toBe(2); }],
    ['dot', (out: string) => { expect(out.match(/subgraph/g)?.length).toBe(2); }],
  ])('writes %s of all of them', async (format, check) => {
    const { out, code } = await shown(`report -format=${format} b.plan a.plan`, libraryOf(PLANS, ORDER));
    expect(code).toBe(0);
    check(out);
  });

  it('keeps to the budget of the place', async () => {
    const { out } = await shown('report -budget=bitbucket b.plan a.plan', libraryOf(PLANS, ORDER));
    expect(Buffer.byteLength(out)).toBeLessThanOrEqual(32_001);
    expect(out).not.toContain('<details');
  });

  it('hides the secret of one stack in the others too', async () => {
    const text = 'password-0123456789';
    const plans = {
      'a.plan': planOf({ stack: 'a', changes: [change({ address: 't.n', action: 'create', after: { id: 'i', password: secret(text) } })] }),
      'b.plan': planOf({ stack: 'b', outputs: [output('leak', 'create', null, `it is ${text}`)] }),
    };
    for (const format of ['markdown', 'json', 'sarif', 'junit', 'html']) expect((await shown(`report -format=${format} a.plan b.plan`, libraryOf(plans, undefined))).out).not.toContain(text);
  });

  it.each([
    ['no plan', 'report', 'Arguments missing'],
    ['two plans of one stack', 'report a.plan a.plan', 'Two plans of one stack'],
    ['a manifest that is not there', 'report -manifest=missing.json a.plan', 'Manifest not found'],
  ])('refuses %s', async (_sentence, words, summary) => {
    const { err, code, out } = await shown(words, libraryOf(PLANS, ORDER));
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(summary);
  });
});

describe('holdfast show -format', () => {
  it.each([
    ['a form of a plan without a plan', 'show -format=sarif', 'Expected a single argument'],
    ['two forms at once', 'show -json -format=html a.plan', 'Flags contradict each other'],
  ])('refuses %s', async (_sentence, words, summary) => {
    const { err, code } = await shown(words, libraryOf(PLANS, ORDER));
    expect(code).toBe(1);
    expect(err).toContain(summary);
  });

  it('-format=text is what show prints without it', async () => {
    const text = await shown('show -format=text -no-color a.plan', libraryOf(PLANS, ORDER));
    expect(text).toEqual(await shown('show -no-color a.plan', libraryOf(PLANS, ORDER)));
    golden('show.txt', text.out);
  });

  it('writes nothing but the form to stdout', async () => {
    expect(JSON.parse((await shown('show -format=gitlab a.plan', libraryOf(PLANS, ORDER))).out)).toEqual({ create: 2, update: 1, delete: 2 });
    expect((await shown('show -format=markdown -budget=azure a.plan', libraryOf(PLANS, ORDER))).out.startsWith('## Holdfast plan: `a`')).toBe(true);
  });
});

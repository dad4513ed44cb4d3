import { BUDGETS, markdown, previewView, type BudgetName } from '../../src/render';
import { change, drift, NO_SCHEMAS, planOf } from './fixtures';
import { golden } from './golden';
import { DIGEST, manyChanges, samplePlan, sampleView } from './preview-fixtures';

const BUDGET_NAMES = Object.keys(BUDGETS) as readonly BudgetName[];

/** Fences and folds that are open at the end. */
function open(text: string): readonly string[] {
  const stack: string[] = [];
  let fence: string | undefined;
  for (const line of text.split('\n')) {
    const [, ticks] = /^(`{3,})/.exec(line) ?? [];
    if (fence !== undefined) {
      if (ticks !== undefined && line === ticks && ticks.length >= fence.length) fence = undefined;
      continue;
    }
    if (ticks !== undefined) fence = ticks;
    if (/^<details( open)?>/.test(line)) stack.push('details');
    if (line === '</details>') expect(stack.pop()).toBe('details');
  }
  return fence === undefined ? stack : [...stack, fence];
}

describe('a preview as Markdown', () => {
  it.each(['github-comment', 'azure', 'bitbucket'] as const)('looks as the golden file says, for %s', (name) => {
    const { text, cut } = markdown(sampleView(), BUDGETS[name]);
    golden(`${name}.md`, text);
    expect(cut).toBe(false);
  });

  it('says that there is nothing to do', () => {
    const { text } = markdown(previewView(planOf({ applyable: false }), NO_SCHEMAS), BUDGETS.gitlab);
    expect(text).toContain('## Holdfast plan – no changes');
    expect(text).not.toContain('to add');
  });

  it('counts what changed outside in a refresh-only plan, open', () => {
    const plan = planOf({ mode: 'refresh-only', drift: [drift('t.n', { id: 'i', a: 1 }, { id: 'i', a: 2 })] });
    const { text } = markdown(previewView(plan, NO_SCHEMAS), BUDGETS.gitlab);
    expect(text).toContain('## Holdfast refresh-only plan – 1 changed outside');
    expect(text).toContain('<details open><summary><b>Drift');
  });

  it('counts what the caller puts around it', () => {
    const frame = { before: '<!-- marker -->', after: '[run](https://example.test/1)' };
    const { text } = markdown(sampleView(), BUDGETS['github-comment'], frame);
    expect(text.startsWith('<!-- marker -->\n## Holdfast plan')).toBe(true);
    expect(text.endsWith('[run](https://example.test/1)\n')).toBe(true);
    const tight = { ...BUDGETS['github-comment'], codePoints: [...text].length - 200 };
    expect([...markdown(sampleView(), tight, frame).text].length).toBeLessThanOrEqual(tight.codePoints);
  });

  it('is deterministic', () => {
    expect(markdown(sampleView(), BUDGETS.gitlab)).toEqual(markdown(sampleView(), BUDGETS.gitlab));
  });
});

describe('a preview that is too large', () => {
  it.each(BUDGET_NAMES)('keeps to the budget %s with 10,000 changes, and closes what it opens', (name) => {
    const budget = BUDGETS[name];
    const { text, cut } = markdown(previewView(manyChanges(10_000), NO_SCHEMAS, { digest: DIGEST }), budget);
    expect([...text].length).toBeLessThanOrEqual(budget.codePoints);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budget.bytes);
    expect(open(text)).toEqual([]);
    expect(cut).toBe(name !== 'none');
    expect(text.includes('This preview is cut')).toBe(cut);
    // Room is there to be used.
    if (cut) expect(Buffer.byteLength(text)).toBeGreaterThan(budget.codePoints * 0.6);
    expect(text).toContain('Plan: 3334 to add, 1667 to change, 3334 to destroy.');
  });

  it('keeps to any budget, however small the step from one to the next', () => {
    const view = sampleView();
    const whole = [...markdown(view, BUDGETS.none).text].length;
    for (let room = 2500; room < whole + 800; room += 37) {
      const budget = { ...BUDGETS.gitlab, codePoints: room, bytes: room + 100 };
      const { text, cut } = markdown(view, budget);
      expect([...text].length).toBeLessThanOrEqual(budget.codePoints);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budget.bytes);
      expect(open(text)).toEqual([]);
      expect(text.includes('This preview is cut')).toBe(cut);
    }
  });

  it('shows what ends in full before it shows what begins', () => {
    const plan = planOf({ changes: [
      ...Array.from({ length: 300 }, (_, i) => change({ address: `t.a${i}`, action: 'create', after: { id: 'i', text: 'x'.repeat(300) } })),
      ...Array.from({ length: 20 }, (_, i) => change({ address: `t.z${i}`, action: 'delete', disposal: 'delete', before: { id: 'i', text: 'y'.repeat(300) } })),
    ] });
    const { text } = markdown(previewView(plan, NO_SCHEMAS), BUDGETS.bitbucket);
    expect(text.match(/- {3}resource "t" "z/g)?.length).toBe(20);
    expect(text).toContain('- `t.a299`');
    expect(text.indexOf('### Destroy (20)')).toBeLessThan(text.indexOf('### Create (300)'));
  });

  it('gives up the detail of drift before that of changes', () => {
    const objects = Array.from({ length: 60 }, (_, i) => `t.n${i}`);
    const plan = planOf({
      changes: objects.map((address) => change({ address, action: 'update', before: { id: 'i', text: 'x'.repeat(400) }, after: { id: 'i', text: 'y'.repeat(400) } })),
      relevant: objects.map((resource) => ({ resource, attribute: [] })), drift: objects.map((address) => drift(address, { id: 'i', text: 'w'.repeat(400) }, { id: 'i', text: 'x'.repeat(400) })),
    });
    const { text, cut } = markdown(previewView(plan, NO_SCHEMAS), BUDGETS['github-comment']);
    expect(cut).toBe(true);
    expect(text).not.toContain('"www');
    expect(text).toContain('"xxx');
  });

  it('passes over one change that no comment could take, and shows the others', () => {
    const plan = planOf({ changes: [
      change({ address: 't.huge', action: 'delete', disposal: 'delete', before: { id: 'x'.repeat(70_000) } }),
      change({ address: 't.small', action: 'delete', disposal: 'delete', before: { id: 'i' } }),
    ] });
    const { text } = markdown(previewView(plan, NO_SCHEMAS), BUDGETS['github-comment']);
    expect(text).toContain('- `t.huge`');
    expect(text).toContain('-   resource "t" "small" {');
  });
});

describe('secrets in a preview', () => {
  it('are in no part of it, also where only their path is known', () => {
    for (const name of BUDGET_NAMES) expect(markdown(previewView(samplePlan(), NO_SCHEMAS), BUDGETS[name]).text).not.toContain('secret-value');
  });
});

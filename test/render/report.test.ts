import { BUDGETS, htmlReport, markdownReport, previewView, type BudgetName, type StackView } from '../../src/render';
import { NO_SCHEMAS, planOf } from './fixtures';
import { golden } from './golden';
import { manyChanges, samplePlan, sampleView } from './preview-fixtures';

const view = (plan: Parameters<typeof previewView>[0]) => previewView(plan, NO_SCHEMAS);
const stack = (name: string, plan: Parameters<typeof previewView>[0], after: readonly string[] = []): StackView => ({ name, view: view({ ...plan, stack: name }), after });
const NAMES = Object.keys(BUDGETS) as readonly BudgetName[];

describe('a report of several stacks', () => {
  it('looks as the golden file says', () => {
    const stacks = [stack('network', planOf({ applyable: false })), { name: 'prod', view: sampleView(), after: ['network'] }, stack('we|rd `x`', manyChanges(3), ['prod', 'network'])];
    golden('report.md', markdownReport(stacks, BUDGETS['github-comment']).text);
  });

  it('is the preview itself where there is one stack', () => {
    expect(markdownReport([{ name: 'prod', view: sampleView(), after: [] }], BUDGETS.gitlab).text).toContain('## Holdfast plan: `prod`');
  });

  it.each(NAMES)('keeps to the budget %s, with one very large stack and many small ones', (name) => {
    const budget = BUDGETS[name];
    const stacks = [stack('huge', manyChanges(4000)), ...Array.from({ length: 20 }, (_, i) => stack(`s${i}`, samplePlan()))];
    const { text, cut } = markdownReport(stacks, budget);
    expect([...text].length).toBeLessThanOrEqual(budget.codePoints);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budget.bytes);
    expect(cut).toBe(name !== 'none');
    expect(text.includes('This report is cut')).toBe(cut);
  });

  it('keeps to the budget with more stacks than it has room for', () => {
    const stacks = Array.from({ length: 800 }, (_, i) => stack(`stack-${i}`, manyChanges(1), [`stack-${i - 1}`]));
    const { text } = markdownReport(stacks, BUDGETS.bitbucket);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(32_000);
    expect(text).toContain('800 stacks');
  });

  it('gives a small stack all that it needs, and the rest to the large one', () => {
    const { text } = markdownReport([stack('huge', manyChanges(5000)), { name: 'prod', view: sampleView(), after: [] }], BUDGETS['github-comment']);
    const small = text.slice(text.indexOf('### Holdfast plan: `prod`'));
    expect(small).not.toContain('This preview is cut');
    expect(small).toContain('CreateDirectory /srv/restore/2026');
    expect([...text].length).toBeGreaterThan(45_000);
  });

  it('is one page of HTML with a part for each stack', () => {
    const html = htmlReport([sampleView(), sampleView({ stack: 'staging' })]);
    expect(html.match(/<section class="stack">/g)?.length).toBe(2);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

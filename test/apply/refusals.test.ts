import { applyPlan } from '../../src/apply';
import { diagnostic } from '../../src/diagnostics';
import type { Plan } from '../../src/plan';
import { attributesOf, bench, change, ending, NOTHING, plan, step, thing } from './support';

const one: Partial<Plan> = { changes: [change('a', {})], steps: [step('create', 'a')] };

async function refusal(at: ReturnType<typeof bench>, of: Plan): Promise<readonly string[]> {
  const outcome = await applyPlan(at.inputs(of));
  expect(at.applied).toEqual([]);
  return outcome.ok ? [] : outcome.diagnostics.map((d) => d.code);
}

describe('a plan that must not be applied', () => {
  it('is refused when it has expired', async () => {
    expect(await refusal(bench(), plan({ ...one, expiresAt: '2025-12-31T23:59:59.000Z' }))).toEqual(['apply_plan_expired']);
  });

  it('is refused the second time, whatever became of the first', async () => {
    const at = bench();
    at.answer = () => ({ kind: 'failed', diagnostics: [diagnostic('operation_failed', 'no')] });
    await applyPlan(at.inputs(plan(one)));
    at.applied.length = 0;
    expect(await refusal(at, plan(one))).toEqual(['apply_plan_used']);
  });

  it('is refused before its first step when a guard blocks it, with what the guard says', async () => {
    const at = bench();
    expect(await refusal(at, plan({ ...one, blocked: [diagnostic('operation_failed', 'blocked: 20 deletes, limit 10')] }))).toEqual(['apply_blocked', 'operation_failed']);
    expect(at.disk.runs).toEqual([]);
  });

  it('is refused on a state of another lineage', async () => {
    const at = bench();
    await applyPlan(at.inputs(plan({ ...one, planId: '99999999-2222-4333-8444-555555555555' })));
    at.applied.length = 0;
    const other = plan({ prior: { lineage: 'other', serial: 1 }, changes: [change('b', {})], steps: [step('create', 'b')] });
    expect(await refusal(at, other)).toEqual(['apply_plan_stale']);
  });

  it('is refused when an object that it touches is another one in the state, and names it', async () => {
    const at = bench();
    await applyPlan(at.inputs(plan({ ...one, planId: '99999999-2222-4333-8444-555555555555' })));
    at.applied.length = 0;
    const prior = { lineage: at.disk.state?.lineage ?? '', serial: 1 };
    const outcome = await applyPlan(at.inputs(plan({
      prior, changes: [change('a', { action: 'delete', disposal: 'delete', before: thing('a', 'older'), after: NOTHING })], steps: [ending('delete', 'a')],
    })));
    expect(outcome.ok).toBe(false);
    expect(outcome.diagnostics[0]?.detail).toContain('lab_thing.a is another one in the state now');
    expect(at.applied).toEqual([]);
  });

  it('is not refused when the state changed elsewhere only', async () => {
    const at = bench();
    await applyPlan(at.inputs(plan({ ...one, planId: '99999999-2222-4333-8444-555555555555' })));
    await applyPlan(at.inputs(plan({ planId: '99999999-2222-4333-8444-555555555556', prior: { lineage: at.disk.state?.lineage ?? '', serial: 1 }, changes: [change('b', {})], steps: [step('create', 'b')] })));
    const outcome = await applyPlan(at.inputs(plan({ prior: { lineage: at.disk.state?.lineage ?? '', serial: 1 }, changes: [change('c', {})], steps: [step('create', 'c')] })));
    expect(outcome.ok).toBe(true);
    expect(attributesOf(at.disk)).toEqual({ 'lab_thing.a': 'a', 'lab_thing.b': 'b', 'lab_thing.c': 'c' });
  });

  const fact = { id: 'place:a', subject: 'place "a"', decided: { there: false }, goal: { there: true }, provider: 'lab', usedBy: ['lab_thing.a'] };

  it('is stale when a fact is neither what was decided on nor the goal, and says what and whose', async () => {
    const at = bench();
    at.facts.set('place:a', { there: 'file' });
    const outcome = await applyPlan(at.inputs(plan({ ...one, facts: [fact] })));
    expect(outcome.diagnostics[0]?.detail).toContain('place "a" is not as it was when the plan was made ({"there":false} then, {"there":"file"} now). lab_thing.a depends on it');
    expect(at.applied).toEqual([]);
  });

  it.each([['as it was decided on', { there: false }], ['what the plan makes of it', { there: true }]])('is not stale when a fact is %s', async (_, now) => {
    const at = bench();
    at.facts.set('place:a', now);
    expect((await applyPlan(at.inputs(plan({ ...one, facts: [fact] })))).ok).toBe(true);
  });

  it.each([
    ['counts what was read for a plan that nobody was asked about', (at: number) => at, 5_000],
    ['does not where the machine has slept since', (at: number) => at - 3_600_000, undefined],
    ['does not where the wall clock was set', (at: number) => at + 60_000, undefined],
  ])('%s', async (_, wall, since) => {
    const at = bench();
    at.facts.set('place:a', { there: false });
    const inputs = at.inputs(plan({ ...one, facts: [fact] }));
    await inputs.clock.sleep(5_000);
    const plannedSince = { monotonic: inputs.clock.monotonic(), wall: wall(inputs.clock.now()) };
    await inputs.clock.sleep(3_000);
    expect((await applyPlan({ ...inputs, plannedSince })).ok).toBe(true);
    expect(at.since).toEqual([since]);
  });

  it('reads all again for a plan that somebody was asked about', async () => {
    const at = bench();
    at.facts.set('place:a', { there: false });
    await applyPlan(at.inputs(plan({ ...one, facts: [fact] })));
    expect(at.since).toEqual([undefined]);
  });

  it('goes on but for the steps whose facts cannot be read', async () => {
    const at = bench();
    const outcome = await applyPlan(at.inputs(plan({ changes: [change('a', {}), change('b', {})], steps: [step('create', 'a'), step('create', 'b')], facts: [fact] })));
    expect(outcome.ok && outcome.value.summary.status).toBe('partial');
    expect(at.applied.map((r) => r.address)).toEqual(['lab_thing.b']);
  });
});

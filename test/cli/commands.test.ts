import type { StepEnd } from '../../src/apply';
import { diagnostic } from '../../src/diagnostics';
import { change, planOf, secret, UNKNOWN } from '../render/fixtures';
import { fakeLibrary, NO_STATE, shown, type FakeLibrary } from './fake';

const CREATE = planOf({ changes: [change({ address: 't.n', action: 'create', after: { id: UNKNOWN } })] });
const NOTHING = planOf({ applyable: false });

describe('a command line', () => {
  it.each([
    ['a slip of the pen in a command', 'plna', 'There is no command "plna". Did you mean "plan"?'],
    ['a slip of the pen in a flag', 'plan -detailed-exitcod', 'There is no flag -detailed-exitcod of plan. Did you mean -detailed-exitcode?'],
    ['a slip of the pen in a flag that is not built', 'plan -target-fil=t', 'There is no flag -target-fil of plan. Did you mean -target-file? This release does not have that one yet.'],
    ['a verb of which one kind is built', 'providers mirror', 'This release has no "providers mirror" yet; it has "providers lock", "providers schema".'],
    ['a verb of Terraform that is not built', 'test', 'This release has no "test" yet.'],
    ['the first of two words', 'state -no-color list', '"state" needs a command behind it, before any flags.'],
    ['a slip of the pen in the second word', 'state lst', 'Did you mean "state list"?'],
    ['a flag of Terraform that is not built', 'plan -target-file=t', 'This release does not have -target-file of plan yet'],
    ['-target-file', 'apply -target-file=x', 'This release does not have -target-file of apply yet'],
    ['two kinds of plans', 'plan -destroy -refresh-only', '-destroy removes everything, and -refresh-only changes nothing in the world.'],
    ['too many arguments', 'apply a b', 'apply does not take "b".'],
    ['a folder that is not there', '-chdir=/gone plan', '-chdir="/gone" is not a folder that can be entered.'],
    ['-json without approval', 'apply -json -auto-approve=false', 'Plan file or auto-approve required'],
    ['an apply without the lock', 'apply -auto-approve -lock=false', '-lock=false is for plan'],
    ['nobody to ask', 'apply', 'there is no terminal to ask on'],
    ['a target beside a saved plan', 'apply -target=t.n plan', 'A saved plan holds its own -target'],
    ['a variable without a name', 'plan -var=a', '-var takes NAME=VALUE'],
    ['no parallelism', 'plan -parallelism=0', '-parallelism=0 would start nothing'],
    ['exit codes of nobody', 'validate -exit-codes=gnu', '-exit-codes takes "terraform" or "holdfast", not "gnu".'],
  ])('%s is refused on stderr with 1', async (_sentence, words, text) => {
    const { code, out, err } = await shown(words);
    expect(code).toBe(1);
    expect(`${out}${err}`.replace(/\n(?:│ )?/g, ' ')).toContain(text);
  });

  it('without any words shows what there is, and fails', async () => {
    const { code, err } = await shown('');
    expect(code).toBe(1);
    expect(err).toContain('Usage: holdfast');
  });

  it.each(['-help', '--help', 'help', 'plan -help', 'help plan', 'providers schema -h'])('%s is no failure', async (words) => {
    const { code, out } = await shown(words);
    expect(code).toBe(0);
    expect(out).toContain('Usage: holdfast');
  });

  it('escapes what it was given before it shows it', async () => {
    const { err } = await shown('pl\u001b[31man');
    expect(err).not.toContain('\u001b');
  });
});

describe('plan', () => {
  it.each([
    ['no changes', 'plan', NOTHING, 0],
    ['no changes, asked', 'plan -detailed-exitcode', NOTHING, 0],
    ['changes', 'plan', CREATE, 0],
    ['changes, asked', 'plan -detailed-exitcode', CREATE, 2],
  ])('with %s ends as Terraform does', async (_sentence, words, plan, exit) => {
    expect((await shown(words, fakeLibrary(plan))).code).toBe(exit);
  });

  it('says where the plan was saved', async () => {
    const library = fakeLibrary(CREATE);
    const { out } = await shown('plan -out=p.plan', library);
    expect(out).toContain('Saved the plan to: p.plan\n\nTo perform exactly these actions, run the following command to apply:\n    holdfast apply "p.plan"\n');
    expect(library.asked).toEqual(['plan normal one out=p.plan']);
  });

  it('shows a warning of the plan once', async () => {
    const warning = diagnostic('provider_last_registration', 'the last one');
    const { out, err } = await shown('plan', fakeLibrary({ ...CREATE, warnings: [warning] }, { problems: [warning] }));
    expect(`${out}${err}`.split('the last one')).toHaveLength(2);
  });

  it('plans all stacks in their order, and backwards to destroy', async () => {
    const library = fakeLibrary(CREATE, { stacks: ['base', 'app'] });
    await shown('plan', library);
    await shown('plan -destroy', library);
    expect(library.asked).toEqual(['plan normal base', 'plan normal app', 'plan destroy app', 'plan destroy base']);
  });

  it('leaves out the stacks behind one that does not end well, and says so', async () => {
    const library = fakeLibrary(CREATE, { stacks: ['base', 'middle', 'app'], problems: [diagnostic('state_locked', 'by another')] });
    const { code, out } = await shown('plan', library);
    expect(code).toBe(5);
    expect(library.asked).toEqual(['plan normal base']);
    expect(out).toContain('Warning: Stacks left out');
    expect(out).toContain('Nothing was done for: middle, app.');
  });

  it('says in lines of JSON of which stack they are', async () => {
    const { out } = await shown('plan -json', fakeLibrary(CREATE, { stacks: ['base', 'app'] }));
    const lines = out.trim().split('\n').map((line) => JSON.parse(line) as { type: string; stack?: string });
    expect(lines.map((line) => line.stack ?? line.type)).toEqual(['version', 'base', 'planned_change', 'change_summary', 'app', 'planned_change', 'change_summary']);
  });

  it('refuses a value that a flag does not take before anything is done', async () => {
    const library = fakeLibrary(CREATE);
    expect((await shown('apply -auto-approve -exit-codes=gnu', library)).code).toBe(1);
    expect(library.asked).toEqual([]);
  });

  it('refuses to save the plans of several stacks in one file', async () => {
    const { code, err } = await shown('plan -out=p', fakeLibrary(CREATE, { stacks: ['base', 'app'] }));
    expect(code).toBe(1);
    expect(err).toContain('-stack=base');
  });

  it('writes lines of JSON and nothing else with -json', async () => {
    const { out, err } = await shown('plan -json', fakeLibrary(CREATE, { problems: [diagnostic('provider_last_registration', 'x')] }));
    const types = out.trim().split('\n').map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).toEqual(['version', 'planned_change', 'change_summary', 'diagnostic']);
    expect(err).toBe('');
  });

  it('sends errors to stderr and keeps their code', async () => {
    const { code, out, err } = await shown('plan', fakeLibrary(CREATE, { problems: [diagnostic('state_locked', 'by another')] }));
    expect([code, out]).toEqual([5, '']);
    expect(err).toContain('by another');
    expect((await shown('plan -exit-codes=terraform', fakeLibrary(CREATE, { problems: [diagnostic('state_locked', '')] }))).code).toBe(1);
  });

  it('masks credentials and sensitive values by value', async () => {
    const plan = planOf({ changes: [change({ address: 't.n', action: 'create', after: { a: secret('s3cr3t-value'), b: 'has s3cr3t-value inside', c: 'tok-tok-tok-1' } })] });
    const { out } = await shown('plan', fakeLibrary(plan), { env: { YC_TOKEN: 'tok-tok-tok-1' } });
    expect(out).not.toMatch(/s3cr3t|tok-tok/);
  });

  it.each([['a terminal', {}, true], ['NO_COLOR', { NO_COLOR: '1' }, false], ['TERM=dumb', { TERM: 'dumb' }, false]])('on %s', async (_sentence, env, coloured) => {
    const { out } = await shown('plan', fakeLibrary(CREATE), { env, terminal: true });
    expect(out.includes('\u001b[')).toBe(coloured);
    const { out: plain } = await shown('plan -no-color', fakeLibrary(CREATE), { env, terminal: true });
    expect(plain).not.toContain('\u001b');
  });
});

describe('apply', () => {
  it('asks in Terraform\'s words and goes on at yes', async () => {
    const { code, out } = await shown('apply', fakeLibrary(CREATE), { answer: 'yes' });
    expect(out).toContain(`
Do you want to perform these actions?
  Holdfast will perform the actions described above.
  Only 'yes' will be accepted to approve.

  Enter a value: `);
    expect(out).toContain('Apply complete! Resources: 1 added, 0 changed, 0 destroyed.');
    expect(code).toBe(0);
  });

  it.each(['no', 'y', '', 'YES'])('takes %p for a no', async (answer) => {
    const { code, out } = await shown('apply', fakeLibrary(CREATE), { answer });
    expect(code).toBe(1);
    expect(out).toContain('Apply cancelled.');
  });

  it('asks twice as hard before it destroys', async () => {
    const { out } = await shown('destroy', fakeLibrary({ ...CREATE, mode: 'destroy' }), { answer: 'no' });
    expect(out).toContain('Do you really want to destroy all resources?');
    expect(out).toContain('Destroy cancelled.');
  });

  it.each(['apply -input=false', 'destroy -input=false'])('never asks with %s', async (words) => {
    const { code, out, err } = await shown(words, fakeLibrary(CREATE), { answer: 'yes' });
    expect({ code, asked: out.includes('Enter a value') }).toEqual({ code: 1, asked: false });
    expect(err).toContain('Nobody can approve');
  });

  it('applies a saved plan without asking or showing it', async () => {
    const library = fakeLibrary(CREATE);
    const { code, out } = await shown('apply p.plan', library);
    expect(code).toBe(0);
    expect(out).not.toContain('will be created');
    expect(library.asked).toEqual(['apply p.plan']);
  });

  it('shows a plan that a guard keeps back, asks nobody, and ends with 6', async () => {
    const { code, out, err } = await shown('apply -auto-approve', fakeLibrary({ ...CREATE, blocked: [diagnostic('provider_too_many_deletes', '20 deletes, limit 10')] }));
    expect(code).toBe(6);
    expect(out).toContain('# t.n will be created');
    expect(err).toContain('20 deletes, limit 10');
  });

  it('says what goes on in the service and how to take it up', async () => {
    const { code, out } = await shown('-chdir=/fleet apply -auto-approve', fakeLibrary(CREATE, {
      applied: async (options) => {
        await options.approve(CREATE, []);
        return { kind: 'applied', plan: CREATE, state: NO_STATE, summary: { ends: new Map(), done: { add: 0, change: 0, destroy: 0, forget: 0, adopt: 0 }, status: 'indeterminate', underway: [{ step: 'create t.n', operationId: 'op1' }], diagnostics: [] } };
      },
    }));
    expect(code).toBe(4);
    expect(out).toContain('  create t.n [operation=op1]');
    expect(out).toContain('    holdfast -chdir=/fleet apply -auto-approve');
  });

  it.each<[sentence: string, words: string, kept: boolean, expected: string]>([
    ['by the plan that was kept', 'apply -auto-approve', true, 'holdfast apply -resume'],
    ['in the folder and with the flags that were given', '-chdir=/fl"e\'et apply -auto-approve -var=x=1 -allow-host=h -lock-timeout=2m -no-color -exit-codes=terraform', true,
      `holdfast '-chdir=/fl"e'\\''et' apply -resume -lock-timeout=120000ms -allow-host=h -no-color -exit-codes=terraform`],
    ['by the plan that was given', 'apply -no-color my.plan', false, 'holdfast apply -no-color my.plan'],
    ['by planning anew where no plan was kept', 'apply -auto-approve -var=x=1 -var-file=$x.tfvars', false, 'holdfast apply -var=x=1 \'-var-file=$x.tfvars\' -auto-approve'],
  ])('names a command that can be pasted: %s', async (_sentence, words, kept, expected) => {
    const library = (): FakeLibrary => fakeLibrary(CREATE, {
      applied: () => Promise.resolve({ kind: 'applied', plan: CREATE, state: NO_STATE, kept, summary: { ends: new Map(), done: { add: 0, change: 0, destroy: 0, forget: 0, adopt: 0 }, status: 'indeterminate', underway: [{ step: 'create t.n', operationId: undefined }], diagnostics: [] } }),
    });
    expect((await shown(words, library())).out).toContain(`\n    ${expected}\n`);
    const lines = (await shown(words.replace(/(apply \S+)/, '$1 -json'), library())).out.trim().split('\n').map((line) => JSON.parse(line));
    const [said] = lines.filter((line) => line.type === 'operations_under_way');
    expect(said).toMatchObject({ '@level': 'warn', underway: [{ step: 'create t.n', operation: null }] });
    expect(said.resume_command.replace(' -json', '')).toBe(expected);
  });

  it.each([
    ['apply -resume my.plan', 'takes no plan file'], ['apply -resume -destroy', '-destroy'], ['apply -resume -var=a=1 -var-file=f', '-var, -var-file'],
  ])('refuses %s by name', async (words, named) => {
    const library = fakeLibrary(CREATE);
    const { code, err } = await shown(words, library);
    expect({ code, asked: library.asked }).toEqual({ code: 1, asked: [] });
    expect(err).toContain(named);
  });

  it('shows the outputs also when there is nothing to do', async () => {
    const state = { ...NO_STATE, outputs: new Map([['answer', { value: 'forty-two', type: 'string', sensitive: false } as const]]) };
    expect((await shown('apply -auto-approve', fakeLibrary(NOTHING, { state }))).out).toContain('Apply complete! Resources: 0 added, 0 changed, 0 destroyed.\n\nOutputs:\n\nanswer = "forty-two"\n');
    const { out } = await shown('apply -auto-approve -json', fakeLibrary(NOTHING, { state }));
    expect(out.trim().split('\n').map((line) => (JSON.parse(line) as { type: string }).type)).toEqual(['version', 'change_summary', 'change_summary', 'outputs']);
  });

  it('says that there is nothing to do', async () => {
    const { code, out } = await shown('apply -auto-approve', fakeLibrary(NOTHING));
    expect(code).toBe(0);
    expect(out).toContain('No changes.');
    expect(out).toContain('Apply complete! Resources: 0 added, 0 changed, 0 destroyed.');
  });
});

describe('commands that look at all stacks', () => {
  it.each([['validate', 'validate'], ['init', 'validate'], ['show', 'state']])('%s', async (words, asked) => {
    const library = fakeLibrary(CREATE, { stacks: ['base', 'app'] });
    expect((await shown(words, library)).code).toBe(0);
    expect(library.asked).toEqual([`${asked} base`, `${asked} app`]);
  });

  it('show -json is one document, so it wants one stack', async () => {
    const { code, err } = await shown('show -json', fakeLibrary(CREATE, { stacks: ['base', 'app'] }));
    expect(code).toBe(1);
    expect(err).toContain('-stack=base');
  });
});

describe('a failed step', () => {
  const failing = (count: number): FakeLibrary => fakeLibrary(CREATE, {
    applied: async (options) => {
      await options.approve(CREATE, []);
      const ends = new Map<string, StepEnd>(Array.from({ length: count }, (_, i) => [
        `create t.n${i}`, { kind: 'failed', guarded: false, diagnostics: [diagnostic('operation_refused', `The service says: no ${i}.`, { address: `t.n${i}` })] },
      ]));
      ends.set('create t.after', { kind: 'skipped', because: 'create t.n0' });
      return { kind: 'applied', plan: CREATE, state: NO_STATE, summary: { ends, done: { add: 0, change: 0, destroy: 0, forget: 0, adopt: 0 }, status: 'partial', underway: [], diagnostics: [] } };
    },
  });

  it('is named in the summary, and why it failed is told', async () => {
    const { code, out, err } = await shown('apply -auto-approve', failing(1));
    expect(code).toBe(1);
    expect(out).toContain('Failed: 1\n  create t.n0: Call refused by the service');
    expect(out).toContain('Skipped: 1 (create t.n0 failed)\n  create t.after');
    expect(err).toContain('│   with t.n0');
    expect(err).toContain('The service says: no 0.');
  });

  it('is told in JSON', async () => {
    const { out } = await shown('apply -auto-approve -json', failing(1));
    expect(out).toContain('"detail":"The service says: no 0."');
  });

  it('of very many is counted after the twentieth', async () => {
    const { err } = await shown('apply -auto-approve', failing(5000));
    expect(err.split('Error: Call refused')).toHaveLength(1 + 20 + 1);
    expect(err).toContain('There are 4980 more of this kind');
    expect((await shown('apply -auto-approve -json', failing(5000))).out.split('"type":"diagnostic"')).toHaveLength(5001);
  });
});

describe('validate and version', () => {
  it('validate -json is one document on stdout', async () => {
    const { code, out } = await shown('validate -json', fakeLibrary(CREATE, { problems: [diagnostic('plan_cycle', 'a, b')] }));
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ format_version: '1.0', valid: false, error_count: 1, warning_count: 0, diagnostics: [{ severity: 'error', summary: 'Cycle', detail: 'a, b', code: 'plan_cycle' }] });
  });

  it('version never loads the library', async () => {
    const { code, out } = await shown('version', new Proxy(fakeLibrary(), { get: () => { throw new Error('loaded'); } }));
    expect([code, out.split('\n')[0]]).toEqual([0, 'Holdfast v1.2.3']);
  });
});

describe('force-unlock', () => {
  it.each<[sentence: string, words: string, answer: string | undefined, code: number, asked: readonly string[]]>([
    ['asks, and goes on with a yes', 'force-unlock id-1', 'yes', 0, ['unlock id-1']],
    ['takes anything else for a no', 'force-unlock id-1', 'y', 1, []],
    ['does not ask with -force', 'force-unlock -force id-1', undefined, 0, ['unlock id-1']],
    ['wants -force where nobody can be asked', 'force-unlock id-1', undefined, 1, []],
    ['wants -force with -json', 'force-unlock -json id-1', 'yes', 1, []],
    ['wants an ID', 'force-unlock -force', undefined, 1, []],
    ['wants one ID', 'force-unlock -force id-1 id-2', undefined, 1, []],
  ])('%s', async (_sentence, words, answer, code, asked) => {
    const library = fakeLibrary();
    expect((await shown(words, library, answer === undefined ? {} : { answer })).code).toBe(code);
    expect(library.asked).toEqual(asked);
  });
});

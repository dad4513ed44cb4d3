import { jsonText, planJson } from '../../src/render';
import { unmark } from '../../src/values';
import { Life } from './harness';

const OBJECT = 'resource "terraform_data" "a" {\n  input = "x"\n}\n';
const SECRET = 'variable "s" {\n  default   = "hidden-one"\n  sensitive = true\n}\n';

describe('outputs of plans that change nothing in them', () => {
  it('do not stand in the way of an end: one that would print a secret is no reason to keep everything', async () => {
    const life = new Life();
    await life.go(OBJECT);
    const { plan, diagnostics } = await life.plan(`${OBJECT}${SECRET}output "o" {\n  value = var.s\n}\n`, { mode: 'destroy' });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(plan?.outputs).toEqual([]);
  });

  it('are told by a refresh of everything, and not by one of some objects', async () => {
    const life = new Life();
    await life.go(OBJECT);
    const files = `${OBJECT}resource "terraform_data" "b" {}\noutput "o" {\n  value = "k"\n}\noutput "b" {\n  value = terraform_data.b.id\n}\n`;
    expect((await life.plan(files, { mode: 'refresh-only' })).plan?.outputs.map(({ name, action }) => `${action} ${name}`)).toEqual(['create b', 'create o']);
    const targets = [{ address: 'terraform_data.a' }] as never;
    expect((await life.plan(files, { mode: 'refresh-only', wanted: { targets } })).plan?.outputs).toEqual([]);
  });
});

describe('an output that becomes null', () => {
  it.each([[''], ['\n  sensitive = true']])('is told as changed, and is no more when that is applied%s', async (secret) => {
    const life = new Life();
    await life.go(`output "o" {\n  value = "k"${secret}\n}\n`);
    const files = `output "o" {\n  value = null${secret}\n}\n`;
    const { plan } = await life.plan(files);
    expect(plan?.outputs.map(({ action, after }) => [action, unmark(after).kind])).toEqual([['update', 'null']]);
    expect(plan === undefined ? undefined : JSON.parse(jsonText(planJson(plan, { redact: false, schemaVersion: () => 0 })))).toMatchObject({ output_changes: { o: { actions: ['update'], after: null } }, planned_values: { outputs: { o: { type: 'dynamic', value: null } } } });
    await life.go(files);
    expect([...life.disk.state?.outputs.keys() ?? []]).toEqual([]);
    expect((await life.plan(files)).plan?.outputs.map(({ action }) => action)).toEqual(['no-op']);
  });
});

describe('an output that the state has as null', () => {
  it.each([['"k"', 'create'], ['null', 'no-op']])('and is %s now: %s, whether it is a secret or not', async (value, action) => {
    const life = new Life();
    await life.go('output "o" {\n  value = "k"\n}\n');
    const { state } = life.disk;
    const held = state?.outputs.get('o');
    if (state === undefined || held === undefined) throw new Error('no output was kept');
    // As Terraform leaves it when the value became null while other things were changed.
    life.disk.state = { ...state, outputs: new Map([['o', { ...held, value: null }]]) };
    const { plan } = await life.plan(`output "o" {\n  value     = ${value}\n  sensitive = true\n}\n`);
    expect(plan?.outputs.map((output) => output.action)).toEqual([action]);
  });
});

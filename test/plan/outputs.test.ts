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

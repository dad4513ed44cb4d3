/** When data is read, and terraform_remote_state. */
import { changesOf, Life, told } from './harness';
import type { RemoteOutputs } from '../../src/provider';
import { num, objectOf, str, type Value } from '../../src/values';

const outputs = (of: Readonly<Record<string, Value>>): RemoteOutputs => ({ kind: 'outputs', outputs: new Map(Object.entries(of)) });
const state = (name: string, more = '', path = '"other"'): string => `data "terraform_remote_state" "${name}" {\n  backend = "local"\n  config = { path = ${path} }\n${more}}\n`;

function lifeWith(of: Readonly<Record<string, Value>> = { x: str('vx') }): Life {
  const life = new Life();
  life.states.set('other', outputs(of));
  return life;
}

const BASE = 'resource "terraform_data" "base" {\n  input = "other"\n}\nlocals {\n  through = terraform_data.base.input\n}\n';
const when: Readonly<Record<string, [text: string, changes: string[]]>> = {
  'at plan, where all of it is known': [state('d'), []],
  'at plan, where a known value comes through a local': [`${BASE}${state('d', '', 'local.through')}`, ['create terraform_data.base']],
  'at apply, where an argument is not known': [`${BASE}${state('d', '', 'terraform_data.base.output')}`, ['read data.terraform_remote_state.d read_because_config_unknown', 'create terraform_data.base']],
  'at apply, where it refers to a resource that is going to change': [`${BASE}${state('d', '', 'terraform_data.base.input')}`, ['read data.terraform_remote_state.d read_because_dependency_pending', 'create terraform_data.base']],
  'at apply, where depends_on names one': [`${BASE}${state('d', '  depends_on = [terraform_data.base]\n')}`, ['read data.terraform_remote_state.d read_because_dependency_pending', 'create terraform_data.base']],
  'at apply, where depends_on leads to one': [
    `${BASE}resource "terraform_data" "mid" {\n  input = terraform_data.base.id\n}\n${state('d', '  depends_on = [terraform_data.mid]\n')}`,
    ['read data.terraform_remote_state.d read_because_dependency_pending', 'create terraform_data.base', 'create terraform_data.mid']],
  'at apply, where the state to read is still to be written': [state('d', '', '"pending"'), ['read data.terraform_remote_state.d read_because_dependency_pending']],
};

describe('data is read', () => {
  it.each(Object.entries(when))('%s', async (_, [text, changes]) => {
    const life = lifeWith();
    life.states.set('pending', { kind: 'pending' });
    const full = `${text}output "x" {\n  value = data.terraform_remote_state.d.outputs.x\n}`;
    const { plan, diagnostics } = await life.plan(full);
    expect(told(diagnostics)).toEqual([]);
    expect(changesOf(plan)).toEqual(changes);
    life.states.set('pending', outputs({ x: str('vx') }));
    if (plan === undefined) throw new Error('no plan');
    expect((await life.apply(plan)).status).toBe('done');
    expect(life.outputs()).toEqual({ x: 'vx' });
    const again = await life.plan(full);
    expect([changesOf(again.plan), again.plan?.applyable]).toEqual([[], false]);
  });

  it('at apply, where the module waits for something that changes', async () => {
    const life = lifeWith();
    const files = {
      'main.tf': `${BASE}module "m" {\n  source = "./m"\n  depends_on = [terraform_data.base]\n}\noutput "x" {\n  value = module.m.x\n}`,
      'm/main.tf': `${state('d')}output "x" {\n  value = data.terraform_remote_state.d.outputs.x\n}`,
    };
    const plan = await life.go(files);
    expect(changesOf(plan)).toEqual(['create terraform_data.base', 'read module.m.data.terraform_remote_state.d read_because_dependency_pending']);
    expect(changesOf((await life.plan(files)).plan)).toEqual([]);
    expect(life.outputs()).toEqual({ x: 'vx' });
  });

  it('at plan in one instance of a module, while another instance changes', async () => {
    const life = lifeWith();
    const files = (b: string): Record<string, string> => ({
      'main.tf': `module "m" {\n  source = "./m"\n  for_each = { a = "1", b = "${b}" }\n  v = each.value\n}`,
      'm/main.tf': `variable "v" {}\nresource "terraform_data" "x" {\n  input = var.v\n}\n${state('d', '  depends_on = [terraform_data.x]\n')}`,
    });
    await life.go(files('2'));
    expect(changesOf((await life.plan(files('3'))).plan)).toEqual(['read module.m["b"].data.terraform_remote_state.d read_because_dependency_pending', 'update module.m["b"].terraform_data.x']);
  });

  it('for each of its keys, and leaves the state with its block', async () => {
    const life = lifeWith();
    await life.go(state('d', '  for_each = toset(["a", "${b"])\n').replace('${b', () => '$${b'));
    expect(Object.keys(life.objects())).toEqual(['data.terraform_remote_state.d["${b"]', 'data.terraform_remote_state.d["a"]']);
    await life.go(`${state('d', '  for_each = toset(["a"])\n')}output "o" {\n  value = 1\n}`);
    expect(Object.keys(life.objects())).toEqual(['data.terraform_remote_state.d["a"]']);
  });
});

describe('terraform_remote_state', () => {
  it('gives all outputs in one object, with defaults for those that are not there', async () => {
    const life = lifeWith({ x: str('vx'), o: objectOf([['a', num(1)]]) });
    await life.go(`${state('d', '  defaults = { x = "dx", y = "dy" }\n')}output "all" {\n  value = data.terraform_remote_state.d.outputs\n}\noutput "w" {\n  value = data.terraform_remote_state.d.workspace\n}`);
    expect(life.outputs()).toEqual({ all: { x: 'vx', y: 'dy', o: { a: 1 } } });
  });

  it.each([
    ['a state that is not there', state('d', '', '"nowhere"'), 'error Unable to find remote state main.tf:1'],
    ['a backend that there is not', state('d').replace('"local"', '"nope"'), 'error Invalid backend configuration main.tf:2'],
    ['an argument that the backend has not', state('d').replace('path', 'pth'), 'error Invalid backend configuration main.tf:3'],
    ['a config that is no object', state('d').replace('{ path = "other" }', '"x"'), 'error Invalid backend configuration main.tf:3'],
    ['defaults that are no object', state('d', '  defaults = 5\n'), 'error Invalid default values main.tf:4'],
  ])('refuses %s', async (_, text, expected) => {
    expect(told((await lifeWith().plan(text)).diagnostics)).toEqual([expected]);
  });
});

/** moved, removed and import: where the state's objects belong, which ones are let go, and which come in. */
import { changesOf, Life, told } from './harness';
import type { Plan } from '../../src/plan';

const data = (name: string, more = ''): string => `resource "terraform_data" "${name}" {\n  input = "${name[0] ?? ''}"\n${more}}\n`;
const moved = (from: string, to: string): string => `moved {\n  from = ${from}\n  to   = ${to}\n}\n`;
const M = { 'm/main.tf': data('in') };

interface Case {
  readonly before: string;
  readonly after: string;
  readonly m?: string;
  readonly changes: readonly string[];
  readonly state: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  'a resource': { before: data('a'), after: `${data('ab')}${moved('terraform_data.a', 'terraform_data.ab')}`, changes: ['no-op terraform_data.ab from terraform_data.a'], state: ['terraform_data.ab'] },
  'a chain': {
    before: data('a'), after: `${data('ac')}${moved('terraform_data.ab', 'terraform_data.ac')}${moved('terraform_data.a', 'terraform_data.ab')}`,
    changes: ['no-op terraform_data.ac from terraform_data.a'], state: ['terraform_data.ac'],
  },
  'all instances of a resource': {
    before: data('a', '  count = 2\n'), after: `${data('ab', '  count = 2\n')}${moved('terraform_data.a', 'terraform_data.ab')}`,
    changes: ['no-op terraform_data.ab[0] from terraform_data.a[0]', 'no-op terraform_data.ab[1] from terraform_data.a[1]'], state: ['terraform_data.ab[0]', 'terraform_data.ab[1]'],
  },
  'an instance to another kind of key': {
    before: data('a', '  count = 2\n'), after: `${data('ab', '  for_each = toset(["k"])\n')}${moved('terraform_data.a[1]', 'terraform_data.ab["k"]')}`,
    changes: ['delete terraform_data.a[0] delete_because_no_resource_config', 'no-op terraform_data.ab["k"] from terraform_data.a[1]'], state: ['terraform_data.ab["k"]'],
  },
  'a resource to an instance of itself': {
    before: data('a'), after: `${data('a', '  for_each = toset(["k"])\n')}${moved('terraform_data.a', 'terraform_data.a["k"]')}`,
    changes: ['no-op terraform_data.a["k"] from terraform_data.a'], state: ['terraform_data.a["k"]'],
  },
  'what gets a count, unsaid': { before: data('a'), after: data('a', '  count = 1\n'), changes: ['no-op terraform_data.a[0] from terraform_data.a'], state: ['terraform_data.a[0]'] },
  'what loses its count, unsaid': {
    before: data('a', '  count = 2\n'), after: data('a'), changes: ['no-op terraform_data.a from terraform_data.a[0]', 'delete terraform_data.a[1] delete_because_wrong_repetition'], state: ['terraform_data.a'],
  },
  'not unsaid where a block speaks of it': {
    before: data('a', '  count = 2\n'), after: `${data('a')}${moved('terraform_data.a[1]', 'terraform_data.a')}`,
    changes: ['no-op terraform_data.a from terraform_data.a[1]', 'delete terraform_data.a[0] delete_because_wrong_repetition'], state: ['terraform_data.a'],
  },
  'a module': {
    before: 'module "m" {\n  source = "./m"\n}', after: `module "n" {\n  source = "./m"\n}\n${moved('module.m', 'module.n')}`,
    changes: ['no-op module.n.terraform_data.in from module.m.terraform_data.in'], state: ['module.n.terraform_data.in'],
  },
  'a module to an instance of itself': {
    before: 'module "m" {\n  source = "./m"\n}', after: `module "m" {\n  source = "./m"\n  count = 2\n}\n${moved('module.m', 'module.m[1]')}`,
    changes: ['create module.m[0].terraform_data.in', 'no-op module.m[1].terraform_data.in from module.m.terraform_data.in'], state: ['module.m[0].terraform_data.in', 'module.m[1].terraform_data.in'],
  },
  'out of a module': {
    before: 'module "m" {\n  source = "./m"\n  count = 2\n}', after: `${data('i')}${moved('module.m[1].terraform_data.in', 'terraform_data.i')}module "m" {\n  source = "./m"\n}\n${moved('module.m[0]', 'module.m')}`,
    changes: ['no-op terraform_data.i from module.m[1].terraform_data.in', 'no-op module.m.terraform_data.in from module.m[0].terraform_data.in'], state: ['module.m.terraform_data.in', 'terraform_data.i'],
  },
  'in a module that moves itself': {
    before: 'module "m" {\n  source = "./m"\n}', m: `${data('inner')}${moved('terraform_data.in', 'terraform_data.inner')}`, after: `module "n" {\n  source = "./m"\n}\n${moved('module.m', 'module.n')}`,
    changes: ['no-op module.n.terraform_data.inner from module.m.terraform_data.in'], state: ['module.n.terraform_data.inner'],
  },
  'and changes on the way': {
    before: data('a'), after: `${data('b')}${moved('terraform_data.a', 'terraform_data.b')}`, changes: ['update terraform_data.b from terraform_data.a'], state: ['terraform_data.b'],
  },
  'to nowhere': {
    before: data('a'), after: moved('terraform_data.a', 'terraform_data.b'), changes: ['delete terraform_data.b from terraform_data.a delete_because_no_move_target'], state: [],
  },
};

describe('moving', () => {
  it.each(Object.entries(cases))('%s', async (_, { before, after, m, changes, state }) => {
    const life = new Life();
    await life.go({ ...M, 'main.tf': before });
    const later = { ...M, ...(m === undefined ? {} : { 'm/main.tf': m }), 'main.tf': after };
    const plan = await life.go(later);
    expect(changesOf(plan)).toEqual(changes);
    expect(Object.keys(life.objects()).sort()).toEqual(state);
    const again = await life.plan(later);
    expect([changesOf(again.plan), again.plan?.applyable, told(again.diagnostics)]).toEqual([[], false, []]);
  });

  it('keeps the order of ending by the new names', async () => {
    const life = new Life();
    await life.go(`${data('a')}resource "terraform_data" "user" {\n  input = terraform_data.a.output\n}`);
    const later = `${data('ab')}resource "terraform_data" "user" {\n  input = terraform_data.ab.output\n}${`\n${moved('terraform_data.a', 'terraform_data.ab')}`}`;
    await life.go(later);
    expect(life.disk.state?.resources.get('terraform_data.user')?.instances[0]?.dependencies).toEqual(['terraform_data.ab']);
    const { plan } = await life.plan(later, { mode: 'destroy' });
    expect(plan?.steps.find((s) => s.id === 'delete terraform_data.ab')?.after).toEqual(['delete terraform_data.user']);
  });

  it('that is blocked is told, and what stays behind goes', async () => {
    const life = new Life();
    await life.go(`${data('a')}${data('b')}`);
    const { plan, diagnostics } = await life.plan(`${data('b')}${moved('terraform_data.a', 'terraform_data.b')}`);
    expect(told(diagnostics)).toEqual(['warning Unresolved resource instance address changes']);
    expect(changesOf(plan)).toEqual(['delete terraform_data.a delete_because_no_resource_config']);
  });

  it.each([
    ['from what is still declared', `${data('a')}${data('b')}${moved('terraform_data.a', 'terraform_data.b')}`, 'error Moved object still exists main.tf:7'],
    ['from an instance that is still there', `${data('a', '  count = 2\n')}${moved('terraform_data.a[1]', 'terraform_data.b')}`, 'error Moved object still exists main.tf:5'],
    ['from one place to two', `${moved('terraform_data.a', 'terraform_data.b')}${moved('terraform_data.a', 'terraform_data.c')}`, 'error Ambiguous move statements main.tf:5'],
    ['from two places to one', `${moved('terraform_data.a', 'terraform_data.c')}${moved('terraform_data.b', 'terraform_data.c')}`, 'error Ambiguous move statements main.tf:5'],
    ['to itself', moved('terraform_data.a', 'terraform_data.a'), 'error Redundant move statement main.tf:1'],
    ['in a circle', `${moved('terraform_data.a', 'terraform_data.b')}${moved('terraform_data.b', 'terraform_data.a')}`, 'error Cyclic dependency in move statements'],
    ['in a circle through a module', `${moved('module.x', 'module.y')}${moved('module.y.terraform_data.a', 'module.x.terraform_data.a')}`, 'error Cyclic dependency in move statements'],
  ])('is refused %s', async (_, text, expected) => {
    expect(told((await new Life().plan(text)).diagnostics)).toEqual([expected]);
  });

  it('of a thousand things costs nothing much', async () => {
    const names = Array.from({ length: 1000 }, (_, i) => i);
    const life = new Life();
    await life.go(names.map((i) => data(`a${i}`)).join(''));
    const { plan } = await life.plan(names.map((i) => `resource "terraform_data" "b${i}" {\n  input = "a"\n}\n${moved(`terraform_data.a${i}`, `terraform_data.b${i}`)}`).join(''));
    expect(plan?.moves).toHaveLength(1000);
    expect(plan?.steps).toEqual([]);
  });
});

describe('removed', () => {
  const gone = (from: string, destroy: boolean): string => `removed {\n  from = ${from}\n  lifecycle {\n    destroy = ${destroy}\n  }\n}\n`;
  it('lets go or ends, a resource with all its instances or a whole module', async () => {
    const life = new Life();
    await life.go({ ...M, 'main.tf': `${data('a', '  count = 2\n')}${data('b')}module "m" {\n  source = "./m"\n}` });
    const { plan, diagnostics } = await life.plan({ ...M, 'main.tf': `${gone('terraform_data.a', false)}${gone('terraform_data.b', true)}${gone('module.m', false)}` });
    expect(changesOf(plan)).toEqual([
      'forget terraform_data.a[0] delete_because_no_resource_config', 'forget terraform_data.a[1] delete_because_no_resource_config',
      'delete terraform_data.b delete_because_no_resource_config', 'forget module.m.terraform_data.in delete_because_no_resource_config',
    ]);
    expect(told(diagnostics)).toEqual(['warning Some objects will no longer be managed by Terraform']);
    await life.apply(plan as Plan);
    expect(life.objects()).toEqual({});
  });

  it('of what is still declared is refused', async () => {
    expect(told((await new Life().plan(`${data('a')}${gone('terraform_data.a', false)}`)).diagnostics)).toEqual(['error Removed resource still exists main.tf:1']);
  });
});

describe('import', () => {
  const take = (to: string, id: string, more = ''): string => `import {\n${more}  to = ${to}\n  id = ${id}\n}\n`;
  it('takes an object in, and changes what is other than declared', async () => {
    const life = new Life();
    const text = `resource "terraform_data" "same" {}\n${data('a')}${take('terraform_data.same', '"one"')}${take('terraform_data.a', '"two"')}`;
    const plan = await life.go(text);
    expect(plan.changes.map((c) => [c.action, c.address, c.importing?.id])).toEqual([['update', 'terraform_data.a', 'two'], ['no-op', 'terraform_data.same', 'one']]);
    expect(plan.steps.map((s) => `${s.id} <- ${s.after.join(', ')}`)).toEqual([
      'import terraform_data.a <- ', 'import terraform_data.same <- ', 'update terraform_data.a <- import terraform_data.a',
    ]);
    expect(life.disk.state?.resources.get('terraform_data.a')?.instances[0]?.attributes['id']).toBe('two');
    const again = await life.plan(text);
    expect([changesOf(again.plan), again.plan?.changes[0]?.importing]).toEqual([[], undefined]);
  });

  it('takes many in by for_each, into modules, by ids that are computed', async () => {
    const life = new Life();
    const plan = await life.go({ ...M, 'main.tf': `
      locals {
        ids = { a = "ida", b = "idb" }
      }
      resource "terraform_data" "t" {
        for_each = local.ids
        input    = each.value
      }
      module "m" {
        source = "./m"
        count  = 2
      }
      ${take('terraform_data.t[each.key]', '"x-${each.value}"', '  for_each = local.ids\n')}
      ${take('module.m[1].terraform_data.in', '5')}` });
    expect(plan.changes.map((c) => `${c.address} ${c.importing?.id ?? 'made'}`)).toEqual(['terraform_data.t["a"] x-ida', 'terraform_data.t["b"] x-idb', 'module.m[0].terraform_data.in made', 'module.m[1].terraform_data.in 5']);
  });

  it('is used by what refers to the object', async () => {
    const life = new Life();
    await life.go(`resource "terraform_data" "a" {}\n${take('terraform_data.a', '"one"')}output "o" {\n  value = terraform_data.a.id\n}`);
    expect(life.outputs()).toEqual({ o: 'one' });
  });

  it.each([
    ['with an id that is null', `${data('a')}${take('terraform_data.a', 'null')}`, 'error Invalid import id argument main.tf:6'],
    ['with an empty id', `${data('a')}${take('terraform_data.a', '""')}`, 'error Invalid import id argument main.tf:6'],
    ['with an id that is no text', `${data('a')}${take('terraform_data.a', '["x"]')}`, 'error Incorrect value type main.tf:6'],
    ['with an id that apply alone knows', `${data('a')}${take('terraform_data.a', 'terraform_data.u.id')}resource "terraform_data" "u" {}`, 'error Invalid import id argument main.tf:6'],
    ['to nothing declared', take('terraform_data.a', '"x"'), 'error Configuration for import target does not exist main.tf:2'],
    ['to an instance that there is not', `${data('a', '  count = 1\n')}${take('terraform_data.a[5]', '"x"')}`, 'error Configuration for import target does not exist'],
    ['to a counted resource without a key', `${data('a', '  count = 1\n')}${take('terraform_data.a', '"x"')}`, "error Invalid import 'to' expression main.tf:6"],
  ])('is refused %s', async (_, text, expected) => {
    expect(told((await new Life().plan(text)).diagnostics)).toEqual([expected]);
  });
});

/** lifecycle: which of two goes first, what must not go, what is not looked at, what makes another one be replaced. */
import { changesOf, Life, told } from './harness';

const replaced = (name: string, triggers: string, more = ''): string => `resource "terraform_data" "${name}" {\n  triggers_replace = ${triggers}\n${more}}\n`;
const FIRST = '  lifecycle {\n    create_before_destroy = true\n  }\n';

describe('create_before_destroy', () => {
  it('is forced on all that the resource is made after, and on none that is made after it', async () => {
    const life = new Life();
    const text = (n: number): string => `${replaced('a', `${n}`)}${replaced('b', 'terraform_data.a.id')}locals {\n  b = terraform_data.b.id\n}\n${replaced('c', 'local.b', FIRST)}${replaced('d', 'terraform_data.c.id')}`;
    await life.go(text(1));
    const plan = await life.go(text(2));
    expect(changesOf(plan)).toEqual([
      'replace (create-first) terraform_data.a replace_because_cannot_update', 'replace (create-first) terraform_data.b replace_because_cannot_update',
      'replace (create-first) terraform_data.c replace_because_cannot_update', 'replace (destroy-first) terraform_data.d replace_because_cannot_update',
    ]);
    expect(plan.steps.find((s) => s.id === 'delete terraform_data.a')?.after).toEqual(['create terraform_data.a', 'create terraform_data.b', 'create terraform_data.c', 'create terraform_data.d', 'delete terraform_data.b', 'delete terraform_data.c', 'delete terraform_data.d']);
    expect([...life.disk.state?.resources ?? []].map(([address, r]) => [address, r.instances[0]?.createBeforeDestroy]).sort()).toEqual([
      ['terraform_data.a', true], ['terraform_data.b', true], ['terraform_data.c', true], ['terraform_data.d', false],
    ]);
  });

  it('is kept of the instances alone that are named on the way, and of no object that is just taken in', async () => {
    const life = new Life();
    const text = (n: number): string => `resource "terraform_data" "a" {\n  for_each = toset(["x", "y"])\n  triggers_replace = ${n}\n}\n${replaced('b', 'terraform_data.a["x"].id', FIRST)}import {\n  to = terraform_data.c\n  id = "i"\n}\nresource "terraform_data" "c" {\n${FIRST}}`;
    await life.go(text(1));
    const kept = (): unknown => [...life.disk.state?.resources ?? []].map(([address, r]) => [address, r.instances.map((i) => i.createBeforeDestroy)]).sort();
    expect(kept()).toContainEqual(['terraform_data.c', [false]]);
    await life.go(text(2));
    expect(kept()).toContainEqual(['terraform_data.a', [true, false]]);
  });

  it('is kept in the state also where nothing else changes', async () => {
    const life = new Life();
    await life.go('resource "terraform_data" "a" {\n}');
    const plan = await life.go(`resource "terraform_data" "a" {\n${FIRST}}`);
    expect([changesOf(plan), life.disk.state?.resources.get('terraform_data.a')?.instances[0]?.createBeforeDestroy]).toEqual([[], true]);
  });
});

describe('prevent_destroy', () => {
  const kept = '  lifecycle {\n    prevent_destroy = true\n  }\n';
  it.each([
    ['a replacement', replaced('a', '1', kept), replaced('a', '2', kept)],
    ['fewer instances', `resource "terraform_data" "a" {\n  count = 2\n${kept}}`, `resource "terraform_data" "a" {\n  count = 1\n${kept}}`],
    ['another kind of key', `resource "terraform_data" "a" {\n  count = 2\n${kept}}`, `resource "terraform_data" "a" {\n  for_each = toset(["k"])\n${kept}}`],
  ])('refuses %s', async (_, before, after) => {
    const life = new Life();
    await life.go(before);
    const { diagnostics } = await life.plan(after);
    expect(new Set(told(diagnostics))).toEqual(new Set(['error Instance cannot be destroyed main.tf:1']));
  });

  it('refuses to destroy all, and says which instance', async () => {
    const life = new Life();
    const text = `resource "terraform_data" "a" {\n  count = 1\n${kept}}`;
    await life.go(text);
    const { diagnostics } = await life.plan(text, { mode: 'destroy' });
    expect(diagnostics.map((d) => d.address)).toEqual(['terraform_data.a[0]']);
  });

  it('says nothing of a block that is gone', async () => {
    const life = new Life();
    await life.go(`resource "terraform_data" "a" {\n${kept}}`);
    expect(changesOf(await life.go(''))).toEqual(['delete terraform_data.a delete_because_no_resource_config']);
  });
});

describe('what apply makes known', () => {
  it('may be what was there: nothing counts as changed then, and the state keeps both what the object was made after and what its block names', async () => {
    const life = new Life();
    await life.go('resource "terraform_data" "old" {\n  input = 1\n}\nresource "terraform_data" "user" {\n  input = terraform_data.old.output\n}');
    const { plan } = await life.plan('resource "terraform_data" "new" {\n  input = 1\n}\nresource "terraform_data" "user" {\n  input = terraform_data.new.output\n}');
    if (plan === undefined) throw new Error('no plan');
    expect(changesOf(plan)).toContain('update terraform_data.user');
    expect((await life.apply(plan)).done).toMatchObject({ add: 1, change: 0, destroy: 1 });
    expect(life.disk.state?.resources.get('terraform_data.user')?.instances[0]?.dependencies).toEqual(['terraform_data.new', 'terraform_data.old']);
  });

  it.each([
    ['a local', 'locals {\n  bad = terraform_data.a.output + 1\n}', {}],
    ['an input of a module', 'module "m" {\n  source = "./m"\n  v = terraform_data.a.output\n}', { 'm/main.tf': 'variable "v" {\n  type = number\n}' }],
    ['an output of a module', 'module "m" {\n  source = "./m"\n  v = terraform_data.a.output\n}', { 'm/main.tf': 'variable "v" {}\noutput "o" {\n  value = abs(var.v)\n}' }],
  ])('fails where it spoils %s that nothing uses, and all else is done', async (_, text, more) => {
    const life = new Life();
    const { plan } = await life.plan({ 'main.tf': `resource "terraform_data" "a" {\n  input = "x"\n}\n${text}`, ...more });
    if (plan === undefined) throw new Error('no plan');
    const { status, done, ends } = await life.apply(plan);
    expect({ status, added: done.add, failed: [...ends.values()].filter(({ kind }) => kind === 'failed').length }).toEqual({ status: 'partial', added: 1, failed: 1 });
  });

  it('asks once for a value that something uses', async () => {
    const { plan } = await new Life().plan('resource "terraform_data" "a" {}\nlocals {\n  used = "${terraform_data.a.id}!"\n  by = "${local.used}!"\n  plain = terraform_data.a.id\n}\nresource "terraform_data" "b" {\n  input = local.used\n}');
    expect(plan?.steps.map(({ id }) => id)).toEqual(['create terraform_data.a', 'create terraform_data.b', 'value local.by']);
  });
});

describe('ignore_changes', () => {
  const ignoring = (what: string, input: string, triggers: string): string => `resource "terraform_data" "a" {\n  input = ${input}\n  triggers_replace = ${triggers}\n  lifecycle {\n    ignore_changes = ${what}\n  }\n}\n`;
  it.each([
    ['one attribute', '[input]', '2', '1', []],
    ['one attribute, and the other counts', '[input]', '2', '2', ['replace (destroy-first) terraform_data.a replace_because_cannot_update']],
    ['a trigger', '[triggers_replace]', '2', '2', ['update terraform_data.a']],
    ['all', 'all', '2', '2', []],
    ['a value that is not known yet', '[input, triggers_replace]', 'terraform_data.new.id', 'terraform_data.new.id', ['create terraform_data.new']],
    ['a part of an object', '[input.x]', '{ x = 5, y = 1 }', '1', []],
    ['a part of an object, and the other counts', '[input.x]', '{ x = 5, y = 2 }', '1', ['update terraform_data.a']],
    ['the whole of an object, where a key of it is asked for', '[input["x"]]', '{ x = 5, y = 2 }', '1', []],
    ['nothing, where a key leads through an object', '[input["x"].z]', '{ x = 5, y = 1 }', '1', ['update terraform_data.a']],
    ['the whole, where it is a map now', '[input["x"]]', 'tomap({ x = 5, y = 2 })', '1', []],
  ])('%s', async (_, what, input, triggers, expected) => {
    const life = new Life();
    await life.go(ignoring(what, '{ x = 1, y = 1 }', '1'));
    const made = input.includes('new') ? 'resource "terraform_data" "new" {}' : '';
    expect(changesOf(await life.go(`${ignoring(what, input, triggers)}${made}`))).toEqual(expected);
  });

  it('finds keys of a map in brackets only', async () => {
    const life = new Life();
    const map = (value: string): string => `tomap({ x = ${value}, y = 1 })`;
    await life.go(ignoring('[input]', map('1'), '1'));
    expect(changesOf((await life.plan(ignoring('[input["x"]]', map('5'), '1'))).plan)).toEqual([]);
    expect(changesOf((await life.plan(ignoring('[input.x]', map('5'), '1'))).plan)).toEqual(['update terraform_data.a']);
  });

  it('keeps nothing of an object that is replaced', async () => {
    const life = new Life();
    await life.go(`${replaced('t', '1')}${ignoring('all', '1', '1')}`);
    const triggered = ignoring('all\n    replace_triggered_by = [terraform_data.t]', '2', '2');
    expect(changesOf(await life.go(`${replaced('t', '2')}${triggered}`))).toContain('replace (destroy-first) terraform_data.a replace_by_triggers');
    expect(life.objects()).toMatchObject({ 'terraform_data.a': 2 });
  });

  it('keeps what is ignored as secret as it was', async () => {
    const life = new Life();
    await life.go(ignoring('[input]', 'sensitive("v")', '1'));
    const plan = await life.go(ignoring('[input]', '"w"', '1'));
    expect([changesOf(plan), life.disk.state?.resources.get('terraform_data.a')?.instances[0]?.sensitivePaths]).toEqual([[], [['input']]]);
  });

  it('says nothing of what is made', async () => {
    const life = new Life();
    await life.go(ignoring('all', '"made"', '1'));
    expect(life.objects()).toEqual({ 'terraform_data.a': 'made' });
  });
});

describe('replace_triggered_by', () => {
  const user = (by: string, more = ''): string => `resource "terraform_data" "user" {\n${more}  lifecycle {\n    replace_triggered_by = [${by}]\n  }\n}\n`;
  const source = (input: string, triggers = '1', more = ''): string => `resource "terraform_data" "s" {\n${more}  input = ${input}\n  triggers_replace = ${triggers}\n}\n`;
  it.each([
    ['a resource that is updated', user('terraform_data.s'), source('1'), source('2'), ['update terraform_data.s', 'replace (destroy-first) terraform_data.user replace_by_triggers']],
    ['an attribute that changes', user('terraform_data.s.input'), source('1'), source('2'), ['update terraform_data.s', 'replace (destroy-first) terraform_data.user replace_by_triggers']],
    ['an attribute that stays', user('terraform_data.s.triggers_replace'), source('1'), source('2'), ['update terraform_data.s']],
    ['an attribute that apply alone knows', user('terraform_data.s.id'), source('1'), source('1', '2'), ['replace (destroy-first) terraform_data.s replace_because_cannot_update', 'replace (destroy-first) terraform_data.user replace_by_triggers']],
    ['a part of an attribute', user('terraform_data.s.input.x'), source('{ x = 1, y = 1 }'), source('{ x = 1, y = 2 }'), ['update terraform_data.s']],
    ['the instance of the same number', user('terraform_data.s[count.index].input', '  count = 2\n'), source('count.index', '1', '  count = 2\n'), source('count.index * 2', '1', '  count = 2\n'),
      ['update terraform_data.s[1]', 'replace (destroy-first) terraform_data.user[1] replace_by_triggers']],
    ['a resource that has one instance more', user('terraform_data.s'), source('1', '1', '  count = 1\n'), source('1', '1', '  count = 2\n'), ['create terraform_data.s[1]']],
  ])('%s', async (_, using, before, after, expected) => {
    const life = new Life();
    await life.go(`${before}${using}`);
    expect(changesOf(await life.go(`${after}${using}`))).toEqual(expected);
  });
});

describe('what is known of a secret', () => {
  it('is in the state although the value is what it was', async () => {
    const life = new Life();
    await life.go('resource "terraform_data" "a" {\n  input = "v"\n}');
    const plan = await life.go('resource "terraform_data" "a" {\n  input = sensitive("v")\n}');
    expect(changesOf(plan)).toEqual(['update terraform_data.a']);
    expect(life.disk.state?.resources.get('terraform_data.a')?.instances[0]?.sensitivePaths).toEqual([['input']]);
  });

  it('keeps an ephemeral value out of everything that is kept', async () => {
    const { diagnostics } = await new Life().plan('variable "e" {\n  default = "x"\n  ephemeral = true\n}\nresource "terraform_data" "a" {\n  input = var.e\n}\noutput "o" {\n  value = var.e\n}');
    expect(told(diagnostics).sort()).toEqual(['error Ephemeral value not allowed main.tf:9', 'error Invalid use of ephemeral value main.tf:6']);
  });
});

describe('imports for each of a list', () => {
  it.each([
    ['a list, by its indexes', '["p", "q"]', ['p', 'q']], ['a secret one', 'sensitive(["p"])', ['p', undefined]], ['a set of numbers', 'toset([1])', [undefined, '1']], ['null, which is nothing', 'null', [undefined, undefined]],
  ])('%s', async (_, forEach, expected) => {
    const { plan, diagnostics } = await new Life().plan(`resource "terraform_data" "a" {\n  count = 2\n}\nimport {\n  for_each = ${forEach}\n  to = terraform_data.a[each.key]\n  id = each.value\n}`);
    expect(told(diagnostics)).toEqual([]);
    expect(plan?.changes.map(({ importing }) => importing?.id)).toEqual(expected);
  });
});

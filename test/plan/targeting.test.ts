import { parseAddress, parseTarget, type ParsedAddress, type Target } from '../../src/addrs';
import type { Plan, Wanted } from '../../src/plan';
import { Life } from './harness';

const target = (text: string): Target => {
  const parsed = parseTarget(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
};
const instance = (text: string): ParsedAddress => {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
};
const only = (...texts: string[]): Wanted => ({ targets: texts.map(target) });
const without = (...texts: string[]): Wanted => ({ excludes: texts.map(target) });

/** a <- b <- c (two) <- d by a local; the module has e of a, f of nothing, g of e; h of nothing. */
const files = (input: number, also = ''): Readonly<Record<string, string>> => ({
  'main.tf': `
    resource "terraform_data" "a" { input = ${input} }
    resource "terraform_data" "b" { input = terraform_data.a.output }
    resource "terraform_data" "c" {
      count = 2
      input = terraform_data.b.output
    }
    locals { x = terraform_data.c[0].output }
    resource "terraform_data" "d" { input = local.x }
    resource "terraform_data" "h" { input = ${input} }
    module "m" {
      source   = "./m"
      for_each = toset(["x", "y"])
      v        = terraform_data.a.output
      w        = ${input}
    }
    output "of_a" { value = terraform_data.a.output }
    output "of_d" { value = terraform_data.d.output }
    output "of_m" { value = module.m["x"].e }
    output "plain" { value = ${input} }
    ${also}`,
  'm/main.tf': `
    variable "v" {}
    variable "w" {}
    resource "terraform_data" "e" { input = var.v }
    resource "terraform_data" "f" { input = var.w }
    resource "terraform_data" "g" { input = terraform_data.e.output }
    output "e" { value = terraform_data.e.output }`,
});

const acts = (plan: Plan | undefined): readonly string[] => (plan?.changes ?? []).filter((c) => c.action !== 'no-op').map((c) => `${c.action} ${c.address}`).sort();
const outputs = (plan: Plan | undefined): readonly string[] => (plan?.outputs ?? []).filter((o) => o.action !== 'no-op').map((o) => o.name).sort();

describe('a plan of a part', () => {
  const updated = async (wanted: Wanted): Promise<Plan | undefined> => {
    const life = new Life();
    await life.go(files(1));
    return (await life.plan(files(2), { wanted })).plan;
  };

  it.each([
    ['has what a target depends on', only('terraform_data.b'), ['a', 'b'], ['of_a']],
    ['has one instance where that is named', only('terraform_data.c[1]'), ['a', 'b', 'c[1]'], ['of_a']],
    ['has every instance of what only is depended on', only('terraform_data.d'), ['a', 'b', 'c[0]', 'c[1]', 'd'], ['of_a', 'of_d']],
    ['has a whole module', only('module.m'), ['a', 'm["x"]e', 'm["x"]f', 'm["x"]g', 'm["y"]e', 'm["y"]f', 'm["y"]g'], ['of_a', 'of_m']],
    ['has one instance of a module', only('module.m["y"]'), ['a', 'm["y"]e', 'm["y"]f', 'm["y"]g'], ['of_a']],
    ['has a resource in one instance of a module', only('module.m["y"].terraform_data.f'), ['m["y"]f'], []],
    ['has nothing where nothing is named so', only('module.m.terraform_data.f', 'terraform_data.z'), [], []],
    ['leaves out what comes after what is excluded', without('terraform_data.b'), ['a', 'h', 'm["x"]e', 'm["x"]f', 'm["x"]g', 'm["y"]e', 'm["y"]f', 'm["y"]g'], ['of_a', 'of_m', 'plain']],
    ['leaves out an instance, and what comes after its resource', without('terraform_data.c[0]'), ['a', 'b', 'c[1]', 'h', 'm["x"]e', 'm["x"]f', 'm["x"]g', 'm["y"]e', 'm["y"]f', 'm["y"]g'], ['of_a', 'of_m', 'plain']],
    ['leaves out one instance of a module, and goes on in the other', without('module.m["x"]', 'terraform_data.b'), ['a', 'h', 'm["y"]e', 'm["y"]f', 'm["y"]g'], ['of_a', 'plain']],
    ['leaves out a resource of all instances of a module by each of them', without('module.m["x"].terraform_data.e', 'module.m["y"].terraform_data.e', 'terraform_data.b'), ['a', 'h', 'm["x"]f', 'm["y"]f'], ['of_a', 'plain']],
  ])('%s', async (_sentence, wanted, addresses, names) => {
    const plan = await updated(wanted);
    expect(acts(plan)).toEqual(addresses.map((short) => `update ${/^m\[/.test(short) ? short.replace(/^(m\[.*\])(.)$/, 'module.$1.terraform_data.$2') : `terraform_data.${short}`}`).sort());
    expect(outputs(plan)).toEqual(names);
    expect(plan?.warnings.map((w) => w.summary)).toEqual(['Resource targeting is in effect']);
  });

  it('leaves everything else in the state as it was, and all is as it should be after the rest', async () => {
    const life = new Life();
    await life.go(files(1));
    const before = life.disk.state?.resources.get('terraform_data.h')?.instances;
    await life.go(files(2), { wanted: only('terraform_data.d') });
    expect(life.disk.state?.resources.get('terraform_data.h')?.instances).toEqual(before);
    expect(life.disk.state?.outputs.get('of_d')?.value).toBe(2);
    expect(life.disk.state?.outputs.get('plain')?.value).toBe(1);
    await life.go(files(2), { wanted: without('terraform_data.h') });
    const rest = await life.go(files(2));
    expect(acts(rest)).toEqual(['update terraform_data.h']);
    expect(acts((await life.plan(files(2))).plan)).toEqual([]);
  });

  it('ends an object that is declared no more only where it is meant', async () => {
    const life = new Life();
    await life.go(files(1, 'resource "terraform_data" "z" {}\nresource "terraform_data" "y" {}'));
    expect(acts((await life.plan(files(1), { wanted: only('terraform_data.z') })).plan)).toEqual(['delete terraform_data.z']);
    expect(acts((await life.plan(files(1), { wanted: without('terraform_data.z') })).plan)).toEqual(['delete terraform_data.y']);
    expect(acts((await life.plan(files(1), { wanted: only('terraform_data.a') })).plan)).toEqual([]);
  });

  it('destroys what is named with all that was made after it, and never under what stays', async () => {
    const life = new Life();
    await life.go(files(1));
    expect(acts((await life.plan(files(1), { mode: 'destroy', wanted: only('terraform_data.c[0]') })).plan)).toEqual(['delete terraform_data.c[0]', 'delete terraform_data.d']);
    expect(acts((await life.plan(files(1), { mode: 'destroy', wanted: without('terraform_data.d') })).plan)).toEqual([
      ...['x', 'y'].flatMap((key) => ['e', 'f', 'g'].map((name) => `delete module.m["${key}"].terraform_data.${name}`)), 'delete terraform_data.h',
    ]);
    await life.go(files(1), { mode: 'destroy', wanted: only('terraform_data.b') });
    expect([...life.disk.state?.resources.keys() ?? []].filter((address) => !address.startsWith('module')).sort()).toEqual(['terraform_data.a', 'terraform_data.h']);
  });

  it('says that an object moved to where the plan does not look', async () => {
    const life = new Life();
    await life.go('resource "terraform_data" "a" {}\nresource "terraform_data" "o" {}');
    const moved = 'resource "terraform_data" "b" {}\nresource "terraform_data" "o" {}\nmoved {\n  from = terraform_data.a\n  to = terraform_data.b\n}';
    const { plan, diagnostics } = await life.plan(moved, { wanted: only('terraform_data.o') });
    expect(plan).toBeUndefined();
    expect(diagnostics.map((d) => d.summary)).toContain('Moved resource instances excluded by targeting');
    expect((await life.plan(moved, { wanted: only('terraform_data.b') })).plan?.moves).toEqual([{ from: 'terraform_data.a', to: 'terraform_data.b' }]);
  });
});

describe('a replacement that is asked for', () => {
  const text = 'resource "terraform_data" "a" {}\nresource "terraform_data" "c" { count = 2 }';
  const reasons = (plan: Plan | undefined): readonly string[] => (plan?.changes ?? []).filter((c) => c.action !== 'no-op').map((c) => `${c.action} ${c.address} ${c.reason ?? ''}`);

  it('replaces the instance that is named, and no other', async () => {
    const life = new Life();
    await life.go(text);
    expect(reasons((await life.plan(text, { wanted: { replace: [instance('terraform_data.c[1]')] } })).plan)).toEqual(['replace terraform_data.c[1] replace_by_request']);
    await life.go(text, { wanted: { replace: [instance('terraform_data.a')] } });
    expect(reasons((await life.plan(text)).plan)).toEqual([]);
  });

  it('tells of a resource that has instances, and does not create what is to be created anyway for that reason', async () => {
    const life = new Life();
    expect(reasons((await life.plan(text, { wanted: { replace: [instance('terraform_data.a')] } })).plan)).toContain('create terraform_data.a ');
    await life.go(text);
    const { plan } = await life.plan(text, { wanted: { replace: [instance('terraform_data.c')] } });
    expect(reasons(plan)).toEqual([]);
    expect(plan?.warnings.map((w) => w.summary)).toEqual(['Incompletely-matched force-replace resource instance']);
  });
});

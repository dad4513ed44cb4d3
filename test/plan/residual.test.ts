/** What a plan carries of what apply alone can tell: closed, shared, by address; see that a file of it is enough. */
import { decodePlan, encodePlan } from '../../src/plan';
import { Life, told } from './harness';
import { compareObjects } from '../../src/plan/order';

describe('what apply alone can tell', () => {
  it('is in definitions, once for all who share it, and says what of the world it uses', async () => {
    const { plan } = await new Life().plan({
      'main.tf': `
        resource "terraform_data" "n" {
          count = 2
          input = count.index
        }
        locals {
          ids    = { for i, n in terraform_data.n : "k\${i}" => n.id }
          unused = terraform_data.n[0].id
          known  = "k"
        }
        module "m" {
          source   = "./m"
          for_each = { a = local.ids["k0"], b = "fixed" }
          v        = each.value
          w        = local.known
        }
        resource "terraform_data" "u" {
          for_each = local.ids
          input    = "\${each.key}=\${each.value}=\${module.m["a"].o}=\${local.known}"
        }`,
      'm/main.tf': 'variable "v" {\n  type = string\n}\nvariable "w" {}\nresource "terraform_data" "x" {\n  input = [var.v, var.w]\n}\noutput "o" {\n  value = terraform_data.x.output\n  sensitive = false\n}\noutput "p" {\n  value = var.v\n}',
    }).then((planned) => { expect(told(planned.diagnostics)).toEqual([]); return planned; });
    expect(plan?.definitions?.map((d) => [d.key, d.module, d.uses])).toEqual([
      ['local.ids', undefined, ['terraform_data.n']],
      ['module.m (for_each)', undefined, []],
      ['module.m["a"].output.o', 'module.m["a"]', ['module.m["a"].terraform_data.x']],
      ['module.m["a"].var.v', undefined, []],
      ['terraform_data.u (for_each)', undefined, []],
    ]);
    expect(plan?.instances).toEqual([{ address: 'terraform_data.n', kind: 'count', keys: [0, 1] }]);
    const u = plan?.steps.find((s) => s.id === 'create terraform_data.u["k1"]');
    expect(u !== undefined && 'residual' in u ? JSON.stringify(u.residual) : '').not.toContain('local');
  });

  it('goes into the plan file and its digest, and comes out the same', async () => {
    const { plan } = await new Life().plan({
      'main.tf': 'resource "terraform_data" "a" {}\nmodule "m" {\n  source = "./m"\n  v = { id = terraform_data.a.id }\n}\noutput "o" {\n  value = module.m.o\n}\ncheck "c" {\n  assert {\n    condition     = module.m.o != ""\n    error_message = "No."\n  }\n}\nimport {\n  to = terraform_data.a\n  id = "given"\n}',
      'm/main.tf': 'variable "v" {\n  type    = object({ id = string, more = optional(object({ n = optional(number, 3) }), {}) })\n  default = { id = "d" }\n}\nresource "terraform_data" "x" {\n  input = var.v\n}\noutput "o" {\n  value = "${terraform_data.x.id}-${var.v.more.n}"\n}',
    });
    if (plan === undefined) throw new Error('no plan');
    const encoded = encodePlan(plan);
    if (!encoded.ok) throw new Error(JSON.stringify(encoded.diagnostics));
    const decoded = decodePlan(encoded.value.text);
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.diagnostics));
    const twice = encodePlan(decoded.value.plan);
    expect(twice.ok && twice.value.text).toBe(encoded.value.text);
    for (const part of ['"definitions":[', '"kind":"condition"', '"kind":"import"', '"checks":[']) {
      expect(encoded.value.text).toContain(part);
      const altered = decodePlan(encoded.value.text.replace(part, part.replace('"kind"', '"kinD"').replace(':[', ':[ ')));
      expect(altered).toMatchObject({ ok: false });
    }
  });

  it('does not go into a file with a secret in it', async () => {
    const { plan } = await new Life().plan('resource "terraform_data" "a" {}\noutput "o" {\n  value = "${terraform_data.a.id}${sensitive("hunter22")}"\n  sensitive = true\n}');
    if (plan === undefined) throw new Error('no plan');
    const encoded = encodePlan(plan);
    expect(encoded).toMatchObject({ ok: false, diagnostics: [{ code: 'plan_file_sensitive', address: 'output.o' }] });
    expect(JSON.stringify(encoded)).not.toContain('hunter22');
  });

  it('may be an expression of twenty thousand operands', async () => {
    const life = new Life();
    await life.go(`resource "terraform_data" "a" {\n  input = 1\n}\noutput "sum" {\n  value = ${'1 + '.repeat(10_000)}terraform_data.a.output${' + 1'.repeat(10_000)}\n}`);
    expect(life.outputs()).toEqual({ sum: 20_001 });
  });

  it('may come through a chain of ten thousand locals', async () => {
    const life = new Life();
    const locals = Array.from({ length: 10_000 }, (_, i) => `  l${i + 1} = local.l${i}`).join('\n');
    await life.go(`resource "terraform_data" "a" {\n  input = "end"\n}\nlocals {\n  l0 = terraform_data.a.output\n${locals}\n}\noutput "last" {\n  value = local.l10000\n}`);
    expect(life.outputs()).toEqual({ last: 'end' });
  });

  it('fails only what needs it, where it turns out to be wrong', async () => {
    const life = new Life();
    const { plan } = await life.plan({
      'main.tf': 'resource "terraform_data" "a" {\n  input = "text"\n}\nmodule "m" {\n  source = "./m"\n  v = try(tonumber(terraform_data.a.output), terraform_data.a.id)\n}\nresource "terraform_data" "other" {}',
      'm/main.tf': 'variable "v" {\n  type = number\n}\nresource "terraform_data" "x" {\n  input = var.v\n}',
    });
    if (plan === undefined) throw new Error('no plan');
    const summary = await life.apply(plan);
    expect([...summary.ends].map(([id, end]) => `${id} ${end.kind}${end.kind === 'failed' ? ` ${end.diagnostics.map((d) => d.summary).join()}` : ''}`).sort()).toEqual([
      'create module.m.terraform_data.x failed Invalid value for input variable', 'create terraform_data.a done', 'create terraform_data.other done',
    ]);
  });
});

describe('the order of objects', () => {
  it('is that of Terraform: the root first, fewer calls first, data first, keys as numbers and texts', () => {
    const at = (module: string | undefined, mode: 'managed' | 'data', name: string, key?: number | string) => ({ module, mode, type: 't', name, key });
    const sorted = [
      at(undefined, 'data', 'z'), at(undefined, 'managed', 'a'), at(undefined, 'managed', 'a', 2), at(undefined, 'managed', 'a', 10), at(undefined, 'managed', 'a', '1'),
      at('module.b', 'managed', 'a'), at('module.c[2]', 'managed', 'a'), at('module.c[10]', 'managed', 'a'), at('module.c["1"]', 'managed', 'a'), at('module.a.module.z', 'managed', 'a'),
    ];
    expect([...sorted].reverse().sort(compareObjects)).toEqual(sorted);
  });
});

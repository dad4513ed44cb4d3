/** Validation of variables, pre- and postconditions, conditions of outputs, check blocks: at plan where they can be told, else at apply. */
import { changesOf, Life, told } from './harness';
import type { ApplySummary } from '../../src/apply';

const failures = (summary: ApplySummary): string[] => [...summary.ends].flatMap(([id, end]) =>
  (end.kind === 'failed' ? [`${id}: ${end.diagnostics.map((d) => `${d.summary}: ${d.detail}`).join('; ')}`] : end.kind === 'skipped' ? [`${id}: skipped`] : [])).sort();

const atPlan: Readonly<Record<string, [text: string, expected: string[]]>> = {
  'a precondition that fails': [
    'locals {\n  no = false\n}\nresource "terraform_data" "a" {\n  lifecycle {\n    precondition {\n      condition     = local.no\n      error_message = "Not so."\n    }\n  }\n}',
    ['error Resource precondition failed main.tf:7']],
  'a postcondition on what is planned': [
    'resource "terraform_data" "a" {\n  input = 1\n  lifecycle {\n    postcondition {\n      condition     = self.input == 2\n      error_message = "Not so."\n    }\n  }\n}',
    ['error Resource postcondition failed main.tf:5']],
  'a precondition of an output': [
    'locals {\n  no = false\n}\noutput "o" {\n  value = 1\n  precondition {\n    condition     = local.no\n    error_message = "Not so."\n  }\n}',
    ['error Module output value precondition failed main.tf:7']],
  'a variable whose value its rule forbids': [
    'variable "n" {\n  default = 3\n  validation {\n    condition     = var.n > 5\n    error_message = "Too small: ${var.n}."\n  }\n}',
    ['error Invalid value for variable main.tf:1']],
  'an assertion of a check block, as a warning': [
    'locals {\n  no = false\n}\ncheck "c" {\n  assert {\n    condition     = local.no\n    error_message = "Not so."\n  }\n}',
    ['warning Check block assertion failed main.tf:6']],
  'an assertion that apply alone can tell': [
    'resource "terraform_data" "a" {}\ncheck "c" {\n  assert {\n    condition     = terraform_data.a.id == "x"\n    error_message = "Not so."\n  }\n}',
    ['warning Check block assertion known after apply main.tf:4']],
  'a condition that is null': [
    'locals {\n  no = null\n}\nresource "terraform_data" "a" {\n  lifecycle {\n    precondition {\n      condition     = local.no\n      error_message = "Not so."\n    }\n  }\n}',
    ['error Invalid condition result main.tf:7']],
  'a condition that is no bool': [
    'locals {\n  no = "x"\n}\nresource "terraform_data" "a" {\n  lifecycle {\n    precondition {\n      condition     = local.no\n      error_message = "Not so."\n    }\n  }\n}',
    ['error Invalid condition result main.tf:7']],
  'a message that would show a secret': [
    'variable "s" {\n  default   = "secret"\n  sensitive = true\n}\nlocals {\n  no = false\n}\nresource "terraform_data" "a" {\n  lifecycle {\n    precondition {\n      condition     = local.no\n      error_message = "It is ${var.s}."\n    }\n  }\n}',
    ['error Resource precondition failed main.tf:11', 'warning Error message refers to sensitive values main.tf:12']],
  'a message that cannot be made, of a rule that holds': [
    'variable "n" {\n  default = null\n}\nresource "terraform_data" "a" {\n  lifecycle {\n    precondition {\n      condition     = path.module == "."\n      error_message = "It is ${var.n}."\n    }\n  }\n}',
    ['error Invalid template interpolation value main.tf:8']],
  'a message that would show a secret, of a rule that holds': [
    'variable "s" {\n  default   = "x"\n  sensitive = true\n}\ncheck "c" {\n  assert {\n    condition     = path.module == "."\n    error_message = "It is ${var.s}."\n  }\n}',
    ['warning Error message refers to sensitive values main.tf:8']],
  'a message that would keep what is never kept': [
    'variable "e" {\n  default   = "x"\n  ephemeral = true\n}\ncheck "c" {\n  assert {\n    condition     = path.module == "."\n    error_message = "It is ${var.e}."\n  }\n}',
    ['warning Error message refers to ephemeral values main.tf:8']],
  'a message that is not known, of a variable': [
    'resource "terraform_data" "a" {}\nvariable "v" {\n  default = 1\n  validation {\n    condition     = var.v == 2\n    error_message = terraform_data.a.id\n  }\n}',
    ['error Invalid error message main.tf:6']],
};

describe('conditions', () => {
  it.each(Object.entries(atPlan))('at plan: %s', async (_, [text, expected]) => {
    const { diagnostics } = await new Life().plan(text);
    expect(told(diagnostics).sort()).toEqual(expected);
    expect(JSON.stringify(diagnostics)).not.toContain('It is secret');
  });

  it('says by which rule a value was forbidden, and what the rule says', async () => {
    const { diagnostics } = await new Life().plan(atPlan['a variable whose value its rule forbids']?.[0] ?? '');
    expect(diagnostics[0]?.detail).toBe('Too small: 3.\n\nThis was checked by the validation rule at main.tf:3,3-13.');
  });

  it('of a variable may look at anything; what depends on the variable waits for it', async () => {
    const life = new Life();
    const text = (wanted: string): string => `
      variable "v" {
        default = "x"
        validation {
          condition     = var.v == terraform_data.base.output
          error_message = "Not the base's."
        }
      }
      resource "terraform_data" "base" {
        input = "${wanted}"
      }
      resource "terraform_data" "user" {
        input = var.v
      }`;
    const { plan } = await life.plan(text('y'));
    if (plan === undefined) throw new Error('no plan');
    expect(plan.checks).toEqual([{ kind: 'var', address: 'var.v', status: 'unknown', instances: [{ address: 'var.v', status: 'unknown', problems: [] }] }]);
    expect(failures(await life.apply(plan))).toEqual(['create terraform_data.user: skipped', 'validation of var.v: Invalid value for variable: Not the base\'s.']);
    expect(Object.keys(life.objects())).toEqual(['terraform_data.base']);
  });

  it('that apply alone can tell hold up what they guard, and what depends on it', async () => {
    const life = new Life();
    const text = (level: number): string => `
      resource "terraform_data" "level" {
        input = ${level}
      }
      resource "terraform_data" "guarded" {
        count = 2
        input = count.index
        lifecycle {
          precondition {
            condition     = terraform_data.level.output > count.index
            error_message = "No room for \${count.index}."
          }
        }
      }
      resource "terraform_data" "proved" {
        input = terraform_data.level.output
        lifecycle {
          postcondition {
            condition     = self.output > 1
            error_message = "Only \${self.output}."
          }
        }
      }
      resource "terraform_data" "after" {
        input = terraform_data.proved.id
      }
      output "level" {
        value = terraform_data.level.id
        precondition {
          condition     = terraform_data.level.output > 2
          error_message = "Below 2."
        }
      }`;
    const { plan } = await life.plan(text(1));
    if (plan === undefined) throw new Error('no plan');
    expect(failures(await life.apply(plan))).toEqual([
      'create terraform_data.after: skipped',
      'create terraform_data.guarded[1]: skipped',
      'output level: skipped',
      'postconditions of terraform_data.proved: Resource postcondition failed: Only 1.',
      'preconditions of output.level: Module output value precondition failed: Below 2.',
      'preconditions of terraform_data.guarded[1]: Resource precondition failed: No room for 1.',
    ]);
    expect(Object.keys(life.objects()).sort()).toEqual(['terraform_data.guarded[0]', 'terraform_data.level', 'terraform_data.proved']);
    expect(life.disk.state?.extra['check_results']).toEqual([
      { object_kind: 'output', config_addr: 'output.level', status: 'fail', objects: [{ object_addr: 'output.level', status: 'fail', failure_messages: ['Below 2.'] }] },
      { object_kind: 'resource', config_addr: 'terraform_data.guarded', status: 'fail', objects: [
        { object_addr: 'terraform_data.guarded[0]', status: 'pass' }, { object_addr: 'terraform_data.guarded[1]', status: 'fail', failure_messages: ['No room for 1.'] }] },
      { object_kind: 'resource', config_addr: 'terraform_data.proved', status: 'fail', objects: [{ object_addr: 'terraform_data.proved', status: 'fail', failure_messages: ['Only 1.'] }] },
    ]);
    await life.go(text(3));
    expect(Object.keys(life.objects()).sort()).toEqual(['terraform_data.after', 'terraform_data.guarded[0]', 'terraform_data.guarded[1]', 'terraform_data.level', 'terraform_data.proved']);
  });

  it('of an output of a module hold up its users elsewhere', async () => {
    const life = new Life();
    const { plan } = await life.plan({
      'main.tf': 'module "m" {\n  source = "./m"\n}\nresource "terraform_data" "user" {\n  input = module.m.o\n}\nresource "terraform_data" "other" {}',
      'm/main.tf': 'resource "terraform_data" "x" {\n  input = 1\n}\noutput "o" {\n  value = 1\n  precondition {\n    condition     = terraform_data.x.output == 2\n    error_message = "Not two."\n  }\n}',
    });
    if (plan === undefined) throw new Error('no plan');
    expect(failures(await life.apply(plan))).toEqual([
      'create terraform_data.user: skipped', 'preconditions of module.m.output.o: Module output value precondition failed: Not two.',
    ]);
  });

  it('are listed in the plan, with those that have no instance', async () => {
    const { plan } = await new Life().plan(`
      locals {
        yes = true
      }
      resource "terraform_data" "a" {
        count = 0
        lifecycle {
          precondition {
            condition     = local.yes
            error_message = "Not so."
          }
        }
      }
      resource "terraform_data" "b" {
        for_each = toset(["k"])
        lifecycle {
          precondition {
            condition     = local.yes
            error_message = "Not so."
          }
          postcondition {
            condition     = self.id != ""
            error_message = "Not so."
          }
        }
      }`);
    expect(plan?.checks).toEqual([
      { kind: 'resource', address: 'terraform_data.a', status: 'pass', instances: [] },
      { kind: 'resource', address: 'terraform_data.b', status: 'unknown', instances: [{ address: 'terraform_data.b["k"]', status: 'unknown', problems: [] }] },
    ]);
  });
});

describe('a check block', () => {
  const text = (wanted: string): string => `
    resource "terraform_data" "a" {
      input = "v"
    }
    check "c" {
      data "terraform_remote_state" "o" {
        backend = "local"
        config  = { path = "other" }
      }
      assert {
        condition     = data.terraform_remote_state.o.outputs.x == "${wanted}"
        error_message = "It is \${data.terraform_remote_state.o.outputs.x}."
      }
    }`;

  it('tells what its parts are, and what is not known of them by their types', async () => {
    const { diagnostics } = await new Life().plan('locals {\n  names = ["a"]\n}\nresource "terraform_data" "a" {\n  input = "x"\n}\ncheck "c" {\n  assert {\n'
      + '    condition     = length(local.names) > 5 && terraform_data.a.input == "x"\n    error_message = "Few."\n  }\n  assert {\n'
      + '    condition     = terraform_data.a.output == "y"\n    error_message = "Other."\n  }\n}');
    expect(diagnostics.map((d) => [d.code, d.values])).toEqual([
      ['plan_check_failed', [{ traversal: 'local.names', statement: 'is tuple with 1 element' }, { traversal: 'terraform_data.a.input', statement: 'is "x"' }]],
      ['plan_check_unknown', [{ traversal: 'terraform_data.a.output', statement: 'is a string' }]],
    ]);
  });

  it('that fails with a message that is known only at apply is told again there', async () => {
    const life = new Life();
    const { plan } = await life.plan('resource "terraform_data" "a" {\n  input = "x"\n}\ncheck "c" {\n  assert {\n    condition = terraform_data.a.input == "y"\n    error_message = "It is ${terraform_data.a.output}."\n  }\n}');
    expect(plan?.checks?.[0]).toMatchObject({ status: 'fail', instances: [{ problems: [] }] });
    if (plan === undefined) throw new Error('no plan');
    expect((await life.apply(plan)).status).toBe('done');
    expect(life.disk.state?.extra['check_results']).toMatchObject([{ status: 'fail', objects: [{ failure_messages: ['It is x.'] }] }]);
  });

  it('reads its data when all else is decided, and again when all else is done', async () => {
    const life = new Life();
    life.states.set('other', { kind: 'outputs', outputs: new Map([['x', { kind: 'string', value: 'old' }]]) });
    const { plan, diagnostics } = await life.plan(text('new'));
    expect(told(diagnostics)).toEqual(['warning Check block assertion failed main.tf:11']);
    expect(changesOf(plan)).toEqual(['read data.terraform_remote_state.o read_because_check_nested', 'create terraform_data.a']);
    expect(plan?.steps.map((s) => `${s.id} <- ${s.after.join(', ')}`)).toEqual([
      'assertions of check.c <- read data.terraform_remote_state.o', 'create terraform_data.a <- ', 'read data.terraform_remote_state.o <- create terraform_data.a',
    ]);
    life.states.set('other', { kind: 'outputs', outputs: new Map([['x', { kind: 'string', value: 'new' }]]) });
    if (plan === undefined) throw new Error('no plan');
    expect((await life.apply(plan)).status).toBe('done');
    expect(life.disk.state?.extra['check_results']).toEqual([{ object_kind: 'check', config_addr: 'check.c', status: 'pass', objects: [{ object_addr: 'check.c', status: 'pass' }] }]);
  });

  it('whose data cannot be read warns, at plan and at apply, and holds up nothing; its assertions are not looked at', async () => {
    const life = new Life();
    const { plan, diagnostics } = await life.plan(text('new').replace(/assert \{/, 'assert {\n    condition = terraform_data.a.id == ""\n    error_message = "Never told."\n  }\n  assert {'));
    expect(told(diagnostics)).toEqual(['warning Unable to find remote state main.tf:6']);
    expect(plan?.checks?.[0]).toMatchObject({ address: 'check.c', status: 'fail', instances: [{ problems: [expect.stringMatching(/^Unable to find remote state: /)] }] });
    if (plan === undefined) throw new Error('no plan');
    expect((await life.apply(plan)).status).toBe('done');
    expect(life.events.flatMap((e) => (e.type === 'diagnostic' ? [e.diagnostic.summary] : []))).toEqual(['Unable to find remote state']);
    expect(JSON.stringify(life.disk.state?.extra['check_results'])).not.toContain('Never told');
  });
});

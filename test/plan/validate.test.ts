/** A configuration judged by itself, in all its modules. Against the real Terraform there is test/oracle. */
import { Life, told } from './harness';

const cases: Readonly<Record<string, [files: string | Record<string, string>, expected: string[]]>> = {
  'nothing is wrong with values that nobody knows yet': [{
    'main.tf': 'variable "n" {\n  type = number\n}\nresource "terraform_data" "a" {\n  count = var.n\n  input = count.index\n}\nmodule "m" {\n  source = "./m"\n  for_each = { for i, a in terraform_data.a : tostring(i) => a.id }\n  v = each.value\n}\noutput "o" {\n  value = [for m in module.m : m.o]\n}',
    'm/main.tf': 'variable "v" {\n  type = string\n}\noutput "o" {\n  value = upper(var.v)\n}',
  }, []],
  'an argument that a type has not': ['resource "terraform_data" "a" {\n  inptu = 1\n}', ['error Unsupported argument main.tf:2']],
  'the same in a module, once however often it is made': [{ 'main.tf': 'module "m" {\n  source = "./m"\n  count = 3\n}', 'm/main.tf': 'resource "terraform_data" "a" {\n  inptu = 1\n}' }, ['error Unsupported argument m/main.tf:2']],
  'an attribute that a type has not': ['resource "terraform_data" "a" {}\noutput "o" {\n  value = terraform_data.a.idd\n}', ['error Unsupported attribute main.tf:3']],
  'an output that a module has not': [{ 'main.tf': 'module "m" {\n  source = "./m"\n}\noutput "o" {\n  value = module.m.nope\n}', 'm/main.tf': '' }, ['error Unsupported attribute main.tf:5']],
  'a resource without the key of an instance': ['resource "terraform_data" "a" {\n  count = 2\n}\noutput "o" {\n  value = terraform_data.a.id\n}', ['error Missing resource instance key main.tf:5']],
  'a key where there is one instance': ['resource "terraform_data" "a" {}\noutput "o" {\n  value = terraform_data.a[0].id\n}', ['error Unexpected resource instance key main.tf:3']],
  'each without for_each': ['resource "terraform_data" "a" {\n  input = each.key\n}', ['error Reference to "each" in context without for_each main.tf:2']],
  'count without count': ['resource "terraform_data" "a" {\n  input = count.index\n}', ['error Reference to "count" in non-counted context main.tf:2']],
  'a count that is wrong already': ['resource "terraform_data" "a" {\n  count = -1\n}', ['error Invalid count argument main.tf:2']],
  'a type that there is not': ['resource "terraform_nothing" "a" {}', ['error Invalid resource type main.tf:1']],
  'a data source that there is not': ['data "terraform_nothing" "a" {}', ['error Invalid data source main.tf:1']],
  'data without what it needs': ['data "terraform_remote_state" "a" {}', ['error Missing required argument main.tf:1']],
  'an attribute to be ignored that there is not': ['resource "terraform_data" "a" {\n  lifecycle {\n    ignore_changes = [nope]\n  }\n}', ['error Unsupported attribute main.tf:3']],
  'a condition of a resource that can be no bool, which is for a plan to say': ['resource "terraform_data" "a" {\n  lifecycle {\n    postcondition {\n      condition = [self.id]\n      error_message = "x"\n    }\n  }\n}', []],
  'a condition of an output that can be no bool': ['resource "terraform_data" "a" {}\noutput "o" {\n  value = 1\n  precondition {\n    condition = [terraform_data.a.id]\n    error_message = "x"\n  }\n}', ['error Invalid condition result main.tf:5']],
  'an output whose precondition fails already, told without what its value has': ['output "o" {\n  value = sensitive(1)\n  precondition {\n    condition = path.module == ""\n    error_message = "x"\n  }\n}', ['error Module output value precondition failed main.tf:4']],
  'a message of a check that is null': ['check "c" {\n  assert {\n    condition = path.module == "."\n    error_message = path.module == "." ? null : null\n  }\n}', ['error Invalid error message main.tf:4']],
  'a condition of a check that has no result, which is for a plan to say': ['check "c" {\n  assert {\n    condition = path.module + 1\n    error_message = "x"\n  }\n}', []],
  'an input that its rule forbids': [{ 'main.tf': 'module "m" {\n  source = "./m"\n  v = 1\n}', 'm/main.tf': 'variable "v" {\n  validation {\n    condition = var.v > 1\n    error_message = "More."\n  }\n}' }, ['error Invalid value for variable main.tf:3']],
  'a secret that an output would show': ['variable "s" {\n  sensitive = true\n}\noutput "o" {\n  value = var.s\n}', ['error Output refers to sensitive values main.tf:4']],
  'data of a check block': ['check "c" {\n  data "terraform_remote_state" "r" {\n    backend = "local"\n    confg = {}\n  }\n  assert {\n    condition = data.terraform_remote_state.r.outputs.x == 1\n    error_message = "x"\n  }\n}', ['error Unsupported argument main.tf:4']],
};

describe('validating', () => {
  it.each(Object.entries(cases))('%s', async (_, [files, expected]) => {
    expect(told(await new Life().validate(files))).toEqual(expected);
  });

  it('reads and calls nothing, and needs no values of variables', async () => {
    expect(await new Life().validate('variable "p" {}\ndata "terraform_remote_state" "r" {\n  backend = "local"\n  config = { path = var.p }\n}\nimport {\n  to = terraform_data.a\n  id = var.p\n}\nresource "terraform_data" "a" {}')).toEqual([]);
  });
});

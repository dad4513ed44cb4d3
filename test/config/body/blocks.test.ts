import type { Draft } from '../../../src/config/draft';
import { draftOf, jsonBody, nativeBody } from './read';

const NATIVE = `
terraform {
  required_version = ">= 1.5"
  required_providers {
    cloudbackup = {
      source                = "holdfast/cloudbackup"
      version               = "~> 0.1"
      configuration_aliases = [cloudbackup.west, cloudbackup.east]
    }
    terraform = "~> 1.0"
  }
  backend "local" {
    path = "x.tfstate"
  }
}
provider "cloudbackup" {
  alias     = "west"
  folder_id = var.folder
}
variable "folder" {
  type        = string
  default     = "f"
  description = "Where."
  sensitive   = true
  nullable    = false
  validation {
    condition     = var.folder != ""
    error_message = "The folder must be named."
  }
}
variable "ticket" {
  ephemeral = true
}
locals {
  word = "x-\${var.folder}"
}
output "all" {
  value       = terraform_data.a[*].id
  description = "All."
  sensitive   = true
  depends_on  = [terraform_data.a, module.m]
  precondition {
    condition     = local.word != ""
    error_message = "No word."
  }
}
resource "terraform_data" "a" {
  count      = 2
  provider   = terraform.west
  depends_on = [data.terraform_remote_state.s, resource.terraform_data.b]
  input      = { k = [count.index, "v"] }
  lifecycle {
    create_before_destroy = true
    prevent_destroy       = true
    ignore_changes        = [input, input["k"][0]]
    replace_triggered_by  = [terraform_data.b, terraform_data.c[each.key].id]
    precondition {
      condition     = local.word != ""
      error_message = "No word."
    }
    postcondition {
      condition     = self.id != ""
      error_message = "No id."
    }
  }
}
resource "terraform_data" "b" {
  for_each = toset(["x"])
  lifecycle {
    ignore_changes = all
  }
}
data "terraform_remote_state" "s" {
  backend = "local"
}
module "m" {
  source     = "./m"
  for_each   = local.word
  depends_on = [terraform_data.b]
  providers = {
    cloudbackup      = cloudbackup.west
    cloudbackup.east = cloudbackup
  }
  input = "y"
}
check "c" {
  data "terraform_remote_state" "own" {
    backend = "local"
  }
  assert {
    condition     = data.terraform_remote_state.own.outputs != null
    error_message = "Nothing there."
  }
}
moved {
  from = module.old["k"].terraform_data.x
  to   = terraform_data.a[0]
}
moved {
  from = module.one
  to   = module.m["x"]
}
removed {
  from = module.gone.terraform_data.z
  lifecycle {
    destroy = false
  }
}
import {
  for_each = local.word
  to       = module.m[each.key].terraform_data.q["k"]
  id       = each.value
}
import {
  to       = terraform_data.a[1]
  id       = "i"
  provider = terraform.west
}
`;

const JSON_FORM = {
  terraform: {
    required_version: '>= 1.5',
    required_providers: {
      cloudbackup: { source: 'holdfast/cloudbackup', version: '~> 0.1', configuration_aliases: ['cloudbackup.west', 'cloudbackup.east'] },
      terraform: '~> 1.0',
    },
    backend: { local: { path: 'x.tfstate' } },
  },
  provider: { cloudbackup: [{ alias: 'west', folder_id: '${var.folder}' }] },
  variable: {
    folder: {
      type: 'string', default: 'f', description: 'Where.', sensitive: 'true', nullable: false,
      validation: [{ condition: '${var.folder != ""}', error_message: 'The folder must be named.' }],
    },
    ticket: { '//': 'a note', ephemeral: true },
  },
  locals: { word: 'x-${var.folder}' },
  output: {
    all: {
      value: '${terraform_data.a[*].id}', description: 'All.', sensitive: true, depends_on: ['terraform_data.a', '${module.m}'],
      precondition: { condition: '${local.word != ""}', error_message: 'No word.' },
    },
  },
  resource: [
    { terraform_data: {
      a: {
        count: 2, provider: 'terraform.west', depends_on: ['data.terraform_remote_state.s', 'resource.terraform_data.b'], input: { k: ['${count.index}', 'v'] },
        lifecycle: [{
          create_before_destroy: true, prevent_destroy: true, ignore_changes: ['input', 'input["k"][0]'],
          replace_triggered_by: ['${terraform_data.b}', 'terraform_data.c[each.key].id'],
          precondition: [{ condition: '${local.word != ""}', error_message: 'No word.' }],
          postcondition: { condition: '${self.id != ""}', error_message: 'No id.' },
        }],
      },
    } },
    { terraform_data: [{ b: { for_each: '${toset(["x"])}', lifecycle: { ignore_changes: 'all' } } }] },
  ],
  data: { terraform_remote_state: { s: { backend: 'local' } } },
  module: {
    m: {
      source: './m', for_each: '${local.word}', depends_on: ['terraform_data.b'], providers: { cloudbackup: 'cloudbackup.west', 'cloudbackup.east': 'cloudbackup' }, input: 'y',
    },
  },
  check: { c: { data: { terraform_remote_state: { own: { backend: 'local' } } }, assert: { condition: '${data.terraform_remote_state.own.outputs != null}', error_message: 'Nothing there.' } } },
  moved: [{ from: 'module.old["k"].terraform_data.x', to: 'terraform_data.a[0]' }, { from: 'module.one', to: 'module.m["x"]' }],
  removed: { from: 'module.gone.terraform_data.z', lifecycle: { destroy: false } },
  import: [
    { for_each: '${local.word}', to: 'module.m[each.key].terraform_data.q["k"]', id: '${each.value}' },
    { to: 'terraform_data.a[1]', id: 'i', provider: 'terraform.west' },
  ],
};

/** What is declared, without where it stands. */
function bare(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(([key, member]) => [key, bare(member)]);
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name, member]) => !['span', 'quoted', 'part', 'nameSpan', 'written'].includes(name) && typeof member !== 'function').map(([name, member]) => [name, bare(member)]));
}

/** Parentheses that one of the syntaxes has and the other has not. */
const blocksOf = ({ problems, late, requirements, ...blocks }: Draft): unknown => {
  expect([problems.map((d) => `${d.summary}: ${d.detail}`), late, requirements === undefined]).toEqual([[], [], false]);
  return bare(blocks);
};

describe('a configuration', () => {
  it('means the same in both syntaxes', () => {
    expect(blocksOf(draftOf(jsonBody(JSON_FORM), false))).toEqual(blocksOf(draftOf(nativeBody(NATIVE), false)));
  });

  const draft = draftOf(nativeBody(NATIVE), false);

  it('has what lifecycle says, paths and all', () => {
    const [a, b] = [...draft.resources.values()];
    expect(a?.lifecycle).toMatchObject({ createBeforeDestroy: true, preventDestroy: true, ignoreChanges: [['input'], ['input', { key: 'k' }, 0]] });
    expect([b?.lifecycle.ignoreChanges, b?.forEach?.kind, a?.count]).toMatchObject(['all', 'call', { kind: 'literal' }]);
    expect(a?.dependsOn.map((r) => r.kind === 'resource' && r.address)).toEqual(['data.terraform_remote_state.s', 'terraform_data.b']);
    expect([a?.provider, b?.provider]).toEqual([{ localName: 'terraform', alias: 'west' }, { localName: 'terraform', alias: undefined }]);
  });

  it('has addresses of moves, removals and imports in one spelling', () => {
    expect(draft.moved.map(({ from, to }) => [from.text, to.text])).toEqual([['module.old["k"].terraform_data.x', 'terraform_data.a[0]'], ['module.one', 'module.m["x"]']]);
    expect(draft.removed.map(({ from, destroy }) => [from.text, destroy])).toEqual([['module.gone.terraform_data.z', false]]);
    expect(draft.imports.map(({ to }) => [to.resource, to.text, to.module.map(({ name }) => name)])).toEqual([
      ['module.m.terraform_data.q', 'module.m.terraform_data.q["k"]', ['m']], ['terraform_data.a', 'terraform_data.a[1]', []]]);
  });

  it('has what a call passes of providers', () => {
    const call = draft.calls.get('m');
    expect([call?.source, [...call?.providers ?? []], [...call?.inputs.keys() ?? []]]).toEqual(['./m',
      [['cloudbackup', { localName: 'cloudbackup', alias: 'west' }], ['cloudbackup.east', { localName: 'cloudbackup', alias: undefined }]], ['input']]);
  });

  it('has the data source of a check in the check alone', () => {
    expect([draft.checks.get('c')?.data?.address, draft.resources.has('data.terraform_remote_state.own' as never)]).toEqual(['data.terraform_remote_state.own', false]);
  });
});

describe('nested blocks', () => {
  const text = 'resource "x_y" "a" {\n  rule {\n    n = 1\n    deep "l" {}\n  }\n  other = 2\n  rule {}\n  dynamic "rule" {\n    for_each = [1]\n    content {}\n  }\n}\n';
  const [resource] = [...draftOf(nativeBody(text)).resources.values()];

  it('are kept by type, in their order, dynamic ones too', () => {
    expect(bare(resource?.body)).toMatchObject([
      ['other', { kind: 'literal' }],
      ['rule', { kind: 'blocks', blocks: [{ labels: [], body: [['n', { kind: 'literal' }], ['deep', { kind: 'blocks', blocks: [{ labels: ['l'] }] }]] }, { labels: [], body: [] }] }],
      ['dynamic', { kind: 'blocks', blocks: [{ labels: ['rule'], body: [['for_each', { kind: 'tuple' }], ['content', { kind: 'blocks' }]] }] }],
    ]);
  });

  it.each([
    ['the resource itself', [], undefined, '1,1-1,19'],
    ['an argument', ['other'], undefined, '6,11-6,12'],
    ['its name', ['other'], 'name', '6,3-6,8'],
    ['both', ['other'], 'whole', '6,3-6,12'],
    ['a block', ['rule', 1], undefined, '7,3-7,7'],
    ['an argument of a block', ['rule', 0, 'n'], undefined, '3,9-3,10'],
    ['a block with a label', ['rule', 0, 'deep', 0], undefined, '4,5-4,13'],
    ['where a block lacks something', ['rule', 1], 'missing', '7,8-7,8'],
  ] as const)('are found: %s', (_what, path, part, expected) => {
    const range = resource?.locate(path, undefined, part);
    expect(`${range?.start.line},${range?.start.column}-${range?.end.line},${range?.end.column}`).toBe(expected);
  });

  it('of JSON written under one key again count together', () => {
    const draft = draftOf(jsonBody('{"resource":{"x_y":{"a":{"rule":{"n":1},"other":2,"rule":[{"n":2},{"n":3}]}}}}'));
    expect([draft.problems, bare([...draft.resources.values()][0]?.body)]).toMatchObject([[], [['rule', { kind: 'tuple', items: [{ kind: 'object' }, { kind: 'object' }, { kind: 'object' }] }], ['other', {}]]]);
  });
});

describe('what this build does not run', () => {
  it.each([
    ['a provisioner', 'resource "terraform_data" "a" {\n  provisioner "local-exec" {\n    command = "x"\n  }\n}', 'The provisioner "local-exec" in terraform_data.a', '2,3'],
    ['a connection', 'resource "terraform_data" "a" {\n  connection {}\n}', '"connection" in terraform_data.a', '2,3'],
    ['a cloud block', 'terraform {\n  cloud {}\n}', '"cloud"', '2,3'],
    ['an ephemeral resource', 'ephemeral "x_y" "a" {}', 'The ephemeral resource ephemeral.x_y.a', '1,1'],
  ])('%s is refused by name and place', (_what, text, name, place) => {
    const { problems: [problem, ...more] } = draftOf(nativeBody(`${text}\n`));
    expect([problem?.code, problem?.detail.startsWith(name), `${problem?.range?.start.line},${problem?.range?.start.column}`, more]).toEqual(['config_not_built', true, place, []]);
  });
});

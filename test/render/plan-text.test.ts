import { diagnostic } from '../../src/diagnostics';
import { PLAIN, planText, planView, summaryLine, type SchemaLookup } from '../../src/render';
import type { Plan } from '../../src/plan';
import type { AttributeSchema, ResourceSchema } from '../../src/schema';
import { DYNAMIC, STRING, type Type } from '../../src/values';
import { change, drift, mapOf, NO_SCHEMAS, output, planOf, schemaOf, secret, setOf, TIMEOUTS, UNKNOWN } from './fixtures';

const text = (plan: Partial<Plan>, schemas: SchemaLookup = NO_SCHEMAS): string => planText(planView(planOf(plan), schemas), PLAIN);
/** The block of the only object in a plan. */
const blockOf = (plan: Partial<Plan>, schemas?: SchemaLookup): string => {
  const whole = text(plan, schemas);
  return whole.slice(whole.indexOf('\n  # ') + 1, whole.indexOf('\n    }\n') + '\n    }'.length);
};

const attribute = (type: Type): AttributeSchema => ({ type, description: '', optional: true });
const typedSchema: ResourceSchema = {
  version: 0,
  block: {
    description: '', blocks: new Map(),
    attributes: new Map([['id', attribute(STRING)], ['set', attribute({ kind: 'set', element: STRING })], ['map', attribute({ kind: 'map', element: STRING })], ['o', attribute(DYNAMIC)]]),
  },
};

const DIR = { id: 'f/vm-1:/srv', compute_instance_id: 'vm-1', path: '/srv' };

describe('the text of a plan', () => {
  it('shows a create as Terraform does, with what only apply will tell', () => {
    expect(text({ changes: [change({ address: 'cloudbackup_directory.a', action: 'create', after: { id: UNKNOWN, path: '/srv', folder_id: null } })] })).toBe(`
Holdfast used the selected providers to generate the following execution
plan. Resource actions are indicated with the following symbols:
  + create

Holdfast will perform the following actions:

  # cloudbackup_directory.a will be created
  + resource "cloudbackup_directory" "a" {
      + id   = (known after apply)
      + path = "/srv"
    }

Plan: 1 to add, 0 to change, 0 to destroy.
`);
  });

  it('hides what stays in an update, but for the id, and keeps the columns of all attributes', () => {
    expect(blockOf({ changes: [change({ address: 't.n', action: 'update', before: { id: 'i', bool: true, integer: 1, string: 'a' }, after: { id: 'i', bool: true, integer: 1, string: 'b' } })] })).toBe(`\
  # t.n will be updated in-place
  ~ resource "t" "n" {
        id      = "i"
      ~ string  = "a" -> "b"
        # (2 unchanged attributes hidden)
    }`);
  });

  it('shows a replacement with the attribute that forces it', () => {
    expect(blockOf({
      changes: [change({
        address: 'tfcoremock_object.object', action: 'replace', order: 'destroy-first', disposal: 'delete', reason: 'replace_because_cannot_update', replacePaths: [['id']],
        before: { id: 'a0ed', object: { boolean: true } }, after: { id: '63A9', object: { boolean: true } },
      })],
    }, () => typedSchema)).toBe(`\
  # tfcoremock_object.object must be replaced
-/+ resource "tfcoremock_object" "object" {
      ~ id     = "a0ed" -> "63A9" # forces replacement
        # (1 unchanged attribute hidden)
    }`);
  });

  it('shows a destroy with its reason and every attribute going to null', () => {
    expect(blockOf({ changes: [change({ address: 't.n', action: 'delete', disposal: 'delete', reason: 'delete_because_no_resource_config', before: { id: 'i', list: ['x'], o: { a: 1 }, gone: null } })] })).toBe(`\
  # t.n will be destroyed
  # (because t.n is not in configuration)
  - resource "t" "n" {
      - id   = "i" -> null
      - list = [
          - "x",
        ] -> null
      - o    = {
          - a = 1
        } -> null
    }`);
  });

  it('shows what a data source will be read for', () => {
    expect(blockOf({ changes: [change({ address: 'data.t.n', action: 'read', reason: 'read_because_dependency_pending', after: { id: UNKNOWN } })] })).toBe(`\
  # data.t.n will be read during apply
  # (depends on a resource or a module with changes pending)
 <= data "t" "n" {
      + id = (known after apply)
    }`);
  });

  it('aligns a list and shows the neighbours of what changes', () => {
    expect(blockOf({ changes: [change({ address: 't.n', action: 'update', before: { id: 'i', list: ['9C2B', '3EC6', 'D012'] }, after: { id: 'i', list: ['9C2B', 'D012', '9B9F'] } })] })).toBe(`\
  # t.n will be updated in-place
  ~ resource "t" "n" {
        id   = "i"
      ~ list = [
            "9C2B",
          - "3EC6",
            "D012",
          + "9B9F",
        ]
    }`);
  });

  it('shows what changes inside a JSON string', () => {
    const before = JSON.stringify({ list: ['one', 'two', 'three'], object: { key_one: '1', key_two: '2', key_three: '3' }, string: 'string' });
    const after = JSON.stringify({ list: ['one', 'four', 'three'], object: { key_one: '1', key_three: '2', key_four: '3' }, string: 'a new string' });
    expect(blockOf({ changes: [change({ address: 't.json', action: 'update', before: { id: 'i', string: before }, after: { id: 'i', string: after } })] })).toBe(`\
  # t.json will be updated in-place
  ~ resource "t" "json" {
        id     = "i"
      ~ string = jsonencode(
          ~ {
              ~ list   = [
                    "one",
                  - "two",
                  + "four",
                    "three",
                ]
              ~ object = {
                  + key_four  = "3"
                  ~ key_three = "3" -> "2"
                  - key_two   = "2"
                    # (1 unchanged attribute hidden)
                }
              ~ string = "string" -> "a new string"
            }
        )
    }`);
  });

  it('never shows a JSON number other than it stands there', () => {
    const block = blockOf({ changes: [change({ address: 't.n', action: 'create', after: { id: UNKNOWN, json: '{"n":12345678901234567890}' } })] });
    expect(block).toContain(String.raw`+ json = "{\"n\":12345678901234567890}"`);
  });

  it('shows the lines that change in a long string', () => {
    expect(blockOf({ changes: [change({ address: 't.n', action: 'update', before: { ml: 'a\nb\none\nd' }, after: { ml: 'a\nb\ntwo\nd' } })] })).toBe(`\
  # t.n will be updated in-place
  ~ resource "t" "n" {
      ~ ml = <<-EOT
            a
            b
          - one
          + two
            d
        EOT
    }`);
  });

  it('shows sets without order, maps with quoted keys, objects inside', () => {
    expect(blockOf({
      changes: [change({
        address: 't.n', action: 'update',
        before: { set: setOf('one', 'two', 'three'), map: mapOf({ a: 'one', 'b b': 'two' }), o: { deep: { deeper: 'x', same: 1 } } },
        after: { set: setOf('one', 'four', 'three'), map: mapOf({ 'b b': 'one', cc: 'two' }), o: { deep: { deeper: 'y', same: 1 } } },
      })],
    }, () => typedSchema)).toBe(`\
  # t.n will be updated in-place
  ~ resource "t" "n" {
      ~ map = {
          - "a"   = "one" -> null
          ~ "b b" = "two" -> "one"
          + "cc"  = "two"
        }
      ~ o   = {
          ~ deep = {
              ~ deeper = "x" -> "y"
                # (1 unchanged attribute hidden)
            }
        }
      ~ set = [
          - "two",
          + "four",
            # (2 unchanged elements hidden)
        ]
    }`);
  });

  it('shows the old value of what becomes unknown', () => {
    expect(blockOf({ changes: [change({ address: 't.n', action: 'update', before: { output: { a: 'one', l: ['x'] } }, after: { output: UNKNOWN } })] })).toBe(`\
  # t.n will be updated in-place
  ~ resource "t" "n" {
      ~ output = {
          - a = "one"
          - l = [
              - "x",
            ]
        } -> (known after apply)
    }`);
  });

  it('shows nested blocks apart from attributes', () => {
    const schemas: SchemaLookup = () => schemaOf(['id', 'path'], TIMEOUTS);
    const plan = (before: string, after: string): Partial<Plan> =>
      ({ changes: [change({ address: 't.n', action: 'update', before: { id: 'i', path: before, timeouts: { create: '1m', delete: null } }, after: { id: 'i', path: after, timeouts: { create: before === after ? '2m' : '1m', delete: null } } })] });
    expect(blockOf(plan('/a', '/a'), schemas)).toBe(`\
  # t.n will be updated in-place
  ~ resource "t" "n" {
        id   = "i"
        # (1 unchanged attribute hidden)

      ~ timeouts {
          ~ create = "1m" -> "2m"
        }
    }`);
    expect(blockOf(plan('/a', '/b'), schemas)).toContain('\n\n        # (1 unchanged block hidden)\n    }');
  });

  it('never shows a sensitive value, be it marked or of a sensitive attribute', () => {
    const schemas: SchemaLookup = () => schemaOf(['id', 'token*', 'note']);
    const block = blockOf({ changes: [change({ address: 't.n', action: 'update', before: { id: 'i', token: 'old-secret', note: secret('old-note') }, after: { id: 'i', token: 'new-secret', note: secret('new-note') } })] }, schemas);
    expect(block).toContain('~ note  = (sensitive value)');
    expect(block).toContain('~ token = (sensitive value)');
    expect(block).not.toMatch(/old-|new-/);
  });

  it('says that an adopted object needs no call, and leaves the line that tools read as it is', () => {
    const whole = text({ changes: [change({ address: 'cloudbackup_directory.a', action: 'adopt', after: DIR, notes: [{ kind: 'adopted', text: 'exists' }] })] });
    expect(whole).toContain('  # cloudbackup_directory.a will be adopted (it exists already; no call is made)\n  = resource');
    expect(whole).toContain('\nPlan: 0 to add, 0 to change, 0 to destroy.\nWithout any call: 1 to adopt.\n');
  });

  it('does not count what is forgotten as destroyed', () => {
    const whole = text({ changes: [change({ address: 'cloudbackup_directory.a', action: 'forget', disposal: 'forget', reason: 'delete_because_no_resource_config', before: DIR, notes: [{ kind: 'forget', text: 'the directory stays on the instance' }] })] });
    expect(whole).toContain(`\
 # cloudbackup_directory.a will no longer be managed by Holdfast, but will not be destroyed
 # (because cloudbackup_directory.a is not in configuration)
 # (the directory stays on the instance)
 . resource "cloudbackup_directory" "a" {`);
    expect(whole).toContain('\nPlan: 0 to add, 0 to change, 0 to destroy.\nWithout any call: 1 to forget.\n');
  });

  it('counts a replacement on both sides, unless the old object is only forgotten', () => {
    expect(summaryLine(planView(planOf({ changes: [
      change({ address: 't.a', action: 'replace', order: 'destroy-first', disposal: 'delete', before: { id: '1' }, after: { id: '2' } }),
      change({ address: 't.b', action: 'replace', order: 'create-first', disposal: 'forget', before: { id: '1' }, after: { id: '2' } }),
    ] }), NO_SCHEMAS).counts)).toBe('Plan: 2 to add, 0 to change, 1 to destroy.\nWithout any call: 1 to forget.');
  });

  it('lists each operation once in an order that may run, and tells those that nobody declared', () => {
    const effect = (path: string, prerequisite: boolean) =>
      ({ id: `create-directory:f/vm-1:${path}`, text: `CreateDirectory ${path} on vm-1`, mutates: true, prerequisite, data: {} });
    const whole = text({
      changes: [change({ address: 'cloudbackup_directory.a', action: 'create', after: DIR })],
      steps: [
        { id: 'a', after: ['p'], kind: 'create', address: 'cloudbackup_directory.a', effects: [effect('/srv/a', false)], residual: undefined },
        { id: 'b', after: ['p'], kind: 'create', address: 'cloudbackup_directory.b', effects: [effect('/srv/a', false)], residual: undefined },
        { id: 'p', after: [], kind: 'prerequisite', provider: 'cloudbackup', effect: effect('/srv', true) },
      ],
    });
    expect(whole).toContain(`\
Operations that apply will run:

  CreateDirectory /srv on vm-1  (declared by nothing here; needed first)
  CreateDirectory /srv/a on vm-1

Plan:`);
  });

  it('shows what moved outside before the plan that answers to it', () => {
    const whole = text({ relevant: [{ resource: 't.n', attribute: ['a'] }, { resource: 't.gone', attribute: [] }], drift: [drift('t.n', { id: 'i', a: 1 }, { id: 'i', a: 2 }), drift('t.gone', { id: 'j' }, null)], changes: [change({ address: 't.gone', action: 'create', after: { id: UNKNOWN } })] });
    expect(whole.indexOf('Note: Objects have changed outside of Holdfast')).toBeGreaterThan(-1);
    expect(whole.indexOf('# t.gone has been deleted')).toBeLessThan(whole.indexOf('# t.gone will be created'));
    expect(whole).toContain('  # t.n has changed\n  ~ resource "t" "n" {\n      ~ a  = 1 -> 2\n        id = "i"\n    }');
  });

  it('shows outputs alone as Terraform does', () => {
    expect(text({ outputs: [output('list', 'create', null, []), output('one', 'update', 'a', 'b'), output('old', 'delete', 'x', null), output('s', 'create', null, 'hidden', true)] })).toBe(`
Changes to Outputs:
  + list = []
  ~ one  = "a" -> "b"
  - old  = "x" -> null
  + s    = (sensitive value)

You can apply this plan to save these new output values to the Holdfast
state, without changing any real infrastructure.
`);
  });

  it('says so when there is nothing to do', () => {
    expect(text({ applyable: false, changes: [change({ address: 't.n', action: 'no-op', before: { id: 'i' }, after: { id: 'i' } })] })).toBe(`
No changes. Your infrastructure matches the configuration.

Holdfast has compared your real infrastructure against your configuration and
found no differences, so no changes are needed.
`);
  });

  it('shows guards that keep a plan from being applied, and what nobody declared', () => {
    const whole = text({
      changes: [change({ address: 't.n', action: 'delete', disposal: 'delete', before: { id: 'i' } })],
      blocked: [diagnostic('provider_too_many_deletes', 'blocked: 20 deletes, limit 10')],
      unmanaged: Array.from({ length: 25 }, (_, i) => ({ type: 'cloudbackup_resource', id: `f/vm-${i}`, text: '' })),
    });
    expect(whole).toContain('This plan can be looked at, and apply will refuse it:');
    expect(whole).toContain('    blocked: 20 deletes, limit 10');
    expect(whole).toContain('  f/vm-19\n  … and 5 more');
    expect(whole).not.toContain('vm-20');
  });
});

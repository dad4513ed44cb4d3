import { impliedType, schemaJson } from '../../src/schema';
import { DYNAMIC, NUMBER, STRING, equalTypes, objectType, typeToJson } from '../../src/values';
import { attribute, block, computed, defaulted, nested, optional, required, rule } from './samples';

const timeouts = nested('single', block({ create: optional }));

it('a block implies the type of its objects, made once', () => {
  const schema = block({ id: computed, count: attribute({ optional: true }, NUMBER) }, { timeouts, rule: nested('list', rule), tag: nested('set', rule), label: nested('map', rule) });
  const inner = objectType([['name', STRING], ['id', STRING], ['note', STRING]]);
  const type = objectType([
    ['id', STRING], ['count', NUMBER], ['timeouts', objectType([['create', STRING]])],
    ['rule', { kind: 'list', element: inner }], ['tag', { kind: 'set', element: inner }], ['label', { kind: 'map', element: inner }],
  ]);
  expect(typeToJson(impliedType(schema))).toEqual(typeToJson(type));
  expect(equalTypes(impliedType(schema), type)).toBe(true);
  expect(impliedType(schema)).toBe(impliedType(schema));
});

it('blocks of an open type make an open collection', () => {
  const open = block({ value: attribute({ optional: true }, DYNAMIC) });
  expect(impliedType(block({}, { item: nested('list', open) })).attributes.get('item')).toBe(DYNAMIC);
});

it('schemas are printed as Terraform prints them', () => {
  const resource = { version: 2, block: block({ path: { ...required, description: 'A path.' }, id: computed, key: attribute({ optional: true, sensitive: true, deprecated: true }), note: defaulted },
    { timeouts, rule: nested('list', block({}), { minItems: 1, maxItems: 3 }) }) };
  const empty = { version: 0, block: block({}) };
  expect(JSON.stringify(schemaJson(new Map([['registry.terraform.io/a/b', { provider: empty, resources: new Map([['b_z', empty], ['b_a', resource]]), dataSources: new Map() }]])))).toBe(
    '{"format_version":"1.0","provider_schemas":{"registry.terraform.io/a/b":{"provider":{"version":0,"block":{"description_kind":"plain"}},"resource_schemas":{'
    + '"b_a":{"version":2,"block":{"attributes":{"id":{"type":"string","description_kind":"plain","computed":true},'
    + '"key":{"type":"string","description_kind":"plain","deprecated":true,"optional":true,"sensitive":true},'
    + '"note":{"type":"string","description_kind":"plain","optional":true,"computed":true},'
    + '"path":{"type":"string","description":"A path.","description_kind":"plain","required":true}},'
    + '"block_types":{"rule":{"nesting_mode":"list","block":{"description_kind":"plain"},"min_items":1,"max_items":3},'
    + '"timeouts":{"nesting_mode":"single","block":{"attributes":{"create":{"type":"string","description_kind":"plain","optional":true}},"description_kind":"plain"}}},'
    + '"description_kind":"plain"}},"b_z":{"version":0,"block":{"description_kind":"plain"}}},"data_source_schemas":{}}}}',
  );
});

it('what else a provider offers is printed beside its types, where it offers it', () => {
  const empty = { version: 0, block: block({}) };
  const none = { provider: empty, resources: new Map(), dataSources: new Map() };
  const printed = (more: object) => Object.entries((schemaJson(new Map([['a', { ...none, ...more }]])) as { readonly provider_schemas: Readonly<Record<string, object>> }).provider_schemas['a'] ?? {}).slice(3);
  const parameter = { name: 'id', type: STRING, description: 'An id.' };
  expect(printed({})).toEqual([]);
  expect(printed({
    ephemeral: new Map([['a_t', empty]]),
    functions: new Map([['g', { summary: 'S', description: 'D', parameters: [], result: NUMBER }], ['f', { summary: 'S', description: 'D', parameters: [parameter], result: objectType([['id', STRING]]) }]]),
  })).toEqual([
    ['ephemeral_resource_schemas', { a_t: { version: 0, block: { description_kind: 'plain' } } }],
    ['functions', {
      f: { description: 'D', summary: 'S', return_type: ['object', { id: 'string' }], parameters: [{ name: 'id', description: 'An id.', type: 'string' }] },
      g: { description: 'D', summary: 'S', return_type: 'number' },
    }],
  ]);
});

import { resourceBlock } from '../../src/plan';
import type { AttributeSchema, BlockSchema } from '../../src/schema';
import { BOOL, fromExactJson, NUMBER, STRING, type Type } from '../../src/values';
import { impliedType } from '../../src/schema';

const attribute = (type: Type, also: Partial<AttributeSchema> = { optional: true }): AttributeSchema => ({ type, description: '', ...also });
const block = (attributes: Readonly<Record<string, AttributeSchema>>, blocks: BlockSchema['blocks'] = new Map()): BlockSchema => ({ description: '', attributes: new Map(Object.entries(attributes)), blocks });

const INNER = block({ size: attribute(NUMBER), zone: attribute(STRING) });
const SCHEMA = block({
  id: attribute(STRING, { computed: true }), name: attribute(STRING, { required: true }), a_flag: attribute(BOOL), secret: attribute(STRING, { optional: true, sensitive: true }), old: attribute(STRING, { optional: true, deprecated: true }),
  filled: attribute(STRING, { optional: true, computed: true }), tags: attribute({ kind: 'map', element: STRING }), list: attribute({ kind: 'list', element: NUMBER }), json: attribute(STRING),
}, new Map([['disk', { nesting: 'list', block: INNER }], ['only', { nesting: 'single', block: INNER }]]));

describe('a block for an object that is imported', () => {
  it('has what can be written, in the order of its names, with values as expressions', () => {
    const state = fromExactJson({
      id: 'x', name: 'a ${b} "c"\n', a_flag: true, secret: 's', old: 'o', filled: 'f', tags: { 'k k': 'v', z: '%{y' }, list: [1, 2.5], json: '{"a":[1,{"b":null}]}',
      disk: [{ size: 1, zone: 'a' }, { size: 2, zone: null }], only: null,
    }, impliedType(SCHEMA));
    if (!state.ok) throw new Error(state.message);
    expect(resourceBlock('t', 'n', SCHEMA, state.value)).toBe(`resource "t" "n" {
  a_flag = true
  filled = "f"
  json = jsonencode({
    a = [1, {
      b = null
    }]
  })
  list   = [1, 2.5]
  name   = "a $\${b} \\"c\\"\\n"
  secret = null # sensitive
  tags = {
    "k k" = "v"
    "z"   = "%%{y"
  }
  disk {
    size = 1
    zone = "a"
  }
  disk {
    size = 2
    zone = null
  }
}
`);
  });
});

import fc from 'fast-check';
import { decodeState, decodeStateBytes, encodeState, sameContent, type State, type StateInstance, type StateResource } from '../../src/state';
import { ExactNumber, type ExactJson } from '../../src/values';
import { instance, LINEAGE, must, PROVIDER, stateOf } from './support';

const file = (over: object): string => JSON.stringify({
  version: 4, terraform_version: '1.11.4', serial: 1, lineage: LINEAGE, outputs: {}, resources: [], check_results: null, ...over,
});
const resource = (over: object): object => ({ mode: 'managed', type: 't', name: 'n', provider: PROVIDER, instances: [{ schema_version: 0, attributes: {} }], ...over });

describe('a text that is no state of version 4 is refused, never read as one with less in it', () => {
  it.each<[string, string, string, RegExp]>([
    ['nothing at all', '', 'state_damaged', /not JSON/],
    ['white space', ' \n\t', 'state_damaged', /not JSON/],
    ['a list', '[]', 'state_damaged', /not an object/],
    ['an empty object', '{}', 'state_damaged', /"version" attribute/],
    ['version 3', file({ version: 3 }), 'state_version', /Upgrade it/],
    ['version 5', file({ version: 5 }), 'state_version', /newer tool/],
    ['version "4"', file({ version: '4' }), 'state_damaged', /"version" is not/],
    ['a state that OpenTofu encrypted', JSON.stringify({ serial: 1, lineage: '', meta: {}, encrypted_data: '', encryption_version: 'v0' }), 'state_encrypted', /TF_ENCRYPTION/],
    ['a fractional serial', file({ serial: 1.5 }), 'state_damaged', /"serial"/],
    ['a negative serial', file({ serial: -1 }), 'state_damaged', /"serial"/],
    ['a serial beyond 2^53', file({ serial: 1 }).replace('"serial":1', '"serial":9007199254740993'), 'state_damaged', /"serial"/],
    ['no serial', file({ serial: undefined }), 'state_damaged', /"serial"/],
    ['no lineage', file({ lineage: undefined }), 'state_damaged', /"lineage"/],
    ['resources that are an object', file({ resources: {} }), 'state_damaged', /"resources"/],
    ['outputs that are a list', file({ outputs: [] }), 'state_damaged', /"outputs"/],
    ['an output without a type', file({ outputs: { o: { value: 1 } } }), 'state_damaged', /"o"/],
    ['a resource twice', file({ resources: [resource({}), resource({})] }), 'state_damaged', /t\.n is in it twice/],
    ['an instance twice', file({ resources: [resource({ instances: [{ attributes: {} }, { attributes: {} }] })] }), 'state_damaged', /same key twice/],
    ['a resource without a type', file({ resources: [resource({ type: '' })] }), 'state_damaged', /resources\[0\]/],
    ['an unknown mode', file({ resources: [resource({ mode: 'other' })] }), 'state_damaged', /resources\[0\]/],
    ['no instances', file({ resources: [resource({ instances: undefined })] }), 'state_damaged', /no list of instances/],
    ['an unknown status', file({ resources: [resource({ instances: [{ attributes: {}, status: 'odd' }] })] }), 'state_damaged', /status/],
    ['attributes that are a list', file({ resources: [resource({ instances: [{ attributes: [] }] })] }), 'state_damaged', /attributes/],
    ['no attributes', file({ resources: [resource({ instances: [{}] })] }), 'state_damaged', /attributes/],
    ['an index key that is an object', file({ resources: [resource({ instances: [{ attributes: {}, index_key: {} }] })] }), 'state_damaged', /index_key/],
    ['sensitive paths of an unknown kind', file({ resources: [resource({ instances: [{ attributes: {}, sensitive_attributes: [[{ type: 'x' }]] }] })] }), 'state_damaged', /sensitive/],
    ['dependencies that are numbers', file({ resources: [resource({ instances: [{ attributes: {}, dependencies: [1] }] })] }), 'state_damaged', /dependencies/],
    ['a text behind the state', `${file({})}x`, 'state_damaged', /not JSON/],
    ['nesting without end', '['.repeat(100_000), 'state_damaged', /nested/],
  ])('%s', (_name, text, code, why) => {
    const outcome = decodeState(text);
    expect(outcome).toMatchObject({ ok: false, diagnostics: [{ code }] });
    expect(outcome.diagnostics.map((d) => d.detail).join()).toMatch(why);
  });

  it('every state that was cut short', () => {
    const whole = Buffer.from(encodeState(stateOf(3, 4)));
    // The last byte is a line feed.
    for (let length = 0; length < whole.length - 1; length++) expect(decodeStateBytes(whole.subarray(0, length)).ok).toBe(false);
    expect(decodeStateBytes(whole).ok).toBe(true);
  });

  it('bytes that are not UTF-8', () => {
    expect(decodeStateBytes(Buffer.from([0x7b, 0xff, 0x7d]))).toMatchObject({ ok: false, diagnostics: [{ code: 'state_damaged' }] });
  });
});

describe('a state is written as Terraform writes it', () => {
  const roundTrip = (text: string): string => encodeState(must(decodeState(text)));

  it('with what it does not know, in its place', () => {
    const text = `{
  "version": 4,
  "terraform_version": "1.14.0",
  "serial": 7,
  "lineage": "${LINEAGE}",
  "outputs": {
    "o": {
      "value": 1,
      "type": "number",
      "sensitive": true,
      "deprecated": "old"
    }
  },
  "resources": [
    {
      "module": "module.m[\\"k\\"]",
      "mode": "managed",
      "type": "t",
      "name": "n",
      "each": "list",
      "provider": "provider[\\"registry.terraform.io/a/b\\"].west",
      "instances": [
        {
          "index_key": 0,
          "status": "tainted",
          "deposed": "deadbeef",
          "schema_version": 2,
          "attributes": {
            "big": 12345678901234567890.10,
            "map": {
              "10": 1,
              "9": 2,
              "__proto__": 3,
              "x\\u003c\\u0026": "\\u2028"
            },
            "wrapped": {
              "value": true,
              "type": "bool"
            }
          },
          "sensitive_attributes": [
            [
              {
                "type": "get_attr",
                "value": "map"
              },
              {
                "type": "index",
                "value": {
                  "value": "10",
                  "type": "string"
                }
              }
            ]
          ],
          "identity_schema_version": 0,
          "identity": {
            "id": "x"
          },
          "private": "c2VjcmV0",
          "dependencies": [
            "a.b",
            "c.d"
          ],
          "create_before_destroy": true,
          "skip_destroy": true
        }
      ],
      "later": {}
    }
  ],
  "check_results": [
    {
      "object_kind": "check"
    }
  ],
  "future": null
}
`;
    expect(roundTrip(text)).toBe(text);
  });

  it('sorted by module, mode, type and name, and instances by key: none, numbers, texts by their bytes', () => {
    const at = (module: string | undefined, mode: 'managed' | 'data', name: string): [string, StateResource] =>
      [`${module ?? ''}${mode}${name}`, { module, mode, type: 't', name, provider: PROVIDER, instances: [instance({})], extra: {} }];
    const keys: (string | number | undefined)[] = ['😀', '\ufffd', 'b', 10, 9, undefined, 'a'];
    const state: State = {
      ...stateOf(1, 0),
      resources: new Map([
        at('module.z', 'data', 'a'), at(undefined, 'managed', 'b'), at(undefined, 'managed', 'a'), at(undefined, 'data', 'z'),
        ['keyed', { module: undefined, mode: 'managed', type: 't', name: 'keyed', provider: PROVIDER, extra: {},
          instances: [...keys.map((indexKey) => instance({}, { indexKey })), instance({}, { indexKey: 9, deposed: 'aa' })] }],
      ]),
    };
    const written = JSON.parse(encodeState(state)) as { resources: { module?: string; mode: string; name: string; instances: { index_key?: unknown; deposed?: string }[] }[] };
    expect(written.resources.map((r) => [r.module, r.mode, r.name])).toEqual([
      [undefined, 'data', 'z'], [undefined, 'managed', 'a'], [undefined, 'managed', 'b'], [undefined, 'managed', 'keyed'], ['module.z', 'data', 'a'],
    ]);
    expect(written.resources[3]?.instances.map((i) => [i.index_key, i.deposed])).toEqual([
      [undefined, undefined], [9, undefined], [9, 'aa'], [10, undefined], ['a', undefined], ['b', undefined], ['\ufffd', undefined], ['😀', undefined],
    ]);
  });

  it('with sensitive paths that were changed since they were read', () => {
    const sensitive = [[{ type: 'get_attr', value: 'm' }, { type: 'index', value: { value: 'k', type: 'string' } }]];
    const read = must(decodeState(file({ resources: [resource({ instances: [{ schema_version: 0, attributes: {}, sensitive_attributes: sensitive }] })] })));
    const [key, old] = [...read.resources][0] as [string, StateResource];
    const changed = { ...read, resources: new Map([[key, { ...old, instances: old.instances.map((i) => ({ ...i, sensitivePaths: [['other', 0]] })) }]]) };
    expect(JSON.parse(encodeState(changed)).resources[0].instances[0].sensitive_attributes)
      .toEqual([[{ type: 'get_attr', value: 'other' }, { type: 'index', value: { value: 0, type: 'number' } }]]);
    expect(JSON.parse(encodeState(read)).resources[0].instances[0].sensitive_attributes).toEqual(sensitive);
  });

  it('and read back as the same, whatever its attributes hold', () => {
    const json = fc.letrec<{ json: ExactJson }>((tie) => ({
      json: fc.oneof({ depthSize: 'small' }, fc.constant(null), fc.boolean(), fc.integer(), fc.string({ unit: 'binary' }),
        fc.bigInt().filter((n) => String(Number(n)) !== String(n)).map((n) => new ExactNumber(String(n))),
        fc.array(tie('json'), { maxLength: 4 }), fc.dictionary(fc.string({ unit: 'binary' }), tie('json'), { maxKeys: 4, noNullPrototype: true })),
    })).json;
    const anInstance: fc.Arbitrary<StateInstance> = fc.record({
      attributes: fc.dictionary(fc.string({ minLength: 1 }), json, { maxKeys: 4, noNullPrototype: true }),
      indexKey: fc.oneof(fc.constant(undefined), fc.nat(), fc.string({ minLength: 1 })), status: fc.constantFrom(undefined, 'tainted' as const),
      dependencies: fc.array(fc.string({ minLength: 1 })), createBeforeDestroy: fc.boolean(), schemaVersion: fc.nat(),
      sensitivePaths: fc.array(fc.array(fc.oneof(fc.string(), fc.nat()), { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
    }).map(({ attributes, ...over }) => instance(attributes, over));
    fc.assert(fc.property(fc.array(anInstance, { maxLength: 5 }), fc.nat(), (instances, serial) => {
      const state: State = {
        ...stateOf(serial, 0),
        resources: new Map(instances.map((one, i) => [`t.n${i}`, { module: undefined, mode: 'managed', type: 't', name: `n${i}`, provider: PROVIDER, instances: [one], extra: {} }])),
      };
      const text = encodeState(state);
      const read = must(decodeState(text));
      expect(encodeState(read)).toBe(text);
      expect(sameContent(read, state)).toBe(true);
    }));
  });
});

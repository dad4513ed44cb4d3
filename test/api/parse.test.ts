import fc from 'fast-check';
import { definitions } from './service';
import { parseOperation, parseResource } from '../../src/api/parse-models';
import { timestampText } from '../../src/api/parse-time';
import { hasMoreItems } from '../../src/api/wire-scan';

describe('a timestamp', () => {
  it.each<[string, { seconds: string; nanos: number } | null, string]>([
    ['keeps nanoseconds', { seconds: '1741152011', nanos: 391_904_178 }, '2025-03-05T05:20:11.391904178Z'],
    ['has six digits for microseconds', { seconds: '1741152011', nanos: 391_904_000 }, '2025-03-05T05:20:11.391904Z'],
    ['has no fraction when there is none', { seconds: '0', nanos: 0 }, '1970-01-01T00:00:00Z'],
    ['keeps leading zeros of a fraction', { seconds: '-1', nanos: 1 }, '1969-12-31T23:59:59.000000001Z'],
    ['knows leap days', { seconds: '1709164800', nanos: 0 }, '2024-02-29T00:00:00Z'],
    ['reaches the last second', { seconds: '253402300799', nanos: 999_999_999 }, '9999-12-31T23:59:59.999999999Z'],
    ['reaches the first second', { seconds: '-62135596800', nanos: 0 }, '0001-01-01T00:00:00Z'],
    ['is empty when absent', null, ''],
    ['is empty beyond what a date can show', { seconds: '253402300800', nanos: 0 }, ''],
    ['is empty for 64-bit nonsense', { seconds: '9223372036854775807', nanos: 0 }, ''],
    ['is empty for negative nanoseconds', { seconds: '1', nanos: -1 }, ''],
  ])('%s', (_, time, expected) => {
    expect(timestampText(time)).toBe(expected);
  });

  it('agrees with the calendar of the machine', () => {
    fc.assert(fc.property(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), fc.integer({ min: 0, max: 999 }), (seconds, ms) => {
      const expected = new Date(seconds * 1000 + ms).toISOString().replace(ms === 0 ? '.000Z' : /$^/, 'Z');
      expect(timestampText({ seconds: String(seconds), nanos: ms * 1_000_000 })).toBe(expected);
    }));
  });
});

describe('counting items before decoding', () => {
  it('agrees with the decoder for every page', () => {
    fc.assert(fc.property(
      fc.array(fc.record({ computeInstanceId: fc.string(), metadata: fc.string(), statusProgress: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String) }), { maxLength: 12 }),
      fc.string(), fc.integer({ min: 0, max: 12 }),
      (resources, nextPageToken, limit) => {
        const bytes = definitions.resource.List.responseSerialize({ resources, nextPageToken });
        expect(hasMoreItems(bytes, 1, limit)).toBe(resources.length > limit);
      },
    ));
  });

  it('ends for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => { hasMoreItems(bytes, 1, 3); }));
  });

  it.each<[string, number[]]>([
    ['a varint without end', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
    ['a length beyond the end', [0x0a, 0x7f]],
    ['a group', [0x0b, 0x0b, 0x0b]],
  ])('leaves %s to the decoder', (_, bytes) => {
    expect(hasMoreItems(Buffer.from(bytes), 1, 0)).toBe(bytes[0] === 0x0a || bytes[0] === 0x0b);
    expect(hasMoreItems(Buffer.from(bytes), 1, 5)).toBe(false);
  });

  it('is quick for two million items', () => {
    const page = Buffer.alloc(4_000_000);
    for (let i = 0; i < page.length; i += 2) page[i] = 0x0a;
    const startedAt = performance.now();
    expect(hasMoreItems(page, 1, 1000)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(50);
  });
});

describe('models', () => {
  const wire = (value: object) => definitions.resource.List.responseDeserialize(definitions.resource.List.responseSerialize({ resources: [value] })).resources[0];

  it('hold text for what this build does not know', () => {
    const [first] = [wire({ status: 9, type: 77, initStatus: 'REGISTRED' })];
    expect(first && parseResource(first)).toMatchObject({ status: '9', type: '77', initStatus: 'REGISTRED' });
  });

  it('take odd names as the data that they are', () => {
    fc.assert(fc.property(fc.constantFrom('__proto__', 'constructor', 'then', 'toString', '\u0000', '\ud83d\ude00'), (text) => {
      const made = wire({ computeInstanceId: text, metadata: text });
      const parsed = made && parseResource(made);
      expect(parsed).toMatchObject({ computeInstanceId: text, metadata: text });
      expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
    }));
  });

  const operation = (value: object) => parseOperation(definitions.operation.Get.responseDeserialize(definitions.operation.Get.responseSerialize(value)), definitions);
  it.each<[string, object, object]>([
    ['whose metadata is of another kind', { metadata: { type_url: 'type.googleapis.com/yandex.cloud.backup.v1.ApplyPolicyMetadata', value: Buffer.from('x') } },
      { kind: 'other', typeUrl: 'type.googleapis.com/yandex.cloud.backup.v1.ApplyPolicyMetadata' }],
    ['whose metadata is damaged', { metadata: { type_url: 'x/yandex.cloud.backup.v1.CreateDirectoryMetadata', value: Buffer.from([0x0a, 0xff]) } },
      { kind: 'other', typeUrl: 'x/yandex.cloud.backup.v1.CreateDirectoryMetadata' }],
    ['whose metadata has its type and no content', { metadata: { type_url: 'x/yandex.cloud.backup.v1.CreateDirectoryMetadata' } },
      { kind: 'create-directory', computeInstanceId: '', path: '' }],
    ['without metadata', {}, { kind: 'none' }],
  ])('show an operation %s', (_, value, metadata) => {
    expect(operation(value).metadata).toEqual(metadata);
  });

  it('keep an error that comes before the end', () => {
    expect(operation({ id: 'a', done: false, error: { code: 13, message: 'rolling back' } })).toMatchObject({ done: false, error: { code: 13, message: 'rolling back' } });
  });
});

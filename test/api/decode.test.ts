import fc from 'fast-check';
import { definitions } from './service';
import { resourcePageDecoder } from '../../src/api/decode-resources';
import { parseResource } from '../../src/api/parse-models';
import { WireError } from '../../src/api/wire-reader';

const decode = resourcePageDecoder();
const { responseSerialize, responseDeserialize } = definitions.resource.List;
/** The same by way of the general decoder. */
const general = (bytes: Buffer) => {
  const wire = responseDeserialize(bytes);
  return { items: wire.resources.map(parseResource), nextPageToken: wire.nextPageToken };
};

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const timestamp = fc.record({ seconds: fc.oneof(int64, fc.integer({ min: -3e9, max: 3e9 }).map(String)), nanos: fc.oneof(int32, fc.constantFrom(0, 1, 1000, 391_000_000, 999_999_999)) });
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', '\u0000', '\ud83d\ude00'));
const enumValue = fc.oneof(fc.nat({ max: 8 }), int32);
const registration = fc.record({
  computeInstanceId: text, createdAt: timestamp, updatedAt: timestamp, online: fc.boolean(), enabled: fc.boolean(), status: enumValue, statusDetails: text,
  statusProgress: int64, lastBackupTime: timestamp, nextBackupTime: timestamp, resourceId: text, isActive: fc.boolean(), initStatus: enumValue,
  metadata: text, type: enumValue, tenantInfo: fc.record({ folderId: text, userId: text }),
  agentInfo: fc.record({ currentVersion: text, latestVersion: text, canUpdate: fc.boolean() }),
}, { requiredKeys: [] });

describe('the quick decoder of List', () => {
  it('says what the general decoder says, for every page', () => {
    fc.assert(fc.property(fc.array(registration, { maxLength: 6 }), text, (resources, nextPageToken) => {
      const bytes = responseSerialize({ resources, nextPageToken });
      expect(decode(bytes)).toEqual(general(bytes));
    }), { numRuns: 400 });
  });

  it('passes over fields that a newer service sends', () => {
    const unknown = Buffer.from([
      0xf8, 0x07, 0x96, 0x01, // field 127, a number
      0xfa, 0x07, 0x02, 0x08, 0x01, // a message
      0xfd, 0x07, 1, 2, 3, 4, // four bytes
      0xf9, 0x07, 1, 2, 3, 4, 5, 6, 7, 8, // eight bytes
    ]);
    const inner = Buffer.concat([Buffer.from([0x0a, 2]), Buffer.from('vm'), unknown]);
    const page = Buffer.concat([unknown, Buffer.from([0x0a, inner.length]), inner, unknown]);
    expect(decode(page)).toEqual(general(page));
    expect(decode(page).items).toMatchObject([{ computeInstanceId: 'vm' }]);
  });

  it('takes the last of a field that comes twice', () => {
    const page = Buffer.from([0x12, 1, 0x61, 0x12, 1, 0x62]);
    expect(decode(page)).toEqual({ items: [], nextPageToken: 'b' });
  });

  it.each<[string, number[]]>([
    ['ends within a length', [0x0a]],
    ['ends within an item', [0x0a, 5, 0x0a]],
    ['has an item that says more than it holds', [0x0a, 2, 0x0a, 9, 0x61, 0x61]],
    ['has a text that reaches into the next item', [0x0a, 3, 0x0a, 3, 0x61, 0x12, 0]],
    ['has a number without end', [0x10, ...Array<number>(11).fill(0xff)]],
    ['has a length of 64 bits', [0x0a, 0x80, 0x80, 0x80, 0x80, 0x10, 0x61]],
    ['has a group', [0x0b, 0x0c]],
  ])('refuses a page that %s', (_, bytes) => {
    expect(() => decode(Buffer.from(bytes))).toThrow(WireError);
  });

  it('ends for any bytes, with a page or a refusal', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      try {
        decode(Buffer.from(bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(WireError);
      }
    }), { numRuns: 2000 });
  });

  it('refuses or reads a damaged page, and never mixes in what is not its own', () => {
    const bytes = responseSerialize({ resources: [{ computeInstanceId: 'vm-1', resourceId: 'r', createdAt: { seconds: '5', nanos: 7 } }, { computeInstanceId: 'vm-2' }], nextPageToken: 'next' });
    for (let length = 0; length < bytes.length; length++) {
      let page;
      try {
        page = decode(bytes.subarray(0, length));
      } catch (error) {
        expect(error).toBeInstanceOf(WireError);
        continue;
      }
      expect(page.items.map((item) => item.computeInstanceId)).toEqual(['vm-1', 'vm-2'].slice(0, page.items.length));
    }
  });
});

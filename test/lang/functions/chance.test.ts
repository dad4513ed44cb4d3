import { answer, valueOf } from './answers';
import { quietWorld } from './world';

const plan = quietWorld({ planTime: '2024-05-06T07:08:09Z' });
const apply = quietWorld({
  planTime: '2024-05-06T07:08:09Z', now: '2024-05-06T08:00:00Z',
  random: (bytes) => Uint8Array.from({ length: bytes }, (_, i) => 0xf0 + i),
});

describe('functions of the clock and of chance', () => {
  it.each([
    ['the time of the apply is not known while planning', 'timestamp()', plan, '(known after apply) : string'],
    ['the time of the apply', 'timestamp()', apply, '"2024-05-06T08:00:00Z" : string'],
    ['the time of the plan is known while planning', 'plantimestamp()', plan, '"2024-05-06T07:08:09Z" : string'],
    ['the time of the plan stays the same in the apply', 'plantimestamp()', apply, '"2024-05-06T07:08:09Z" : string'],
    ['where nothing is planned, the time of the plan is not known', 'plantimestamp()', quietWorld(), '(known after apply) : string'],
    ['what is random is not known while planning', 'uuid()', plan, '(known after apply) : string'],
    ['a random UUID says its version and its layout', 'uuid()', apply, '"f0f1f2f3-f4f5-46f7-b8f9-fafbfcfdfeff" : string'],
    ['a hash with a random salt is not known while planning', 'bcrypt("a", 4)', plan, '(known after apply) : string'],
    ['not even its errors are told while planning', 'bcrypt("a", 99)', plan, '(known after apply) : string'],
    ['what comes later is not null', 'timestamp() == null', plan, 'false : bool'],
    ['a cost that is no whole number', 'bcrypt("a", 4.5)', apply, '! Error in function call'],
    ['a cost above the highest', 'bcrypt("a", 32)', apply, '! Error in function call'],
    ['a cost that nobody would wait for', 'bcrypt("a", 30)', apply, '! Error in function call'],
    ['more than two arguments', 'bcrypt("a", 4, 4)', apply, '! Error in function call'],
    ['more bytes than bcrypt takes', `bcrypt("${'é'.repeat(37)}", 4)`, apply, '! Error in function call'],
    ['a null is an error of the argument', 'bcrypt(null)', apply, '! Invalid function argument'],
    ['a cost below the lowest is the usual one', 'substr(bcrypt("a", 0), 0, 7)', apply, '"$2a$10$" : string'],
    ['72 bytes are taken', `length(bcrypt("${'a'.repeat(72)}", 4))`, apply, '60 : number'],
  ])('%s', (_sentence, expression, world, wanted) => {
    expect(answer(expression, world)).toBe(wanted);
  });

  it('a bcrypt hash is the one that other programs make with that salt', () => {
    // From crypt(3) of the C library: crypt("a", "$2b$04$......................").
    const world = quietWorld({ now: '2024-05-06T08:00:00Z', random: (bytes) => new Uint8Array(bytes) });
    expect(answer('bcrypt("a", 4)', world)).toBe('"$2a$04$......................ab4uk7zdS0i/IlhKXBIf8klDpk4gLJu" : string');
  });

  it('each call has a chance of its own', () => {
    let calls = 0;
    const world = quietWorld({ random: (bytes) => new Uint8Array(bytes).fill(calls++) });
    expect(valueOf('uuid() == uuid()', world)).toEqual({ kind: 'bool', value: false });
  });
});

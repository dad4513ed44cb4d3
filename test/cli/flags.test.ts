import { asMilliseconds, parseFlags, type FlagSpec } from '../../src/cli/flags';

const SPECS: readonly FlagSpec[] = [
  { name: 'json', kind: 'switch', help: '' }, { name: 'out', kind: 'text', help: '' }, { name: 'var', kind: 'list', help: '' },
  { name: 'parallelism', kind: 'count', help: '' }, { name: 'lock-timeout', kind: 'duration', help: '' },
  { name: 'exit-codes', kind: 'text', choices: ['terraform', 'holdfast'], help: '' },
];
const parsed = (words: readonly string[]) => {
  const result = parseFlags(words, SPECS, ['target']);
  if (!result.ok) return result.problems;
  const { positional, switches, texts, lists, numbers } = result.parsed;
  return { positional, ...Object.fromEntries([...switches, ...texts, ...lists, ...numbers]) };
};

describe('words behind a command', () => {
  it.each([
    ['one dash', ['-json'], { positional: [], json: true }],
    ['two dashes', ['--json'], { positional: [], json: true }],
    ['a switch turned off', ['-json=false'], { positional: [], json: false }],
    ['a switch takes no word behind it', ['-json', 'false'], { positional: ['false'], json: true }],
    ['a value behind an equals sign', ['-out=a b'], { positional: [], out: 'a b' }],
    ['a value as the next word', ['-out', 'plan'], { positional: [], out: 'plan' }],
    ['a value with dashes and equals signs', ['-var', '-a=-b=c'], { positional: [], var: ['-a=-b=c'] }],
    ['an empty value', ['-out='], { positional: [], out: '' }],
    ['lists keep their order', ['-var=a=1', '--var', 'b=2'], { positional: [], var: ['a=1', 'b=2'] }],
    ['a lone dash is an argument', ['-'], { positional: ['-'] }],
    ['nothing is a flag behind two dashes', ['--', '-json'], { positional: ['-json'] }],
    ['flags may follow arguments', ['plan', '-json'], { positional: ['plan'], json: true }],
    ['durations as Go writes them', ['-lock-timeout=1m30s'], { positional: [], 'lock-timeout': 90_000 }],
    ['an unknown flag', ['-jsno'], [{ kind: 'unknown', flag: 'jsno' }]],
    ['a flag that is not built', ['-target=a'], [{ kind: 'not-built', flag: 'target' }]],
    ['a flag without its value', ['-out'], [{ kind: 'value-missing', flag: 'out' }]],
    ['a switch with nonsense', ['-json=maybe'], [{ kind: 'value-invalid', flag: 'json', value: 'maybe', wanted: 'true or false' }]],
    ['a negative count', ['-parallelism=-1'], [{ kind: 'value-invalid', flag: 'parallelism', value: '-1', wanted: 'a whole number' }]],
    ['a text that takes only some values', ['-exit-codes=gnu'], [{ kind: 'value-invalid', flag: 'exit-codes', value: 'gnu', wanted: '"terraform" or "holdfast"' }]],
    ['one of the values that it takes', ['-exit-codes=terraform'], { positional: [], 'exit-codes': 'terraform' }],
    ['one value given twice', ['-out=a', '-out=b'], [{ kind: 'repeated', flag: 'out' }]],
    ['a name from the prototype', ['-constructor'], [{ kind: 'unknown', flag: 'constructor' }]],
  ] as const)('%s', (_sentence, words, result) => expect(parsed(words)).toEqual(result));

  it.each([['0', 0], ['0s', 0], ['1.5h', 5_400_000], ['250ms', 250], ['30', undefined], ['', undefined], ['s', undefined], ['1d', undefined], ['-5s', undefined]])(
    'the duration %p is %p ms', (text, ms) => expect(asMilliseconds(text)).toBe(ms));
});

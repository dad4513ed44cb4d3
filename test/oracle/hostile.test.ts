import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { moduleOf } from './configurations/generate';
import { filesOf } from './configurations/model';
import { casesOf, chanceOf, seedOf, type Chance } from './support/chance';
import { holdfast } from './support/holdfast';
import { mutated } from './support/mutate';
import { newFolder, removeFolders } from './support/terraform';
import { wrongConfigurations, writeConfiguration } from './support/wrong';

const CASES = casesOf(1200, 10_000);
const SEED = seedOf();
/** JSON and the console have the same parser below: in CI they are tried with the mutated files only. */
const ALL = process.env['HOLDFAST_ORACLE'] === 'full';
/** Milliseconds of this processor for one answer, whatever is asked: how busy the machine is with other things does not count. */
const LONGEST = 5000;

const WRONG = wrongConfigurations(join(__dirname, 'wrong')).map(({ files }) => files);
const PLACE = new Map(['main.tf', 'm/main.tf'].map((name) => [name, readFileSync(join(__dirname, 'place', name), 'utf8')]));

const JSON_CONFIGURATION = new Map([['main.tf.json', JSON.stringify({
  '//': { metadata: { stackName: 's' } },
  variable: { v: { type: 'map(list(string))', default: { a: ['b'] }, validation: [{ condition: '${length(var.v) > 0}', error_message: 'No.' }] } },
  locals: { a: '${[for k, v in var.v : "${k}=${join(",", v)}"]}', b: { c: [1, 2.5, null, true, '%{ if true }x%{ endif }'] } },
  resource: { terraform_data: { r: { count: 2, input: '${local.b.c[count.index]}', lifecycle: { precondition: [{ condition: '${var.v != null}', error_message: 'No.' }] } }, s: [{ for_each: '${var.v}', input: '${each.value}' }] } },
  output: { o: { value: '${terraform_data.r[*].id}', sensitive: true } },
  check: { c: { assert: [{ condition: '${1 == 1}', error_message: 'x' }] } },
}, undefined, 2)]]);

/** A configuration that was nearly right once. */
function hostileFiles(chance: Chance): ReadonlyMap<string, string> {
  const n = chance.int(10);
  const from = n < 3 ? chance.pick(WRONG) : n < 5 ? PLACE : n < 8 ? JSON_CONFIGURATION : filesOf(moduleOf(chance));
  const names = [...from.keys()];
  const hit = chance.pick(names);
  return new Map([...from].map(([name, text]) => [name, name === hit ? mutated(text, chance) : text]));
}

/** Runs one command, which has to end in good time, in words, and without a trace of how it is built. */
async function survives(files: ReadonlyMap<string, string>, words: readonly string[], input?: string): Promise<string | undefined> {
  const folder = newFolder();
  writeConfiguration(folder, files);
  const began = process.cpuUsage();
  try {
    const { stdout, stderr } = await holdfast(folder, words, input);
    const { user, system } = process.cpuUsage(began);
    const took = (user + system) / 1000;
    if (took > LONGEST) return `it took ${Math.round(took)} ms`;
    if (/^\s+at .*:\d+:\d+\)?$/m.test(stderr + stdout)) return `a stack trace: ${(stderr + stdout).slice(0, 300)}`;
    if (words.includes('-json')) JSON.parse(stdout);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.stack?.slice(0, 600) ?? error.message : String(error);
  }
}

const DEEP = 100_000;
const times = (text: string): string => text.repeat(DEEP);

describe('hostile configurations', () => {
  jest.setTimeout(30 * 60_000);
  afterAll(removeFolders);

  it(`${CASES} mutated files are answered in words and in time (seed ${SEED})`, async () => {
    const chance = chanceOf(SEED);
    for (let i = 0; i < CASES; i++) {
      const files = hostileFiles(chance.fork());
      const what = await survives(files, i % 20 === 0 ? ['console'] : ['validate', '-json'], 'local.a\n');
      if (what !== undefined) throw new Error(`seed ${SEED}, case ${i}: ${what}\n${JSON.stringify([...files])}`);
      if (i % 200 === 0) removeFolders();
    }
  });

  it.each<[sentence: string, expression: string]>([
    ['lists', `${times('[')}1${times(']')}`],
    ['lists that never end', times('[')],
    ['ends of lists', times(']')],
    ['objects', `${times('{a=')}1${times('}')}`],
    ['parentheses', `${times('(')}1${times(')')}`],
    ['calls', `${times('upper(')}"a"${times(')')}`],
    ['interpolations', `${times('"${')}1${times('}"')}`],
    ['interpolations that never end', times('"${')],
    ['directives', `"${times('%{if true}')}x${times('%{endif}')}"`],
    ['loops of a template', `"${times('%{for x in [1]}')}x${times('%{endfor}')}"`],
    ['negations', `${times('!')}true`],
    ['minuses', `${times('-')}1`],
    ['sums', `1${times(' + 1')}`],
    ['conditions', `${times('true ? 1 : ')}2`],
    ['conditions in the middle', `${times('true ? ')}1${times(' : 2')}`],
    ['comparisons', `true${times(' == true')}`],
    ['attributes', `local.b${times('.a')}`],
    ['indexes', `local.b${times('[0]')}`],
    ['splats', `local.b${times('[*]')}`],
    ['legacy splats', `local.b${times('.*')}`],
    ['loops', `${times('[for x in [1] : ')}x${times(']')}`],
    ['functions without their ends', times('max(')],
    ['a name of great length', times('a')],
    ['a number of great length', times('9')],
    ['a power of great size', '1e999999999'],
    ['a range of great length', 'range(100000000)'],
    ['escapes', `"${times('\\n')}"`],
    ['half escapes', `"${times('\\u')}"`],
    ['elements', `[${times('1,')}]`],
    ['keys', `{${times('a=1,')}}`],
    ['namespaces', `a${times('::a')}()`],
    ['quotes', times('"')],
    ['heredocs', `${times('<<A\n')}`],
    ['comments', `1 ${times('/*')}`],
  ])('a hundred thousand %s, one within the other', async (_sentence, expression) => {
    expect(await survives(new Map([['main.tf', `locals {\n  b = 1\n  a = ${expression}\n}\noutput "o" {\n  value = local.a\n}\n`]]), ['validate', '-json'])).toBeUndefined();
    if (!ALL) return;
    expect(await survives(new Map([['main.tf.json', JSON.stringify({ locals: { b: 1, a: `\${${expression}}` }, output: { o: { value: '${local.a}' } } })]]), ['validate', '-json'])).toBeUndefined();
    expect(await survives(new Map([['main.tf', 'locals {\n  b = 1\n}\n']]), ['console'], `${expression.replaceAll('\n', ' ')}\n`)).toBeUndefined();
  });

  it.each<[sentence: string, name: string, text: string]>([
    ['blocks', 'main.tf', `${times('a {\n')}${times('}\n')}`],
    ['blocks that never end', 'main.tf', times('a {\n')],
    ['labels', 'main.tf', `resource ${times('"a" ')} {\n}`],
    ['arrays of JSON', 'main.tf.json', `{"locals":{"a":${times('[')}${times(']')}}}`],
    ['objects of JSON', 'main.tf.json', `{"locals":{"a":${times('{"a":')}1${times('}')}}}`],
    ['arrays of JSON that never end', 'main.tf.json', times('[')],
    ['blocks of JSON', 'main.tf.json', `{"resource":${times('[')}{}${times(']')}}`],
    ['types', 'main.tf', `variable "v" {\n  type = ${times('list(')}string${times(')')}\n}`],
    ['types as texts', 'main.tf.json', JSON.stringify({ variable: { v: { type: `${times('list(')}string${times(')')}` } } })],
    ['locals, each on the one before', 'main.tf', `locals {\n  a0 = 1\n${Array.from({ length: DEEP }, (_, i) => `  a${i + 1} = local.a${i}\n`).join('')}}\n`],
    ['blank lines', 'main.tf', times('\n')],
    ['brackets of all kinds', 'main.tf', times('([{')],
  ])('a hundred thousand %s', async (_sentence, name, text) => {
    expect(await survives(new Map([[name, text]]), ['validate', '-json'])).toBeUndefined();
  });
});

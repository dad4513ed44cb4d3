import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ran } from '../support/terraform';
import { text, type Node } from './node';

/** A program that is asked: `validate`, `plan` and `console` in one folder of its own. */
export interface Asked {
  readonly folder: string;
  run(args: readonly string[], input?: string): Promise<Ran>;
}

export interface Difference {
  readonly expression: Node;
  readonly wanted: string;
  readonly had: string;
}

const nameOf = (i: number): string => `e${String(i).padStart(4, '0')}`;

/**
 * Puts many expressions to two programs in few processes. Each is a local value in a file of its own; `validate` and then `plan` tell
 * what is wrong with which, and a console tells the values of the others.
 */
export async function compare(expressions: readonly Node[], theirs: Asked, ours: Asked): Promise<readonly Difference[]> {
  const all = expressions.map((expression, i) => ({ expression, name: nameOf(i) }));
  for (const { folder } of [theirs, ours]) for (const { expression, name } of all) writeFileSync(join(folder, `${name}.tf`), `locals {\n${name} = ${text(expression)}\n}\n`);
  const found: Difference[] = [];
  let left = all;
  const drop = (names: (name: string) => boolean): void => {
    for (const { name } of left) if (names(name)) for (const { folder } of [theirs, ours]) rmSync(join(folder, `${name}.tf`));
    left = left.filter(({ name }) => !names(name));
  };
  try {
    for (const words of [['validate', '-json'], ['validate', '-json'], ['validate', '-json'], ['plan', '-json', '-lock=false'], ['plan', '-json', '-lock=false']]) {
      const [wanted, had] = await Promise.all([theirs, ours].map(async (asked) => errorsIn((await asked.run(words)).stdout)));
      if (wanted === undefined || had === undefined) throw new Error(`no answer of ${wanted === undefined ? 'Terraform' : 'ours'} to ${words.join(' ')}`);
      const strange = [...wanted.keys(), ...had.keys()].find((file) => !left.some(({ name }) => file === `${name}.tf`));
      if (strange !== undefined) throw new Error(`an error elsewhere: ${strange}: ${JSON.stringify([wanted.get(strange), had.get(strange)])}`);
      const of = (told: typeof wanted, name: string): string => [...new Set(told.get(`${name}.tf`) ?? [])].sort().join('\n');
      for (const { expression, name } of left) if (of(wanted, name) !== of(had, name)) found.push({ expression, wanted: `${words[0]}: ${of(wanted, name)}`, had: of(had, name) });
      drop((name) => wanted.has(`${name}.tf`) || had.has(`${name}.tf`));
    }
    found.push(...await valuesDiffer(left, theirs, ours));
  } finally {
    drop(() => true);
  }
  return found;
}

interface Named {
  readonly expression: Node;
  readonly name: string;
}

async function valuesDiffer(left: readonly Named[], theirs: Asked, ours: Asked): Promise<readonly Difference[]> {
  if (left.length === 0) return [];
  const all = `{ ${left.map(({ name }) => `${name} = local.${name}`).join(', ')} }`;
  const asked = async ({ folder, run }: Asked): Promise<ReadonlyMap<string, string>> => {
    const ofTypes = await run(['console'], `type(${all})\n`);
    const ofValues = await run(['console'], `${all}\n`);
    const types = entries(ofTypes.stdout, / {4}(e\d{4}): (.*)/y);
    const values = entries(ofValues.stdout, / {2}"(e\d{4})" = (.*)/y);
    const wrong = errorsOfConsole(ofValues.stderr);
    return new Map(left.map(({ name }) => [name, wrong.get(name) ?? `${values.get(name)?.replaceAll(folder, '$HERE') ?? ofValues.stderr} : ${types.get(name) ?? ofTypes.stderr}`]));
  };
  const [wanted, had] = await Promise.all([asked(theirs), asked(ours)]);
  return left.flatMap(({ expression, name }) => (wanted.get(name) === had.get(name) ? [] : [{ expression, wanted: wanted.get(name) ?? '', had: had.get(name) ?? '' }]));
}

/** The entries of a printed object or of its type, by name. */
function entries(printed: string, head: RegExp): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let current: string | undefined;
  // Line breaks within heredocs are those of the value: only what opens an entry is looked for.
  for (const line of printed.replace(/\}\)?\n$/, '').split('\n')) {
    head.lastIndex = 0;
    const match = head.exec(line);
    if (match !== null) current = match[1];
    if (current !== undefined) found.set(current, match === null ? `${found.get(current) ?? ''}\n${line}` : match[2] ?? '');
  }
  return found;
}

/** What functions say that have no result before apply: the console asks them. */
function errorsOfConsole(stderr: string): ReadonlyMap<string, string> {
  const plain = stderr.replace(/\u001b\[[0-9;]*m/g, '');
  return new Map([...plain.matchAll(/^│ Error: (.*)\n│ *\n│ {3}on (e\d{4})\.tf/gm)].map(([, summary = '', name = '']) => [name, summary]));
}

interface Told {
  readonly severity: string;
  readonly summary: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number; readonly column: number }; readonly end: { readonly line: number; readonly column: number } };
}

/** Summaries and places of errors, by file; of `validate`, or of `plan`, which writes a line for each. */
function errorsIn(stdout: string): ReadonlyMap<string, readonly string[]> | undefined {
  if (!stdout.startsWith('{')) return undefined;
  const told = stdout.startsWith('{\n') ? (JSON.parse(stdout) as { readonly diagnostics: readonly Told[] }).diagnostics
    : stdout.split('\n').filter((line) => line.startsWith('{')).flatMap((line) => (JSON.parse(line) as { readonly diagnostic?: Told }).diagnostic ?? []);
  const byFile = new Map<string, string[]>();
  for (const { severity, summary, range } of told) {
    // Behind a root without a name Terraform looks for the empty name too, and tells of that at no place of any file.
    if (severity !== 'error' || range?.filename === '') continue;
    const file = range?.filename ?? summary;
    const place = range === undefined ? '' : ` at ${range.start.line}.${range.start.column}-${range.end.line}.${range.end.column}`;
    byFile.set(file, [...byFile.get(file) ?? [], `${summary}${place}`]);
  }
  return byFile;
}

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flat, OPEN, type Answer } from './answers';

interface Told {
  readonly severity: string;
  readonly summary: string;
  readonly range?: { readonly start: { readonly line: number } };
}

const name = (i: number): string => `e${String(i).padStart(5, '0')}`;

function terraform(folder: string, args: readonly string[], input = ''): string {
  const env = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' };
  const ran = spawnSync('terraform', args, { cwd: folder, env, input, maxBuffer: 1 << 28, encoding: 'utf8' });
  if (ran.error !== undefined) throw ran.error;
  return ran.stdout === '' ? ran.stderr : ran.stdout;
}

/** Each expression as a local value on a line of its own, and all of those that are fine in one. */
function write(folder: string, expressions: readonly string[], fine: (i: number) => boolean): void {
  const lines = expressions.map((text, i) => (fine(i) ? `${name(i)} = ${text}` : '#'));
  const all = expressions.flatMap((_, i) => (fine(i) ? [`${name(i)} = local.${name(i)}`] : []));
  writeFileSync(join(folder, 'expressions.tf'), `locals {\n${lines.join('\n')}\nall = { ${all.join(', ')} }\n}\n`);
}

/** The entries of a printed object or type, by their number. */
function entries(printed: string, head: RegExp): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  let current: number | undefined;
  for (const line of printed.split('\n')) {
    const match = head.exec(line);
    if (match !== null) {
      current = Number(match[1]);
      found.set(current, match[2] ?? '');
    } else if (current !== undefined && line !== '}' && line !== '})') {
      found.set(current, `${found.get(current) ?? ''}\n${line}`);
    }
  }
  return found;
}

/** How long Terraform takes grows faster than the number of values in one configuration. */
const AT_ONCE = 150;

/** What Terraform makes of expressions, each on one line. */
export function terraformAnswers(folder: string, expressions: readonly string[]): readonly Answer[] {
  const answers: Answer[] = [];
  for (let at = 0; at < expressions.length; at += AT_ONCE) answers.push(...someAnswers(folder, expressions.slice(at, at + AT_ONCE)));
  return answers;
}

/** One `validate` finds those that are wrong, one console tells the values of the others, and one their types. */
function someAnswers(folder: string, expressions: readonly string[]): readonly Answer[] {
  const variables = [...OPEN].map(([variable, { constraint }]) => `variable "${variable}" {\n  type = ${constraint}\n}\n`);
  writeFileSync(join(folder, 'variables.tf'), variables.join(''));
  write(folder, expressions, () => true);
  const wrong = new Map<number, string>();
  const told = JSON.parse(terraform(folder, ['validate', '-json'])) as { readonly diagnostics: readonly Told[] };
  for (const { severity, summary, range } of told.diagnostics) {
    if (severity !== 'error' || range === undefined) continue;
    const i = range.start.line - 2;
    if (!wrong.has(i)) wrong.set(i, summary);
  }
  if (wrong.size === expressions.length) return expressions.map((_, i) => `! ${wrong.get(i) ?? ''}`);
  write(folder, expressions, (i) => !wrong.has(i));
  const printed = terraform(folder, ['console', '-no-color'], 'local.all\n');
  const values = entries(printed, /^ {2}"e(\d{5})" = (.*)$/);
  const types = entries(terraform(folder, ['console', '-no-color'], 'type(local.all)\n'), /^ {4}e(\d{5}): (.*)$/);
  return expressions.map((_, i) => {
    const value = values.get(i);
    if (wrong.has(i)) return `! ${wrong.get(i) ?? ''}`;
    if (value === undefined) throw new Error(`no answer:\n${printed.slice(0, 4000)}`);
    return `${flat(value)} : ${flat(types.get(i) ?? '')}`;
  });
}

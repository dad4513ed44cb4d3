import { beside, terraform } from '../support/terraform';
import { text, type Node } from './node';

/** What a console says of one line. */
export type Answer =
  | { readonly kind: 'value'; readonly text: string }
  /** Summaries of its errors, sorted, each once: their class. */
  | { readonly kind: 'error'; readonly summaries: readonly string[] };

/** Answers one line of input each, as `terraform console` and `holdfast console` do. */
export type Console = (line: string) => Promise<Answer>;

/** What stands for the folder in answers. */
export const HERE = '$HERE';

/**
 * Terraform's, in copies of one folder. It answers the last of its lines only, so that every line is a process of its own, and
 * locks the state meanwhile, so that each process wants a folder of its own.
 */
export function terraformConsole(folders: readonly string[]): Console {
  const free = [...folders];
  const waiting: ((folder: string) => void)[] = [];
  const take = (): Promise<string> => new Promise((resolve) => {
    const folder = free.pop();
    if (folder === undefined) waiting.push(resolve);
    else resolve(folder);
  });
  const give = (folder: string): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(folder);
    else next(folder);
  };
  return async (line) => {
    const folder = await take();
    try {
      const ran = await terraform(folder, ['console'], `${line}\n`, { NO_COLOR: '1' });
      if (ran.code === 0) return { kind: 'value', text: ran.stdout.replace(/\n$/, '').replaceAll(folder, HERE) };
      return errorIn(ran.stderr);
    } finally {
      give(folder);
    }
  };
}

/** Behind a root without a name Terraform looks for the empty name too, and tells of that at no place of any file. */
const NOWHERE = /^(?:│ )?Error: .*\n(?:│)?\s*\n(?:│ )?\s+on {2}line 0:/gm;

/** The summaries in the boxes of a command. */
export function errorIn(stderr: string): Answer {
  const plain = stderr.replace(/\u001b\[[0-9;]*m/g, '');
  const summaries = [...plain.replace(NOWHERE, '').matchAll(/^(?:│ )?Error: (.*)$/gm)].map((match) => match[1] ?? '');
  return { kind: 'error', summaries: [...new Set(summaries)].sort() };
}

export interface Difference {
  readonly expression: Node;
  readonly wanted: Answer;
  readonly had: Answer;
}

/** Under the 64 KiB that Terraform's console reads of a line. */
const LINE = 40_000;
const AT_ONCE = 2;

/**
 * Puts every expression to both consoles and tells where they differ, in value, in type or in the class of the error.
 * Those that have a value are put to Terraform many at once, within one tuple.
 */
export async function differences(expressions: readonly Node[], theirs: Console, ours: Console): Promise<readonly Difference[]> {
  const groups = await beside(packed(expressions), AT_ONCE, (group) => sorted(group, theirs));
  const fine = groups.flatMap((group) => group.fine);
  const odd = groups.flatMap((group) => group.odd);
  const found = await beside(packed(fine), AT_ONCE, (group) => differing(group, theirs, ours));
  const single = await beside(odd, AT_ONCE, (expression) => one(expression, theirs, ours));
  return [...found.flat(), ...single.flatMap((difference) => difference ?? [])];
}

/** One expression by itself: its value, then its type. */
export async function one(expression: Node, theirs: Console, ours: Console): Promise<Difference | undefined> {
  for (const line of [text(expression), `type(${text(expression)})`]) {
    const [wanted, had] = await Promise.all([theirs(line), ours(line)]);
    if (!alike(wanted, had)) return { expression, wanted, had };
    if (wanted.kind === 'error') return undefined;
  }
  return undefined;
}

function alike(a: Answer, b: Answer): boolean {
  if (a.kind === 'value') return b.kind === 'value' && a.text === b.text;
  return b.kind === 'error' && a.summaries.join('\n') === b.summaries.join('\n');
}

function packed(expressions: readonly Node[]): readonly (readonly Node[])[] {
  const groups: Node[][] = [];
  let length = Infinity;
  for (const expression of expressions) {
    const more = text(expression).length + 8;
    if (length + more > LINE || (groups.at(-1)?.length ?? 0) >= 60) {
      groups.push([]);
      length = 0;
    }
    groups.at(-1)?.push(expression);
    length += more;
  }
  return groups;
}

/** Those that have a value for certain, and the others. */
async function sorted(group: readonly Node[], theirs: Console): Promise<{ readonly fine: readonly Node[]; readonly odd: readonly Node[] }> {
  const answer = await theirs(`[${group.map((expression) => `can(${text(expression)})`).join(', ')}]`);
  if (answer.kind === 'value') {
    const flags = answer.text.split('\n').slice(1, -1).map((line) => line.trim().replace(/,$/, ''));
    return { fine: group.filter((_, i) => flags[i] === 'true'), odd: group.filter((_, i) => flags[i] !== 'true') };
  }
  // A wrong name or a slip in the syntax of one is an error of the whole.
  if (group.length === 1) return { fine: [], odd: group };
  const half = Math.ceil(group.length / 2);
  const parts = [await sorted(group.slice(0, half), theirs), await sorted(group.slice(half), theirs)];
  return { fine: parts.flatMap((part) => part.fine), odd: parts.flatMap((part) => part.odd) };
}

async function differing(group: readonly Node[], theirs: Console, ours: Console): Promise<readonly Difference[]> {
  const tuple = `[${group.map(text).join(', ')}]`;
  let same = true;
  for (const line of [tuple, `type(${tuple})`]) {
    const [wanted, had] = await Promise.all([theirs(line), ours(line)]);
    same &&= alike(wanted, had) && wanted.kind === 'value';
  }
  if (same) return [];
  const found: Difference[] = [];
  for (const expression of group) {
    const difference = await one(expression, theirs, ours);
    if (difference !== undefined) found.push(difference);
  }
  return found;
}

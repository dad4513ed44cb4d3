import type { Command } from './command';

const GLOBAL = ['-chdir=', '-help', '-version'];

/** What may stand where the cursor is: `line` is the command line up to there, with the name of the program. */
export function completions(line: string, commands: readonly Command[]): readonly string[] {
  const words = line.split(/\s+/);
  const current = words.at(-1) ?? '';
  const before = words.slice(1, -1);
  while (/^--?chdir\b/.test(before[0] ?? '')) before.splice(0, (before[0] ?? '').includes('=') ? 1 : 2);
  const starts = (all: readonly string[]): readonly string[] => [...new Set(all)].filter((one) => one.startsWith(current)).sort();
  const [verb, second] = before;
  if (verb === undefined) return starts([...commands.map((command) => command.name.split(' ')[0] ?? ''), 'emulator', 'help', ...(current.startsWith('-') ? GLOBAL : [])]);
  const command = commands.find((one) => one.name === `${verb} ${second ?? ''}`) ?? commands.find((one) => one.name === verb);
  const dashes = current.startsWith('--') ? '--' : '-';
  const flags = command?.flags.map((flag) => `${dashes}${flag.name}${flag.kind === 'switch' ? '' : '='}`) ?? [];
  const seconds = before.length > 1 ? [] : commands.flatMap((one) => (one.name.startsWith(`${verb} `) ? [one.name.slice(verb.length + 1)] : []));
  const choices = command?.name === 'completion' ? ['bash', 'zsh', 'fish'] : [];
  return current.startsWith('-') ? starts([...flags, `${dashes}help`]) : starts([...seconds, ...choices]);
}

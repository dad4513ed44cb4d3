import type { Command } from './command';
import type { FlagSpec } from './flags';

const EMULATOR = ['emulator', 'Run the embedded Cloud Backup service'] as const;

/** `holdfast -help`. */
export function overview(commands: readonly Command[]): string {
  const rows = [...commands.map((c) => [c.name, c.summary] as const), EMULATOR];
  return `Usage: holdfast [global flags] <command> [flags]\n\nCommands:\n${table(rows)}\n\nGlobal flags, before the command:\n${table([
    ['-chdir=DIR', 'Work in another folder.'],
    ['-help', 'Show this, or the help of a command.'],
    ['-version', 'The same as the command version.'],
  ])}\n`;
}

/** `holdfast COMMAND -help`. */
export function commandHelp(command: Command): string {
  return `Usage: ${command.usage}\n\n${command.text}\n\nFlags:\n${table(command.flags.map((flag) => [flagText(flag), flag.help]))}\n`;
}

function flagText(flag: FlagSpec): string {
  return flag.kind === 'switch' ? `-${flag.name}` : `-${flag.name}=${flag.value ?? (flag.kind === 'count' ? 'N' : 'TEXT')}`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = rows.reduce((widest, [name]) => Math.max(widest, name.length), 0);
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join('\n');
}

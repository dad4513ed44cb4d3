import { diagnostic, Failure, nearest, type Diagnostic } from '../diagnostics';
import { diagnosticsText, PLAIN, printableLine } from '../render';
import { completions } from './complete';
import type { Command } from './command';
import { COMMANDS, NOT_BUILT } from './commands';
import { environmentWords } from './environment-words';
import { exitCode, verdictOf } from './exit-code';
import { parseFlags, type Parsed, type ParseProblem } from './flags';
import { commandHelp, overview } from './help';
import type { Io, Sink } from './io';
import { exitCodesOf } from './session';
import type { Library } from './seam';

/** What the commands stand on, so that tests can put something else there. */
export interface Ground {
  readonly library: () => Library;
  readonly emulator: (argv: readonly string[], io: Io) => Promise<number>;
  readonly version: string;
}

const HELP: ReadonlySet<string> = new Set(['-h', '-help', '--help', '--h']);
const VERSION: ReadonlySet<string> = new Set(['-v', '-version', '--version', '--v']);

/** Runs one command line, without the words `node holdfast`. Resolves with the exit code; what happens goes to `io` only. */
export async function run(argv: readonly string[], io: Io, ground: Ground): Promise<number> {
  const typed = io.env['COMP_LINE'];
  if (typed !== undefined && typed !== '') {
    io.stdout.write(completions(typed.slice(0, Number(io.env['COMP_POINT'] ?? typed.length)), COMMANDS).map((word) => `${word}\n`).join(''));
    return 0;
  }
  const global = globalWords(argv);
  const [verb, ...words] = global.rest;
  const wantsHelp = verb !== undefined && (HELP.has(verb) || verb === 'help');
  if (verb === undefined) {
    io.stderr.write(overview(COMMANDS));
    return 1;
  }
  if (wantsHelp) return help(words, io);
  if (VERSION.has(verb)) return run(['version', ...words], io, ground);
  if (verb.startsWith('-')) return refuse(io, [unknownFlag(verb.replace(/^--?/, '').replace(/=.*$/s, ''), ['chdir', 'help', 'version'])]);
  const dir = global.chdir === undefined ? io.cwd : io.enter(global.chdir);
  if (dir === undefined) return refuse(io, [diagnostic('cli_folder_missing', `-chdir=${quote(global.chdir ?? '')} is not a folder that can be entered. Name an existing one.`)]);
  if (verb === 'emulator') return ground.emulator(words, io);
  const found = findCommand(verb, words);
  if (found === undefined) return refuse(io, [noSuchCommand(verb, words)]);
  if (found.words.some((word) => HELP.has(word))) {
    io.stdout.write(commandHelp(found.command));
    return 0;
  }
  const before = environmentWords(found.command.name, io.env);
  if (before === undefined) return refuse(io, [diagnostic('cli_environment_words', 'TF_CLI_ARGS, or its form for this command, has a quote without an end. Correct it or unset it.')]);
  const parsed = parseFlags(found.words, found.command.flags, found.command.notBuilt, before);
  if (!parsed.ok) return refuse(io, parsed.problems.map((problem) => flagProblem(problem, found.command)));
  const extra = parsed.parsed.positional.slice(found.command.positional);
  if (extra.length > 0) {
    return refuse(io, [diagnostic('cli_too_many_arguments', `${found.command.name} does not take ${extra.map(quote).join(', ')}. Usage: ${found.command.usage}`)]);
  }
  const file = parsed.parsed.texts.get('json-into');
  const into = file === undefined ? undefined : io.file(file);
  if (file !== undefined && into === undefined) return refuse(io, [diagnostic('cli_file_unwritable', `-json-into=${quote(file)} is not a file that can be written. Name one in a folder that exists.`)]);
  return guarded(found.command, parsed.parsed, { io, dir, chdir: global.chdir, ground, into });
}

/** I/O failures that nobody judged further down end here; anything else thrown is a bug and goes up. */
async function guarded(command: Command, parsed: Parsed, at: { readonly io: Io; readonly dir: string; readonly chdir: string | undefined; readonly ground: Ground; readonly into: Sink | undefined }): Promise<number> {
  try {
    return await command.run({ parsed, io: at.io, dir: at.dir, chdir: at.chdir, library: at.ground.library, version: at.ground.version, into: at.into });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    at.io.stderr.write(diagnosticsText(error.diagnostics, PLAIN, at.io.source));
    return exitCode(verdictOf(error.diagnostics), exitCodesOf({ parsed })) || 1;
  }
}

function globalWords(argv: readonly string[]): { readonly chdir: string | undefined; readonly rest: readonly string[] } {
  const match = /^--?chdir(?:=(.*))?$/s.exec(argv[0] ?? '');
  if (match === null) return { chdir: undefined, rest: argv };
  return match[1] === undefined ? { chdir: argv[1] ?? '', rest: argv.slice(2) } : { chdir: match[1], rest: argv.slice(1) };
}

function findCommand(verb: string, words: readonly string[]): { readonly command: Command; readonly words: readonly string[] } | undefined {
  const two = COMMANDS.find((command) => command.name === `${verb} ${words[0] ?? ''}`);
  if (two !== undefined) return { command: two, words: words.slice(1) };
  const one = COMMANDS.find((command) => command.name === verb);
  // A second word that is no command of the group is a slip, and no argument.
  const isSlip = one?.positional === 0 && words[0] !== undefined && !words[0].startsWith('-') && COMMANDS.some((command) => command.name.startsWith(`${verb} `));
  return one === undefined || isSlip ? undefined : { command: one, words };
}

function help(words: readonly string[], io: Io): number {
  const [verb, ...rest] = words.filter((word) => !word.startsWith('-'));
  const found = verb === undefined ? undefined : findCommand(verb, rest);
  if (verb !== undefined && found === undefined) return refuse(io, [noSuchCommand(verb, rest)]);
  io.stdout.write(found === undefined ? overview(COMMANDS) : commandHelp(found.command));
  return 0;
}

function noSuchCommand(verb: string, words: readonly string[]): Diagnostic {
  const group = COMMANDS.filter((command) => command.name.startsWith(`${verb} `));
  const own = group.map((command) => quote(command.name)).join(', ');
  const [sub] = words;
  if (group.length > 0 && !NOT_BUILT.includes(`${verb} ${sub ?? ''}`)) {
    if (sub === undefined || sub.startsWith('-')) return diagnostic('cli_command_incomplete', `${quote(verb)} needs a command behind it, before any flags. There is ${own}.`);
    const near = nearest(sub, group.map((command) => command.name.slice(verb.length + 1)));
    return diagnostic('cli_command_unknown', `There is no command ${quote(`${verb} ${sub}`)}.${near === undefined ? '' : ` Did you mean ${quote(`${verb} ${near}`)}?`} There is ${own}.`);
  }
  if (group.length > 0) return diagnostic('cli_command_not_built', `This release has no ${quote(`${verb} ${sub ?? ''}`)} yet; it has ${own}. Run holdfast -help for what it has.`);
  if (NOT_BUILT.includes(verb)) {
    return diagnostic('cli_command_not_built', `This release has no ${quote(verb)} yet. Run holdfast -help for what it has.`);
  }
  const near = nearest(verb, [...COMMANDS.map((command) => command.name), ...NOT_BUILT, 'emulator', 'help']);
  return diagnostic('cli_command_unknown', `There is no command ${quote(verb)}.${near === undefined ? '' : ` Did you mean ${quote(near)}?`} Run holdfast -help for the list.`);
}

function flagProblem(problem: ParseProblem, command: Command): Diagnostic {
  const flag = `-${printableLine(problem.flag)}`;
  switch (problem.kind) {
    case 'unknown':
      return unknownFlag(problem.flag, command.flags.map((f) => f.name), command);
    case 'not-built':
      return diagnostic('cli_flag_not_built', `This release does not have ${flag} of ${command.name} yet, and does not ignore it, since that could do something else than was meant.`);
    case 'value-missing':
      return diagnostic('cli_flag_invalid', `${flag} needs a value: ${flag}=VALUE.`);
    case 'value-invalid':
      return diagnostic('cli_flag_invalid', `${flag} takes ${problem.wanted}, not ${quote(problem.value)}.`);
    case 'repeated':
      return diagnostic('cli_flag_invalid', `${flag} was given more than once, and only one value can hold.`);
  }
}

function unknownFlag(flag: string, names: readonly string[], command?: Command): Diagnostic {
  const near = nearest(flag, [...names, ...(command?.notBuilt ?? [])]);
  const guess = near === undefined ? '' : ` Did you mean -${near}?${names.includes(near) ? '' : ' This release does not have that one yet.'}`;
  const place = command === undefined ? 'before the command' : `of ${command.name}`;
  return diagnostic('cli_flag_unknown', `There is no flag -${printableLine(flag)} ${place}.${guess} Run holdfast ${command === undefined ? '' : `${command.name} `}-help for the flags.`);
}

const quote = (text: string): string => JSON.stringify(printableLine(text));

function refuse(io: Io, problems: readonly Diagnostic[]): number {
  io.stderr.write(diagnosticsText(problems, PLAIN));
  return 1;
}

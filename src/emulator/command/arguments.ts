import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../../diagnostics';

/** A flag of the emulator: all take a value, but `help`. `many` may be given often. */
interface Flag {
  readonly name: string;
  readonly value: string;
  readonly many?: true;
  readonly help: string;
}

export const serveFlags: readonly Flag[] = [
  { name: 'world', value: 'FILE', help: 'the world to start with, as JSON (needed)' },
  { name: 'listen', value: 'HOST:PORT', help: 'where to listen; port 0 takes a free one (127.0.0.1:0)' },
  { name: 'ledger', value: 'FILE', help: 'append one JSON line for each mutating call received and each effect performed' },
  { name: 'latency', value: 'MS', help: 'time before each call is looked at (0)' },
  { name: 'operation-time', value: 'MS', help: 'how long operations take (200)' },
  { name: 'switch', value: 'NAME=VALUE', many: true, help: 'how to behave where the real service is not known; see below' },
  { name: 'fault', value: 'KIND=PROBABILITY', many: true, help: 'what to let go wrong; see below' },
  { name: 'seed', value: 'N', help: 'decides which calls faults strike (1)' },
  { name: 'tls-cert', value: 'FILE', help: 'certificate chain, PEM: TLS instead of plaintext' },
  { name: 'tls-key', value: 'FILE', help: 'private key of the certificate, PEM' },
];

export const controlFlags: readonly Flag[] = [{ name: 'endpoint', value: 'HOST:PORT', help: 'the emulator, as the first line that it printed says (needed)' }];

export interface Arguments {
  readonly help: boolean;
  /** The last value of each flag that takes one. */
  readonly one: ReadonlyMap<string, string>;
  readonly many: ReadonlyMap<string, readonly string[]>;
}

/** Sorts out flags: one or two dashes, `--flag value` or `--flag=value`. */
export function parseArguments(words: readonly string[], flags: readonly Flag[]): Outcome<Arguments> {
  const one = new Map<string, string>();
  const many = new Map<string, string[]>();
  const problems: Diagnostic[] = [];
  let help = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const match = /^--?([a-z][a-z-]*)(?:=(.*))?$/s.exec(word);
    const name = match?.[1];
    if (name === 'help' || word === '-h') {
      help = true;
      continue;
    }
    const flag = flags.find((candidate) => candidate.name === name);
    if (flag === undefined) {
      problems.push(usage(`"${word}" is no flag of this command; it takes ${flags.map((f) => `--${f.name}`).join(', ')}.`));
      continue;
    }
    const value = match?.[2] ?? words[(at += 1)];
    if (value === undefined) problems.push(usage(`--${flag.name} needs a value: --${flag.name} ${flag.value}.`));
    else if (flag.many === true) many.set(flag.name, [...(many.get(flag.name) ?? []), value]);
    else one.set(flag.name, value);
  }
  return help || problems.length === 0 ? ok({ help, one, many }) : fail(...problems);
}

export function usage(detail: string): Diagnostic {
  return diagnostic('emulator_usage', `${detail} See "holdfast emulator --help".`);
}

/** A whole number, or undefined with a problem noted. */
export function wholeNumber(args: Arguments, name: string, problems: Diagnostic[]): number | undefined {
  const text = args.one.get(name);
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  problems.push(usage(`--${name} takes a whole number of at most nine digits; "${text}" is none.`));
  return undefined;
}

/** `HOST:PORT`; an IPv6 host stands in brackets. */
export function hostAndPort(text: string): { readonly host: string; readonly port: number } | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  return host !== undefined && port <= 65_535 ? { host, port } : undefined;
}

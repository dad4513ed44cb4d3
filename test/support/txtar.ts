/**
 * A command-line test on one page: what is typed, the files it works on, what comes out. A page is a txtar archive: its
 * head is the script, `-- name --` starts a file, which is written to the folder that the script runs in.
 *
 *   # a remark
 *   emulator world.json [flags]     starts the service; the commands below talk to it
 *   emulator stop
 *   change {"remove_directory":{…}} changes its world behind everybody's back
 *   env NAME=VALUE | env -NAME      for the commands below
 *   input FILE | input -            what the next commands read; nothing
 *   holdfast plan -out=p            runs the command; it must end with 0
 *   2 holdfast plan …               … with this code
 *   start holdfast apply …          runs it beside what follows; `await calls CreateDirectory 1` or `await file NAME`,
 *                                   perhaps `interrupt` (twice to leave at once), then `wait 0`
 *   head holdfast plan              reads one line of its output, then goes away as `| head -1` does
 *   stdout REGEX | ! stdout REGEX   about the last command; stderr likewise; the rest of the line is the expression
 *   cmp stdout FILE                 all of it, with what differs from run to run put in place (see `steady`)
 *   json stdout                     each line of it is a JSON object
 *   problems 1                      so many problems were told, warnings too, on both streams
 *   calls CreateDirectory 2         how many of these calls the service has had
 *   write FROM TO | rm FILE         replaces a file by another one of the page, or removes it
 *   edit FILE /REGEX/ TEXT          replaces the first place that fits
 *   nowhere TEXT FILE...            no file of the folder holds the text, but those named
 *   cut FILE N | chmod 644 FILE | link FILE TO | mkdir DIR
 *
 * In FILE and command words $WORK is the folder; in `env`, $ENDPOINT is the service and $REPO this checkout.
 * After every command, neither stream may hold a control character or the token.
 * With HOLDFAST_UPDATE=1 in the environment, `cmp` writes what came out into the page.
 */
import type { ChildProcess } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path, { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { holdfast, startEmulatorProcess, type EmulatorProcess, type RunResult } from './processes';
import { steady } from './steady';

export interface Page {
  readonly script: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

const REPO = path.resolve(__dirname, '../..');

/** Takes a page apart. Text behind a file's head is its content, to the next head. */
export function readPage(text: string): Page {
  const files = new Map<string, string>();
  const script: string[] = [];
  let name: string | undefined;
  for (const line of text.split('\n').slice(0, text.endsWith('\n') ? -1 : undefined)) {
    const head = /^-- (\S+) --$/.exec(line);
    if (head?.[1] !== undefined) {
      name = head[1];
      files.set(name, '');
    } else if (name === undefined) script.push(line);
    else files.set(name, `${files.get(name) ?? ''}${line}\n`);
  }
  return { script, files };
}

/** The text of a page: `readPage` gives it back. */
export function writePage({ script, files }: Page): string {
  return [...script.map((line) => `${line}\n`), ...[...files].map(([name, content]) => `-- ${name} --\n${content}`)].join('');
}

/** Runs a page in an empty folder. Throws at the first line that does not hold, with that line and what was printed. */
export async function runPage(page: Page, work: string, update?: (name: string, content: string) => void): Promise<void> {
  for (const [name, content] of page.files) {
    mkdirSync(dirname(join(work, name)), { recursive: true });
    writeFileSync(join(work, name), content);
  }
  const run = new Run(work, update);
  try {
    for (const [i, line] of page.script.entries()) {
      const words = line.trim();
      if (words === '' || words.startsWith('#')) continue;
      try {
        await run.line(words);
      } catch (error) {
        throw new Error(`line ${i + 1}: ${words}\n${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    await run.end();
  }
}

/** Nothing that steers a terminal: newlines are all that is let through. */
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const TOKEN = 't1.emulator.token';
const AWAIT_MS = 20_000;

class Run {
  private readonly work: string;
  private readonly update: ((name: string, content: string) => void) | undefined;
  private emulator: EmulatorProcess | undefined;
  private env: Record<string, string | undefined> = {};
  private last: RunResult | undefined;
  private started: Promise<RunResult> | undefined;
  private child: ChildProcess | undefined;
  private input = '';

  constructor(work: string, update: ((name: string, content: string) => void) | undefined) {
    this.work = work;
    this.update = update;
  }

  async line(words: string): Promise<void> {
    const [verb = '', ...rest] = words.split(/\s+/);
    const argument = words.slice(verb.length).trim();
    const [first = '', second = ''] = rest;
    const file = (name: string): string => join(this.work, name);
    if (verb === '!') return this.look(first, argument.slice(first.length).trim(), false);
    if (verb === 'holdfast') return this.ended(await this.command(rest), 0);
    if (/^\d+$/.test(verb) && first === 'holdfast') return this.ended(await this.command(rest.slice(1)), Number(verb));
    switch (verb) {
      case 'emulator': return this.emulate(rest);
      case 'change': return this.service().change([JSON.parse(argument) as object]);
      case 'env': return this.set(argument);
      case 'input':
        this.input = first === '-' ? '' : readFileSync(file(first), 'utf8');
        return;
      case 'start':
        this.started = this.command(rest.slice(1), (child) => { this.child = child; });
        return;
      case 'interrupt':
        this.child?.kill('SIGINT');
        // Two signals that arrive at once are one.
        return sleep(500);
      case 'await': return this.until(first === 'file' ? () => Promise.resolve(existsSync(file(second))) : async () => ((await this.service().stats()).calls[second] ?? 0) >= Number(rest[2]));
      case 'wait':
        if (this.started === undefined) throw new Error('nothing was started');
        return this.ended(await this.started, Number(first));
      case 'head': return this.ended(await this.command(rest.slice(1), (child) => child.stdout?.once('data', () => child.stdout?.destroy())), 0);
      case 'stdout':
      case 'stderr': return this.look(verb, argument, true);
      case 'cmp': return this.compare(first, second);
      case 'nowhere': return this.nowhere(first, rest.slice(1));
      case 'json': return this.jsonLines(first);
      case 'problems': return equal(String(`${this.stream('stdout')}${this.stream('stderr')}`.split('╷').length - 1), first, 'problems');
      case 'calls': {
        const { calls } = await this.service().stats();
        return equal(String(calls[first] ?? 0), second, 'calls');
      }
      case 'write': return copyFileSync(file(first), file(second));
      case 'rm': return rmSync(file(first), { recursive: true });
      case 'edit': return this.edit(argument);
      case 'cut': return truncateSync(file(first), Number(second));
      case 'chmod': return chmodSync(file(second), parseInt(first, 8));
      case 'link': return symlinkSync(first, file(second));
      case 'mkdir': return void mkdirSync(file(first), { recursive: true });
      default: throw new Error(`no such verb: ${verb}`);
    }
  }

  async end(): Promise<void> {
    await this.started?.catch(() => undefined);
    await this.emulator?.stop();
    this.emulator = undefined;
  }

  private async command(words: readonly string[], onStart: (child: ChildProcess) => void = () => undefined): Promise<RunResult> {
    // One word may hold spaces between single quotes, as in a shell.
    const args = words.join(' ').match(/'[^']*'|[^\s']+(?:'[^']*')?/g) ?? [];
    const env = Object.fromEntries(Object.entries({ ...this.emulator?.env, ...this.env }).filter((entry): entry is [string, string] => entry[1] !== undefined));
    return holdfast(args.map((word) => word.replaceAll('\'', '').replaceAll('$WORK', this.work).replaceAll('\\e', '\u001b')), {
      cwd: this.work, env, onStart, input: this.input,
    });
  }

  private ended(result: RunResult, code: number): void {
    this.last = result;
    if (result.code !== code) throw new Error(`ended with ${result.code ?? result.signal}, not ${code}\n${this.printed()}`);
    for (const text of [result.stdout, result.stderr]) {
      const steering = STEERING.exec(text);
      if (steering !== null) throw new Error(`a control character reached the output: ${JSON.stringify(text.slice(Math.max(0, steering.index - 40), steering.index + 40))}`);
      if (text.includes(TOKEN)) throw new Error(`the token reached the output\n${this.printed()}`);
    }
  }

  private set(argument: string): void {
    const at = argument.indexOf('=');
    if (at < 0) this.env = { ...this.env, [argument.replace(/^-/, '')]: undefined };
    else this.env = { ...this.env, [argument.slice(0, at)]: argument.slice(at + 1).replaceAll('$WORK', this.work).replaceAll('$REPO', REPO).replaceAll('$ENDPOINT', this.emulator?.endpoint ?? '').replaceAll('\\e', '\u001b') };
  }

  private async emulate(words: readonly string[]): Promise<void> {
    await this.emulator?.stop();
    this.emulator = undefined;
    if (words[0] === 'stop') return;
    this.emulator = await startEmulatorProcess(join(this.work, words[0] ?? ''), words.slice(1));
  }

  private async until(holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + AWAIT_MS;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error('it did not come about in time');
      await sleep(50);
    }
  }

  private edit(argument: string): void {
    const [, name = '', expression = '', text = ''] = /^(\S+) \/(.*)\/ (.*)$/.exec(argument) ?? [];
    const before = readFileSync(join(this.work, name), 'utf8');
    const after = before.replace(new RegExp(expression), text);
    if (after === before) throw new Error(`${name} has no such place`);
    writeFileSync(join(this.work, name), after);
  }

  private look(stream: string, expression: string, wanted: boolean): void {
    const text = this.stream(stream);
    if (new RegExp(expression, 'm').test(text) !== wanted) throw new Error(`${wanted ? 'not found' : 'found'} in ${stream}\n${this.printed()}`);
  }

  private compare(stream: string, file: string): void {
    const text = this.stream(stream);
    if (this.update === undefined) equal(text, readFileSync(join(this.work, file), 'utf8'), stream);
    else this.update(file, text);
  }

  private nowhere(text: string, but: readonly string[]): void {
    for (const entry of readdirSync(this.work, { recursive: true, withFileTypes: true })) {
      const name = path.relative(this.work, join(entry.parentPath, entry.name));
      if (entry.isFile() && !but.includes(name) && readFileSync(join(this.work, name)).includes(text)) throw new Error(`${name} holds it`);
    }
  }

  private jsonLines(stream: string): void {
    const text = (stream === 'stderr' ? this.last?.stderr : this.last?.stdout) ?? '';
    for (const line of text.trimEnd().split('\n')) {
      const json: unknown = JSON.parse(line);
      if (typeof json !== 'object' || json === null) throw new Error(`no object: ${line}`);
    }
  }

  private stream(name: string): string {
    if (this.last === undefined) throw new Error('no command ran yet');
    if (name !== 'stdout' && name !== 'stderr') throw new Error(`no such stream: ${name}`);
    return steady(this.last[name], { $WORK: this.work, $ENDPOINT: this.emulator?.endpoint, $REPO: REPO });
  }

  private service(): EmulatorProcess {
    if (this.emulator === undefined) throw new Error('no emulator runs');
    return this.emulator;
  }

  private printed(): string {
    return `--- stdout\n${this.last?.stdout ?? ''}--- stderr\n${this.last?.stderr ?? ''}`;
  }
}

function equal(actual: string, expected: string, what: string): void {
  if (actual !== expected) throw new Error(`${what} differs\n--- expected\n${expected}\n--- actual\n${actual}`);
}

/**
 * A command-line test on one page: what is typed, the files it works on, what comes out. A page is a txtar archive: its
 * head is the script, `-- name --` starts a file, which is written to the folder that the script runs in.
 *
 *   # a remark
 *   emulator world.json [flags]     starts the service; the commands below talk to it
 *   emulator stop
 *   change {"remove_directory":{…}} changes its world behind everybody's back
 *   env NAME=VALUE                  for the commands below
 *   holdfast plan -out=p            runs the command; it must end with 0
 *   2 holdfast plan …               … with this code
 *   stdout REGEX | ! stdout REGEX   about the last command; stderr likewise; the rest of the line is the expression
 *   cmp stdout FILE                 all of it, byte for byte after $WORK and operation ids are put in place
 *   calls CreateDirectory 2         how many of these calls the service has had
 *   write FROM TO | rm FILE         replaces a file by another one of the page, or removes it
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { holdfast, startEmulatorProcess, type EmulatorProcess, type RunResult } from './processes';

export interface Page {
  readonly script: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

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

/** Runs a page in an empty folder. Throws at the first line that does not hold, with that line and what was printed. */
export async function runPage(page: Page, work: string): Promise<void> {
  for (const [name, content] of page.files) {
    mkdirSync(dirname(join(work, name)), { recursive: true });
    writeFileSync(join(work, name), content);
  }
  const run = new Run(work);
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

class Run {
  private readonly work: string;
  private emulator: EmulatorProcess | undefined;
  private env: Record<string, string> = {};
  private last: RunResult | undefined;

  constructor(work: string) {
    this.work = work;
  }

  async line(words: string): Promise<void> {
    const [verb = '', ...rest] = words.split(/\s+/);
    const argument = words.slice(verb.length).trim();
    if (verb === '!') return this.look(rest[0] ?? '', argument.slice((rest[0] ?? '').length).trim(), false);
    if (verb === 'holdfast') return this.command(rest, 0);
    if (/^\d+$/.test(verb) && rest[0] === 'holdfast') return this.command(rest.slice(1), Number(verb));
    switch (verb) {
      case 'emulator': return this.emulate(rest);
      case 'change': return this.service().change([JSON.parse(argument) as object]);
      case 'env': {
        const at = argument.indexOf('=');
        this.env = { ...this.env, [argument.slice(0, at)]: argument.slice(at + 1) };
        return;
      }
      case 'stdout':
      case 'stderr': return this.look(verb, argument, true);
      case 'cmp': return this.compare(rest[0] ?? '', rest[1] ?? '');
      case 'calls': {
        const { calls } = await this.service().stats();
        return equal(String(calls[rest[0] ?? ''] ?? 0), rest[1] ?? '', 'calls');
      }
      case 'write': return copyFileSync(join(this.work, rest[0] ?? ''), join(this.work, rest[1] ?? ''));
      case 'rm': return rmSync(join(this.work, rest[0] ?? ''));
      default: throw new Error(`no such verb: ${verb}`);
    }
  }

  async end(): Promise<void> {
    await this.emulator?.stop();
    this.emulator = undefined;
  }

  private async command(words: readonly string[], code: number): Promise<void> {
    // One word may hold spaces between single quotes, as in a shell.
    const args = words.join(' ').match(/'[^']*'|[^\s']+(?:'[^']*')?/g) ?? [];
    this.last = await holdfast(args.map((word) => word.replaceAll('\'', '')), { cwd: this.work, env: { ...this.emulator?.env, ...this.env } });
    if (this.last.code !== code) throw new Error(`ended with ${this.last.code}, not ${code}\n${this.printed()}`);
  }

  private async emulate(words: readonly string[]): Promise<void> {
    await this.end();
    if (words[0] === 'stop') return;
    this.emulator = await startEmulatorProcess(join(this.work, words[0] ?? ''), words.slice(1));
  }

  private look(stream: string, expression: string, wanted: boolean): void {
    const text = this.stream(stream);
    if (new RegExp(expression, 'm').test(text) !== wanted) throw new Error(`${wanted ? 'not found' : 'found'} in ${stream}\n${this.printed()}`);
  }

  private compare(stream: string, file: string): void {
    equal(this.stream(stream), readFileSync(join(this.work, file), 'utf8'), stream);
  }

  private stream(name: string): string {
    if (this.last === undefined) throw new Error('no command ran yet');
    if (name !== 'stdout' && name !== 'stderr') throw new Error(`no such stream: ${name}`);
    return this.last[name].replaceAll(this.work, '$WORK').replace(/\[operation=[^\]]*\]/g, '[operation=ID]');
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

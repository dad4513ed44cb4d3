import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic } from '../diagnostics';
import { diagnosticsText, PLAIN } from '../render';
import { flushed, nodeIo } from './node-io';
import { run } from './run';
import { loadLibrary } from './seam';

/** Between the second interrupt and the end, for what is being written to disk. */
const LAST_MS = 3000;

/** The process: signals, the exit code, and what to say when something was not thought of. The only place that ends it. */
async function main(): Promise<void> {
  // Node's advice to programmers is nothing to those who run this.
  process.noDeprecation = true;
  const soft = new AbortController();
  const hard = new AbortController();
  // Every call under way listens to these: many listeners are no leak here.
  setMaxListeners(0, soft.signal, hard.signal);
  // The emulator has nothing under way that a person would wait for.
  const serving = process.argv[2] === 'emulator';
  const interrupt = (): void => {
    if (serving && !soft.signal.aborted) soft.abort(new Error('interrupted'));
    else if (!soft.signal.aborted) {
      process.stderr.write('\nInterrupt received.\nNothing new is started; what is under way is waited for. Interrupt again to leave at once.\n');
      soft.abort(new Error('interrupted'));
    } else if (!hard.signal.aborted) {
      process.stderr.write('\nTwo interrupts received. Leaving now. The next run takes up what is under way.\n');
      hard.abort(new Error('interrupted twice'));
      setTimeout(() => process.exit(130), LAST_MS).unref();
    } else process.exit(130);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  // The terminal went away: what is under way is waited for all the same.
  process.on('SIGHUP', interrupt);
  process.on('uncaughtException', bug);
  process.on('unhandledRejection', bug);

  const code = await run(process.argv.slice(2), nodeIo(soft.signal, hard.signal), { library: loadLibrary, emulator: loadEmulator, version: ownVersion() });
  await flushed();
  process.exit(code);
}

const loadEmulator: Parameters<typeof run>[2]['emulator'] = (argv, io) =>
  // Lazy: only this command needs the emulator.
  (require('./commands/emulator') as typeof import('./commands/emulator')).runEmulator(argv, io);

/** From the package that this bundle is part of. */
function ownVersion(): string {
  const manifest = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { readonly version: string };
  return manifest.version;
}

function bug(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  const stack = (process.env['HOLDFAST_DEBUG'] ?? '') !== '' && error instanceof Error ? `\n\n${error.stack ?? ''}` : '';
  const detail = `Something happened that Holdfast does not handle: ${text}. Operations that were begun are in the journal, and the next run takes them up. `
    + `Please report this with the command that you ran; HOLDFAST_DEBUG=1 adds where in the program it happened.${stack}`;
  process.stderr.write(diagnosticsText([diagnostic('cli_bug', detail)], PLAIN));
  process.exit(1);
}

main().catch(bug);

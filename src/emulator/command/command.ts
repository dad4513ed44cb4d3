import { Failure, hasErrors, type Diagnostic } from '../../diagnostics';
import { parseFaults } from '../faults';
import { openLedger, readTlsFiles, readWorldFile } from '../files';
import { openControl, readStats, readWorld } from '../grpc-control-client';
import { startEmulator } from '../start';
import { parseSwitches } from '../switches';
import { controlFlags, hostAndPort, parseArguments, serveFlags, usage, wholeNumber, type Arguments } from './arguments';
import { helpText } from './help';

/** What the command touches of the process it runs in. */
export interface EmulatorIo {
  readonly stdout: { write(text: string): void };
  /** What comes in on stdin, line by line. */
  lines(): AsyncIterable<string>;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
}

/** Runs `holdfast emulator` with the words behind it. Resolves with what went wrong: nothing = exit code 0. */
export async function emulatorCommand(words: readonly string[], io: EmulatorIo): Promise<readonly Diagnostic[]> {
  try {
    const [first = '', ...rest] = words;
    switch (first) {
      case 'world':
        return await withEndpoint(rest, io, async (endpoint) => print(io, await readWorld(endpoint), 2));
      case 'stats':
        return await withEndpoint(rest, io, async (endpoint) => print(io, await readStats(endpoint)));
      case 'change':
        return await withEndpoint(rest, io, (endpoint) => change(endpoint, io));
      default:
        return await serve(words, io);
    }
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics;
    throw error;
  }
}

function print(io: EmulatorIo, value: object, indent?: number): void {
  io.stdout.write(`${JSON.stringify(value, null, indent)}\n`);
}

async function withEndpoint(words: readonly string[], io: EmulatorIo, act: (endpoint: string) => Promise<void>): Promise<readonly Diagnostic[]> {
  const args = parseArguments(words, controlFlags);
  if (!args.ok) return args.diagnostics;
  if (args.value.help) {
    io.stdout.write(helpText());
    return [];
  }
  const endpoint = args.value.one.get('endpoint');
  if (endpoint === undefined || hostAndPort(endpoint) === undefined) return [usage('--endpoint HOST:PORT is needed.')];
  await act(endpoint);
  return [];
}

/** Each line is a change, done before the next is read. */
async function change(endpoint: string, io: EmulatorIo): Promise<void> {
  const control = openControl(endpoint);
  try {
    let number = 0;
    for await (const line of io.lines()) {
      number += 1;
      if (line.trim() === '') continue;
      for (const done of await control.change([changeOf(line, number)], number)) print(io, done);
    }
  } finally {
    control.close();
  }
}

function changeOf(line: string, number: number): object {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below, with the line's number.
  }
  throw new Failure([usage(`Line ${number} of the changes is not a JSON object.`)]);
}

async function serve(words: readonly string[], io: EmulatorIo): Promise<readonly Diagnostic[]> {
  const args = parseArguments(words, serveFlags);
  if (!args.ok) return args.diagnostics;
  if (args.value.help) {
    io.stdout.write(helpText());
    return [];
  }
  const settings = settingsOf(args.value);
  if (!('worldFile' in settings)) return settings;
  const { worldFile, ledgerFile, tlsFiles, ...options } = settings;
  const world = readWorldFile(worldFile);
  const tls = tlsFiles && readTlsFiles(tlsFiles.cert, tlsFiles.key);
  const ledger = ledgerFile === undefined ? undefined : openLedger(ledgerFile);
  try {
    const emulator = await startEmulator({ world, ...options, ...(tls && { tls }), ...(ledger && { ledger: ledger.write }) });
    print(io, { endpoint: emulator.endpoint });
    await aborted(io.signal);
    await emulator.close();
  } finally {
    ledger?.close();
  }
  return [];
}

function settingsOf(args: Arguments) {
  const problems: Diagnostic[] = [];
  const worldFile = args.one.get('world');
  if (worldFile === undefined) problems.push(usage('--world FILE is needed.'));
  const listen = hostAndPort(args.one.get('listen') ?? '127.0.0.1:0');
  if (listen === undefined) problems.push(usage('--listen takes HOST:PORT, such as 127.0.0.1:0.'));
  const cert = args.one.get('tls-cert');
  const key = args.one.get('tls-key');
  if ((cert === undefined) !== (key === undefined)) problems.push(usage('--tls-cert and --tls-key go together.'));
  const latencyMs = wholeNumber(args, 'latency', problems);
  const operationTimeMs = wholeNumber(args, 'operation-time', problems);
  const seed = wholeNumber(args, 'seed', problems);
  const switches = parseSwitches(args.many.get('switch') ?? []);
  const faults = parseFaults(args.many.get('fault') ?? []);
  problems.push(...switches.diagnostics, ...faults.diagnostics);
  if (hasErrors(problems) || worldFile === undefined || listen === undefined || !switches.ok || !faults.ok) return problems;
  return {
    worldFile,
    ledgerFile: args.one.get('ledger'),
    tlsFiles: cert === undefined || key === undefined ? undefined : { cert, key },
    listen,
    switches: switches.value,
    faults: faults.value,
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(operationTimeMs === undefined ? {} : { operationTimeMs }),
    ...(seed === undefined ? {} : { seed }),
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

import { emulatorCommand } from '../../emulator';
import { diagnosticsText, PLAIN_PAINT } from '../../render';
import type { Io } from '../io';

/** `holdfast emulator ...`: the words behind it are the emulator's own. Resolves with the exit code. */
export async function runEmulator(argv: readonly string[], io: Pick<Io, 'stdout' | 'stderr' | 'lines' | 'soft' | 'source'>): Promise<number> {
  const diagnostics = await emulatorCommand(argv, { stdout: io.stdout, lines: () => io.lines(), signal: io.soft });
  if (diagnostics.length === 0) return 0;
  io.stderr.write(diagnosticsText(diagnostics, { paint: PLAIN_PAINT, width: 78 }, io.source));
  return 1;
}

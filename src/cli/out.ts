import type { Diagnostic } from '../diagnostics';
import { COLOR_PAINT, PLAIN_PAINT, diagnosticsText, logSafe, type Redactor, type Source, type Style } from '../render';
import type { Invocation } from './command';
import type { Io, Sink } from './io';

/** Variables that pipelines set whose runners read commands from a log. */
const PIPELINES = ['GITHUB_ACTIONS', 'GITEA_ACTIONS', 'FORGEJO_ACTIONS', 'GITLAB_CI', 'TF_BUILD'];

/** A way out with its style: colours only on a terminal, and secrets masked in whatever passes. */
export class Out {
  readonly style: Style;
  private readonly sink: Sink;
  private readonly io: Io;
  private redact: Redactor = (text) => text;
  private guarding = false;

  constructor(sink: Sink, io: Io, plain: boolean, compactWarnings = false) {
    this.sink = sink;
    this.io = io;
    const colour = sink.terminal && !plain && (io.env['NO_COLOR'] ?? '') === '' && io.env['TERM'] !== 'dumb';
    this.style = { paint: colour ? COLOR_PAINT : PLAIN_PAINT, width: sink.terminal ? io.size().columns : 78, boxless: plain, compactWarnings };
  }

  /** From now on these are masked. */
  hide(redact: Redactor): void {
    this.redact = redact;
  }

  /** From now on nothing in what passes is a command to the runner of a pipeline, where this runs in one. */
  guard(): void {
    this.guarding = PIPELINES.some((name) => (this.io.env[name] ?? '') !== '');
  }

  write(text: string): void {
    if (text === '') return;
    const shown = this.redact(text);
    this.sink.write(this.guarding ? logSafe(shown) : shown);
  }

  /** A line that is too long to be there at once; waits where its reader is slow. */
  async pieces(pieces: Iterable<string>): Promise<void> {
    for (const piece of pieces) {
      this.write(piece);
      await this.sink.drained?.();
    }
    this.write('\n');
  }

  line(text: string): void {
    this.write(`${text}\n`);
  }

  /** `source`: where the lines are, if not in files. */
  problems(diagnostics: readonly Diagnostic[], source: Source = this.io.source): void {
    this.write(diagnosticsText(diagnostics, this.style, source));
  }
}

/** Both ways out of one invocation. */
export function outsOf({ io, parsed }: Pick<Invocation, 'io' | 'parsed'>): { readonly out: Out; readonly err: Out } {
  const plain = parsed.switches.get('no-color') ?? false;
  const compact = parsed.switches.get('compact-warnings') ?? false;
  return { out: new Out(io.stdout, io, plain, compact), err: new Out(io.stderr, io, plain, compact) };
}

import type { Diagnostic } from '../diagnostics';
import type { Redactor } from '../render';
import type { Invocation } from './command';
import { both, exitCode, FINE, verdictOf, type Verdict } from './exit-code';
import { jsonOut } from './json-out';
import { outsOf, type Out } from './out';
import { progressView, type ProgressView } from './progress';
import { secretsOf } from './secrets';
import { exitCodesOf } from './session';

/** How one command talks: text for people or lines of JSON, and its code in the end. */
export interface Report {
  readonly out: Out;
  readonly json: ReturnType<typeof jsonOut> | undefined;
  readonly progress: ProgressView;
  /** Tells problems where this form tells them. */
  problems(problems: readonly Diagnostic[]): void;
  hide(redact: Redactor): void;
  /** See `Out.guard`: for what is read, not for data. */
  guard(): void;
  /** Tells the problems, and keeps what they and `verdict` mean for the exit code. */
  note(problems: readonly Diagnostic[], verdict?: Partial<Verdict>): Verdict;
  /** The same as `note`, and then the exit code of all that was noted. */
  end(problems: readonly Diagnostic[], verdict?: Partial<Verdict>): number;
}

/** `streams`: -json means a stream of lines here, not one document. `data`: what goes to stdout is for programs, and warnings go where errors go. */
export function reportOf(invocation: Invocation, streams: boolean, data = false): Report {
  const { io, parsed, version } = invocation;
  const { out, err } = outsOf(invocation);
  const redact = secretsOf(io.env);
  out.hide(redact);
  err.hide(redact);
  // Problems never are data.
  err.guard();
  const json = streams && parsed.switches.get('json') === true ? jsonOut(io, out, version) : undefined;
  io.soft.addEventListener('abort', () => json?.lines([{ level: 'info', type: 'log', message: 'Interrupt received. Nothing new is started; what is under way is waited for.', fields: {} }]), { once: true });
  io.hard.addEventListener('abort', () => json?.lines([{ level: 'info', type: 'log', message: 'Two interrupts received. Leaving now.', fields: {} }]), { once: true });
  if (streams && json === undefined) out.guard();
  const progress = json ?? progressView(io, out, parsed.switches.get('concise') ?? false);
  const problems = (list: readonly Diagnostic[]): void => {
    if (list.length === 0) return;
    if (json !== undefined) json.problems(list);
    else {
      // Warnings belong to what is read; errors go where errors go.
      (data ? err : out).problems(list.filter((d) => d.severity === 'warning'));
      err.problems(list.filter((d) => d.severity === 'error'));
    }
  };
  let sum: Verdict = FINE;
  const note: Report['note'] = (list, verdict = {}) => {
    progress.stop();
    problems(list);
    const own = both(verdictOf(list), { ...FINE, ...verdict });
    sum = both(sum, own);
    return own;
  };
  return {
    out, json, progress, problems,
    hide(more) {
      out.hide(more);
      err.hide(more);
    },
    guard: () => out.guard(),
    note,
    end(list, verdict = {}) {
      note(list, verdict);
      return exitCode(sum, exitCodesOf(invocation));
    },
  };
}

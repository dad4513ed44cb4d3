import type { Diagnostic } from '../diagnostics';
import type { Redactor, UiLine } from '../render';
import type { Invocation } from './command';
import { both, exitCode, FINE, verdictOf, type Verdict } from './exit-code';
import { jsonOut } from './json-out';
import { Out, outsOf } from './out';
import { progressView, type ProgressView } from './progress';
import { secretsOf } from './secrets';
import { exitCodesOf } from './session';

/** How one command talks: text for people or lines of JSON, and its code in the end. */
export interface Report {
  readonly out: Out;
  readonly json: ReturnType<typeof jsonOut> | undefined;
  readonly progress: ProgressView;
  /** Machine-readable lines, made only where somebody wants them: -json and -json-into. */
  lines(make: () => readonly UiLine[]): void;
  /** Tells problems where this form tells them. What a text shows by itself goes to the `file` of -json-into alone, what such a file has already to `people` alone. */
  problems(problems: readonly Diagnostic[], to?: 'everybody' | 'people' | 'file'): void;
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
  const { io, parsed, version, into } = invocation;
  const { out, err } = outsOf(invocation);
  const redact = secretsOf(io.env);
  out.hide(redact);
  err.hide(redact);
  // Problems never are data.
  err.guard();
  const json = streams && parsed.switches.get('json') === true ? jsonOut(io, out, version) : undefined;
  const file = streams && into !== undefined ? new Out(into, io, true) : undefined;
  file?.hide(redact);
  const besides = file === undefined ? undefined : jsonOut(io, file, version);
  const lines = (make: () => readonly UiLine[]): void => {
    if (json !== undefined || besides !== undefined) for (const way of [json, besides]) way?.lines(make());
  };
  const log = (message: string): void => lines(() => [{ level: 'info', type: 'log', message, fields: {} }]);
  io.soft.addEventListener('abort', () => log('Interrupt received. Nothing new is started; what is under way is waited for.'), { once: true });
  io.hard.addEventListener('abort', () => log('Two interrupts received. Leaving now.'), { once: true });
  if (streams && json === undefined) out.guard();
  const seen = json ?? progressView(io, out, parsed.switches.get('concise') ?? false);
  const progress = besides === undefined ? seen : bothViews(seen, besides);
  const problems: Report['problems'] = (list, to = 'everybody') => {
    if (list.length === 0) return;
    if (to !== 'people') besides?.problems(list);
    if (to === 'file') return;
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
    out, json, lines, progress, problems,
    hide(more) {
      file?.hide(more);
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

function bothViews(first: ProgressView, second: ProgressView): ProgressView {
  return {
    emit(event) { first.emit(event); second.emit(event); },
    know(ids) { first.know(ids); second.know(ids); },
    planned() { first.planned(); second.planned(); },
    stop() { first.stop(); second.stop(); },
  };
}

import { diagnostic, Failure, type Diagnostic } from '../diagnostics';
import { MalformedMsgpack } from '../values';
import type { Log } from './log';

/** What was thrown, as problems for people. Anything that nobody foresaw is a bug, and its stack goes to the log. */
export function problemsOf(error: unknown, log: Log): readonly Diagnostic[] {
  if (error instanceof Failure) return error.diagnostics;
  if (error instanceof MalformedMsgpack) {
    return [diagnostic('plugin_request_invalid', `A value that Terraform sent is ${error.message}. Make a new plan with this version of the provider.`)];
  }
  log('error', 'bug', { stack: error instanceof Error ? error.stack ?? error.message : String(error) });
  return [diagnostic('plugin_bug', `${error instanceof Error ? error.message : String(error)}. Please report this; TF_LOG_PROVIDER=error shows where in the program it happened.`)];
}

export function needsSettings(): Diagnostic {
  return diagnostic('plugin_settings_needed', 'The configuration of this provider holds values that are known only after apply, and this has to be read with it now. '
    + 'Use variables or data that is known at plan time, or apply what makes those values first, with -target.');
}

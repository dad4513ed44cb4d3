import { parseTarget, type Target } from '../../../addrs';
import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../../../diagnostics';

/** Every address that was given, or what is wrong with them. */
export function targetsOf(words: readonly string[]): Outcome<readonly Target[]> {
  const parsed = words.map(parseTarget);
  const problems = parsed.flatMap((one) => one.diagnostics);
  return problems.length > 0 ? fail(...problems) : ok(parsed.flatMap((one) => (one.ok ? [one.value] : [])));
}

/** So many arguments and no others; how many there may be at most is the command's own to say. */
export function missing(words: readonly string[], names: readonly string[]): readonly Diagnostic[] {
  const left = names.slice(words.length);
  return left.length === 0 ? [] : [diagnostic('cli_arguments_missing', `The command wants ${names.join(' and ')}, and ${left.join(' and ')} ${left.length === 1 ? 'is' : 'are'} missing.`)];
}

/** A state that is changed by hand is changed under its lock. */
export function lockless(lock: boolean | undefined): readonly Diagnostic[] {
  return lock === false ? [diagnostic('cli_flags_conflict', 'A state is changed under its lock only: without it another run\'s write could be lost. Leave -lock=false out; -lock-timeout waits for a lock that is held.')] : [];
}

export const NO_STATE = (): Diagnostic => diagnostic('state_none', 'There is no state here. Commands on a state need one: run this where apply was run, or name the file with -state.');

import type { SessionOptions } from '../compose';
import type { Configuration } from '../config';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { Invocation } from './command';
import { isFine, type Verdict } from './exit-code';
import type { Report } from './report';
import type { Library } from './seam';

/** Session options for one stack, opened already. */
export type StackSession = SessionOptions & { readonly configuration: Configuration };

/**
 * Does something for every stack that the command means: the one named, or all, each after those that it depends on
 * (`backwards`: before them). `single` says why only one is possible, where it is. Stops at the first stack that is not fine,
 * because those behind it may stand on it.
 */
export async function eachStack(
  invocation: Invocation, report: Report, session: SessionOptions,
  how: { readonly backwards: boolean; readonly single: string | undefined },
  work: (session: StackSession) => Promise<Verdict>,
): Promise<number> {
  const found = await invocation.library().stacks(session);
  if (!found.ok) return report.end(found.diagnostics);
  const stacks = how.backwards ? [...found.value].reverse() : found.value;
  if (stacks.length > 1 && how.single !== undefined) {
    const names = found.value.map((stack) => stack.stack ?? '').join(', ');
    return report.end([...found.diagnostics, diagnostic('cli_flags_conflict', `The app has the stacks ${names}, and ${how.single} takes one. Name it: -stack=${found.value[0]?.stack ?? 'NAME'}.`)]);
  }
  for (const [at, configuration] of stacks.entries()) {
    if (stacks.length > 1) report.json?.lines([{ level: 'info', type: 'stack', message: `Stack ${configuration.stack ?? ''}`, fields: { stack: configuration.stack } }]);
    if (stacks.length > 1 && report.json === undefined) report.out.line(`\n${report.out.style.paint.bold(`Stack ${configuration.stack ?? ''}`)}`);
    const verdict = await work({ ...session, configuration });
    if (isFine(verdict)) continue;
    const left = stacks.slice(at + 1).map((stack) => stack.stack ?? '');
    return report.end(left.length === 0 ? found.diagnostics : [...found.diagnostics, leftOut(configuration.stack ?? '', left)]);
  }
  return report.end(found.diagnostics);
}

function leftOut(failed: string, left: readonly string[]): Diagnostic {
  return diagnostic('cli_stacks_left_out', `The stack "${failed}" did not end well, and what comes after it may stand on it. Nothing was done for: ${left.join(', ')}. `
    + 'Correct what is wrong and run the command again, or name one stack with -stack.');
}

/** Judges the configuration of every stack that is meant, by itself. */
export async function validateAll(library: Library, session: SessionOptions): Promise<readonly Diagnostic[]> {
  const found = await library.stacks(session, { despiteReferences: true });
  if (!found.ok) return found.diagnostics;
  const problems = [...found.diagnostics];
  for (const configuration of found.value) problems.push(...await library.validate({ ...session, configuration }, found.diagnostics));
  return problems;
}

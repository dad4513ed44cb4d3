import type { SessionOptions } from '../compose';
import type { Configuration } from '../config';
import { diagnostic } from '../diagnostics';
import type { Invocation } from './command';
import { isFine, type Verdict } from './exit-code';
import type { Report } from './report';

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
  for (const configuration of stacks) {
    if (stacks.length > 1 && report.json === undefined) report.out.line(`\n${report.out.style.paint.bold(`Stack ${configuration.stack ?? ''}`)}`);
    const verdict = await work({ ...session, configuration });
    if (!isFine(verdict)) break;
  }
  return report.end(found.diagnostics);
}

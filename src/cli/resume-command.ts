import type { Invocation } from './command';
import { ALLOW_FLAGS, CONFIGURATION_FLAGS, EXIT_FLAGS, OUTPUT_FLAGS, SESSION_FLAGS } from './common-flags';
import type { FlagSpec } from './flags';

/** Of a command that plans: what a plan that is there already holds, or has no use for. */
const PLANNING: ReadonlySet<string> = new Set(['var', 'var-file', 'input']);

/**
 * The command line that goes on with an interrupted run, as a person can paste it into a shell, with the folder and the flags
 * that they gave. `kept`: the plan lies with the run, so that `-resume` finds it; else the same command plans anew.
 */
export function resumeCommand(invocation: Invocation, run: { readonly stack: string | undefined; readonly destroy: boolean; readonly kept: boolean }): string {
  const { parsed, chdir } = invocation;
  const [planFile] = parsed.positional;
  const goesOn = planFile !== undefined || run.kept;
  const verb = !goesOn && run.destroy ? 'destroy' : 'apply';
  const words = ['holdfast', ...(chdir === undefined ? [] : [`-chdir=${chdir}`]), verb, ...(goesOn && planFile === undefined ? ['-resume'] : [])];
  // One of several stacks was under way: only that one is meant, also where none was named.
  if (planFile === undefined && run.stack !== undefined) words.push(`-stack=${run.stack}`);
  const flags = [...CONFIGURATION_FLAGS, ...SESSION_FLAGS, ...ALLOW_FLAGS, ...OUTPUT_FLAGS, ...EXIT_FLAGS];
  const said = flags.filter(({ name }) => name !== 'stack' && name !== 'destroy' && !(goesOn && PLANNING.has(name)));
  words.push(...said.flatMap((flag) => written(flag, parsed)));
  if (!goesOn && parsed.switches.get('auto-approve') === true) words.push('-auto-approve');
  if (planFile !== undefined) words.push(planFile);
  return words.map(shellWord).join(' ');
}

function written(flag: FlagSpec, parsed: Invocation['parsed']): readonly string[] {
  switch (flag.kind) {
    case 'switch': {
      const value = parsed.switches.get(flag.name);
      return value === undefined ? [] : [value ? `-${flag.name}` : `-${flag.name}=false`];
    }
    case 'text': {
      const value = parsed.texts.get(flag.name);
      return value === undefined ? [] : [`-${flag.name}=${value}`];
    }
    case 'list':
      return (parsed.lists.get(flag.name) ?? []).map((value) => `-${flag.name}=${value}`);
    case 'count':
    case 'duration': {
      const value = parsed.numbers.get(flag.name);
      return value === undefined ? [] : [`-${flag.name}=${value}${flag.kind === 'duration' ? 'ms' : ''}`];
    }
  }
}

/** One word of a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll('\'', '\'\\\'\'')}'`;
}

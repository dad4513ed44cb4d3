import { diagnostic } from '../../diagnostics';
import type { Command } from '../command';
import { NO_COLOR } from '../common-flags';
import { reportOf } from '../report';

/** Each shell asks the command itself for what may follow: nothing here goes out of date. */
const SCRIPTS: ReadonlyMap<string, string> = new Map([
  ['bash', 'complete -o default -C holdfast holdfast\n'],
  ['zsh', 'autoload -U +X bashcompinit && bashcompinit\ncomplete -o default -C holdfast holdfast\n'],
  ['fish', 'complete -c holdfast -a \'(env COMP_LINE=(commandline -cp | string collect) holdfast)\'\n'],
]);

export const completionCommand: Command = {
  name: 'completion',
  summary: 'Print the shell script that completes words',
  usage: 'holdfast completion bash|zsh|fish',
  text: 'Put the line into the start file of the shell:\n  source <(holdfast completion bash)\n  source <(holdfast completion zsh)\n  holdfast completion fish | source',
  flags: [NO_COLOR],
  notBuilt: [],
  positional: 1,
  run: (invocation) => {
    const report = reportOf(invocation, false, true);
    const script = SCRIPTS.get(invocation.parsed.positional[0] ?? '');
    if (script === undefined) return Promise.resolve(report.end([diagnostic('cli_completion_shell', 'Expected a single argument: bash, zsh or fish.')]));
    report.out.write(script);
    return Promise.resolve(report.end([]));
  },
};

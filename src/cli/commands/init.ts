import type { Initialised } from '../../compose';
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics';
import type { Command, Invocation } from '../command';
import { CONFIGURATION_FLAGS, EXIT_FLAGS, IGNORED_REMOTE, OUTPUT_FLAGS } from '../common-flags';
import { asked } from '../prompt';
import { reportOf } from '../report';
import { mayAsk, placeOf, sessionOf } from '../session';
import { validateAll } from '../stacks';

export const initCommand: Command = {
  name: 'init',
  summary: 'Check that a folder is ready to be used',
  usage: 'holdfast init [flags]',
  text: 'Providers are part of Holdfast, so there is nothing to download. It checks that the configuration, its providers and its backend are ones that this release has.',
  flags: [
    { name: 'input', kind: 'switch', help: 'With -input=false nobody is asked whether several workspaces are to be migrated.' },
    { name: 'upgrade', kind: 'switch', help: 'Accepted; providers are part of this release.' },
    { name: 'backend-config', kind: 'list', value: 'NAME=VALUE|FILE', help: 'An argument of the backend, or a file of them, besides its block. May be given often.' },
    { name: 'migrate-state', kind: 'switch', help: 'Takes the state along when the backend has changed.' },
    { name: 'force-copy', kind: 'switch', help: 'The same, and replaces another state that stands at the new place.' },
    { name: 'reconfigure', kind: 'switch', help: 'Uses the backend as it is configured now and leaves any earlier state where it is.' },
    { name: 'lock-timeout', kind: 'duration', value: '30s', help: 'How long to wait for a locked state while it is migrated (0s).' },
    { name: 'get', kind: 'switch', help: 'Accepted; modules are read where they are.' },
    { name: 'lock', kind: 'switch', help: 'Accepted; a state is migrated under its lock only.' },
    { name: 'lockfile', kind: 'text', value: 'readonly', choices: ['readonly'], help: 'Accepted; init writes no lock file.' },
    { name: 'plugin-dir', kind: 'list', value: 'FOLDER', help: 'Accepted; providers are part of this release.' },
    IGNORED_REMOTE,
    { name: 'backend', kind: 'switch', help: 'With -backend=false the backend is left alone.' },
    ...CONFIGURATION_FLAGS, ...OUTPUT_FLAGS.filter((flag) => flag.name !== 'json'), ...EXIT_FLAGS,
  ],
  notBuilt: ['json', 'from-module', 'test-directory', 'cloud'],
  positional: 0,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false);
  const session = sessionOf(invocation);
  if (!session.ok) return report.end(session.diagnostics);
  const { switches, lists } = invocation.parsed;
  if (switches.get('reconfigure') === true && (switches.get('migrate-state') === true || switches.get('force-copy') === true)) {
    return report.end([diagnostic('cli_flags_conflict', '-reconfigure leaves the state where it is, and -migrate-state and -force-copy take it along. Give one of them.')]);
  }
  report.out.write(`\n${report.out.style.paint.bold('Initializing the backend...')}\n`);
  const library = invocation.library();
  const problems: Diagnostic[] = [];
  if (switches.get('backend') !== false) {
    const stacks = await library.stacks(session.value);
    if (!stacks.ok) return report.end(stacks.diagnostics);
    for (const configuration of stacks.value) {
      const settled = await library.initBackend({
        ...session.value, configuration, backendConfig: lists.get('backend-config') ?? [], force: switches.get('force-copy') === true,
        ...(mayAsk(invocation) ? { ask: ({ words, explained }) => asked(invocation.io, report.out, words, explained) } : {}),
        change: switches.get('reconfigure') === true ? 'leave' : switches.get('migrate-state') === true || switches.get('force-copy') === true ? 'migrate' : undefined,
      });
      problems.push(...settled.diagnostics);
      if (!settled.ok) return report.end(problems);
      report.out.write(backendText(settled.value));
    }
  }
  report.out.write(`\n${report.out.style.paint.bold('Initializing provider plugins...')}\n`);
  problems.push(...await validateAll(library, session.value));
  if (hasErrors(problems)) return report.end(problems);
  for (const source of library.providerSchemas(placeOf(invocation)).keys()) report.out.line(`- ${source} is part of Holdfast ${invocation.version}`);
  const code = report.end(problems);
  report.out.write(`\n${report.out.style.paint.bold(report.out.style.paint.green('Holdfast has been successfully initialized!'))}\n\nTry "holdfast plan" to see what would change.\n`);
  return code;
}

/** In Terraform's words, which scripts look for. */
function backendText({ type, change, migrated }: Initialised): string {
  const taken = migrated ? '\nThe state was taken along to the new backend.\n' : '';
  switch (change) {
    case 'none': return '';
    case 'unset': return `${taken}\nSuccessfully unset the backend. Holdfast will now operate locally.\n`;
    case 'configured': return `${taken}\nSuccessfully configured the backend "${type}"! Holdfast will automatically\nuse this backend unless the backend configuration changes.\n`;
  }
}

import { hasErrors } from '../../diagnostics';
import type { Command, Invocation } from '../command';
import { CONFIGURATION_FLAGS, EXIT_FLAGS, OUTPUT_FLAGS } from '../common-flags';
import { reportOf } from '../report';
import { placeOf, sessionOf } from '../session';
import { validateAll } from '../stacks';

export const initCommand: Command = {
  name: 'init',
  summary: 'Check that a folder is ready to be used',
  usage: 'holdfast init [flags]',
  text: 'Providers are part of Holdfast, so there is nothing to download. It checks that the configuration, its providers and its backend are ones that this release has.',
  flags: [
    { name: 'input', kind: 'switch', help: 'Accepted; init never asks.' },
    { name: 'upgrade', kind: 'switch', help: 'Accepted; providers are part of this release.' },
    ...CONFIGURATION_FLAGS, ...OUTPUT_FLAGS.filter((flag) => flag.name !== 'json'), ...EXIT_FLAGS,
  ],
  notBuilt: ['json', 'backend', 'backend-config', 'force-copy', 'from-module', 'get', 'lock', 'lock-timeout', 'lockfile', 'migrate-state', 'plugin-dir', 'reconfigure', 'ignore-remote-version', 'test-directory', 'cloud'],
  positional: 0,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false);
  const session = sessionOf(invocation);
  if (!session.ok) return report.end(session.diagnostics);
  report.out.write(`\n${report.out.style.paint.bold('Initializing the backend...')}\n\n${report.out.style.paint.bold('Initializing provider plugins...')}\n`);
  const library = invocation.library();
  const problems = await validateAll(library, session.value);
  if (hasErrors(problems)) return report.end(problems);
  for (const source of library.providerSchemas(placeOf(invocation)).keys()) report.out.line(`- ${source} is part of Holdfast ${invocation.version}`);
  const code = report.end(problems);
  report.out.write(`\n${report.out.style.paint.bold(report.out.style.paint.green('Holdfast has been successfully initialized!'))}\n\nTry "holdfast plan" to see what would change.\n`);
  return code;
}

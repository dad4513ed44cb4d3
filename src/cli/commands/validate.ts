import { hasErrors } from '../../diagnostics';
import { jsonText, validateJson } from '../../render';
import type { Command, Invocation } from '../command';
import { CONFIGURATION_FLAGS, EXIT_FLAGS, OUTPUT_FLAGS, TEST_DIRECTORY } from '../common-flags';
import { reportOf } from '../report';
import { sessionOf } from '../session';
import { validateAll } from '../stacks';

export const validateCommand: Command = {
  name: 'validate',
  summary: 'Check the configuration',
  usage: 'holdfast validate [flags]',
  text: 'Judges the configuration by itself: it reads no state and calls no service.',
  flags: [{ name: 'no-tests', kind: 'switch', help: 'Accepted; files of tests are not read.' }, TEST_DIRECTORY, ...CONFIGURATION_FLAGS, ...OUTPUT_FLAGS, ...EXIT_FLAGS],
  notBuilt: ['query'],
  positional: 0,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false);
  const session = sessionOf(invocation);
  const problems = session.ok ? await validateAll(invocation.library(), session.value) : session.diagnostics;
  if (invocation.parsed.switches.get('json') === true) {
    report.out.line(jsonText(validateJson(problems, invocation.io.source), { indent: 2 }));
    return hasErrors(problems) ? 1 : report.end([]);
  }
  const code = report.end(problems);
  if (!hasErrors(problems)) {
    report.out.write(problems.length === 0
      ? `${report.out.style.paint.green('Success!')} The configuration is valid.\n\n`
      : `${report.out.style.paint.green('Success!')} The configuration is valid, but there were some\nvalidation warnings as shown above.\n\n`);
  }
  return code;
}

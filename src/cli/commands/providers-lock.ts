import type { LockedProviders } from '../../compose';
import type { Command, Invocation } from '../command';
import { EXIT_FLAGS, STATE_FLAGS, TEST_DIRECTORY } from '../common-flags';
import { reportOf, type Report } from '../report';
import { sessionOf } from '../session';
import { eachStack } from '../stacks';

export const providersLockCommand: Command = {
  name: 'providers lock',
  summary: 'Write the versions of providers into .terraform.lock.hcl',
  usage: 'holdfast providers lock [flags] [PROVIDER...]',
  text: 'Providers are part of Holdfast, so their versions are those of this release, and there are no packages to take checksums of. What Terraform has locked of others stays.',
  flags: [
    { name: 'platform', kind: 'list', value: 'OS_ARCH', help: 'Accepted; there are no packages to take checksums of.' },
    { name: 'enable-plugin-cache', kind: 'switch', help: 'Accepted; there is nothing to download.' },
    TEST_DIRECTORY, ...STATE_FLAGS, ...EXIT_FLAGS,
  ],
  notBuilt: ['fs-mirror', 'net-mirror'],
  positional: 100,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false);
  const session = sessionOf(invocation);
  if (!session.ok) return report.end(session.diagnostics);
  const library = invocation.library();
  return eachStack(invocation, report, session.value, { backwards: false, single: undefined }, async (stack) => {
    const locked = await library.lockProviders(stack, invocation.parsed.positional);
    if (locked.ok) tell(report, locked.value);
    return report.note(locked.diagnostics);
  });
}

function tell({ out }: Report, { locked, changed }: LockedProviders): void {
  const { bold, green } = out.style.paint;
  for (const { source, version } of locked) out.line(`- ${source} ${version} is part of Holdfast: it has no package to take checksums of`);
  const done = changed ? 'Holdfast has updated the lock file.' : 'Holdfast has validated the lock file and found no need for changes.';
  out.write(`\n${bold(green('Success!'))} ${bold(done)}\n${changed ? '\nReview the changes in .terraform.lock.hcl and then commit to your\nversion control system to retain the new checksums.\n' : ''}\n`);
}

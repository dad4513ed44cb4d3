import { diagnostic, fail, ok, type Diagnostic } from '../../../diagnostics';
import { printableLine, providerFullName } from '../../../render';
import { replaceProvider, type State, type StateResource } from '../../../state';
import type { Command, Invocation } from '../../command';
import { EXIT_FLAGS, STATE_CHANGE_FLAGS } from '../../common-flags';
import { reportOf, type Report } from '../../report';
import { mayAsk, sessionOf } from '../../session';
import { lockless, missing, NO_STATE } from './addresses';

export const stateReplaceProviderCommand: Command = {
  name: 'state replace-provider',
  summary: 'Name another provider for objects of the state',
  usage: 'holdfast state replace-provider [flags] FROM TO',
  text: 'Every resource of the one provider is said to belong to the other. Nothing is done to the objects themselves.',
  flags: [
    { name: 'auto-approve', kind: 'switch', help: 'Does not ask.' }, { name: 'input', kind: 'switch', help: 'With -input=false nothing is ever asked.' },
    ...STATE_CHANGE_FLAGS, ...EXIT_FLAGS,
  ],
  notBuilt: [],
  positional: 2,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { parsed } = invocation;
  const report = reportOf(invocation, false, true);
  const session = sessionOf(invocation);
  const [from, to] = parsed.positional;
  const approved = parsed.switches.get('auto-approve') === true;
  const problems: readonly Diagnostic[] = [
    ...session.diagnostics, ...missing(parsed.positional, ['FROM', 'TO']), ...lockless(parsed.switches.get('lock')), ...parsed.positional.flatMap(misnamed),
    ...(approved || mayAsk(invocation) ? [] : [diagnostic('cli_approval_impossible', 'Naming another provider needs a yes, and nobody can be asked here. Give -auto-approve.')]),
  ];
  if (!session.ok || from === undefined || to === undefined || problems.length > 0) return report.end(problems);
  const library = invocation.library();
  const found = await library.lookAtState(session.value);
  if (!found.ok) return report.end(found.diagnostics);
  if (found.value === undefined) return report.end([...found.diagnostics, NO_STATE()]);
  const names = [from, to].map(fullName);
  const pair = names.map((name) => `provider["${name}"]`);
  const { changed } = replaceProvider(found.value, pair[0] ?? '', pair[1] ?? '');
  if (changed.length === 0) {
    report.out.line('No matching resources found.');
    return report.end(found.diagnostics);
  }
  announce(report, names, changed);
  if (!approved && !(await agreed(invocation, report))) {
    report.out.line('Cancelled replacing providers.');
    return report.end(found.diagnostics);
  }
  // What was agreed to, or nothing.
  const done = await library.editState({ ...session.value, timedBackup: true }, 'state-replace-provider', (state) => replaced(state, found.value, pair));
  if (!done.ok) return report.end(done.diagnostics);
  report.out.line(`\nSuccessfully replaced provider for ${changed.length} resources.`);
  return report.end(done.diagnostics);
}

function replaced(state: State | undefined, seen: State | undefined, [from = '', to = '']: readonly string[]) {
  if (state === undefined) return fail(NO_STATE());
  if (state.serial !== seen?.serial || state.lineage !== seen.lineage) return fail(diagnostic('state_conflict', 'The state was changed by another run while the question stood. Run the command again.'));
  return ok({ state: replaceProvider(state, from, to).state, result: undefined });
}

function announce(report: Report, [from = '', to = '']: readonly string[], changed: readonly StateResource[]): void {
  const rows = changed.map(({ module, mode, type, name }) => `  ${printableLine(`${module === undefined ? '' : `${module}.`}${mode === 'data' ? 'data.' : ''}${type}.${name}`)}\n`);
  report.out.write(`Holdfast will perform the following actions:\n\n  ~ Updating provider:\n    - ${from}\n    + ${to}\n\nChanging ${changed.length} resources:\n\n${rows.join('')}`);
}

async function agreed({ io }: Invocation, report: Report): Promise<boolean> {
  report.out.write('\nDo you want to make these changes?\nOnly \'yes\' will be accepted to continue.\n\nEnter a value: ');
  return (await io.readLine())?.trim() === 'yes';
}

/** With the registry's host and namespace where none was given. */
function fullName(name: string): string {
  const parts = name.split('/');
  if (parts.length === 1) return `registry.terraform.io/hashicorp/${name}`;
  return parts.length === 2 ? providerFullName(name) : name;
}

function misnamed(name: string): readonly Diagnostic[] {
  const parts = name.split('/');
  const good = parts.length <= 3 && parts.every((part, at) => (parts.length === 3 && at === 0 ? /^[a-z0-9.-]+(?::\d+)?$/i : /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i).test(part));
  return good ? [] : [diagnostic('state_provider_name', `"${printableLine(name)}" is no source of a provider: it is written TYPE, NAMESPACE/TYPE or HOST/NAMESPACE/TYPE, of letters, digits and dashes.`)];
}

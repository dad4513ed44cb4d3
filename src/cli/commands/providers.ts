import type { ModuleRequirements, Requirements } from '../../compose';
import { printableLine, providerFullName } from '../../render';
import type { Command, Invocation } from '../command';
import { EXIT_FLAGS, STATE_FLAGS, TEST_DIRECTORY } from '../common-flags';
import { reportOf } from '../report';
import { sessionOf } from '../session';
import { eachStack } from '../stacks';

export const providersCommand: Command = {
  name: 'providers',
  summary: 'Show which providers are required, and by what',
  usage: 'holdfast providers [flags]',
  text: 'Shows the tree of modules with the providers that each requires, and those that the state has objects of.',
  flags: [TEST_DIRECTORY, ...STATE_FLAGS, ...EXIT_FLAGS],
  notBuilt: [],
  positional: 0,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false);
  const session = sessionOf(invocation);
  if (!session.ok) return report.end(session.diagnostics);
  const library = invocation.library();
  return eachStack(invocation, report, session.value, { backwards: false, single: undefined }, async (stack) => {
    const found = await library.requirements(stack);
    if (found.ok) report.out.write(text(found.value));
    return report.note(found.diagnostics);
  });
}

/** In Terraform's form. */
function text({ configuration, state }: Requirements): string {
  const tree = ['Providers required by configuration:', '.', ...lines(configuration, '')].map((line) => `${line}\n`).join('');
  if (state === undefined || state.length === 0) return `\n${tree}\n`;
  return `\n${tree}\nProviders required by state:\n\n${state.map((address) => `    provider[${printableLine(address)}]\n\n`).join('')}`;
}

function lines({ providers, calls }: ModuleRequirements, indent: string): readonly string[] {
  const own = providers.map(({ source, constraints }) => [`provider[${providerFullName(source)}]`, constraints].filter((word) => word !== '').join(' '));
  const last = own.length + calls.length - 1;
  const branch = (at: number): string => `${indent}${at === last ? '└──' : '├──'} `;
  return [
    ...own.map((line, at) => branch(at) + printableLine(line)),
    ...calls.flatMap((call, at) => [
      `${branch(own.length + at)}module.${call.name}`,
      ...lines(call, `${indent}${own.length + at === last ? '    ' : '│\u00a0\u00a0 '}`),
    ]),
  ];
}

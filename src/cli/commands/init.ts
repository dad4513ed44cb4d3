import type { Initialised, InitOptions } from '../../compose';
import type { ModuleConfig } from '../../config';
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics';
import { printableLine } from '../../render';
import type { Command, Invocation } from '../command';
import { CONFIGURATION_FLAGS, EXIT_FLAGS, IGNORED_REMOTE, OUTPUT_FLAGS, TEST_DIRECTORY } from '../common-flags';
import { asked } from '../prompt';
import { reportOf, type Report } from '../report';
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
    ...CONFIGURATION_FLAGS, TEST_DIRECTORY, ...OUTPUT_FLAGS, ...EXIT_FLAGS,
  ],
  notBuilt: ['from-module', 'cloud'],
  positional: 0,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, true);
  const session = sessionOf(invocation);
  if (!session.ok) return report.end(session.diagnostics);
  const { switches } = invocation.parsed;
  const conflict = misuse(switches);
  if (conflict !== undefined) return report.end([diagnostic('cli_flags_conflict', conflict)]);
  const { bold, green } = report.out.style.paint;
  const say = saying(report);
  const library = invocation.library();
  const problems: Diagnostic[] = [];
  const stacks = await library.stacks(session.value);
  if (!stacks.ok && stacks.diagnostics.every((d) => d.code === 'config_no_files')) {
    const empty = 'Holdfast initialized in an empty directory!';
    say('output_init_empty_message', `${empty} There are no configuration files in it yet.`, `${bold(green(empty))}\n\nThere are no configuration files in it yet. Write some, and run holdfast init again.\n`);
    return report.end([]);
  }
  if (switches.get('backend') !== false) {
    say('initializing_backend_message', 'Initializing the backend...', `\n${bold('Initializing the backend...')}\n`);
    if (!stacks.ok) return report.end(stacks.diagnostics);
    for (const configuration of stacks.value) {
      const settled = await library.initBackend({ ...session.value, configuration, ...backendOptions(invocation, report) });
      problems.push(...settled.diagnostics);
      if (!settled.ok) return report.end(problems);
      const text = backendText(settled.value);
      if (text !== '') say(settled.value.change === 'unset' ? 'backend_configured_unset' : 'backend_configured_success', text, text);
    }
  }
  if (switches.get('get') !== false && stacks.ok && stacks.value.some(({ calls }) => calls.size > 0)) {
    say('initializing_modules_message', 'Initializing modules...', `\n${bold('Initializing modules...')}\n`);
    for (const configuration of stacks.value) tellModules(configuration, '', report);
  }
  say('initializing_provider_plugin_message', 'Initializing provider plugins...', `\n${bold('Initializing provider plugins...')}\n`);
  problems.push(...await validateAll(library, session.value));
  if (hasErrors(problems)) return report.end(problems);
  for (const source of library.providerSchemas(placeOf(invocation)).keys()) log(report, `${source} is part of Holdfast ${invocation.version}`);
  const code = report.end(problems);
  const done = 'Holdfast has been successfully initialized!';
  const next = 'Try "holdfast plan" to see what would change.';
  say('output_init_success_message', done, `\n${bold(green(done))}\n`);
  say('output_init_success_cli_message', next, `\n${next}\n`);
  return code;
}

/** Why these flags cannot be meant together. */
function misuse(switches: Invocation['parsed']['switches']): string | undefined {
  const given = (name: string): boolean => switches.get(name) === true;
  if (given('reconfigure') && (given('migrate-state') || given('force-copy'))) {
    return '-reconfigure leaves the state where it is, and -migrate-state and -force-copy take it along. Give one of them.';
  }
  if (given('json') && given('migrate-state') && !given('force-copy')) {
    return 'The -migrate-state and -json options are mutually-exclusive: nobody can be asked while the output is for programs. Leave one of them out, or give -force-copy.';
  }
  return undefined;
}

/** A line for people, and the same as a line of JSON with the code that Terraform gives it. */
type Say = (code: string, message: string, text: string) => void;

const saying = (report: Report): Say => (code, message, text) => {
  if (report.json === undefined) report.out.write(text);
  report.lines(() => [{ level: 'info', type: 'init_output', message: message.trim(), fields: { message_code: code } }]);
};

function log(report: Report, message: string): void {
  if (report.json === undefined) report.out.line(`- ${message}`);
  report.lines(() => [{ level: 'info', type: 'log', message, fields: {} }]);
}

function tellModules({ calls }: Pick<ModuleConfig, 'calls'>, prefix: string, report: Report): void {
  for (const { name, module } of calls.values()) {
    log(report, `${printableLine(`${prefix}${name}`)} in ${printableLine(module.dir)}`);
    tellModules(module, `${prefix}${name}.`, report);
  }
}

function backendOptions(invocation: Invocation, report: Report): Pick<InitOptions, 'backendConfig' | 'force' | 'change' | 'ask'> {
  const { switches, lists } = invocation.parsed;
  const force = switches.get('force-copy') === true;
  return {
    backendConfig: lists.get('backend-config') ?? [], force,
    change: switches.get('reconfigure') === true ? 'leave' : switches.get('migrate-state') === true || force ? 'migrate' : undefined,
    ...(mayAsk(invocation) && report.json === undefined ? { ask: ({ words, explained }) => asked(invocation.io, report.out, words, explained) } : {}),
  };
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

import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics';
import type { Scope } from '../../lang';
import type { Command, Invocation } from '../command';
import { CONFIGURATION_FLAGS, EXIT_FLAGS } from '../common-flags';
import { answerTo, INPUT } from '../console-line';
import { isOpen } from '../console-open';
import type { Io } from '../io';
import { outsOf, type Out } from '../out';
import { reportOf } from '../report';
import { sessionOf } from '../session';
import { sourceFiles } from '../source-files';

const HELP = `Type an expression and press Enter to see its value.

It may refer to whatever the root module may refer to: variables, locals, the
outputs of modules, and resources, which have the values that the state has.
type(EXPRESSION) shows the type of a value. An expression goes on in the next
line while a bracket is open.

"exit", Control-C or Control-D leaves.`;

export const consoleCommand: Command = {
  name: 'console',
  summary: 'Try expressions',
  usage: 'holdfast console [flags]',
  text: 'Answers expressions with their values: a line each at a terminal; of what comes in through a pipe, the value of the last line, and\nnothing after the first error. Reads the configuration and the state, and changes neither.',
  flags: [
    { name: 'state', kind: 'text', value: 'FILE', help: 'Takes the objects from this state file.' },
    { name: 'plan', kind: 'switch', help: 'Plans first: objects are as they will be after the plan.' },
    { name: 'no-color', kind: 'switch', help: 'No colours, also on a terminal.' },
    ...CONFIGURATION_FLAGS, ...EXIT_FLAGS,
  ],
  notBuilt: [],
  positional: 0,
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { parsed, io } = invocation;
  const report = reportOf(invocation, false);
  const session = sessionOf(invocation);
  if (!session.ok) return report.end(session.diagnostics);
  const statePath = parsed.texts.get('state');
  const ground = await invocation.library().tryingGround({ ...session.value, planned: parsed.switches.get('plan') === true, ...(statePath === undefined ? {} : { statePath }) });
  if (!ground.ok) return report.end(ground.diagnostics);
  const { out, err } = outsOf(invocation);
  err.problems(ground.diagnostics);
  if (hasErrors(ground.diagnostics)) err.problems([diagnostic('cli_console_doubtful', 'What they are in counts as not known yet.')]);
  const { scope } = ground.value;
  return io.interactive ? converse(invocation, scope, out) : answerLast(invocation, scope, out, err);
}

/** What one line comes to. */
type Said = { readonly kind: 'exit' } | { readonly kind: 'text'; readonly text: string; readonly problems: readonly Diagnostic[] } | { readonly kind: 'problems'; readonly problems: readonly Diagnostic[] };

function said(line: string, scope: Scope): Said {
  const text = line.trim();
  if (text === 'exit') return { kind: 'exit' };
  if (text === '' || text === 'help') return { kind: 'text', text: text === '' ? '' : HELP, problems: [] };
  const answer = answerTo(text, scope);
  return answer.ok ? { kind: 'text', text: answer.value, problems: answer.diagnostics } : { kind: 'problems', problems: answer.diagnostics };
}

/** Of a pipe only the last answer is printed, as in Terraform: scripts take it as the value. */
async function answerLast({ io }: Invocation, scope: Scope, out: Out, err: Out): Promise<number> {
  let last = '';
  for await (const line of io.lines()) {
    const answer = said(line, scope);
    if (answer.kind === 'exit') return 0;
    tell(err, answer.problems, line.trim(), io);
    if (answer.kind === 'problems') return 1;
    last = answer.text;
  }
  out.line(last);
  return 0;
}

async function converse({ io }: Invocation, scope: Scope, out: Out): Promise<number> {
  let typed = '';
  for await (const line of io.dialogue(() => (typed === '' ? '> ' : ': '))) {
    typed += `${line}\n`;
    // An empty line ends what would never end.
    if (line.trim() !== '' && isOpen(typed)) continue;
    const answer = said(typed, scope);
    if (answer.kind === 'exit') return 0;
    tell(out, answer.problems, typed.trim(), io);
    if (answer.kind === 'text') out.line(answer.text);
    typed = '';
  }
  return 0;
}

/** Problems with the typed lines beside them. */
function tell(out: Out, problems: readonly Diagnostic[], typed: string, { source }: Io): void {
  const input = sourceFiles((file) => (file === INPUT ? typed : undefined));
  if (problems.length > 0) out.problems(problems, { line: (file, line) => input.line(file, line) ?? source.line(file, line), context: (file, byte) => source.context(file, byte) });
}

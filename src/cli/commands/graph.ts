import { diagnostic, ok, type Outcome } from '../../diagnostics';
import type { DrawnGraph } from '../../plan';
import { drawSteps, graphDot, graphMermaid } from '../../render';
import type { Command, Invocation } from '../command';
import { ALLOW_FLAGS, CONFIGURATION_FLAGS, EXIT_FLAGS, NO_COLOR } from '../common-flags';
import { reportOf } from '../report';
import { sessionOf } from '../session';
import { eachStack, type StackSession } from '../stacks';

export const graphCommand: Command = {
  name: 'graph',
  summary: 'Draw what depends on what',
  usage: 'holdfast graph [flags]',
  text: 'Writes the resources of the configuration and what each comes after, in DOT or Mermaid. Nothing is read but the configuration,\nunless -type says apply or plan-destroy: then a plan is made, and drawn by its steps.',
  flags: [
    { name: 'type', kind: 'text', value: 'TYPE', help: 'plan, plan-refresh-only: everything in the configuration; plan-destroy, apply: the steps of a plan.' },
    { name: 'plan', kind: 'text', value: 'FILE', help: 'Draws the steps of a saved plan.' },
    { name: 'format', kind: 'text', value: 'FORMAT', choices: ['dot', 'mermaid'], help: 'dot or mermaid (dot).' },
    { name: 'draw-cycles', kind: 'switch', help: 'With -type: shows what refers to itself in a circle in red, instead of refusing it.' },
    { name: 'module-depth', kind: 'text', value: 'N', help: 'Accepted; as in Terraform it has no effect.' },
    ...CONFIGURATION_FLAGS, ...ALLOW_FLAGS, NO_COLOR, ...EXIT_FLAGS,
  ],
  notBuilt: [],
  positional: 0,
  run,
};

const TYPES = ['plan', 'plan-refresh-only', 'plan-destroy', 'apply'];

async function run(invocation: Invocation): Promise<number> {
  const { parsed } = invocation;
  const report = reportOf(invocation, false, true);
  const session = sessionOf(invocation);
  const type = parsed.texts.get('type');
  const file = parsed.texts.get('plan');
  if (!session.ok) return report.end(session.diagnostics);
  if (type !== undefined && !TYPES.includes(type)) return report.end([diagnostic('cli_graph_type', `-type=${type} is none: there is ${TYPES.join(', ')}, and without -type the resources alone.`)]);
  if (parsed.switches.get('draw-cycles') === true && type === undefined) return report.end([diagnostic('cli_flags_conflict', '-draw-cycles is for a graph of -type: the resources alone show no cycles. Give -type=plan.')]);
  const write = (drawn: DrawnGraph): void => { report.out.write(parsed.texts.get('format') === 'mermaid' ? graphMermaid(drawn) : graphDot(drawn)); };
  if (file !== undefined) {
    const saved = await invocation.library().readPlanFile(file, session.value);
    if (saved.ok) write(drawSteps(saved.value.plan));
    return report.end(saved.diagnostics);
  }
  return eachStack(invocation, report, session.value, { backwards: false, single: 'one graph' }, async (stack) => {
    const drawn = await drawnBy(invocation, stack, type);
    const cyclic = drawn.ok && drawn.diagnostics.some((d) => d.severity === 'error');
    if (drawn.ok && (!cyclic || parsed.switches.get('draw-cycles') === true)) {
      write(drawn.value);
      return report.note(drawn.diagnostics.filter((d) => d.severity === 'warning'));
    }
    return report.note(drawn.diagnostics);
  });
}

async function drawnBy(invocation: Invocation, session: StackSession, type: string | undefined): Promise<Outcome<DrawnGraph>> {
  const library = invocation.library();
  if (type !== 'apply' && type !== 'plan-destroy') return library.graph(session, type === undefined ? 'resources' : 'everything');
  const planned = await library.plan({ ...session, lock: false, mode: type === 'apply' ? 'normal' : 'destroy' });
  return planned.ok ? ok(drawSteps(planned.value.plan), planned.diagnostics) : planned;
}

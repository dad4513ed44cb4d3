import { diagnostic, type Diagnostic } from '../../diagnostics';
import { consoleValue, jsonText, printableLine } from '../../render';
import type { State, StateOutput } from '../../state';
import { convert, fromExactJson, isNull, STRING, typeFromJson, unmarkDeep, writeExactJson, type Value } from '../../values';
import type { Command, Invocation } from '../command';
import { EXIT_FLAGS, STATE_FLAGS } from '../common-flags';
import { reportOf, type Report } from '../report';
import { sessionOf } from '../session';

export const outputCommand: Command = {
  name: 'output',
  summary: 'Show the outputs of the state',
  usage: 'holdfast output [flags] [NAME]',
  text: 'Without a name all outputs, with one its value. Reads the state and nothing else.',
  flags: [
    { name: 'json', kind: 'switch', help: 'As JSON; all of them with their types, sensitive ones too.' },
    { name: 'raw', kind: 'switch', help: 'The bare text of one output: a string, number or bool.' },
    ...STATE_FLAGS,
    { name: 'show-sensitive', kind: 'switch', help: 'Shows sensitive values among all outputs.' },
    ...EXIT_FLAGS,
  ],
  notBuilt: ['module'],
  positional: 1,
  run,
};

const NONE = 'The state has no outputs: none are declared, or none was ever applied. Declare an output and run apply (or refresh) for it to be there.';

async function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false, true);
  const session = sessionOf(invocation);
  const problems = misuse(invocation);
  if (!session.ok || problems.length > 0) return report.end([...(session.ok ? [] : session.diagnostics), ...problems]);
  const read = await invocation.library().lookAtState(session.value);
  if (!read.ok) return report.end(read.diagnostics);
  const outputs = read.value?.outputs ?? new Map<string, StateOutput>();
  return report.end([...read.diagnostics, ...told(invocation, report, outputs)]);
}

/** Writes what was asked for; what is wrong otherwise. */
function told({ parsed }: Invocation, report: Report, outputs: State['outputs']): readonly Diagnostic[] {
  const [name] = parsed.positional;
  const json = parsed.switches.get('json') === true;
  const names = [...outputs.keys()].sort((a, b) => (a < b ? -1 : 1));
  if (name === undefined) {
    if (json) {
      report.out.line(outputsJson(outputs, names));
      return [];
    }
    if (names.length === 0) return [diagnostic('cli_no_outputs', NONE)];
    for (const one of names) {
      const output = outputs.get(one);
      if (output === undefined) continue;
      const open = parsed.switches.get('show-sensitive') === true || !output.sensitive;
      report.out.line(`${one} = ${open ? consoleValue(valueOf(output)) : '<sensitive>'}`);
    }
    return [];
  }
  const output = outputs.get(name);
  if (output === undefined) {
    if (names.length === 0 && !json) return [diagnostic('cli_no_outputs', NONE)];
    return [diagnostic('cli_output_unknown', `The state has no output "${printableLine(name)}". If it was just declared, run apply first: the state learns of outputs only by that.`)];
  }
  if (json) report.out.line(writeExactJson(output.value));
  else if (parsed.switches.get('raw') === true) return rawTold(name, valueOf(output), report);
  else report.out.line(consoleValue(valueOf(output)));
  return [];
}

function rawTold(name: string, value: Value, report: Report): readonly Diagnostic[] {
  const bare = unmarkDeep(value).value;
  if (isNull(bare)) return [diagnostic('cli_output_raw', `The output "${name}" is null, which has no text. Use -json, or give it a value.`)];
  const text = bare.kind === 'string' || bare.kind === 'number' || bare.kind === 'bool' ? convert(bare, STRING) : undefined;
  if (text?.ok !== true || text.value.kind !== 'string') {
    return [diagnostic('cli_output_raw', `-raw shows strings, numbers and bools, and the output "${name}" is of another type. Use -json for it.`)];
  }
  report.out.write(text.value.value);
  return [];
}

/** A state holds only what fits its type; what does not is shown as it is. */
function valueOf(output: StateOutput): Value {
  const type = typeFromJson(output.type);
  const read = type === undefined ? undefined : fromExactJson(output.value, type);
  return read?.ok === true ? read.value : { kind: 'string', value: writeExactJson(output.value) };
}

function outputsJson(outputs: State['outputs'], names: readonly string[]): string {
  const members = names.map((name) => {
    const output = outputs.get(name);
    return [name, { sensitive: output?.sensitive ?? false, type: output?.type ?? null, value: output?.value ?? null }] as const;
  });
  return jsonText(Object.fromEntries(members), { sorted: true, indent: 2 });
}

function misuse({ parsed }: Invocation): readonly Diagnostic[] {
  const raw = parsed.switches.get('raw') === true;
  if (raw && parsed.switches.get('json') === true) return [diagnostic('cli_output_format', 'The -raw and -json options are mutually exclusive. Leave one of them out.')];
  if (raw && parsed.positional.length === 0) return [diagnostic('cli_output_name', 'You must give the name of a single output value when using the -raw option.')];
  return [];
}

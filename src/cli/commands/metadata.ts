import { diagnostic } from '../../diagnostics';
import { functionsMetadata } from '../../lang';
import { jsonText } from '../../render';
import type { Command, Invocation } from '../command';
import { EXIT_FLAGS, NO_COLOR } from '../common-flags';
import { reportOf } from '../report';

export const metadataFunctionsCommand: Command = {
  name: 'metadata functions',
  summary: 'Print the functions of the language',
  usage: 'holdfast metadata functions -json',
  text: 'Prints the signature of every function as JSON, in Terraform\'s format.',
  flags: [{ name: 'json', kind: 'switch', help: 'The only form there is; it has to be asked for.' }, NO_COLOR, ...EXIT_FLAGS],
  notBuilt: [],
  positional: 0,
  run,
};

function run(invocation: Invocation): Promise<number> {
  const report = reportOf(invocation, false);
  if (invocation.parsed.switches.get('json') !== true) {
    return Promise.resolve(report.end([diagnostic('cli_metadata_json', 'holdfast metadata functions prints JSON and nothing else. Run it with -json.')]));
  }
  report.out.line(jsonText(functionsMetadata()));
  return Promise.resolve(report.end([]));
}

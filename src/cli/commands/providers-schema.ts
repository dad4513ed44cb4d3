import { diagnostic } from '../../diagnostics';
import { jsonText, providerFullName } from '../../render';
import { schemaJson } from '../../schema';
import type { Command } from '../command';
import { EXIT_FLAGS, OUTPUT_FLAGS } from '../common-flags';
import { reportOf } from '../report';
import { placeOf } from '../session';

export const providersSchemaCommand: Command = {
  name: 'providers schema',
  summary: 'Show the schemas of all providers',
  usage: 'holdfast providers schema -json',
  text: 'Writes what resource types and data sources there are, with all their attributes, as JSON.',
  flags: [...OUTPUT_FLAGS, ...EXIT_FLAGS],
  notBuilt: [],
  positional: 0,
  run: (invocation) => {
    const report = reportOf(invocation, false);
    if (invocation.parsed.switches.get('json') !== true) {
      return Promise.resolve(report.end([diagnostic('cli_flag_invalid', 'providers schema has no text form: give -json.')]));
    }
    const schemas = [...invocation.library().providerSchemas(placeOf(invocation))].map(([source, schema]) => [providerFullName(source), schema] as const);
    report.out.line(jsonText(schemaJson(new Map(schemas))));
    return Promise.resolve(report.end([]));
  },
};

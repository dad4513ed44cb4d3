import { DYNAMIC, isNull, STRING, convert, type Value } from '../../../values';
import { parameter, quoted, shorten, textOf } from '../arguments';
import { readBytes, utf8 } from '../file/contents';
import { FunctionFault, type FunctionSpec, type FunctionWorld } from '../types';

/** Templates call no templates, so that none goes in circles. */
const BANNED: readonly string[] = ['templatefile', 'templatestring'];
const VARIABLE_NAME = /^\p{ID_Start}[\p{ID_Continue}-]*$/u;
const VARIABLES = parameter('vars', DYNAMIC, 'An object or map of the values that the template refers to by name.');

/** The values that a template may refer to. The names must be such that it can. */
function variablesOf(value: Value | undefined): ReadonlyMap<string, Value> | FunctionFault {
  if (value?.kind !== 'object' && value?.kind !== 'map') return new FunctionFault('The variables of a template must be an object or a map.', 1);
  for (const name of value.entries.keys()) {
    if (!VARIABLE_NAME.test(name)) {
      return new FunctionFault(`No template can refer to a variable named ${quoted(name)}: a name is a letter, and then letters, digits, hyphens and underscores.`, 1);
    }
  }
  return value.entries;
}

/** The text of a template in a file. */
export function readTemplate(path: string, world: FunctionWorld): string | FunctionFault {
  const bytes = readBytes(path, world);
  if (typeof bytes === 'string') return new FunctionFault(bytes, 0);
  return utf8(bytes) ?? new FunctionFault(`The content of ${quoted(path)} is not UTF-8, and a template is text.`);
}

function rendered(template: string, variables: Value | undefined, source: string, world: FunctionWorld): Value | FunctionFault {
  const values = variablesOf(variables);
  if (values instanceof FunctionFault) return values;
  const result = world.render(template, values, source, BANNED);
  if (result instanceof FunctionFault || !isNull(result)) return result;
  return new FunctionFault(`The result of the template ${shorten(source)} is null, which no template may give.`);
}

export const templateFunctions: readonly FunctionSpec[] = [
  {
    name: 'templatefile', description: 'What a template in a file gives with the values of its variables.', returns: DYNAMIC,
    parameters: [parameter('path', STRING, 'Where the file is.'), VARIABLES],
    call: (args, world) => {
      const path = textOf(args, 0);
      const text = readTemplate(path, world);
      if (text instanceof FunctionFault) return text;
      const result = rendered(text, args[1], path, world);
      // What is wrong in a file is not the fault of its path.
      return result instanceof FunctionFault && result.argument === 0 ? new FunctionFault(result.message) : result;
    },
  },
  {
    name: 'templatestring', description: 'The text that a template, taken from elsewhere by a plain reference, gives with the values of its variables.', returns: STRING,
    parameters: [parameter('template', STRING, 'A plain reference to the text of the template.'), VARIABLES],
    call: (args, world) => {
      const result = rendered(textOf(args, 0), args[1], '<templatestring argument>', world);
      if (result instanceof FunctionFault) return result;
      const text = convert(result, STRING);
      return text.ok ? text.value : new FunctionFault('The result of the template must be a text.');
    },
  },
];

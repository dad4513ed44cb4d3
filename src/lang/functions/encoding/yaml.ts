import { DYNAMIC, isWhollyKnown, nullOf, str, STRING, unknownOf } from '../../../values';
import { parameter, textOf } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { readYaml } from './yaml-read';
import { YamlFault } from './yaml-scalar-value';
import { writeYaml } from './yaml-write';

export const yamlFunctions: readonly FunctionSpec[] = [
  {
    name: 'yamldecode', description: 'The value that a text in YAML stands for.', returns: DYNAMIC,
    parameters: [parameter('src', STRING, 'The text in YAML, of one document.')],
    call: (args) => {
      const value = readYaml(textOf(args, 0));
      return value instanceof YamlFault ? new FunctionFault(`The text cannot be read as YAML: ${value.message}.`) : value;
    },
  },
  {
    name: 'yamlencode', description: 'A value as YAML, in blocks.', returns: STRING,
    parameters: [parameter('value', DYNAMIC, 'The value.', { nullable: true, unknown: true, dynamic: true })],
    call: ([value = nullOf(DYNAMIC)]) => (isWhollyKnown(value) ? str(writeYaml(value)) : unknownOf(STRING)),
  },
];

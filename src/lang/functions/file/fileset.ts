import { setOf, STRING, str, type Type } from '../../../values';
import { parameter, quoted, textOf } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';
import { glob } from './glob';

const SET_OF_STRING: Type = Object.freeze({ kind: 'set', element: STRING });

export const fileset: FunctionSpec = {
  name: 'fileset',
  description: 'Gives the paths of the files below a folder that are like a pattern: `*`, `?`, `[a-z]`, `{a,b}`, and `**` for folders at any depth.',
  parameters: [parameter('path', STRING, 'The folder that paths start from.'), parameter('pattern', STRING, 'The pattern.')],
  returns: SET_OF_STRING,
  call: (args, world) => {
    const found = glob(world, textOf(args, 0), textOf(args, 1));
    if (found === undefined) return new FunctionFault(`The pattern ${quoted(textOf(args, 1))} is wrong: a bracket or a brace is not closed, or a class is empty.`);
    return setOf(STRING, found.map(str));
  },
};

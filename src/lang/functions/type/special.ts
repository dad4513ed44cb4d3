import { BOOL, bool, DYNAMIC, type Value } from '../../../values';
import { parameter } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';

/**
 * Special forms: the evaluator gives them expressions, not values, and works them out itself. What `call` does here is what
 * they mean for arguments that all have a value.
 */

export const can: FunctionSpec = {
  name: 'can',
  description: 'Tells whether an expression has a value, instead of failing with its error.',
  parameters: [parameter('expression', DYNAMIC, 'The expression to try.')],
  returns: BOOL,
  call: () => bool(true),
};

export const tryFunction: FunctionSpec = {
  name: 'try',
  description: 'Gives the value of the first of its expressions that has one, passing over those that fail.',
  parameters: [],
  variadic: parameter('expressions', DYNAMIC, 'The expressions to try, best first.'),
  returns: DYNAMIC,
  call: (args): Value | FunctionFault => args[0] ?? new FunctionFault('At least one argument is needed.'),
};

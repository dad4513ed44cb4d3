import { added, compareNumbers, listOf, NUMBER, num, type Type, type Value } from '../../../values';
import { numberOf, parameter } from '../arguments';
import { FunctionFault, type FunctionSpec } from '../types';

const LIST_OF_NUMBER: Type = Object.freeze({ kind: 'list', element: NUMBER });
const MOST = 1024;

interface Walk {
  readonly start: string;
  readonly end: string;
  readonly step: string;
}

function walkOf(args: readonly Value[]): Walk | FunctionFault {
  if (args.length === 0 || args.length > 3) return new FunctionFault('One, two or three numbers are needed: an end, with a start before it, with a step after it.');
  const start = args.length === 1 ? '0' : numberOf(args, 0);
  const end = numberOf(args, args.length === 1 ? 0 : 1);
  const down = compareNumbers(end, start) < 0;
  if (args.length < 3) return { start, end, step: down ? '-1' : '1' };
  const step = numberOf(args, 2);
  if (down && compareNumbers(step, '0') >= 0) return new FunctionFault('With an end below the start the step must be below zero.', 1);
  if (compareNumbers(end, start) > 0 && compareNumbers(step, '0') < 0) return new FunctionFault('With an end above the start the step must not be below zero.', 1);
  return { start, end, step };
}

export const range: FunctionSpec = {
  name: 'range',
  description: `Gives the numbers from a start up to, but without, an end, by a step: at most ${MOST} of them.`,
  parameters: [],
  variadic: parameter('params', NUMBER, 'The end; or the start and the end; or the start, the end and the step.'),
  returns: LIST_OF_NUMBER,
  call: (args) => {
    const walk = walkOf(args);
    if (walk instanceof FunctionFault) return walk;
    const down = compareNumbers(walk.end, walk.start) < 0;
    const numbers: Value[] = [];
    let at: string | undefined = walk.start;
    while (at !== undefined && (down ? compareNumbers(at, walk.end) > 0 : compareNumbers(at, walk.end) < 0)) {
      if (numbers.length === MOST) return new FunctionFault(`There would be more than ${MOST} numbers. Bring start and end together, or take a larger step.`);
      numbers.push(num(at));
      at = added(at, walk.step);
    }
    return listOf(NUMBER, numbers);
  },
};

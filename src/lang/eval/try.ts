import { bool, BOOL, isWhollyKnown, unknownOf, type Value, type ValuePath } from '../../values';
import type { Expr } from '../expr';
import { tellUnvisited } from './unvisited';
import { fault, NO_VALUE, Problems, valueOf, type Evaluation } from './evaluation';

type Call = Extract<Expr, { kind: 'call' }>;

/** One argument of a call, before it is evaluated or already. */
export interface Argument {
  readonly expr: Expr;
  readonly value: Value | undefined;
}

interface Attempt {
  readonly value: Value;
  readonly problems: Problems;
}

/** Evaluates an argument aside. What is wrong with the configuration itself, whatever the values, is told all the same. */
function attempt({ expr, value: given }: Argument, at: Evaluation, path: ValuePath): Attempt {
  const problems = new Problems();
  const value = given ?? valueOf(expr, { ...at, problems }, path);
  at.problems.addStatic(problems);
  return { value, problems };
}

/** The first argument without an error. What is not wholly known may fail yet: then nothing is known of the result, nor its type. */
export function tryValue(expr: Call, args: readonly Argument[], at: Evaluation, path: ValuePath): Value {
  const told: string[] = [];
  for (const [i, arg] of args.entries()) {
    const { value, problems } = attempt(arg, at, path);
    if (problems.count === 0) tellUnvisited(args.slice(i + 1).map(({ expr: later }) => later), [], at, path);
    if (problems.count === 0) return isWhollyKnown(value) ? value : NO_VALUE;
    told.push(...problems.all.map(({ message }) => `- ${message}`));
  }
  const why = told.length === 0 ? 'it has no arguments.' : `none of its arguments has a value.\n${told.join('\n')}`;
  return fault(at, 'lang_function_failed', `try() has no result: ${why}`, path, expr.nameSpan === undefined ? expr.span : { start: expr.nameSpan.start, end: expr.nameSpan.end + 1 });
}

/** Whether the argument has no error. What is not wholly known may fail yet. */
export function canValue(args: readonly Argument[], at: Evaluation, path: ValuePath): Value {
  const [arg] = args;
  if (arg === undefined) return unknownOf(BOOL);
  const { value, problems } = attempt(arg, at, path);
  return problems.count > 0 ? bool(false) : isWhollyKnown(value) ? bool(true) : unknownOf(BOOL);
}

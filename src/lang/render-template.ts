import type { Value } from '../values';
import { evaluationIn } from './eval/dispatch';
import { Problems, valueOf, type Names } from './eval/evaluation';
import { FunctionFault, type FunctionWorld } from './functions/types';
import type { Scope } from './scope';
import { parseTemplate } from './syntax';
import { eachReference } from './walk';

/**
 * What a template gives with the values of its variables: a text, or the value of a lone `${…}`. It knows no other names. `source`
 * names it in messages; functions named in `banned` cannot be called in it. A fault of argument 0 is a template that is none, one of argument 1 a variable that is not given.
 */
export function renderTemplate(template: string, variables: ReadonlyMap<string, Value>, source: string, banned: readonly string[], world: FunctionWorld): Value | FunctionFault {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return new FunctionFault(`The template ${source} is wrong at ${placeIn(template, parsed.offset)}: ${parsed.message}`, 0);
  let missing: FunctionFault | undefined;
  eachReference(parsed.expr, ({ root, span }) => {
    if (!variables.has(root)) missing ??= new FunctionFault(`The template ${source} refers to ${JSON.stringify(root)} at ${placeIn(template, span?.start ?? 0)}, and no value of that name is given to it.`, 1);
  });
  if (missing !== undefined) return missing;
  let names: Names | undefined;
  for (const [name, value] of variables) names = { name, value, outer: names };
  const problems = new Problems();
  const scope: Scope = { lookup: () => undefined, origin: () => undefined, functions: world };
  const value = valueOf(parsed.expr, { ...evaluationIn(scope, problems), names, banned }, []);
  const [problem] = problems.all;
  return problem === undefined ? value : new FunctionFault(`The template ${source} has no result at ${placeIn(template, problem.span?.start ?? 0)}: ${problem.message}`);
}

/** Line and column, counted from 1. */
function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

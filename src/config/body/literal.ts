import type { SourceRange } from '../../diagnostics';
import { evaluate, type Expr, type Scope, type Span } from '../../lang';
import type { Value } from '../../values';
import type { Findings } from './findings';
import { openParts } from './open-parts';

type Ranges = (span: Span | undefined) => SourceRange;

/** What stands in for the world of functions where none is called. */
const NO_WORLD: Scope['functions'] = {
  folder: '/', home: undefined,
  readFile: () => ({ kind: 'none' }),
  listFiles: () => undefined,
  now: () => undefined,
  planTime: () => '1970-01-01T00:00:00Z',
  random: () => undefined,
  render: (template) => ({ kind: 'string', value: template }),
};

const NOTHING_DECLARED: Scope = { lookup: () => undefined, origin: () => undefined, functions: NO_WORLD };

/** The value of an expression that may refer to nothing and call nothing; undefined, and told, when it does. */
export function literalOf(expr: Expr, ranges: Ranges, findings: Findings): Value | undefined {
  if (expr.kind === 'literal') return expr.value;
  const open = openParts(expr);
  for (const { part, isWithinFor } of open) {
    if (part.kind === 'call') findings.tell('config_literal_functions', `${part.name}() cannot be called here: this is read before anything is evaluated. Write the value itself.`, ranges(part.span));
    else {
      const span = part.span === undefined ? undefined : { start: part.span.start, end: part.span.start + part.root.length };
      findings.tell('config_literal_variables', `"${part.root}" cannot be used here: this is read before anything is evaluated. Write the value itself.`, ranges(span), isWithinFor ? 'Unknown variable' : undefined);
    }
  }
  if (open.length > 0) return undefined;
  const evaluated = evaluate(expr, NOTHING_DECLARED, () => ranges(expr.span));
  findings.problems.push(...evaluated.diagnostics.map((d) => ({ ...d, ...findings.place })));
  return evaluated.ok ? evaluated.value : undefined;
}

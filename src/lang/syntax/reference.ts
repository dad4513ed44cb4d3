import type { Reference, Traversal, TraversalStep } from '../expr';
import type { SyntaxProblem } from '../problem';
import { resolveReference } from '../reference';
import { CORRUPTED, corruptedToken } from './corrupted';
import { parseExpression, parseTemplate, type Parsed } from './parse';

export type ParsedReference =
  /** `rest` are the parts behind the thing referred to; `depends_on` takes whole things only. */
  | { readonly ok: true; readonly reference: Reference; readonly rest: readonly TraversalStep[]; readonly traversal: Traversal }
  | ({ readonly ok: false } & SyntaxProblem);

const NO_REFERENCE = 'A reference is wanted here, such as TYPE.NAME or data.TYPE.NAME.';

/** Parses a bare reference, as `depends_on` has it: `t.n`, `data.t.n`. The form `${t.n}`, which cdktf emits for outputs, is taken too. */
export function parseReference(text: string): ParsedReference {
  const corrupted = corruptedToken(text);
  if (corrupted !== undefined) return problem('lang_token_corrupted', CORRUPTED, text, corrupted);
  const parsed: Parsed = text.startsWith('${') ? parseTemplate(text) : parseExpression(text);
  if (!parsed.ok) {
    const { code, message, offset, span } = parsed;
    return { ok: false, code, message, offset, span };
  }
  const { expr } = parsed;
  if (expr.kind !== 'traversal') return problem('lang_reference_invalid', NO_REFERENCE, text, 0);
  const resolved = resolveReference(expr);
  return resolved.ok ? { ...resolved, traversal: expr } : problem(resolved.code, resolved.message, text, 0);
}

function problem(code: SyntaxProblem['code'], message: string, text: string, offset: number): ParsedReference {
  return { ok: false, code, message, offset, span: { start: offset, end: text.length } };
}

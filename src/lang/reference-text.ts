import { Cursor } from './cursor';
import type { Reference, Traversal, TraversalStep } from './expr';
import { parseTraversal } from './expression';
import { corruptedToken } from './literal';
import { resolveReference } from './reference';
import type { SyntaxProblem } from './problem';
import { parseQuoted, parseTemplate, problemOf } from './template';

export type ParsedReference =
  /** `rest` are the parts behind the thing referred to; `depends_on` takes whole things only. */
  | { readonly ok: true; readonly reference: Reference; readonly rest: readonly TraversalStep[] }
  | ({ readonly ok: false } & SyntaxProblem);

/** Parses a bare reference, as `depends_on` has it: `t.n`, `data.t.n`. The form `${t.n}`, which cdktf emits for outputs, is taken too. */
export function parseReference(text: string): ParsedReference {
  const corrupted = corruptedToken(text);
  if (corrupted !== undefined) return { ok: false, code: 'lang_token_corrupted', ...corrupted };
  if (text.startsWith('${')) {
    const parsed = parseTemplate(text);
    if (!parsed.ok) return parsed;
    return parsed.expr.kind === 'traversal' ? resolved(parsed.expr) : { ok: false, code: 'lang_reference_invalid', message: NO_REFERENCE, offset: 0 };
  }
  const cursor = new Cursor(text);
  const root = cursor.name();
  if (root === undefined) return { ok: false, code: 'lang_reference_invalid', message: NO_REFERENCE, offset: 0 };
  const traversal = parseTraversal(cursor, root, 0, parseQuoted);
  if (traversal?.kind !== 'traversal') return problemOf(cursor);
  if (cursor.at < text.length) {
    return { ok: false, code: 'lang_reference_invalid', message: `${NO_REFERENCE} There is more from character ${cursor.at + 1} on.`, offset: cursor.at };
  }
  return resolved(traversal);
}

const NO_REFERENCE = 'A reference is wanted here, such as TYPE.NAME or data.TYPE.NAME.';

function resolved(traversal: Traversal): ParsedReference {
  const answer = resolveReference(traversal);
  return answer.ok ? answer : { ...answer, offset: 0 };
}

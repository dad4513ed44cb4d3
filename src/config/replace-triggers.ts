import { parseExpression, referencesOf, resolveReference, type Expr, type Traversal } from '../lang';
import type { Findings, RawAttribute, RawValue } from './body';
import { readList } from './static-values';

/** `replace_triggered_by`: resources, their instances and attributes; the key of an instance may be count.index or each.key. */
export function readReplaceTriggers(attribute: RawAttribute | undefined, findings: Findings): readonly Expr[] {
  if (attribute === undefined) return [];
  const found: Expr[] = [];
  for (const item of readList(attribute, findings)) {
    const expr = item.syntax === 'json' ? fromText(item, findings) : item.expr(findings);
    if (expr !== undefined && checkTrigger(expr, item, findings)) found.push(expr);
  }
  return found;
}

/** In JSON the expression is the text of a string; cdktf writes `${…}` around it. */
function fromText(item: RawValue, findings: Findings): Expr | undefined {
  const text = item.text();
  if (text === undefined) {
    findings.tell('config_replace_text', 'A reference is wanted here, as the text of a string, such as "TYPE.NAME".', item.range());
    return undefined;
  }
  const inner = /^\$\{(.*)\}$/s.exec(text)?.[1] ?? text;
  const parsed = parseExpression(inner);
  if (parsed.ok) return parsed.expr;
  findings.tell('config_static_expression', `${parsed.message} A reference is wanted here, such as TYPE.NAME.`, item.locate([], { start: parsed.offset - 1, end: parsed.offset }));
  return undefined;
}

function checkTrigger(expr: Expr, item: RawValue, findings: Findings): boolean {
  const wanted = 'Only a resource, an instance of one or an attribute of one can cause a replacement.';
  const parts = headOf(expr);
  const range = (span: Expr['span']): ReturnType<RawValue['range']> => (item.syntax === 'json' || span === undefined ? item.range() : item.locate([], span));
  if (parts === undefined) {
    findings.tell('config_static_expression', `${wanted} It is written out, with no call, template or calculation.`, item.range());
    return false;
  }
  const resolved = resolveReference(parts.head);
  if (!resolved.ok) {
    findings.tell(resolved.code, resolved.message, range(parts.head.span));
    return false;
  }
  const { reference } = resolved;
  if (reference.kind !== 'resource' || reference.mode !== 'managed') {
    if (!isKey(reference.kind)) findings.tell('config_replace_key', `${wanted} Of the rest of the language only count.index and each.key may be used, as the key of an instance.`, range(parts.head.span));
    findings.tell('config_replace_reference', `${wanted} Name one.`, range(parts.head.span));
    return false;
  }
  const strange = parts.keys.flatMap((key) => referencesOf(key)).find((inKey) => !(inKey.kind === 'count' || (inKey.kind === 'each' && inKey.name === 'key')));
  if (strange === undefined) return true;
  findings.tell('config_replace_key', 'The key of an instance may use count.index and each.key, and nothing else that is computed.', range(parts.keys[0]?.span));
  return false;
}

const isKey = (kind: string): boolean => kind === 'count' || kind === 'each';

/** The static head of `a.b[key].c` and its computed keys; undefined for any other expression. */
function headOf(expr: Expr): { readonly head: Traversal; readonly keys: readonly Expr[] } | undefined {
  const keys: Expr[] = [];
  let at = expr;
  for (;;) {
    if (at.quoted !== undefined) return undefined;
    if (at.kind === 'traversal') return { head: at, keys };
    if (at.kind === 'index') keys.push(at.key);
    else if (at.kind !== 'attr') return undefined;
    at = at.of;
  }
}


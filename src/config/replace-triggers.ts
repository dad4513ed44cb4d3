import { parseExpression, referencesOf, type Expr } from '../lang';
import { stepsOf } from './address-parts';
import type { Findings, RawAttribute, RawValue } from './body';
import { readList, spanOf } from './static-values';

/** `replace_triggered_by`: resources, their instances and attributes; the key of an instance may be count.index or each.key. */
export function readReplaceTriggers(attribute: RawAttribute | undefined, findings: Findings): readonly Expr[] {
  if (attribute === undefined) return [];
  const found: Expr[] = [];
  const before = findings.problems.length;
  for (const item of readList(attribute, findings)) {
    const expr = item.syntax === 'json' ? fromText(item, findings) : item.expr(findings);
    // Like Terraform: behind a wrong one, none is judged.
    if (expr !== undefined && findings.problems.length === before && checkTrigger(expr, item, findings)) found.push(expr);
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
  const parsed = parseExpression(/^\$\{(.*)\}$/s.exec(text)?.[1] ?? text);
  if (parsed.ok) return parsed.expr;
  for (const { code, message, span } of parsed.problems) findings.tell(code, `${message} A reference is wanted here, such as TYPE.NAME.`, spanOf(item, span));
  return undefined;
}

const WANTED = 'A resource, an instance of one or an attribute of one can cause a replacement.';

function checkTrigger(expr: Expr, item: RawValue, findings: Findings): boolean {
  const before = findings.problems.length;
  let resources = 0;
  for (const reference of referencesOf(expr)) {
    switch (reference.kind) {
      case 'resource': resources++; break;
      case 'count': break;
      case 'each':
        if (reference.name !== 'key') findings.tell('config_replace_each', `${WANTED} Of "each", only each.key may be used, as the key of the instance.`, item.range());
        break;
      default: findings.tell('config_replace_key', `${WANTED} Besides, count.index and each.key may be used, as the key of the instance.`, item.range());
    }
  }
  if (resources !== 1) findings.tell('config_replace_reference', `${WANTED} Name one.`, item.range());
  else if (stepsOf(expr) === undefined) findings.tell('config_static_expression', `${WANTED} It is written out, with no call, template or calculation.`, item.range());
  return findings.problems.length === before;
}

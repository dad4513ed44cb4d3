import { eachReference, evaluate, resolveReference, type Expr, type FunctionWorld, type Scope, type Traversal, type TraversalStep } from '../../lang';
import { mapExpr } from '../../config';
import { DYNAMIC, ExactNumber, isWhollyKnown, unknownOf, unmarkDeep, type ExactJson, type Json, type Value } from '../../values';

/**
 * An expression as a plan's JSON describes it: its constant value, and what it refers to, each with all that it takes of that
 * first and then less and less; neither of what only functions tell. Source of rule: measured with Terraform 1.11.
 */
export function expressionJson(expr: Expr, functions: FunctionWorld): { readonly [name: string]: Json } {
  const references: string[] = [];
  eachReference(expr, (traversal) => references.push(...referenceTexts(traversal)));
  const constant = constantOf(expr, functions);
  return { ...(constant === undefined ? {} : { constant_value: constant }), ...(references.length === 0 ? {} : { references }) };
}

/** Everything that a reference names, the most specific first. */
function referenceTexts(traversal: Traversal): readonly string[] {
  const resolved = resolveReference(traversal);
  if (!resolved.ok) return [];
  const { reference, rest } = resolved;
  const subject = reference.kind === 'resource' ? reference.address : reference.kind === 'self' ? 'self' : `${ROOTS[reference.kind]}.${reference.name}`;
  const texts: string[] = [];
  const [first] = rest;
  // An instance, and the output of a call, count as one thing.
  const keyed = (reference.kind === 'resource' || reference.kind === 'module') && first?.kind === 'index';
  const output = reference.kind === 'module' && rest[keyed ? 1 : 0]?.kind === 'attr';
  const least = (keyed ? 1 : 0) + (output ? 1 : 0);
  for (let count = rest.length; count >= least; count--) texts.push(`${subject}${rest.slice(0, count).map(stepText).join('')}`);
  if (output) texts.push(`${subject}${keyed && first !== undefined ? stepText(first) : ''}`);
  else if (keyed) texts.push(subject);
  return texts;
}

const ROOTS = { variable: 'var', local: 'local', module: 'module', path: 'path', terraform: 'terraform', count: 'count', each: 'each' } as const;

function stepText(step: TraversalStep): string {
  if (step.kind === 'attr') return `.${step.name}`;
  return typeof step.key === 'number' ? `[${step.key}]` : `[${JSON.stringify(step.key)}]`;
}

/**
 * What it comes to where nothing has a value and no function answers: what is taken out of something may still be told. Of JSON, what
 * was written.
 */
function constantOf(expr: Expr, functions: FunctionWorld): Json | undefined {
  if (expr.written !== undefined) return exactAsJson(expr.written);
  const scope: Scope = { lookup: () => undefined, origin: () => undefined, functions };
  const alone = mapExpr(expr, (part, bound) => (isOpen(decisive(part), bound) ? OPEN : undefined));
  const value = evaluate(alone, scope);
  return value.ok && isWhollyKnown(value.value) ? plainJson(unmarkDeep(value.value).value) : undefined;
}

/** What must be told for anything of the expression to be; undefined where parts of it may be left open. */
function decisive(expr: Expr): Expr | undefined {
  switch (expr.kind) {
    case 'tuple': case 'object': case 'index': case 'attr': case 'for': case 'splat': case 'parens': return undefined;
    case 'conditional': return expr.condition;
    default: return expr;
  }
}

/** Whether anything in it is a name or a call. */
function isOpen(expr: Expr | undefined, bound: ReadonlySet<string>): boolean {
  let open = false;
  if (expr === undefined) return false;
  mapExpr(expr, (part, within, map) => {
    open ||= part.kind === 'call' || (part.kind === 'traversal' && !within.has(part.root));
    // The side of a condition that does not count is not looked at.
    return part.kind === 'conditional' && part.condition.kind === 'literal' && part.condition.value.kind === 'bool' ? map(part.condition.value.value ? part.then : part.otherwise) : undefined;
  }, bound);
  return open;
}

function exactAsJson(json: ExactJson): Json {
  if (json instanceof ExactNumber) return Number(json.text);
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return (json as readonly ExactJson[]).map(exactAsJson);
  return Object.fromEntries(Object.entries(json).map(([name, part]) => [name, exactAsJson(part as ExactJson)]));
}

const OPEN: Expr = Object.freeze({ kind: 'literal', value: unknownOf(DYNAMIC) });

/** A known value as plain JSON. */
export function plainJson(value: Value): Json {
  switch (value.kind) {
    case 'marked': return plainJson(value.value);
    case 'null': case 'unknown': return null;
    case 'string': case 'bool': return value.value;
    case 'number': return Number(value.value);
    case 'list': case 'set': case 'tuple': return value.items.map(plainJson);
    case 'map': case 'object': return Object.fromEntries([...value.entries].map(([name, part]) => [name, plainJson(part)]));
  }
}

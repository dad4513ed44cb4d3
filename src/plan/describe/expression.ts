import { eachReference, evaluate, resolveReference, type Expr, type FunctionWorld, type Scope, type Traversal, type TraversalStep } from '../../lang';
import { isWhollyKnown, unmarkDeep, type Json, type Value } from '../../values';

/**
 * An expression as a plan's JSON describes it: its constant value, or what it refers to, each with all that it takes of that
 * first and then less and less; neither of what only functions tell. Source of rule: measured with Terraform 1.11.
 */
export function expressionJson(expr: Expr, functions: FunctionWorld): { readonly [name: string]: Json } {
  const references: string[] = [];
  eachReference(expr, (traversal) => references.push(...referenceTexts(traversal)));
  if (references.length > 0) return { references };
  const constant = constantOf(expr, functions);
  return constant === undefined ? {} : { constant_value: constant };
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

function constantOf(expr: Expr, functions: FunctionWorld): Json | undefined {
  if (callsFunction(expr)) return undefined;
  const scope: Scope = { lookup: () => undefined, origin: () => undefined, functions };
  const value = evaluate(expr, scope);
  return value.ok && isWhollyKnown(value.value) ? plainJson(unmarkDeep(value.value).value) : undefined;
}

function callsFunction(expr: Expr): boolean {
  const open: Expr[] = [expr];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    switch (part.kind) {
      case 'call': return true;
      case 'literal': case 'item': case 'defined': case 'traversal': case 'blocks': break;
      case 'template': open.push(...part.parts); break;
      case 'tuple': open.push(...part.items); break;
      case 'object': for (const { key, value } of part.items) open.push(key, value); break;
      case 'unary': open.push(part.operand); break;
      case 'binary': open.push(part.left, part.right); break;
      case 'conditional': open.push(part.condition, part.then, part.otherwise); break;
      case 'parens': open.push(part.inner); break;
      case 'join': case 'attr': open.push(part.of); break;
      case 'index': open.push(part.of, part.key); break;
      case 'splat': open.push(part.of, part.each); break;
      case 'for': open.push(part.collection, part.value, ...(part.key === undefined ? [] : [part.key]), ...(part.condition === undefined ? [] : [part.condition])); break;
    }
  }
  return false;
}

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

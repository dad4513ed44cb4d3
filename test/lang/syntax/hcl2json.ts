import { createRequire } from 'node:module';
import { parseNumber } from '../../../src/values';
import type { Expr, TraversalStep } from '../../../src/lang';
import { unreachable } from '../../../src/diagnostics';

/** HCL's own parser, as the provider generator of cdktf brings it along; it speaks of one expression at a time. */
const { getExpressionAst } = createRequire(require.resolve('@cdktf/provider-generator'))('@cdktf/hcl2json') as {
  readonly getExpressionAst: (file: string, text: string) => Promise<Node>;
};

interface Segment { readonly type: 'nameTraversal' | 'indexTraversal'; readonly segment?: string }
interface Node {
  readonly type: string;
  readonly children: readonly Node[];
  readonly meta?: {
    readonly value?: string; readonly type?: string; readonly operator?: string; readonly name?: string; readonly expandedFinalArgument?: boolean; readonly traversal?: readonly Segment[];
    readonly keyVar?: string; readonly valVar?: string; readonly groupedValue?: boolean; readonly keyExpression?: string; readonly conditionalExpression?: string;
  };
}

/** A tree in one line: each node with what it is made of, and the piece of the text that it spans in `‹›`. */
export async function theirTree(text: string): Promise<string> {
  return theirs(await getExpressionAst('x.tf', text));
}

const OPERATORS: Readonly<Record<string, string>> = {
  add: '+', subtract: '-', multiply: '*', divide: '/', modulo: '%', equal: '==', notEqual: '!=', greaterThan: '>', greaterThanOrEqual: '>=', lessThan: '<', lessThanOrEqual: '<=',
  logicalAnd: '&&', logicalOr: '||', negate: '-', logicalNot: '!',
};

function theirs({ type, children, meta = {} }: Node): string {
  const all = (): string => children.map(theirs).join(' ');
  const at = `‹${meta.value ?? ''}›`;
  switch (type) {
    case 'literalValue': return meta.type === 'number' ? `number:${String(parseNumber(meta.value ?? ''))}` : meta.type === 'string' ? 'text' : String(meta.value);
    case 'scopeTraversal': return `${(meta.traversal ?? []).map(segment).join('')}${at}`;
    case 'relativeTraversal': return `(${all()})${(meta.traversal ?? []).map(segment).join('')}`;
    case 'index': return `(index ${all()})`;
    case 'template': return `(template ${all()})`;
    case 'templateWrap': return all();
    case 'templateJoin': return `(join ${all()})`;
    case 'conditional': return `(? ${all()})${at}`;
    case 'unaryOp': case 'binaryOp': return `(${OPERATORS[meta.operator ?? ''] ?? 'none'} ${all()})${at}`;
    case 'function': return `(call ${meta.name ?? ''}${meta.expandedFinalArgument === true ? '...' : ''} ${all()})${at}`;
    case 'tuple': return `(tuple ${all()})${at}`;
    case 'object': return `(object ${all()})${at}`;
    case 'for': return `(for ${meta.keyVar ?? ''},${meta.valVar ?? ''}${meta.groupedValue === true ? '...' : ''}${meta.keyExpression === undefined ? '' : ' =>'}${meta.conditionalExpression === undefined ? '' : ' if'} ${all()})`;
    case 'splat': return `(splat ${all()})`;
    case '': return children.length === 0 ? 'item' : all();
    default: throw new Error(`unknown node ${type}`);
  }
}

function segment({ type, segment: text = '' }: Segment): string {
  return type === 'nameTraversal' ? `.${text}` : `[${/^\d/.test(text) ? String(parseNumber(text)) : text}]`;
}

/** The same of our tree. Parentheses leave no trace in either. */
export function ourTree(expr: Expr, text: string): string {
  const tree = (e: Expr): string => ours(e, text);
  return tree(expr);
}

function ours(expr: Expr, source: string): string {
  const tree = (e: Expr): string => ours(e, source);
  const all = (es: readonly Expr[]): string => es.map(tree).join(' ');
  const at = `‹${source.slice(expr.span?.start, expr.span?.end)}›`;
  switch (expr.kind) {
    case 'literal': {
      const { value } = expr;
      if (value.kind === 'number') return `number:${value.value}`;
      if (value.kind === 'string') return '(template text)';
      return value.kind === 'bool' ? String(value.value) : value.kind;
    }
    case 'traversal': return `.${expr.root}${expr.steps.map(step).join('')}${at}`;
    case 'attr': return `${taken(tree(expr.of), expr.of)}.${expr.name}`;
    case 'index': return expr.key.kind === 'literal' && expr.key.value.kind !== 'bool' ? `${taken(tree(expr.of), expr.of)}[${constant(expr.key)}]` : `(index ${tree(expr.of)} ${tree(expr.key)})`;
    case 'template': return `(template ${expr.parts.map((part) => (part.kind === 'literal' && part.value.kind === 'string' && source.charAt(part.span?.start ?? 0) !== '"' ? 'text' : tree(part))).join(' ')})`;
    case 'join': return `(join ${tree(expr.of)})`;
    case 'conditional': return `(? ${all([expr.condition, expr.then, expr.otherwise])})${at}`;
    case 'unary': return `(${expr.op} ${tree(expr.operand)})${at}`;
    case 'binary': return `(${expr.op} ${all([expr.left, expr.right])})${at}`;
    case 'call': return `(call ${expr.name}${expr.expand ? '...' : ''} ${all(expr.args)})${at}`;
    case 'tuple': return `(tuple ${all(expr.items)})${at}`;
    case 'object': return `(object ${expr.items.map((item) => `${keyTree(item.key, source)} ${tree(item.value)}`).join(' ')})${at}`;
    case 'for': {
      const parts = [expr.collection, expr.key, expr.value, expr.condition].filter((part) => part !== undefined);
      return `(for ${expr.keyName ?? ''},${expr.valueName}${expr.group ? '...' : ''}${expr.key === undefined ? '' : ' =>'}${expr.condition === undefined ? '' : ' if'} ${all(parts)})`;
    }
    case 'splat': return `(splat ${all([expr.of, expr.each])})`;
    case 'item': return 'item';
    case 'parens': return tree(expr.inner);
    case 'blocks': case 'defined': return expr.kind;
    default: return unreachable(expr);
  }
}

/** What is taken of parts goes on in one list. */
function taken(tree: string, of: Expr): string {
  return of.kind === 'attr' || (of.kind === 'index' && of.key.kind === 'literal') ? tree : `(${tree})`;
}

/** The key of an object that is a bare name is no node of theirs. */
function keyTree(key: Expr, source: string): string {
  const start = source.charAt(key.span?.start ?? 0);
  return key.kind === 'literal' && key.value.kind === 'string' && start !== '"' ? 'item' : ours(key, source);
}

function step(of: TraversalStep): string {
  return of.kind === 'attr' ? `.${of.name}` : `[${typeof of.key === 'string' ? `"${of.key}"` : of.key}]`;
}

function constant(key: Expr): string {
  if (key.kind !== 'literal') return '';
  return key.value.kind === 'number' ? key.value.value : key.value.kind === 'string' ? `"${key.value.value}"` : '';
}

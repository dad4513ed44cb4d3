import { nullOf, bool, DYNAMIC, num, str } from '../../values';
import type { BinaryOp, Expr, Traversal, TraversalStep } from '../../lang';
import type { Replace } from './map-expr';

/** What of a module an expression may refer to that is there many times. */
export interface Repeated {
  /** By `t.n`, `data.t.n` or `module.m`: the expression of its count, or that it has for_each. */
  get(address: string): { readonly count: Expr | undefined } | undefined;
}

/** Told of each repair, as a whole sentence. */
export type Note = (sentence: string) => void;

/**
 * Repairs what cdktf writes and did not mean. `ownCount` tells the count of the block that the expression stands in.
 * Sources of the cases: the notes on cdktf, §2.4; each is in the tests as cdktf writes it.
 */
export function repairs(repeated: Repeated, ownCount: () => Expr | undefined, note: Note): Replace {
  return (expr, bound, map) => {
    if (expr.kind === 'binary' && isUndefined(expr.right) && !bound.has('undefined')) return withoutUndefined(expr.op, map(expr.left), note);
    if (expr.kind === 'splat' && expr.style === 'attr-only') return splatOverObject(expr, repeated, note);
    if (expr.kind !== 'traversal' || bound.has(expr.root)) return undefined;
    return partOfMany(expr, repeated, ownCount(), note);
  };
}

function isUndefined(expr: Expr): boolean {
  return expr.kind === 'traversal' && expr.root === 'undefined' && expr.steps.length === 0;
}

const literal = (value: Extract<Expr, { kind: 'literal' }>['value']): Expr => ({ kind: 'literal', value });

/** cdktf writes `undefined` for a right side of 0, false, "" or null. */
function withoutUndefined(op: BinaryOp, value: Expr, note: Note): Expr {
  switch (op) {
    case '==': case '!=': {
      note(`cdktf lost what the value is compared with: 0, false, "" and null all become "undefined". It is read as: is it ${op === '==' ? 'one' : 'none'} of these.`);
      const any = [literal(num(0)), literal(bool(false)), literal(str('')), literal(nullOf(DYNAMIC))]
        .map((right): Expr => ({ kind: 'binary', op: '==', left: value, right }))
        .reduce((all, one): Expr => ({ kind: 'binary', op: '||', left: all, right: one }));
      return op === '==' ? any : { kind: 'unary', op: '!', operand: any };
    }
    case '&&': case '||':
      note('cdktf lost the right side of the operator and wrote "undefined" for it. It is read as false.');
      return { kind: 'binary', op, left: value, right: literal(bool(false)) };
    case '+': case '-': case '*': case '/': case '%': case '<': case '<=': case '>': case '>=':
      note('cdktf lost the right side of the operator and wrote "undefined" for it. It is read as 0.');
      return { kind: 'binary', op, left: value, right: literal(num(0)) };
  }
}

/** The address that a traversal begins with, and the steps behind it. */
function headOf({ root, steps }: Traversal): { readonly address: string; readonly taken: number } | undefined {
  const name = (at: number): string | undefined => {
    const step = steps[at];
    return step?.kind === 'attr' ? step.name : undefined;
  };
  if (root === 'data') return name(0) === undefined || name(1) === undefined ? undefined : { address: `data.${name(0) ?? ''}.${name(1) ?? ''}`, taken: 2 };
  return name(0) === undefined ? undefined : { address: `${root}.${name(0) ?? ''}`, taken: 1 };
}

/** `t.n.*.id` where t.n has for_each: the whole map would be taken for one object. */
function splatOverObject(expr: Extract<Expr, { kind: 'splat' }>, repeated: Repeated, note: Note): Expr | undefined {
  const head = expr.of.kind === 'traversal' ? headOf(expr.of) : undefined;
  if (expr.of.kind !== 'traversal' || head === undefined || expr.of.steps.length !== head.taken) return undefined;
  const many = repeated.get(head.address);
  if (many === undefined || many.count !== undefined) return undefined;
  note(`${head.address} has for_each, and ".*" does not reach into its instances. It is read as values(${head.address})[*].`);
  return { ...expr, style: 'full', of: { kind: 'call', name: 'values', args: [expr.of], expand: false, span: expr.of.span } };
}

/** `t.n.id` where t.n has count, `t.n.k.id` where it has for_each: a key is missing. */
function partOfMany(expr: Traversal, repeated: Repeated, ownCount: Expr | undefined, note: Note): Expr | undefined {
  const head = headOf(expr);
  const step = head === undefined ? undefined : expr.steps[head.taken];
  if (head === undefined || step?.kind !== 'attr') return undefined;
  const many = repeated.get(head.address);
  if (many === undefined) return undefined;
  const whole: Traversal = { ...expr, steps: expr.steps.slice(0, head.taken) };
  const rest = expr.steps.slice(head.taken);
  if (many.count === undefined) {
    note(`${head.address} has for_each, so ".${step.name}" behind it is read as the key of an instance: ["${step.name}"].`);
    return { ...expr, steps: [...whole.steps, { kind: 'index', key: step.name, span: step.span }, ...rest.slice(1)] };
  }
  if (ownCount !== undefined && equal(ownCount, many.count)) {
    note(`${head.address} has the same count as this block, so it is read as ${head.address}[count.index].`);
    return steps({ kind: 'index', of: whole, key: { kind: 'traversal', root: 'count', steps: [{ kind: 'attr', name: 'index' }] }, span: expr.span }, rest, expr.span);
  }
  note(`${head.address} has count, and no instance is named. It is read as the only instance: one(${head.address}[*]), an error when there are several.`);
  return { kind: 'call', name: 'one', expand: false, span: expr.span, args: [{ kind: 'splat', style: 'full', of: whole, each: steps({ kind: 'item' }, rest, undefined), span: expr.span }] };
}

function steps(of: Expr, rest: readonly TraversalStep[], span: Expr['span']): Expr {
  return rest.reduce((at, step): Expr => (step.kind === 'attr' ? { kind: 'attr', of: at, name: step.name, span } : {
    kind: 'index', of: at, span, key: literal(typeof step.key === 'number' ? num(step.key) : str(step.key)),
  }), of);
}

/** Whether two expressions are written alike: spans aside. */
function equal(a: Expr, b: Expr): boolean {
  const text = (expr: Expr): string => JSON.stringify(expr, (key, value: unknown) => (key === 'span' || key === 'quoted' || key === 'part' ? undefined : value instanceof Map ? [...value] : value));
  return a === b || text(a) === text(b);
}

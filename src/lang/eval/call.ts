import { didYouMean } from '../../diagnostics';
import { marksOf, mark, unmark, type Value, type ValuePath } from '../../values';
import type { Expr, Span } from '../expr';
import { callFunction, convertArgument, parameterAt } from '../functions/call';
import { functionNamed, functionNames } from '../functions/registry';
import { FunctionFault, type FunctionSpec } from '../functions/types';
import { fault, NO_VALUE, spanOf, valueOf, type Evaluation } from './evaluation';
import { startSpan } from './start-span';
import { canValue, tryValue, type Argument } from './try';

type Call = Extract<Expr, { kind: 'call' }>;

const CORE = 'core::';

export function callValue(expr: Call, at: Evaluation, path: ValuePath): Value {
  const name = expr.name.startsWith(CORE) ? expr.name.slice(CORE.length) : expr.name;
  const spec = at.banned.includes(name) ? undefined : functionNamed(name);
  if (spec === undefined) return unknownFunction(expr, at, path);
  const args = expr.expand ? expanded(expr, at, path) : expr.args.map((arg): Argument => ({ expr: arg, value: undefined }));
  if (args === undefined) return NO_VALUE;
  if (name === 'try') return tryValue(expr, args, at, path);
  const missing = spec.parameters[args.length];
  if (missing !== undefined) {
    return fault(at, 'lang_function_arguments_few', `${name}() takes ${spec.variadic === undefined ? '' : 'at least '}${counted(spec)}, and there ${args.length === 1 ? 'is' : 'are'} ${args.length}. The value for ${JSON.stringify(missing.name)} is missing.`,
      path, closing(expr.span));
  }
  const extra = args[spec.parameters.length];
  if (extra !== undefined && spec.variadic === undefined) {
    return fault(at, 'lang_function_arguments_many', `${name}() takes ${counted(spec)}, and there are ${args.length}.`, path, spanOfArgument(extra));
  }
  return name === 'can' ? canValue(args, at, path) : called(spec, expr, args, at, path);
}

/** A reference, or an element of what one refers to. */
function isReference(expr: Expr): boolean {
  return expr.kind === 'traversal' || (expr.kind === 'index' && isReference(expr.of));
}

function counted(spec: FunctionSpec): string {
  const count = spec.parameters.length;
  return count === 1 ? '1 argument' : `${count} arguments`;
}

/** The parenthesis that ends a call. */
function closing(span: Span | undefined): Span | undefined {
  return span === undefined ? undefined : { start: span.end - 1, end: span.end };
}

function called(spec: FunctionSpec, expr: Call, args: readonly Argument[], at: Evaluation, path: ValuePath): Value {
  const before = at.problems.count;
  const values = args.map((arg, i) => {
    const value = arg.value ?? valueOf(arg.expr, at, path);
    const parameter = parameterAt(spec, i);
    const { kind } = unmark(value);
    if (spec.name === 'templatestring' && i === 0 && (kind === 'number' || kind === 'bool')) return argumentFault(`The template is a text, and this is a ${kind}`, spec, 0, arg, at, path);
    const converted = parameter === undefined ? value : convertArgument(parameter, value);
    return converted instanceof FunctionFault ? argumentFault(converted.message, spec, i, arg, at, path) : converted;
  });
  if (at.problems.count > before) return NO_VALUE;
  const [template] = args;
  if (spec.name === 'templatestring' && template !== undefined && at.scope.isResidual !== true && !isReference(template.expr)) {
    return argumentFault('The template must be a plain reference to a text from elsewhere. One that is known here is written as it is, without this function', spec, 0, template, at, path);
  }
  const result = callFunction(spec, values, at.scope.functions);
  if (!(result instanceof FunctionFault)) return result;
  const blamed = result.argument === undefined ? undefined : args[result.argument];
  if (result.argument !== undefined && blamed !== undefined) return argumentFault(result.message, spec, result.argument, blamed, at, path);
  return fault(at, 'lang_function_failed', `${spec.name}() has no result: ${sentence(result.message)}`, path, calling(expr));
}

/** The name and the parenthesis behind it. */
function calling(expr: Call): Span | undefined {
  return expr.nameSpan === undefined ? expr.span : { start: expr.nameSpan.start, end: expr.nameSpan.end + 1 };
}

function argumentFault(message: string, spec: FunctionSpec, index: number, arg: Argument, at: Evaluation, path: ValuePath): Value {
  const name = parameterAt(spec, index)?.name ?? String(index + 1);
  return fault(at, 'lang_function_argument', `The value for ${JSON.stringify(name)} of ${spec.name}() does not fit: ${sentence(message)}`, path, spanOfArgument(arg));
}

/** What is underlined of an argument: all of one that its elements came from. */
const spanOfArgument = (arg: Argument): Span | undefined => (arg.value === undefined ? startSpan(arg.expr) : spanOf(arg.expr));

/** Messages of functions are clauses or sentences. */
function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/** The arguments with the last one's elements in its place; undefined, and told, where that has none, or where they are not known. */
function expanded(expr: Call, at: Evaluation, path: ValuePath): readonly Argument[] | undefined {
  const last = expr.args.at(-1);
  if (last === undefined) return [];
  const before = at.problems.count;
  const value = valueOf(last, at, path);
  if (at.problems.count > before) return undefined;
  const bare = unmark(value);
  const kind = bare.kind === 'null' || bare.kind === 'unknown' ? bare.type.kind : bare.kind;
  if (kind !== 'dynamic' && kind !== 'tuple' && kind !== 'list' && kind !== 'set') {
    fault(at, 'lang_function_expansion', 'The argument before ... gives its elements to the function: it is to be a list, tuple or set.', path, spanOf(last));
    return undefined;
  }
  if (bare.kind === 'null') {
    fault(at, 'lang_function_expansion', 'The argument before ... is null: it is to be a list, tuple or set.', path, spanOf(last));
    return undefined;
  }
  if (bare.kind !== 'list' && bare.kind !== 'set' && bare.kind !== 'tuple') return undefined;
  const marks = marksOf(value);
  return [...expr.args.slice(0, -1).map((arg): Argument => ({ expr: arg, value: undefined })), ...bare.items.map((item): Argument => ({ expr: last, value: mark(item, marks) }))];
}

function unknownFunction(expr: Call, at: Evaluation, path: ValuePath): Value {
  const span = expr.nameSpan ?? expr.span;
  if (expr.name.includes('::')) {
    return fault(at, 'lang_function_provider_unknown', `${expr.name}() is called, and there is no such function: the only namespace here is core, as in core::upper.`, path, span);
  }
  if (at.banned.includes(expr.name)) return fault(at, 'lang_function_unknown', `${expr.name}() cannot be called within a template that it renders itself.`, path, span);
  return fault(at, 'lang_function_unknown', `${expr.name}() is called, and there is no function of that name.${didYouMean(expr.name, functionNames())}`, path, span);
}

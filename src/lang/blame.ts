import { compareText, marksOf, typeName, typeOf, unmark, type Type, type Value } from '../values';
import { providedFunction } from './eval/provided';
import type { Expr, Span, Traversal } from './expr';
import { functionSignature } from './functions/describe';
import { functionNamed } from './functions/registry';
import type { FunctionSpec } from './functions/types';
import type { ExprProblem } from './problem';
import { resolveReference } from './reference';
import type { Scope } from './scope';
import { StepFault, takeStep } from './step';
import { eachReference } from './walk';

/** What helps to understand a problem: what the references of the failing part are, and the function that failed. */
export interface Blame {
  readonly values?: readonly { readonly traversal: string; readonly statement: string }[];
  /** `max(numbers...)`. */
  readonly calling?: string;
  /** JSON. */
  readonly signature?: string;
}

/** Problems of calls. */
const CALLS: ReadonlySet<string> = new Set(['lang_function_argument', 'lang_function_failed', 'lang_function_arguments_few', 'lang_function_arguments_many', 'lang_function_expansion']);
const NOTHING: Blame = Object.freeze({});

/** Looks at a problem of an expression once more; `path` leads to it from there. Only for what is told: it costs more than the evaluation did. */
export function blameOf(expr: Expr, path: ExprProblem['path'], problem: ExprProblem, scope: Scope): Blame {
  const { span } = problem;
  if (span === undefined) return NOTHING;
  const within = followed(expr, path);
  const call = CALLS.has(problem.code) ? callAt(within, span, problem.code === 'lang_function_failed') : undefined;
  const part = call === undefined ? partAt(within, span) : problem.code === 'lang_function_failed' ? call : call.args.find((arg) => covers(arg.span, span)) ?? call;
  const values = part === undefined ? [] : valuesIn(part, scope);
  return { ...(values.length === 0 ? {} : { values }), ...(call === undefined ? {} : callingOf(call.name, scope)) };
}

type Call = Extract<Expr, { kind: 'call' }>;

/** Spans count within one text, so that in JSON the way to that text comes first. */
function followed(expr: Expr, path: ExprProblem['path']): Expr {
  let at = expr;
  for (const step of path) {
    const next: Expr | undefined = at.kind === 'tuple' && typeof step === 'number' ? at.items[step]
      : at.kind === 'object' ? at.items.find(({ key }) => key.kind === 'literal' && key.value.kind === 'string' && key.value.value === String(step))?.value : undefined;
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

const covers = (span: Span | undefined, part: Span): boolean => span !== undefined && span.start <= part.start && span.end >= part.end;

/** All parts of an expression, itself first, and those of nested blocks; it is plain data. */
function* partsOf(expr: Expr): Generator<Expr> {
  const waiting: unknown[] = [expr];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const kind = (next as { readonly kind?: unknown }).kind;
    if (kind === 'literal') continue;
    if (typeof kind === 'string') yield next as Expr;
    if (kind === 'traversal') continue;
    const members: Iterable<unknown> = next instanceof Map ? (next as ReadonlyMap<string, unknown>).values() : Object.values(next as Readonly<Record<string, unknown>>);
    // One by one: a text may have more parts than a call takes arguments.
    for (const part of [...members].reverse()) if (typeof part === 'object' && part !== null) waiting.push(part);
  }
}

function callAt(expr: Expr, span: Span, byName: boolean): Call | undefined {
  let found: Call | undefined;
  for (const part of partsOf(expr)) {
    if (part.kind !== 'call') continue;
    if (byName ? part.nameSpan?.start === span.start : part.nameSpan !== undefined && part.nameSpan.end <= span.start && covers(part.span, span)) found = part;
  }
  return found;
}

/** The part that a span means: the one that it covers exactly, or the least that has it in it. */
function partAt(expr: Expr, span: Span): Expr | undefined {
  let found: Expr | undefined;
  for (const part of partsOf(expr)) {
    const own = part.span;
    if (own === undefined || !covers(own, span)) continue;
    if (own.start === span.start && own.end === span.end) return part;
    found = part;
  }
  return found;
}

/** What the references of an expression are, each as far as it has a value; by their text. */
export function valuesIn(part: Expr, scope: Scope): readonly { readonly traversal: string; readonly statement: string }[] {
  const found = new Map<string, string>();
  eachReference(part, (traversal) => {
    const known = longest(traversal, scope);
    const statement = known === undefined ? undefined : statementOf(known.value);
    if (known !== undefined && statement !== undefined) found.set(known.text, statement);
  });
  return [...found].sort(([a], [b]) => compareText(a, b)).map(([traversal, statement]) => ({ traversal, statement }));
}

/** As much of a reference as has a value. */
function longest(traversal: Traversal, scope: Scope): { readonly text: string; readonly value: Value } | undefined {
  const resolved = resolveReference(traversal);
  const whole = resolved.ok ? scope.lookup(resolved.reference) : undefined;
  if (!resolved.ok || whole === undefined) return undefined;
  let value = whole;
  let taken = traversal.steps.length - resolved.rest.length;
  for (const step of resolved.rest) {
    const next = takeStep(value, step, () => traversal.root);
    if (next instanceof StepFault) break;
    value = next;
    taken++;
  }
  const steps = traversal.steps.slice(0, taken).map((step) => (step.kind === 'attr' ? `.${step.name}` : typeof step.key === 'number' ? `[${step.key}]` : `[${quoted(step.key)}]`));
  return { text: `${traversal.root}${steps.join('')}`, value };
}

/** A value in a clause, as Terraform puts it. Secrets, and what nothing is known of, are left out. */
function statementOf(value: Value): string | undefined {
  const bare = unmark(value);
  if (marksOf(value).length > 0) return undefined;
  switch (bare.kind) {
    case 'null': return 'is null';
    case 'unknown': return bare.type.kind === 'dynamic' ? undefined : `is a ${nameOf(bare.type)}`;
    case 'string': return `is ${quoted(bare.value)}`;
    case 'number': return `is ${bare.value}`;
    case 'bool': return `is ${String(bare.value)}`;
    case 'list': case 'set': case 'tuple': return counted(nameOf(typeOf(bare)), bare.items.length);
    case 'map': return counted(nameOf(typeOf(bare)), bare.entries.size);
    case 'object': {
      const [first] = bare.entries.keys();
      if (first === undefined) return 'is object with no attributes';
      return bare.entries.size === 1 ? `is object with 1 attribute ${quoted(first)}` : `is object with ${bare.entries.size} attributes`;
    }
  }
}

/** Of a long text its beginning tells enough. */
const quoted = (text: string): string => JSON.stringify(text.length > LONG ? `${text.slice(0, LONG)}…` : text);
const LONG = 1000;

const counted = (name: string, size: number): string => (size === 0 ? `is empty ${name}` : `is ${name} with ${size} element${size === 1 ? '' : 's'}`);

/** Unlike in the words for people, an open type has its own name here. */
function nameOf(type: Type): string {
  if (type.kind === 'dynamic') return type.kind;
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'map' ? `${type.kind} of ${nameOf(type.element)}` : typeName(type);
}

function callingOf(name: string, scope: Scope): Blame {
  const spec = functionNamed(name) ?? providedFunction(name, scope);
  return { calling: signature(name, spec), signature: functionSignature(name, spec) };
}

function signature(name: string, spec: FunctionSpec | undefined): string {
  const parameters = spec === undefined ? [] : [...spec.parameters.map((parameter) => parameter.name), ...(spec.variadic === undefined ? [] : [`${spec.variadic.name}...`])];
  return `${name}(${parameters.join(', ')})`;
}

import { quote, type InstanceKey, type ResourceMode } from '../addrs';
import type { Expr, Span } from '../lang';
import type { Findings, RawValue } from './body';
import { spanOf } from './static-values';

/** A step of an address: `.name`, or `[key]` where the key may be an expression. */
export type AddressStep = { readonly span: Span | undefined } & (
  | { readonly kind: 'attr'; readonly name: string }
  | { readonly kind: 'index'; readonly key: Expr }
);

export interface AddressText {
  readonly steps: readonly AddressStep[];
  readonly span: Span | undefined;
  readonly value: RawValue;
}

/** Modules on the way, each with its key as an expression, and what comes behind them. */
export interface AddressParts {
  readonly module: readonly { readonly name: string; readonly key: Expr | undefined; readonly keySpan: Span | undefined }[];
  readonly resource: ResourceParts | undefined;
}

export interface ResourceParts {
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
  /** What stands behind the name: at most one key, else it was told. */
  readonly rest: readonly AddressStep[];
}

/** The steps of an expression that is an address, its first name among them; undefined for anything else. */
export function stepsOf(expr: Expr): readonly AddressStep[] | undefined {
  const behind: AddressStep[] = [];
  for (let at = expr; ;) {
    if (at.quoted !== undefined) return undefined;
    if (at.kind === 'traversal') {
      const first: AddressStep = { kind: 'attr', name: at.root, span: at.span === undefined ? undefined : { start: at.span.start, end: at.span.start + at.root.length } };
      const own = at.steps.map((step): AddressStep => (step.kind === 'attr' ? { kind: 'attr', name: step.name, span: step.span } : { kind: 'index', key: keyExpr(step.key), span: step.span }));
      return [first, ...own, ...behind.reverse()];
    }
    if (at.kind === 'index') behind.push({ kind: 'index', key: at.key, span: at.part });
    else if (at.kind === 'attr') behind.push({ kind: 'attr', name: at.name, span: at.part });
    else return undefined;
    at = at.of;
  }
}

function keyExpr(key: string | number): Expr {
  return { kind: 'literal', value: typeof key === 'number' ? { kind: 'number', value: String(key) } : { kind: 'string', value: key } };
}

/** Names that mean something else at the beginning of an address. */
const RESERVED = new Set(['count', 'each', 'local', 'module', 'path', 'self', 'terraform', 'var', 'template', 'lazy', 'arg', 'ephemeral']);

/** Tells modules and resource of an address apart; undefined, and told, when it is none. */
export function partsOf(text: AddressText, isStrict: boolean, findings: Findings): AddressParts | undefined {
  const { steps, value } = text;
  const module: AddressParts['module'][number][] = [];
  let at = 0;
  while (nameAt(steps, at) === 'module') {
    const name = nameAt(steps, at + 1);
    if (name === undefined) {
      findings.tell('config_address_operator', '"module" is followed by the name of a module: module.NAME.', spanOf(value, steps[at + 1]?.span ?? text.span));
      return undefined;
    }
    const key = steps[at + 2];
    const isKeyed = key?.kind === 'index';
    module.push({ name, key: isKeyed ? key.key : undefined, keySpan: isKeyed ? key.span : undefined });
    at += isKeyed ? 3 : 2;
  }
  if (at === steps.length) return { module, resource: undefined };
  const resource = resourceOf({ ...text, steps: steps.slice(at) }, isStrict, findings);
  return resource === undefined ? undefined : { module, resource };
}

function resourceOf({ steps, value, span }: AddressText, isStrict: boolean, findings: Findings): ResourceParts | undefined {
  const wrong = (detail: string, at: Span | undefined): undefined => {
    findings.tell('config_address', detail, spanOf(value, at));
    return undefined;
  };
  const root = nameAt(steps, 0);
  const whole = steps[0]?.span === undefined || span === undefined ? span : { start: steps[0].span.start, end: span.end };
  if (isStrict && root !== undefined && RESERVED.has(root)) return wrong(`"${root}" cannot begin the address of a resource. For a type of that name, write resource.${root}.NAME.`, whole);
  const mode: ResourceMode = root === 'data' ? 'data' : 'managed';
  const first = root === 'data' || root === 'resource' ? 1 : 0;
  if (steps.length - first < 2) return wrong('A resource is named by its type and its name: TYPE.NAME.', whole);
  const type = nameAt(steps, first), name = nameAt(steps, first + 1);
  if (type === undefined) return wrong('The type of a resource is wanted here.', steps[first]?.span);
  if (name === undefined) return wrong('The name of a resource is wanted here.', steps[first + 1]?.span);
  return { mode, type, name, rest: steps.slice(first + 2) };
}

function nameAt(steps: readonly AddressStep[], at: number): string | undefined {
  const step = steps[at];
  return step?.kind === 'attr' ? step.name : undefined;
}

/** What stands behind the name of a resource as the key of one instance; 'wrong', and told, when it is more or something else. */
export function keyOf(rest: readonly AddressStep[], value: RawValue, findings: Findings): Expr | undefined | 'wrong' {
  const [key, extra] = rest;
  if (key === undefined) return undefined;
  if (key.kind === 'index' && extra === undefined) return key.key;
  findings.tell('config_address', key.kind === 'index' ? 'The address ends behind the key.' : 'The key of an instance stands in brackets: [0] or ["key"].', spanOf(value, key.kind === 'index' ? extra?.span : key.span));
  return 'wrong';
}

/** A key that is written out; 'wrong' for any other expression. */
export function staticKey(key: Expr | undefined): InstanceKey | undefined | 'wrong' {
  if (key === undefined) return undefined;
  if (key.kind !== 'literal') return 'wrong';
  if (key.value.kind === 'string') return key.value.value;
  const number = key.value.kind === 'number' ? Number(key.value.value) : NaN;
  return Number.isSafeInteger(number) ? number : 'wrong';
}

/** `m`, `m["k"]`, `m[0]`. */
export function moduleText(name: string, key: InstanceKey | undefined): string {
  return key === undefined ? name : `${name}[${typeof key === 'number' ? key : quote(key)}]`;
}

import type { Reference, Span, Traversal, TraversalStep } from './expr';
import type { LangCode } from './problem';

/** What a traversal refers to, and the parts that it takes of that. */
export type Resolved =
  | { readonly ok: true; readonly reference: Reference; readonly rest: readonly TraversalStep[] }
  /** `span`: what is wrong of it; left out for the whole. */
  | { readonly ok: false; readonly code: LangCode; readonly message: string; readonly span?: Span | undefined };

/** Names that Terraform keeps for later and refuses as types of resources. */
const RESERVED: ReadonlySet<string> = new Set(['template', 'lazy', 'arg']);

/** Tells the roots of references apart. Whether anything of that name is declared is another question. */
export function resolveReference(traversal: Traversal): Resolved {
  const resolved = resolveRoot(traversal);
  const { odd } = traversal;
  if (resolved.ok && resolved.reference.kind === 'module' && resolved.rest[0]?.kind === 'index' && resolved.rest[1]?.kind === 'index') return behindInstance(resolved.reference.name, resolved.rest[1].span);
  if (odd === undefined) return resolved;
  if (!resolved.ok) return resolved.code === 'lang_reference_invalid' && resolved.span === traversal.span ? { ...resolved, span: odd } : resolved;
  const { reference, rest } = resolved;
  if (rest.length === 0 && (reference.kind === 'resource' || reference.kind === 'module')) {
    return { ok: false, code: 'lang_instance_key_invalid', message: `The key of an instance of ${referenceText(reference)} is a text or a whole number: this one is neither.`, span: odd };
  }
  if (reference.kind === 'module' && rest.length === 1 && rest[0]?.kind === 'index') return behindInstance(reference.name, odd);
  return resolved;
}

const behindInstance = (name: string, span: Span | undefined): Resolved => invalid(`Behind an instance of module.${name} the name of an output is wanted, with a dot before it.`, undefined, span);

function resolveRoot(traversal: Traversal): Resolved {
  const { root, steps, span } = traversal;
  switch (root) {
    case 'var': return named('variable', root, steps, span);
    case 'local': return named('local', root, steps, span);
    case 'module': return named('module', root, steps, span);
    case 'path': return oneOf('path', ['module', 'root', 'cwd'], 'lang_path_attribute_invalid', traversal, (name) => ({ kind: 'path', name }));
    case 'terraform': return oneOf('terraform', ['workspace'], 'lang_terraform_attribute_invalid', traversal, (name) => ({ kind: 'terraform', name }));
    case 'count': return oneOf('count', ['index'], 'lang_count_attribute_invalid', traversal, (name) => ({ kind: 'count', name }));
    case 'each': return oneOf('each', ['key', 'value'], 'lang_each_attribute_invalid', traversal, (name) => ({ kind: 'each', name }));
    case 'self': return { ok: true, reference: { kind: 'self' }, rest: steps };
    case 'data': case 'ephemeral': return resource(root, nameOf(steps[0]), traversal, 2);
    case 'resource': return resource('managed', nameOf(steps[0]), traversal, 2);
    default: return RESERVED.has(root) ? reserved(root, span) : resource('managed', root, traversal, 1);
  }
}

function reserved(root: string, span: Span | undefined): Resolved {
  return {
    ok: false, code: 'lang_symbol_reserved', span: span === undefined ? undefined : { start: span.start, end: span.start + root.length },
    message: `"${root}" is a name that the language keeps for itself. A resource of a type of that name is referred to as resource.${root}.NAME.`,
  };
}

function nameOf(step: TraversalStep | undefined): string | undefined {
  return step?.kind === 'attr' ? step.name : undefined;
}

/** The part of a traversal up to and with a step. */
export function headSpan(span: Span | undefined, steps: readonly TraversalStep[], count: number): Span | undefined {
  const last = steps[count - 1];
  return span === undefined || last?.span === undefined ? span : { start: span.start, end: last.span.end };
}

function named(kind: 'variable' | 'local' | 'module', root: string, steps: readonly TraversalStep[], span: Span | undefined): Resolved {
  const name = nameOf(steps[0]);
  if (name === undefined) return invalid(`"${root}" alone cannot be referred to: write ${root}.NAME.`, steps[0], span);
  return { ok: true, reference: { kind, name }, rest: steps.slice(1) };
}

function oneOf<N extends string>(
  kind: 'path' | 'terraform' | 'count' | 'each', names: readonly N[], code: LangCode, { steps, span }: Traversal, referTo: (name: N) => Reference,
): Resolved {
  const written = nameOf(steps[0]);
  const name = names.find((each) => each === written);
  if (name !== undefined) return { ok: true, reference: referTo(name), rest: steps.slice(1) };
  const all = `There ${names.length === 1 ? 'is' : 'are'} ${names.map((each) => `${kind}.${each}`).join(' and ')}.`;
  if (written === undefined) return invalid(`"${kind}" alone cannot be referred to. ${all}`, steps[0], span);
  return { ok: false, code, message: `There is no ${kind}.${written}. ${all}`, span: headSpan(span, steps, 1) };
}

function resource(mode: 'managed' | 'data' | 'ephemeral', type: string | undefined, { steps, span }: Traversal, taken: number): Resolved {
  const prefix = mode === 'managed' ? '' : `${mode}.`;
  if (type === undefined) return invalid(`A reference to a ${mode === 'data' ? 'data source' : 'resource'} has its type and its name: ${prefix}TYPE.NAME.`, steps[taken - 2], span);
  const name = nameOf(steps[taken - 1]);
  if (name === undefined) {
    return invalid(type === 'undefined'
      ? 'The name "undefined" is not a reference: the program that made the configuration wrote a value that it did not have.'
      : `"${prefix}${type}" alone cannot be referred to: the name of a resource is wanted behind its type, as in ${prefix}${type}.NAME.`, steps[taken - 1], span);
  }
  return { ok: true, reference: { kind: 'resource', mode, type, name, address: `${prefix}${type}.${name}` }, rest: steps.slice(taken) };
}

/** `at`: the step that stands where a name is wanted, if there is one. */
function invalid(message: string, at: TraversalStep | undefined, span: Span | undefined): Resolved {
  return { ok: false, code: 'lang_reference_invalid', message, span: at?.span ?? span };
}

/** A reference as it is written: `var.x`, `data.t.n`. One text for each thing. */
export function referenceText(reference: Reference): string {
  switch (reference.kind) {
    case 'resource': return reference.address;
    case 'variable': return `var.${reference.name}`;
    case 'local': case 'module': case 'path': case 'terraform': case 'count': case 'each': return `${reference.kind}.${reference.name}`;
    case 'self': return 'self';
  }
}

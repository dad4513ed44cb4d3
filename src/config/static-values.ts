import { resolveReference, type Reference, type Traversal } from '../lang';
import type { Findings, RawAttribute, RawMember, RawValue } from './body';
import { loneReference, quotedReference } from './static-texts';
import type { ProviderRef } from './types';

const ONE_REFERENCE = 'One reference is wanted here, written out: a name with attributes and plain keys behind it, no call, no template and no calculation.';

/** A reference that is written out, also in the quotes of former times; undefined, and told, when it is none. */
export function readTraversal(value: RawValue, findings: Findings): Traversal | undefined {
  const found = value.traversal() ?? quotedReference(value, findings);
  if (found === undefined) findings.tell('config_static_expression', ONE_REFERENCE, value.range());
  return found === 'told' ? undefined : found;
}

export function readList(attribute: RawAttribute, findings: Findings): readonly RawValue[] {
  const items = attribute.items();
  if (items === undefined) findings.tell('config_static_expression', `"${attribute.name}" takes a list that is written out, such as [a, b].`, attribute.startRange());
  return items ?? [];
}

export function readMap(attribute: RawAttribute, findings: Findings): readonly RawMember[] {
  const members = attribute.members();
  if (members === undefined) findings.tell('config_static_expression', `"${attribute.name}" takes an object that is written out, such as { a = b }.`, attribute.startRange());
  return members ?? [];
}

/** `depends_on`: whole things. Some versions of cdktf write `${…}` around them. */
export function readDependsOn(attribute: RawAttribute | undefined, findings: Findings): readonly Reference[] {
  if (attribute === undefined) return [];
  const found: Reference[] = [];
  for (const item of readList(attribute, findings)) {
    const traversal = loneReference(item) ?? readTraversal(item, findings);
    if (traversal === undefined) continue;
    const resolved = resolveReference(traversal);
    if (!resolved.ok) {
      findings.tellLate(resolved.code, resolved.message, rangeOf(item, traversal));
    } else if (resolved.rest.length > 0 && !isInstance(resolved.reference, resolved.rest)) {
      const from = resolved.rest[0]?.span, to = resolved.rest.at(-1)?.span;
      findings.tellLate('config_depends_on', 'A block depends on whole things, not on a part of one. Leave out what follows the name.', spanOf(item, from === undefined || to === undefined ? undefined : { start: from.start, end: to.end }));
    } else found.push(resolved.reference);
  }
  return found;
}

/** Terraform takes one instance too, and lets the block depend on all of them. */
function isInstance({ kind }: Reference, rest: Traversal['steps']): boolean {
  return (kind === 'resource' || kind === 'module') && rest.length === 1 && rest[0]?.kind === 'index';
}

/** The range of a reference in a value: in a JSON string, counted as Terraform counts it there. */
export function rangeOf(value: RawValue, traversal: Traversal): ReturnType<RawValue['range']> {
  return spanOf(value, traversal.span);
}

export function spanOf(value: RawValue, span: Traversal['span']): ReturnType<RawValue['range']> {
  if (span === undefined) return value.range();
  // Terraform counts from the quote on where a string holds a reference.
  return value.syntax === 'json' ? value.locate([], { start: span.start - 1, end: span.end - 1 }) : value.locate([], span);
}

/** `NAME` or `NAME.ALIAS`. */
export function readProviderRef(value: RawValue, name: string, findings: Findings): ProviderRef | undefined {
  const wrong = `"${name}" names a provider configuration: NAME, or NAME.ALIAS for one with an alias, such as cloudbackup.second.`;
  const found = value.traversal() ?? quotedReference(value, findings);
  if (found === 'told') return undefined;
  if (found === undefined || found.steps.length > 1) {
    findings.tell('config_provider_reference', wrong, value.range());
    return undefined;
  }
  const [step] = found.steps;
  if (step === undefined) return { localName: found.root, alias: undefined };
  if (step.kind === 'attr') return { localName: found.root, alias: step.name };
  findings.tell('config_provider_reference', wrong, spanOf(value, step.span));
  return undefined;
}

import { formatKey, type InstanceKey } from '../../addrs';
import type { ImportBlock, ResourceBlock } from '../../config';
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics';
import { eachReference, evaluate, headSpan, resolveReference, type Expr, type Scope } from '../../lang';
import { convert, mark, marksOf, num, str, STRING, unmark, type Value } from '../../values';
import { InstanceScope } from '../instances/instance-scope';
import type { ModuleScope } from '../instances/module-scope';
import type { Repeated } from '../instances/repetition';
import { locator } from '../locate';
import { scopesOf, type Making } from '../making';
import { ownAddress } from '../static/graph';

/** One object that an import block takes into the state. */
export interface ImportTarget {
  readonly id: string;
  /** undefined: the command says so. */
  readonly block: ImportBlock | undefined;
}

/** By the address of the instance that it becomes. */
export type ImportTargets = ReadonlyMap<string, ImportTarget>;

/** How the resource that is imported to is repeated. */
type Target = Pick<ResourceBlock, 'address' | 'count' | 'forEach'>;

/**
 * What the import blocks of one resource take into the state, for all its instances; undefined where that cannot be told, and was
 * said. Evaluated in the root module, when everything that the blocks refer to is decided.
 */
export function importTargets(making: Making, blocks: readonly ImportBlock[], resource: Target): ImportTargets | undefined {
  const root = scopesOf(making, making.graph.modules[0])[0];
  const { diagnostics } = making.out;
  const targets = new Map<string, ImportTarget>();
  if (root === undefined) return targets;
  let failed = false;
  for (const block of blocks) {
    const items = itemsOf(block, root, diagnostics, false);
    if (items === undefined) failed = true;
    for (const repeated of items ?? []) {
      const found = targetOf(block, resource, repeated === undefined ? root : new InstanceScope(root, repeated));
      diagnostics.push(...found.diagnostics);
      if (found.target === undefined || hasErrors(found.diagnostics)) failed = true;
      else if (!targets.has(found.address)) targets.set(found.address, found.target);
    }
  }
  return failed ? undefined : targets;
}

/**
 * What an import block is made for: unlike a resource it takes lists too, whose indexes are each.key, and keys that are no strings;
 * null is nothing. undefined where that is not known or wrong; told, unless it may be known later. Source of rule: measured.
 */
function itemsOf(block: ImportBlock, root: Scope, diagnostics: Diagnostic[], later: boolean): readonly (Repeated | undefined)[] | undefined {
  const { forEach } = block;
  if (forEach === undefined) return [undefined];
  const result = evaluate(forEach, root, locator(block, 'for_each'));
  diagnostics.push(...result.diagnostics);
  if (!result.ok) return undefined;
  const no = (detail: string): undefined => {
    diagnostics.push(diagnostic('plan_for_each_invalid', detail, { range: block.locate(['for_each'], forEach.span) }));
    return undefined;
  };
  const value = unmark(result.value);
  const marks = marksOf(result.value);
  const item = (is: Value, own: Value): Repeated => ({ kind: 'for_each', key: '', value: mark(own, marks), is });
  switch (value.kind) {
    case 'null': return [];
    case 'string': case 'number': case 'bool': return no(`The for_each of the import of ${block.to.text} has no elements: it is to be a map, an object, a set, a list or a tuple.`);
    case 'unknown': return later ? undefined : no(`The for_each of the import of ${block.to.text} is known only after apply, so that nobody can tell what is imported. Take it from what is known when planning.`);
    case 'list': case 'tuple': return value.items.map((own, i) => item(num(i), own));
    case 'set': return value.items.map((own) => item(own, own));
    case 'map': case 'object': return [...value.entries].map(([key, own]) => item(str(key), own));
  }
}

function targetOf(block: ImportBlock, resource: Target, scope: Scope): { readonly address: string; readonly target: ImportTarget | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const { to } = block;
  const key = (expr: Expr | undefined): string => {
    const found = expr === undefined ? undefined : keyOf(expr, block, scope, diagnostics);
    return formatKey(found);
  };
  const address = `${to.module.map((step) => `module.${step.name}${key(step.key)}.`).join('')}${ownAddress(block)}${key(to.key)}`;
  diagnostics.push(...keyProblems(block, resource, scope));
  const id = idOf(block, scope, address, diagnostics);
  return { address, target: id === undefined ? undefined : { id, block }, diagnostics };
}

function keyOf(expr: Expr, block: ImportBlock, scope: Scope, diagnostics: Diagnostic[]): InstanceKey | undefined {
  const result = evaluate(expr, scope, locator(block, 'to'));
  diagnostics.push(...result.diagnostics);
  const value = result.ok ? unmark(result.value) : undefined;
  if (value?.kind === 'string') return value.value;
  if (value?.kind === 'number' && Number.isSafeInteger(Number(value.value)) && Number(value.value) >= 0) return Number(value.value);
  if (result.ok) {
    diagnostics.push(diagnostic('plan_import_key', `A key in ${block.to.text} is no text and no whole number that is known when planning. Use each.key, or write the key.`, { range: block.locate(['to'], expr.span) }));
  }
  return undefined;
}

/** An id that is taken from the object that it is to find. */
export function selfProblems(block: ImportBlock, { address }: Pick<ResourceBlock, 'address'>): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (block.to.module.length > 0) return found;
  eachReference(block.id, (traversal) => {
    const resolved = resolveReference(traversal);
    if (!resolved.ok || resolved.reference.kind !== 'resource' || resolved.reference.address !== address) return;
    const span = headSpan(traversal.span, traversal.steps, traversal.steps.length - resolved.rest.length);
    found.push(diagnostic('plan_import_id', `The id that ${block.to.text} is imported by is taken from ${address} itself, which is not there yet. Write the id.`, { address, range: block.locate(['id'], span) }));
  });
  return found;
}

/** A key of a kind that the resource has none of. */
function keyProblems(block: ImportBlock, resource: Target, scope: Scope): readonly Diagnostic[] {
  const { key } = block.to;
  const result = key === undefined ? undefined : evaluate(key, scope);
  const kind = result?.ok === true ? unmark(result.value).kind : undefined;
  const missing = kind === 'number' && resource.count === undefined ? 'count' : kind === 'string' && resource.forEach === undefined ? 'for_each' : undefined;
  if (missing === undefined) return [];
  return [diagnostic('plan_import_to', `${block.to.text} has a key that only a resource with ${missing} has, and this one has no ${missing}. Name an instance that there is.`, { range: block.locate(['to']) })];
}

/** What is wrong with an import block whatever will be known when planning. `scope`: with an `each` that is not known. */
export function importProblems(block: ImportBlock, resource: Target, root: ModuleScope, scope: Scope): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [...selfProblems(block, resource)];
  const items = itemsOf(block, root, diagnostics, true);
  if (hasErrors(diagnostics)) return diagnostics;
  for (const repeated of items ?? [undefined]) {
    const own = repeated === undefined ? scope : new InstanceScope(root, repeated);
    const told = [...keyProblems(block, resource, own)];
    idOf(block, own, block.to.text, told, true);
    diagnostics.push(...told);
    if (told.length > 0) break;
  }
  return diagnostics;
}

/** `later`: it may be unknown still. */
function idOf(block: ImportBlock, scope: Scope, address: string, diagnostics: Diagnostic[], later = false): string | undefined {
  const place = { address, range: block.locate(['id'], block.id.span) };
  const result = evaluate(block.id, scope, locator(block, 'id'));
  diagnostics.push(...result.diagnostics);
  if (!result.ok) return undefined;
  const no = (detail: string): undefined => {
    diagnostics.push(diagnostic('plan_import_id', detail, place));
    return undefined;
  };
  const value = unmark(result.value);
  if (value.kind === 'null') return no(`The id that ${address} is imported by is null. Give the id that its provider knows the object by.`);
  const converted = convert(value, STRING);
  if (!converted.ok) {
    diagnostics.push(diagnostic('plan_import_id_type', `The id that ${address} is imported by must be a text: ${converted.message}.`, place));
    return undefined;
  }
  const text = unmark(converted.value);
  if (text.kind === 'unknown' && later) return undefined;
  if (text.kind !== 'string') return no(`The id that ${address} is imported by is known only after apply, so that nothing can be read with it now. Write the id, or take it from what is known when planning.`);
  return text.value === '' ? no(`The id that ${address} is imported by is empty. Give the id that its provider knows the object by.`) : text.value;
}

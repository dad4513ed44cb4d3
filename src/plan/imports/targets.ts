import { formatKey, type InstanceKey } from '../../addrs';
import type { ImportBlock } from '../../config';
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics';
import { evaluate, type Expr, type Scope } from '../../lang';
import { convert, STRING, unmark } from '../../values';
import { expand } from '../instances/expand';
import { InstanceScope } from '../instances/instance-scope';
import { repeatedOf } from '../instances/repetition';
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

/**
 * What the import blocks of one resource take into the state, for all its instances; undefined where that cannot be told, and was
 * said. Evaluated in the root module, when everything that the blocks refer to is decided.
 */
export function importTargets(making: Making, blocks: readonly ImportBlock[]): ImportTargets | undefined {
  const root = scopesOf(making, making.graph.modules[0])[0];
  const { diagnostics } = making.out;
  const targets = new Map<string, ImportTarget>();
  if (root === undefined) return targets;
  let failed = false;
  for (const block of blocks) {
    const expanded = expand({ count: undefined, forEach: block.forEach, locate: block.locate }, `the import of ${block.to.text}`, root);
    diagnostics.push(...expanded.diagnostics.map((d) => ({ ...d, address: undefined })));
    if (!expanded.ok) {
      failed = true;
      continue;
    }
    for (const repeated of repeatedOf(expanded.value)) {
      const scope = repeated === undefined ? root : new InstanceScope(root, repeated);
      const found = targetOf(block, scope);
      diagnostics.push(...found.diagnostics);
      if (found.target === undefined || hasErrors(found.diagnostics)) failed = true;
      else if (!targets.has(found.address)) targets.set(found.address, found.target);
    }
  }
  return failed ? undefined : targets;
}

function targetOf(block: ImportBlock, scope: Scope): { readonly address: string; readonly target: ImportTarget | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const { to } = block;
  const key = (expr: Expr | undefined): string => {
    const found = expr === undefined ? undefined : keyOf(expr, block, scope, diagnostics);
    return formatKey(found);
  };
  const address = `${to.module.map((step) => `module.${step.name}${key(step.key)}.`).join('')}${ownAddress(block)}${key(to.key)}`;
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

/** What is wrong with the id of an import block whatever will be known when planning. */
export function importProblems(block: ImportBlock, scope: Scope): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  idOf(block, scope, block.to.text, diagnostics, true);
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

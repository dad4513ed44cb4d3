import { diagnostic, unreachable, type Diagnostic, type DiagnosticCode, type SourceRange } from '../../diagnostics';
import { referenceText, resolveReference, type Reference, type Span, type Traversal, type TraversalStep } from '../../lang';
import type { Condition, ResourceBlock } from '../types';
import { missingText, type ModuleNames, type ResourceReference } from './names';
import { referrersOf, type Referrer } from './referrers';
import { traversalsIn, traversalsInBody, type Path } from './traversals';

/** What is wrong with one reference; `span` is the part of it that Terraform underlines. */
interface Fault {
  readonly code: DiagnosticCode;
  readonly detail: string;
  readonly span: Span | undefined;
  readonly summary?: string | undefined;
}

/**
 * Checks, once all is read, that whatever is named in a module is declared, and that `each`, `count` and `self` stand where
 * they mean something. Whether an attribute is there behind a resource is its schema's to say.
 */
export function checkReferences(names: ModuleNames, problems: Diagnostic[]): void {
  const scoped = scopedData(names);
  for (const referrer of referrersOf(names.draft)) {
    const { from, path } = referrer;
    const isLost = referrer.rule !== undefined && losesNames(referrer.rule.condition, referrer, names, scoped, problems);
    const visit = (traversal: Traversal, at: Path): void => {
      const fault = faultOf(traversal, referrer, names, scoped, problems);
      if (isLost && (referrer.rule?.of === 'output' || referrer.rule?.part === 'error_message')) {
        const span = headOf(traversal, 0);
        tell({ code: 'config_condition_names', detail: `"${traversal.root}" is not looked up here, because something that this condition or its message names is not there, as is told beside this.`, span }, referrer, at, referrer.at.locate(at, span), problems);
      }
      // What is looked up only where all else is there.
      if (isLost && (fault?.code === 'lang_local_undeclared' || fault?.code === 'lang_variable_undeclared')) return;
      if (fault !== undefined) tell(fault, referrer, at, referrer.at.locate(at, fault.span ?? traversal.span), problems);
    };
    switch (from.kind) {
      case 'expr': traversalsIn(from.expr, visit, path); break;
      case 'body': traversalsInBody(from.body, visit, path); break;
      case 'static': from.references.forEach((reference, index) => { checkStatic(reference, [...path, index], referrer, names, scoped, problems); }); break;
      default: unreachable(from);
    }
  }
}

const ABSENT: ReadonlySet<DiagnosticCode> = new Set(['lang_resource_undeclared', 'lang_module_undeclared', 'config_reference_scoped', 'config_instance_key_missing', 'config_instance_key_unexpected']);

/** Where a resource or a module that a condition or its message names is not there, Terraform looks up no name in either. */
function losesNames(rule: Condition, referrer: Referrer, names: ModuleNames, scoped: ReadonlyMap<string, ResourceBlock>, problems: readonly Diagnostic[]): boolean {
  let lost = false;
  for (const expr of [rule.condition, rule.errorMessage]) {
    traversalsIn(expr, (traversal) => {
      const fault = faultOf(traversal, referrer, names, scoped, problems);
      lost ||= fault !== undefined && ABSENT.has(fault.code);
    });
  }
  return lost;
}

function tell({ code, detail, summary }: Fault, { place }: Referrer, path: Path, range: SourceRange, problems: Diagnostic[]): void {
  const told = diagnostic(code, detail, { ...place, attribute: path.length === 0 ? undefined : path.join('.'), range });
  problems.push(summary === undefined ? told : { ...told, summary });
}

/** The data sources of check blocks, by address. */
function scopedData({ draft }: ModuleNames): ReadonlyMap<string, ResourceBlock> {
  const found = new Map<string, ResourceBlock>();
  for (const { data } of draft.checks.values()) if (data !== undefined) found.set(data.address, data);
  return found;
}

function checkStatic(reference: Reference, path: Path, referrer: Referrer, names: ModuleNames, scoped: ReadonlyMap<string, ResourceBlock>, problems: Diagnostic[]): void {
  const fault = missing(reference, undefined, referrer, names, scoped, problems);
  if (fault === undefined) return;
  const whole = referrer.at.locate(path);
  // In a JSON string Terraform counts the reference from the quote on.
  const range = whole.filename.endsWith('.json') ? startOf(whole, referenceText(reference).length) : whole;
  tell(fault, referrer, path, range, problems);
}

function startOf({ filename, start }: SourceRange, length: number): SourceRange {
  return { filename, start, end: { line: start.line, column: start.column + length, byte: start.byte + length } };
}

function faultOf(traversal: Traversal, referrer: Referrer, names: ModuleNames, scoped: ReadonlyMap<string, ResourceBlock>, problems: readonly Diagnostic[]): Fault | undefined {
  const resolved = resolveReference(traversal);
  if (!resolved.ok) return { code: resolved.code, detail: resolved.message, span: resolved.span };
  const { reference, rest } = resolved;
  const { context } = referrer;
  const taken = traversal.steps.length - rest.length;
  switch (reference.kind) {
    case 'variable': case 'local': return missing(reference, headOf(traversal, taken), referrer, names, scoped, problems);
    case 'path': case 'terraform': return undefined;
    case 'count':
      return context.count ? undefined
        : { code: 'lang_count_misplaced', detail: 'count.index is known only in a resource, data source or module that has the argument count.', span: headOf(traversal, taken) };
    case 'each': return context.each ? undefined : eachFault(reference.name, headOf(traversal, taken));
    case 'self':
      return context.self ? undefined : { code: 'lang_self_misplaced', detail: 'self is known in the postconditions of a resource or data source only. Write the address of the object.', span: headOf(traversal, 0) };
    case 'resource': {
      const spans = { bare: headOf(traversal, taken), keyed: headOf(traversal, rest[0]?.kind === 'index' ? taken + 1 : taken) };
      return missing(reference, spans.keyed, referrer, names, scoped, problems) ?? instanceFault(reference, rest, spans, referrer, names);
    }
    case 'module': {
      // Whether it has such an output is found when it is evaluated: try and can may ask.
      return names.draft.calls.has(reference.name) ? undefined : missing(reference, headOf(traversal, taken + lengthOfOutput(rest)), referrer, names, scoped, problems);
    }
    default: return unreachable(reference);
  }
}

function eachFault(name: 'key' | 'value', span: Span | undefined): Fault {
  const detail = `each.${name} is known only in a resource, data source or module that has the argument for_each.`;
  return { code: 'lang_each_misplaced', detail, span, summary: name === 'value' ? 'each.value cannot be used in this context' : undefined };
}

/** Tells of a reference to nothing, or to oneself. */
function missing(reference: Reference, span: Span | undefined, { context }: Referrer, names: ModuleNames, scoped: ReadonlyMap<string, ResourceBlock>, problems: readonly Diagnostic[]): Fault | undefined {
  const { draft } = names;
  switch (reference.kind) {
    case 'variable': return draft.variables.has(reference.name) ? undefined : { code: 'lang_variable_undeclared', detail: missingText(reference, names, problems), span };
    case 'local':
      if (context.own === referenceText(reference)) return { code: 'config_reference_own_local', detail: `local.${reference.name} is made of itself. Correct one of the two names.`, span };
      return draft.locals.has(reference.name) ? undefined : { code: 'lang_local_undeclared', detail: missingText(reference, names, problems), span };
    case 'module': return draft.calls.has(reference.name) ? undefined : { code: 'lang_module_undeclared', detail: missingText(reference, names, problems), span };
    case 'resource': {
      const { address } = reference;
      if (context.own === address) {
        return { code: 'config_reference_circular', detail: `${address} refers to itself, and a block cannot be made of the values that it makes. Use what the argument is made of, or self in a postcondition.`, span };
      }
      const resources: ReadonlyMap<string, ResourceBlock> = draft.resources;
      if (resources.has(address) || context.check?.data?.address === address) return undefined;
      if (scoped.has(address)) return { code: 'config_reference_scoped', detail: `${address} stands in a check block, and is known there only. Declare it outside to use it here.`, span };
      return { code: 'lang_resource_undeclared', detail: missingText(reference, names, problems), span };
    }
    default: return undefined;
  }
}

/** A key where there are no instances, or a part of many where one is meant. */
function instanceFault(reference: ResourceReference, rest: readonly TraversalStep[], spans: { readonly bare: Span | undefined; readonly keyed: Span | undefined }, { context }: Referrer, names: ModuleNames): Fault | undefined {
  const resources: ReadonlyMap<string, ResourceBlock> = names.draft.resources;
  const block = resources.get(reference.address) ?? context.check?.data;
  const [first] = rest;
  if (block === undefined || first === undefined) return undefined;
  const { count, forEach } = block;
  if (count === undefined && forEach === undefined) {
    return first.kind === 'index' ? { code: 'config_instance_key_unexpected', detail: `${reference.address} has neither count nor for_each: it is one object. Leave the key out.`, span: spans.keyed } : undefined;
  }
  if (first.kind === 'index' || names.isSynthesized) return undefined;
  const example = count === undefined ? '["key"]' : '[0]';
  return {
    code: 'config_instance_key_missing', span: spans.bare,
    detail: `${reference.address} has ${count === undefined ? 'for_each' : 'count'}, so it is many objects, and "${first.name}" is a part of one. Write which one: ${reference.address}${example}.${first.name}.`,
  };
}

/** A key and the name of an output are part of what is underlined of a module. */
function lengthOfOutput(rest: readonly TraversalStep[]): number {
  const keys = rest[0]?.kind === 'index' ? 1 : 0;
  return rest[keys]?.kind === 'attr' ? keys + 1 : keys;
}

/** From the root to behind the first `count` steps. */
function headOf({ span, root, steps }: Traversal, count: number): Span | undefined {
  if (span === undefined) return undefined;
  const end = count === 0 ? span.start + root.length : count === steps.length ? span.end : steps[count - 1]?.span?.end;
  return end === undefined ? span : { start: span.start, end };
}

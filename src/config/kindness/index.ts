import { Findings } from '../body';
import type { Draft } from '../draft';
import type { Expr } from '../../lang';
import type { Condition, Lifecycle, Located, Repetition, ResourceBlock } from '../types';
import { mapBody, mapExpr } from './map-expr';
import { repairs, type Repeated } from './repair-expr';

/**
 * Repairs what cdktf writes and Terraform refuses, in the draft of a module that cdktf wrote (known by the paths of its
 * constructs); each repair is told as a warning. All blocks must have been read: what has count or for_each decides.
 */
export function repairDraft(draft: Draft): void {
  if (!isFromCdktf(draft)) return;
  const repeated = repeatedOf(draft);
  // One function for all blocks, and the block that it is at: of very many blocks few have anything to repair.
  let owner: Owner | undefined;
  const replace = repairs(repeated, () => owner?.block.count, (sentence) => {
    if (owner !== undefined) new Findings(draft.problems, { address: owner.address, constructPath: owner.constructPath }).tell('config_repaired', sentence, owner.block.locate());
  });
  const map = (expr: Expr): Expr => mapExpr(expr, replace);
  const replaceFor = (block: Owner['block'], address: string, constructPath: string | undefined): ((expr: Expr) => Expr) => {
    owner = { block, address, constructPath };
    return map;
  };
  for (const [address, block] of draft.resources) {
    if (isPlain(block)) continue;
    replaceFor(block, address, block.constructPath);
    const body = mapBody(block.body, map);
    const count = optional(block.count, map), forEach = optional(block.forEach, map);
    const lifecycle = repairLifecycle(block.lifecycle, map);
    if (body !== block.body || count !== block.count || forEach !== block.forEach || lifecycle !== block.lifecycle) draft.resources.set(address, { ...block, body, count, forEach, lifecycle });
  }
  for (const [name, call] of draft.calls) {
    replaceFor(call, `module.${name}`, call.constructPath);
    draft.calls.set(name, { ...call, inputs: mapBody(call.inputs, map), count: optional(call.count, map), forEach: optional(call.forEach, map) });
  }
  for (const [name, local] of draft.locals) draft.locals.set(name, { ...local, expr: replaceFor(local, `local.${name}`, undefined)(local.expr) });
  for (const [name, output] of draft.outputs) {
    replaceFor(output, `output.${name}`, undefined);
    draft.outputs.set(name, { ...output, value: map(output.value), preconditions: conditions(output.preconditions, map) });
  }
  for (const [key, block] of draft.providers) draft.providers.set(key, { ...block, body: mapBody(block.body, replaceFor(block, `provider.${key}`, undefined)) });
  for (const [name, variable] of draft.variables) {
    if (variable.validations.length > 0) draft.variables.set(name, { ...variable, validations: conditions(variable.validations, replaceFor(variable, `var.${name}`, undefined)) });
  }
  repairImports(draft);
}

/** The block that is being repaired, for its notes. */
interface Owner {
  readonly block: Located & Partial<Repetition>;
  readonly address: string;
  readonly constructPath: string | undefined;
}

function isPlain({ body, count, forEach, lifecycle }: ResourceBlock): boolean {
  if (count !== undefined || forEach !== undefined || lifecycle.preconditions.length > 0 || lifecycle.postconditions.length > 0) return false;
  for (const expr of body.values()) if (expr.kind !== 'literal') return false;
  return true;
}

function isFromCdktf({ resources, calls }: Draft): boolean {
  for (const block of resources.values()) if (block.constructPath !== undefined) return true;
  for (const call of calls.values()) if (call.constructPath !== undefined) return true;
  return false;
}

function repeatedOf({ resources, calls }: Draft): Repeated {
  const found = new Map<string, { readonly count: Expr | undefined }>();
  for (const { address, count, forEach } of resources.values()) if (count !== undefined || forEach !== undefined) found.set(address, { count });
  for (const { name, count, forEach } of calls.values()) if (count !== undefined || forEach !== undefined) found.set(`module.${name}`, { count });
  return found;
}

function repairLifecycle(lifecycle: Lifecycle, map: (expr: Expr) => Expr): Lifecycle {
  if (lifecycle.preconditions.length === 0 && lifecycle.postconditions.length === 0) return lifecycle;
  return { ...lifecycle, preconditions: conditions(lifecycle.preconditions, map), postconditions: conditions(lifecycle.postconditions, map) };
}

function optional(expr: Expr | undefined, map: (expr: Expr) => Expr): Expr | undefined {
  return expr === undefined ? undefined : map(expr);
}

function conditions(all: readonly Condition[], map: (expr: Expr) => Expr): readonly Condition[] {
  return all.map((one) => ({ ...one, condition: map(one.condition), errorMessage: map(one.errorMessage) }));
}

/** Where the resource is declared, its block says which provider it has; Terraform refuses an import that says it again. */
function repairImports(draft: Draft): void {
  draft.imports.forEach((block, index) => {
    if (block.provider === undefined || !draft.resources.has(block.to.resource)) return;
    draft.imports[index] = { ...block, provider: undefined };
    new Findings(draft.problems, { address: block.to.text }).tell('config_repaired', `The import names a provider, and so does ${block.to.text}: the one of the resource is used.`, block.locate());
  });
}

import { formatKey, type Address } from '../../addrs';
import type { Body, ResourceBlock } from '../../config';
import { eachReference, resolveReference, type Expr, type Resolved, type Traversal, type TraversalStep } from '../../lang';
import { DYNAMIC, isNull, nullOf, type Value, type ValuePath } from '../../values';
import type { StaticModule } from '../static/modules';
import type { Change, OutputChange, RelevantAttribute } from '../types';

/** A module of the configuration, and the instance of it that is meant: its path with keys, undefined for the root. */
export interface Place {
  readonly module: StaticModule;
  readonly path: string | undefined;
}

interface Repeated {
  readonly count: Expr | undefined;
  readonly forEach: Expr | undefined;
}

/**
 * Which attributes of objects what changes was made of, directly or through locals, variables, modules and the arguments of other
 * objects, each once. Conditions, triggers and `depends_on` count for nothing, and how often something is made only where its key
 * is used. `calls`: instances of modules other than the root, with their outputs' values. Source of rule: measured with Terraform 1.11.
 */
export function relevantAttributes(
  modules: readonly [StaticModule, ...StaticModule[]], changes: readonly Change[], outputs: readonly OutputChange[], calls: readonly (Place & { readonly outputs: ReadonlyMap<string, Value> })[],
): readonly RelevantAttribute[] {
  const search = new Search();
  for (const change of changes) {
    if (change.action === 'no-op') continue;
    const place = placeOf(modules, change.module);
    const block = place === undefined ? undefined : blockOf(place.module, change);
    if (place !== undefined && block !== undefined) search.all(block.body.values(), place, block);
  }
  for (const { name, action } of outputs) {
    const block = action === 'no-op' ? undefined : modules[0].config.outputs.get(name);
    if (block !== undefined) search.all([block.value], { module: modules[0], path: undefined }, undefined);
  }
  // A state keeps no outputs of modules, so that to Terraform each of them is new in every plan.
  for (const place of calls) {
    const made = [...place.module.config.outputs.values()].filter(({ name }) => !isNull(place.outputs.get(name) ?? nullOf(DYNAMIC)));
    search.all(made.map(({ value }) => value), place, undefined);
  }
  return [...search.found.values()];
}

/** The block of an object; data of checks stand in these. */
function blockOf({ config }: StaticModule, { mode, type, name }: Change): ResourceBlock | undefined {
  const address = (mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`) as Address;
  return config.resources.get(address) ?? (mode === 'data' ? [...config.checks.values()].find(({ data }) => data?.address === address)?.data : undefined);
}

class Search {
  readonly found = new Map<string, RelevantAttribute>();
  private readonly seen = new Set<string>();

  /** Everything that expressions refer to. `repeated`: what `each` and `count` in them mean. */
  all(exprs: Iterable<Expr>, place: Place, repeated: Repeated | undefined): void {
    for (const expr of exprs) eachReference(expr, (traversal) => this.one(traversal, place, repeated));
  }

  private one(traversal: Traversal, place: Place, repeated: Repeated | undefined): void {
    const resolved = resolveReference(traversal);
    if (!resolved.ok) return;
    const { reference, rest } = resolved;
    const whose = reference.kind === 'each' || reference.kind === 'count' ? repeated : undefined;
    if (whose !== undefined) return this.all([whose.forEach ?? whose.count].flatMap((expr) => expr ?? []), place, undefined);
    const key = `${place.path ?? ''} ${JSON.stringify([reference, pathOf(rest)])}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.follow(resolved, place);
  }

  private follow({ reference, rest }: Extract<Resolved, { ok: true }>, place: Place): void {
    const { config, call, parent, children } = place.module;
    switch (reference.kind) {
      case 'resource': {
        const [first] = rest;
        const key = first?.kind === 'index' ? formatKey(first.key) : '';
        const attribute = pathOf(key === '' ? rest : rest.slice(1));
        const resource = `${place.path === undefined ? '' : `${place.path}.`}${reference.address}${key}`;
        this.found.set(JSON.stringify([resource, attribute]), { resource, attribute });
        const block = config.resources.get(reference.address as Address);
        if (block !== undefined) this.all(argumentsOf(block.body, attribute[0]), place, block);
        return;
      }
      case 'local': return this.all([config.locals.get(reference.name)?.expr].flatMap((expr) => expr ?? []), place, undefined);
      case 'variable': {
        const input = call?.inputs.get(reference.name);
        if (input !== undefined && parent !== undefined) this.all([input], { module: parent, path: parentOf(place.path) }, call);
        return;
      }
      case 'module': {
        const child = children.get(reference.name);
        if (child === undefined) return;
        const [first] = rest;
        const key = first?.kind === 'index' ? formatKey(first.key) : '';
        const output = rest[key === '' ? 0 : 1];
        const path = `${place.path === undefined ? '' : `${place.path}.`}module.${reference.name}${key}`;
        const values = [...child.config.outputs.values()].filter(({ name }) => output?.kind !== 'attr' || output.name === name);
        return this.all(values.map(({ value }) => value), { module: child, path }, undefined);
      }
      case 'path': case 'terraform': case 'count': case 'each': case 'self': return;
    }
  }
}

const pathOf = (steps: readonly TraversalStep[]): ValuePath => steps.map((step) => (step.kind === 'attr' ? step.name : step.key));

/** One argument, or all of them. */
function argumentsOf(body: Body, name: ValuePath[number] | undefined): readonly Expr[] {
  if (name === undefined) return [...body.values()];
  const expr = body.get(String(name));
  return expr === undefined ? [] : [expr];
}

const CALL = /module\.([^.[]+)(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?/g;

function placeOf(modules: readonly [StaticModule, ...StaticModule[]], path: string | undefined): Place | undefined {
  let module: StaticModule | undefined = modules[0];
  for (const [, name = ''] of (path ?? '').matchAll(CALL)) module = module?.children.get(name);
  return module === undefined ? undefined : { module, path };
}

/** The path of the module instance around one. */
function parentOf(path: string | undefined): string | undefined {
  const calls = (path ?? '').match(CALL) ?? [];
  return calls.length < 2 ? undefined : calls.slice(0, -1).join('.');
}

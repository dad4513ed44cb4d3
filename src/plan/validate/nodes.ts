import type { Configuration, Repetition } from '../../config';
import { hasErrors, type Diagnostic } from '../../diagnostics';
import { topologicalOrder } from '../../graph';
import { decodeBody, evaluate, type FunctionWorld, type Scope } from '../../lang';
import { DYNAMIC, objectType as objectTypeOf, unmarkDeep, unknownOf, type Value } from '../../values';
import { judgeAll } from '../conditions/gather';
import { importProblems } from '../imports/targets';
import type { PlanInputs, PlanProviders } from '../inputs';
import { Definitions } from '../instances/definitions';
import { expand } from '../instances/expand';
import { InstanceScope } from '../instances/instance-scope';
import { ModuleScope, type ScopeGround } from '../instances/module-scope';
import { isRepeated, SINGLE } from '../instances/repetition';
import { AnyInstance } from '../instances/any-instance';
import { markedAs, shapeOf, typeOfVariable, variableValue } from '../instances/variable-value';
import { locator } from '../locate';
import { placedAt } from '../providers';
import { staticGraph, type StaticGraph } from '../static/graph';
import type { StaticModule } from '../static/modules';
import { sourceOf } from '../static/provider-keys';
import type { NodeOf, StaticNode } from '../static/nodes';
import { markProblems } from '../visit/output';
import { fleetingInput, inputProblem, judgeValidations } from '../visit/variable';
import { objectType, UNKNOWN_OBJECT, validateResource } from './resource';
import { validateAsserts, type Validation } from './validation';

/**
 * Judges a configuration by itself, all its modules: references, types, what providers demand of arguments. Variables and all
 * objects count as unknown, as in Terraform's validate; nothing is read and nobody is called.
 */
export function validateConfiguration(configuration: Configuration, providers: PlanProviders, functions: FunctionWorld, workspace?: string): readonly Diagnostic[] {
  const { graph, diagnostics } = staticGraph(configuration);
  if (hasErrors(diagnostics)) return diagnostics;
  const ordered = topologicalOrder(graph.graph);
  const nodes = ordered.kind === 'order' ? ordered.order.flatMap((id) => graph.nodes.get(id) ?? []) : [];
  return [...diagnostics, ...validateNodes(graph, { configuration, providers, functions, workspace }, nodes)];
}

/** The same for some things of a configuration, dependencies first: also those that no instance is made of have to be right. */
export function validateNodes(
  graph: StaticGraph, { configuration, providers, functions, workspace = 'default' }: Pick<PlanInputs, 'configuration' | 'providers' | 'functions' | 'workspace'>, nodes: readonly StaticNode[],
): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const failing = { is: false };
  const tell = (told: readonly Diagnostic[]): void => {
    problems.push(...told);
    failing.is ||= hasErrors(told);
  };
  const ground: ScopeGround = { root: configuration.root, workspace, functions, definitions: new Definitions(), tell, objectType: (module, block) => objectType({ providers }, module, block) };
  const scopes = new Map<StaticModule, ModuleScope>();
  for (const module of graph.modules) scopes.set(module, validatingScope(module, scopes, ground));
  const root = scopes.get(graph.modules[0]) ?? validatingScope(graph.modules[0], scopes, ground);
  const at: Validation = {
    providers, tell, missing: new Set(), given: new Map(), imports: graph.imports, root,
    scopeOf: (module) => scopes.get(module) ?? root,
  };
  for (const module of graph.modules) for (const block of module.config.resources.values()) at.scopeOf(module).define(block.address, UNKNOWN_OBJECT);
  // What stands on something wrong is not judged, as in Terraform: what is wrong there may follow from it.
  const failed = new Set<string>();
  for (const node of nodes) {
    failing.is = node.needs.some((id) => failed.has(id));
    if (!failing.is) validateNode(at, node);
    if (failing.is) failed.add(node.id);
  }
  return problems;
}

/** One scope for each module, however often it is made. */
function validatingScope(module: StaticModule, scopes: ReadonlyMap<StaticModule, ModuleScope>, ground: ScopeGround): ModuleScope {
  const { call, parent, config } = module;
  const unknowns = new Map<string, Value>([...config.variables.values()].map((v) => [v.name, markedAs(v, unknownOf(typeOfVariable(v.type)))]));
  const caller = parent === undefined ? undefined : scopes.get(parent);
  if (call === undefined || caller === undefined) return new ModuleScope(module, ground, { path: undefined, variables: unknowns });
  const path = module.prefix.slice(0, -1);
  const scope = new ModuleScope(module, ground, { path, variables: unknowns, caller: new AnyInstance(caller, call), callerPath: caller.path });
  if (isRepeated(call)) caller.unknownCalls.set(call.name, unknownInstances(module, call));
  else caller.calls.set(call.name, { expansion: SINGLE, instances: new Map([[undefined, scope]]) });
  return scope;
}

/** As in Terraform: a list or a map of objects, whose attributes are the outputs. */
function unknownInstances({ config }: StaticModule, { count }: Repetition): Value {
  const element = objectTypeOf([...config.outputs.keys()].map((name) => [name, DYNAMIC] as const));
  return unknownOf({ kind: count === undefined ? 'map' : 'list', element });
}

function validateNode(at: Validation, node: StaticNode): void {
  const scope = at.scopeOf(node.module);
  switch (node.kind) {
    case 'resource':
      for (const block of at.imports.get(node.id) ?? []) at.tell(importProblems(block, node.block, at.root, new AnyInstance(at.root, { count: undefined, forEach: block.forEach })));
      return validateResource(at, node, scope);
    case 'check': {
      const data = node.block.data;
      if (data !== undefined && node.provider !== undefined) {
        validateResource(at, { id: node.id, module: node.module, needs: node.needs, kind: 'resource', block: data, provider: node.provider }, scope);
      }
      return validateAsserts(at, node.block.asserts, withOwn(node, scope), node.id);
    }
    case 'provider': return validateProvider(at, node, scope);
    case 'expand': return at.tell(expand(node.block, node.id.replace(' (expand)', ''), scope, 'allow').diagnostics);
    case 'variable': return validateInput(at, node, scope);
    case 'validation': {
      // What a call writes is known to the rules of the variable, and can be wrong already; all else finds it unknown.
      const { name } = node.block;
      const [unknown, given] = [scope.variables.get(name), at.given.get(scope)?.get(name)];
      if (given !== undefined) scope.variables.set(name, given);
      at.tell(judgeValidations(node, scope).diagnostics);
      if (unknown !== undefined) scope.variables.set(name, unknown);
      return;
    }
    case 'local': {
      scope.lookup({ kind: 'local', name: node.block.name });
      return;
    }
    case 'output': {
      const address = node.id;
      // A rule that fails already is told instead of what the value has.
      const rules = judgeAll(node.block.preconditions, 'output', scope, (rule) => ({ address, condition: locator(rule, 'condition'), message: locator(rule, 'error_message') })).diagnostics;
      at.tell(rules);
      if (hasErrors(rules)) return void scope.outputs.set(node.block.name, unknownOf({ kind: 'dynamic' }));
      const result = evaluate(node.block.value, scope, locator(node.block, 'value'));
      at.tell(result.diagnostics.map((d) => ({ ...d, address: d.address ?? address })));
      if (result.ok) at.tell(markProblems(node.block, result.value, scope.path === undefined, address));
      // What others find of it is not known, and not whether it is a secret either: as in Terraform.
      return void scope.outputs.set(node.block.name, unknownOf({ kind: 'dynamic' }));
    }
    case 'close': case 'decided': return;
  }
}

/** The data source of a check block is seen by its assertions alone. */
function withOwn({ block }: NodeOf<'check'>, scope: ModuleScope): Scope {
  const { data } = block;
  return data === undefined ? scope : new InstanceScope(scope, undefined, { own: { address: data.address, value: UNKNOWN_OBJECT } });
}

function validateProvider(at: Validation, { block, module, key, id }: NodeOf<'provider'>, scope: ModuleScope): void {
  const kind = at.providers.bySource(sourceOf(block.localName, module));
  if (kind === undefined) return;
  const evaluated = decodeBody(block.body, kind.schema().provider.block, scope, { address: id, locate: locator(block) });
  at.tell(evaluated.diagnostics);
  if (evaluated.ok) at.tell(kind.validateProvider(unmarkDeep(evaluated.value).value).map((d) => placedAt(d, key, block)));
}

/** A value that a call gives is held against the type, and kept for the rules of the variable. */
function validateInput(at: Validation, { block, module }: NodeOf<'variable'>, scope: ModuleScope): void {
  const { call } = module;
  const input = call?.inputs.get(block.name);
  if (call === undefined || scope.caller === undefined) return;
  const give = (value: Value): void => { at.given.set(scope, new Map(at.given.get(scope)).set(block.name, value)); };
  if (input === undefined) {
    const fallback = variableValue(shapeOf(block), undefined);
    if (fallback.ok) give(fallback.value);
    return;
  }
  const result = evaluate(input, scope.caller, locator(call, block.name));
  at.tell(result.diagnostics.map((d) => ({ ...d, address: d.address ?? scope.path, constructPath: d.constructPath ?? call.constructPath })));
  if (!result.ok) return;
  const fitted = variableValue(shapeOf(block), result.value);
  if (fitted.ok) {
    give(fitted.value);
    at.tell(fleetingInput(call, block, scope.path, result.value));
  } else at.tell([inputProblem(call, block, scope, fitted)]);
}

import type { Address, InstanceKey } from '../../addrs';
import type { ModuleCall, ModuleConfig, ResourceBlock, VariableBlock } from '../../config';
import type { Diagnostic } from '../../diagnostics';
import { evaluate, referencesOf, type Expr, type FunctionWorld, type Reference, type Scope } from '../../lang';
import { DYNAMIC, objectOf, str, unknownOf, type Type, type Value } from '../../values';
import { expand } from '../instances/expand';
import { repeatedOf, repetitionValue, SINGLE, wholeOf, type Expansion, type Repeated } from '../instances/repetition';
import { shapeOf, typeOfVariable, variableValue } from '../instances/variable-value';
import { locator } from '../locate';
import type { PriorObject } from '../prior';
import { resourceValue } from './resource-value';

/** What the console knows of one object. */
export type ConsoleObject = Pick<PriorObject, 'address' | 'module' | 'key' | 'value'>;

/** What all modules of one console share. */
export interface ConsoleGround {
  /** `path.cwd`. */
  readonly cwd: string;
  readonly workspace: string;
  readonly functions: FunctionWorld;
  /** Objects of the state by their resource, the keys of its modules in it: `module.a["k"].t.n`. */
  readonly objects: ReadonlyMap<string, readonly ConsoleObject[]>;
  /** The objects are those of a plan, and all of them: a resource that has none is repeated no times. */
  readonly planned: boolean;
  /** What one object of a block is by its schema. */
  typeOf(config: ModuleConfig, block: ResourceBlock): Type | undefined;
  tell(diagnostics: readonly Diagnostic[]): void;
}

interface Called {
  readonly expansion: Expansion;
  readonly instances: ReadonlyMap<InstanceKey | undefined, ConsoleModule>;
}

/** What names mean in one module instance while expressions are tried: nothing is planned, each value is made when it is first asked for. */
export class ConsoleModule implements Scope {
  readonly functions: FunctionWorld;
  private readonly config: ModuleConfig;
  private readonly ground: ConsoleGround;
  /** `module.a["k"].`, or nothing for the root. */
  private readonly prefix: string;
  private readonly given: ReadonlyMap<string, Value>;
  private readonly variables = new Map<string, Value>();
  private readonly locals = new Map<string, Value>();
  private readonly calls = new Map<string, Called>();
  private readonly outputs = new Map<string, Value>();
  /** Locals that wait for what they stand on. */
  private readonly open = new Set<string>();
  /** Locals and outputs that are being made: what leads back to itself has no value. */
  private readonly busy = new Set<string>();

  constructor(config: ModuleConfig, ground: ConsoleGround, prefix: string, given: ReadonlyMap<string, Value>) {
    this.config = config;
    this.ground = ground;
    this.functions = ground.functions;
    this.prefix = prefix;
    this.given = given;
  }

  /** Makes everything once, so that what is wrong in the configuration is told before the first question. */
  judge(): void {
    for (const name of this.config.locals.keys()) this.local(name);
    for (const call of this.config.calls.values()) for (const module of this.called(call).instances.values()) module.judge();
    for (const name of this.config.outputs.keys()) this.output(name);
  }

  lookup(ref: Reference): Value | undefined {
    switch (ref.kind) {
      case 'resource': {
        const block = this.config.resources.get(ref.address as Address);
        return block === undefined ? undefined : resourceValue(block, this.ground.objects.get(`${this.prefix}${ref.address}`), this.ground.planned);
      }
      case 'variable': {
        const block = this.config.variables.get(ref.name);
        return block === undefined ? undefined : this.variable(block);
      }
      case 'local': return this.config.locals.has(ref.name) ? this.local(ref.name) : undefined;
      case 'module': {
        const call = this.config.calls.get(ref.name);
        return call === undefined ? undefined : this.whole(call);
      }
      case 'path': return ref.name === 'cwd' ? str(this.ground.cwd) : ref.name === 'root' ? str('.') : ref.name === 'module' ? str(this.config.dir) : undefined;
      case 'terraform': return ref.name === 'workspace' ? str(this.ground.workspace) : undefined;
      case 'count': case 'each': case 'self': return undefined;
    }
  }

  /** Nothing is left for later here. */
  origin(): Expr | undefined {
    return undefined;
  }

  repetition(ref: Reference): 'none' | 'count' | 'for_each' | undefined {
    const block = ref.kind === 'resource' ? this.config.resources.get(ref.address as Address) : undefined;
    return block === undefined ? undefined : block.count !== undefined ? 'count' : block.forEach !== undefined ? 'for_each' : 'none';
  }

  objectType(ref: Extract<Reference, { kind: 'resource' }>): Type | undefined {
    const block = this.config.resources.get(ref.address as Address);
    return block === undefined ? undefined : this.ground.typeOf(this.config, block);
  }

  names(kind: Reference['kind']): Iterable<string> {
    switch (kind) {
      case 'resource': return this.config.resources.keys();
      case 'variable': return this.config.variables.keys();
      case 'local': return this.config.locals.keys();
      case 'module': return this.config.calls.keys();
      case 'path': return ['module', 'root', 'cwd'];
      case 'terraform': return ['workspace'];
      case 'count': case 'each': case 'self': return [];
    }
  }

  private variable(block: VariableBlock): Value {
    const known = this.variables.get(block.name) ?? this.given.get(block.name);
    if (known !== undefined) return known;
    const fitted = variableValue(shapeOf(block), undefined);
    const value = fitted.ok ? fitted.value : unknownOf(typeOfVariable(block.type));
    this.variables.set(block.name, value);
    return value;
  }

  /** Locals stand on locals, thousands deep perhaps: those below come first, without a call for each. */
  private local(name: string): Value {
    const waiting = [name];
    for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
      const entry = this.config.locals.get(next);
      const isOpen = this.open.has(next);
      this.open.add(next);
      const below = entry === undefined || isOpen || this.locals.has(next) ? [] : this.localsIn(entry.expr);
      if (below.length > 0) {
        waiting.push(...below);
        continue;
      }
      waiting.pop();
      this.open.delete(next);
      if (entry === undefined || this.locals.has(next) || this.busy.has(next)) continue;
      this.busy.add(next);
      this.locals.set(next, this.value(entry.expr, this, locator(entry)));
      this.busy.delete(next);
    }
    return this.locals.get(name) ?? unknownOf(DYNAMIC);
  }

  private localsIn(expr: Expr): readonly string[] {
    return [...referencesOf(expr)].flatMap((ref) => (ref.kind === 'local' && !this.locals.has(ref.name) && !this.open.has(ref.name) && this.config.locals.has(ref.name) ? [ref.name] : []));
  }

  private output(name: string): Value {
    const known = this.outputs.get(name);
    const block = this.config.outputs.get(name);
    const key = `output.${name}`;
    if (known !== undefined || block === undefined || this.busy.has(key)) return known ?? unknownOf(DYNAMIC);
    this.busy.add(key);
    const value = this.value(block.value, this, locator(block, 'value'));
    this.outputs.set(name, value);
    this.busy.delete(key);
    return value;
  }

  private whole(call: ModuleCall): Value {
    const { expansion, instances } = this.called(call);
    return wholeOf(expansion, (key) => {
      const instance = instances.get(key);
      return objectOf([...call.module.outputs.keys()].map((name) => [name, instance?.output(name) ?? unknownOf(DYNAMIC)] as const));
    });
  }

  private called(call: ModuleCall): Called {
    const known = this.calls.get(call.name);
    if (known !== undefined) return known;
    const expanded = expand(call, `${this.prefix}module.${call.name}`, this);
    this.ground.tell(expanded.diagnostics);
    const expansion = expanded.ok ? expanded.value : SINGLE;
    const instances = new Map(repeatedOf(expansion).map((repeated): [InstanceKey | undefined, ConsoleModule] => [repeated?.key, this.instance(call, repeated)]));
    const called = { expansion, instances };
    this.calls.set(call.name, called);
    return called;
  }

  private instance(call: ModuleCall, repeated: Repeated | undefined): ConsoleModule {
    const key = repeated === undefined ? '' : `[${JSON.stringify(repeated.key)}]`;
    const inputs: Scope = {
      functions: this.functions,
      lookup: (ref) => (ref.kind === 'count' || ref.kind === 'each' ? repetitionValue(repeated, ref.kind, ref.name) : this.lookup(ref)),
      origin: () => undefined,
      repetition: (ref) => this.repetition(ref),
      objectType: (ref) => this.objectType(ref),
      names: (kind) => this.names(kind),
    };
    return new CalledModule(call, this.ground, `${this.prefix}module.${call.name}${key}.`, inputs);
  }

  protected value(expr: Expr, scope: Scope, locate: Parameters<typeof evaluate>[2]): Value {
    const result = evaluate(expr, scope, locate);
    this.ground.tell(result.diagnostics);
    return result.ok ? result.value : unknownOf(DYNAMIC);
  }
}

/** A module whose variables come from its call. */
class CalledModule extends ConsoleModule {
  private readonly call: ModuleCall;
  private readonly inputs: Scope;
  private readonly made = new Map<string, Value>();

  constructor(call: ModuleCall, ground: ConsoleGround, prefix: string, inputs: Scope) {
    super(call.module, ground, prefix, new Map());
    this.call = call;
    this.inputs = inputs;
  }

  override lookup(ref: Reference): Value | undefined {
    const block = ref.kind === 'variable' ? this.call.module.variables.get(ref.name) : undefined;
    return block === undefined ? super.lookup(ref) : this.input(block);
  }

  private input(block: VariableBlock): Value {
    const known = this.made.get(block.name);
    if (known !== undefined) return known;
    this.made.set(block.name, unknownOf(DYNAMIC));
    const expr = this.call.inputs.get(block.name);
    const given = expr === undefined ? undefined : this.value(expr, this.inputs, locator(this.call, block.name));
    const fitted = variableValue(shapeOf(block), given);
    const value = fitted.ok ? fitted.value : unknownOf(typeOfVariable(block.type));
    this.made.set(block.name, value);
    return value;
  }
}

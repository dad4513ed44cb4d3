import type { Address, InstanceKey } from '../../addrs';
import type { OutputBlock, ResourceBlock } from '../../config';
import type { Diagnostic } from '../../diagnostics';
import { evaluate, type Expr, type FunctionWorld, type Reference, type Scope } from '../../lang';
import { DYNAMIC, str, unknownOf, type Type, type Value } from '../../values';
import { locator } from '../locate';
import type { StaticModule } from '../static/modules';
import type { Definitions } from './definitions';
import { wholeOf, type Expansion } from './repetition';
import { shapeOf } from './variable-value';

/** What all scopes of one plan share. */
export interface ScopeGround {
  /** `path.cwd`. */
  readonly root: string;
  readonly workspace: string;
  readonly functions: FunctionWorld;
  readonly definitions: Definitions;
  /** What one object of a block is by its schema: given where a configuration is judged by itself. */
  readonly objectType?: (module: StaticModule, block: ResourceBlock) => Type | undefined;
  /** Told of problems met in locals, once each. */
  tell(diagnostics: readonly Diagnostic[]): void;
}

/** A call's instances as its caller refers to them. */
export interface CalledModule {
  readonly expansion: Expansion;
  readonly instances: ReadonlyMap<InstanceKey | undefined, ModuleScope>;
}

/** What names mean in one module instance. Values come in as the walk decides them. */
export class ModuleScope implements Scope {
  readonly functions: FunctionWorld;
  /** Path of the module instance, `module.a["k"]`; undefined for the root. */
  readonly path: string | undefined;
  /** Values of resources by their address within the module. */
  readonly objects = new Map<string, Value>();
  readonly variables: Map<string, Value>;
  /** The object of the module's outputs, filled as they are decided: who refers to one comes after it. */
  readonly outputs = new Map<string, Value>();
  readonly calls = new Map<string, CalledModule>();
  /** What stands for calls of which nobody knows how often they are made: while validating. */
  readonly unknownCalls = new Map<string, Value>();
  /** The scope that the call's arguments are evaluated in, with `each` and `count` of this instance. */
  readonly caller: Scope | undefined;
  readonly callerPath: string | undefined;
  readonly module: StaticModule;
  private readonly ground: ScopeGround;
  private readonly locals = new Map<string, Value>();
  private readonly wholes = new Map<string, Expr>();

  constructor(module: StaticModule, ground: ScopeGround, at: {
    readonly path: string | undefined; readonly variables: ReadonlyMap<string, Value>; readonly caller?: Scope; readonly callerPath?: string | undefined;
  }) {
    this.module = module;
    this.ground = ground;
    this.functions = ground.functions;
    this.path = at.path;
    this.variables = new Map(at.variables);
    this.caller = at.caller;
    this.callerPath = at.callerPath;
  }

  define(address: string, object: Value): void {
    this.objects.set(address, object);
  }

  lookup(ref: Reference): Value | undefined {
    switch (ref.kind) {
      case 'resource': return this.objects.get(ref.address);
      case 'variable': return this.variables.get(ref.name);
      case 'local': return this.local(ref.name);
      case 'module': return this.called(ref.name);
      case 'path': return this.pathValue(ref.name);
      case 'terraform': return ref.name === 'workspace' ? str(this.ground.workspace) : undefined;
      case 'count': case 'each': case 'self': return undefined;
    }
  }

  origin(ref: Reference): Expr | undefined {
    const { definitions } = this.ground;
    switch (ref.kind) {
      case 'local': {
        const entry = this.module.config.locals.get(ref.name);
        if (entry === undefined) return undefined;
        return definitions.refer(this.absolute(`local.${ref.name}`), () => ({ expr: entry.expr, scope: this, module: this.path }));
      }
      case 'variable': {
        const block = this.module.config.variables.get(ref.name);
        const { caller } = this;
        const input = this.module.call?.inputs.get(ref.name);
        if (block === undefined || caller === undefined || input === undefined) return undefined;
        return definitions.refer(this.absolute(`var.${ref.name}`), () => ({ expr: input, scope: caller, module: this.callerPath, variable: shapeOf(block) }));
      }
      case 'module': return this.wholeCall(ref.name);
      case 'resource': case 'path': case 'terraform': case 'count': case 'each': case 'self': return undefined;
    }
  }

  names(kind: Reference['kind']): Iterable<string> {
    const { config } = this.module;
    switch (kind) {
      case 'resource': return config.resources.keys();
      case 'variable': return config.variables.keys();
      case 'local': return config.locals.keys();
      case 'module': return config.calls.keys();
      case 'path': return ['module', 'root', 'cwd'];
      case 'terraform': return ['workspace'];
      case 'count': case 'each': case 'self': return [];
    }
  }

  repetition(ref: Reference): 'none' | 'count' | 'for_each' | undefined {
    const block = ref.kind === 'resource' ? this.module.config.resources.get(ref.address as Address) : ref.kind === 'module' ? this.module.config.calls.get(ref.name) : undefined;
    if (block === undefined) return undefined;
    return block.count !== undefined ? 'count' : block.forEach !== undefined ? 'for_each' : 'none';
  }

  objectType(ref: Extract<Reference, { kind: 'resource' }>): Type | undefined {
    const block = this.ground.objectType === undefined ? undefined : this.module.config.resources.get(ref.address as Address);
    return block === undefined ? undefined : this.ground.objectType?.(this.module, block);
  }

  private absolute(name: string): string {
    return this.path === undefined ? name : `${this.path}.${name}`;
  }

  private local(name: string): Value | undefined {
    const known = this.locals.get(name);
    if (known !== undefined) return known;
    const entry = this.module.config.locals.get(name);
    if (entry === undefined) return undefined;
    const result = evaluate(entry.expr, this, locator(entry));
    if (!result.ok) this.ground.tell(result.diagnostics);
    const value = result.ok ? result.value : unknownOf(DYNAMIC);
    this.locals.set(name, value);
    return value;
  }

  private called(name: string): Value | undefined {
    const called = this.calls.get(name);
    if (called === undefined) return this.unknownCalls.get(name);
    return wholeOf(called.expansion, (key) => ({ kind: 'object', entries: called.instances.get(key)?.outputs ?? new Map<string, Value>() }));
  }

  private pathValue(name: string): Value | undefined {
    switch (name) {
      case 'cwd': return str(this.ground.root);
      case 'root': return str('.');
      case 'module': return str(this.module.config.dir);
      default: return undefined;
    }
  }

  /** The object of a call's outputs, each of them shared: once for each call. */
  private wholeCall(name: string): Expr | undefined {
    const known = this.wholes.get(name);
    const called = this.calls.get(name);
    if (known !== undefined || called === undefined) return known;
    const of = (key: InstanceKey | undefined): Expr => called.instances.get(key)?.outputsExpr() ?? { kind: 'object', items: [] };
    const { expansion } = called;
    const whole: Expr = expansion.kind === 'single' ? of(undefined)
      : expansion.kind === 'count' ? { kind: 'tuple', items: Array.from({ length: expansion.count }, (_, key) => of(key)) }
        : { kind: 'object', items: [...expansion.each.keys()].map((key) => ({ key: { kind: 'literal', value: str(key) }, value: of(key) })) };
    this.wholes.set(name, whole);
    return whole;
  }

  private outputsExpr(): Expr {
    const items = [...this.module.config.outputs.values()].map((block) => ({
      key: { kind: 'literal' as const, value: str(block.name) },
      value: this.outputExpr(block),
    }));
    return { kind: 'object', items };
  }

  /** What stands for the value of an output of this instance. */
  outputExpr({ name, value }: OutputBlock): Expr {
    return this.ground.definitions.refer(this.absolute(`output.${name}`), () => ({ expr: value, scope: this, module: this.path }));
  }
}

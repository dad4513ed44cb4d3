import { formatKey } from '../addrs';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { evaluate, type FunctionWorld, type Reference, type Scope } from '../lang';
import { definedKeys, variableValue, type Definition, type Instances, type Plan } from '../plan';
import { DYNAMIC, isWhollyKnown, objectOf, tupleOf, unknownOf, type Value } from '../values';

/**
 * What the left-over expressions of a plan may name: objects as they are now, by the module instance that an expression stands in, and
 * the plan's definitions, each evaluated once. All else was put in at plan time.
 */
export class ApplyScopes {
  private readonly objects: ReadonlyMap<string, Value>;
  private readonly functions: FunctionWorld;
  private readonly definitions: ReadonlyMap<string, Definition>;
  private readonly instances: ReadonlyMap<string, Instances>;
  private readonly values = new Map<string, Value>();
  private readonly wholes = new Map<string, Value>();

  constructor(plan: Plan, objects: ReadonlyMap<string, Value>, functions: FunctionWorld) {
    this.objects = objects;
    this.functions = functions;
    this.definitions = new Map(plan.definitions?.map((d) => [d.key, d]));
    this.instances = new Map(plan.instances?.map((i) => [i.address, i]));
  }

  /** The scope of an expression. `told` gets what is wrong with definitions that it refers to; `self` is the address of an object. */
  of(module: string | undefined, told: Diagnostic[], self?: string): Scope {
    const prefix = module === undefined ? '' : `${module}.`;
    return {
      functions: this.functions,
      isResidual: true,
      origin: () => undefined,
      defined: (key) => this.defined(key, told),
      lookup: (ref: Reference): Value | undefined => {
        if (ref.kind === 'resource') return this.whole(`${prefix}${ref.address}`);
        return ref.kind === 'self' && self !== undefined ? this.objects.get(self) : undefined;
      },
    };
  }

  private whole(address: string): Value | undefined {
    const repeated = this.instances.get(address);
    if (repeated === undefined) return this.objects.get(address);
    const known = this.wholes.get(address);
    if (known !== undefined) return known;
    let complete = true;
    const items = repeated.keys.map((key): Value => {
      const value = this.objects.get(`${address}${formatKey(key)}`);
      complete &&= value !== undefined;
      return value ?? unknownOf(DYNAMIC);
    });
    const whole = repeated.kind === 'count' ? tupleOf(items) : objectOf(items.map((item, i) => [String(repeated.keys[i]), item] as const));
    if (complete) this.wholes.set(address, whole);
    return whole;
  }

  /** What a definition uses is evaluated before it, however long the chain. */
  private defined(key: string, told: Diagnostic[]): Value | undefined {
    const open = [key];
    for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
      const definition = this.definitions.get(at);
      if (definition === undefined || this.values.has(at)) {
        open.pop();
        continue;
      }
      const waiting = [...definedKeys(definition.expr)].filter((other) => !this.values.has(other) && this.definitions.has(other) && !open.includes(other));
      if (waiting.length > 0) {
        open.push(...waiting);
        continue;
      }
      open.pop();
      const value = this.evaluate(definition, told);
      if (value === undefined) return undefined;
      if (!isWhollyKnown(value)) return at === key ? value : undefined;
      this.values.set(at, value);
    }
    return this.values.get(key);
  }

  private evaluate(definition: Definition, told: Diagnostic[]): Value | undefined {
    const result = evaluate(definition.expr, this.of(definition.module, told));
    if (!result.ok) {
      told.push(...result.diagnostics.map((d) => ({ ...d, address: d.address ?? definition.key })));
      return undefined;
    }
    if (definition.variable === undefined) return result.value;
    const fitted = variableValue(definition.variable, result.value);
    if (fitted.ok) return fitted.value;
    told.push(diagnostic('plan_input_invalid', `The value of ${definition.key}, which only apply could tell, does not suit the variable: ${fitted.message}. Give one of the type that the module declares.`, { address: definition.key }));
    return undefined;
  }
}

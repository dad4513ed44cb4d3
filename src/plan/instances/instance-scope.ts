import type { Expr, FunctionWorld, Reference, Scope } from '../../lang';
import { str, type Type, type Value } from '../../values';
import type { Definitions } from './definitions';
import type { ModuleScope } from './module-scope';
import { repetitionValue, type Repeated } from './repetition';

/** The scope of one instance of a block: its module's, with `each`, `count` and `self`. */
export class InstanceScope implements Scope {
  readonly functions: FunctionWorld;
  private readonly base: ModuleScope;
  private readonly repeated: Repeated | undefined;
  /** Where the for_each of the block is shared, for values of it that are known only after apply. */
  private readonly forEach: { readonly key: string; readonly expr: Expr; readonly definitions: Definitions } | undefined;
  private readonly self: Value | undefined;
  /** A data source that only a check block sees. */
  private readonly own: { readonly address: string; readonly value: Value } | undefined;

  constructor(base: ModuleScope, repeated: Repeated | undefined, more: {
    readonly forEach?: { readonly key: string; readonly expr: Expr; readonly definitions: Definitions } | undefined;
    readonly self?: Value | undefined;
    readonly own?: { readonly address: string; readonly value: Value } | undefined;
  } = {}) {
    this.base = base;
    this.functions = base.functions;
    this.repeated = repeated;
    this.forEach = more.forEach;
    this.self = more.self;
    this.own = more.own;
  }

  lookup(ref: Reference): Value | undefined {
    if (ref.kind === 'count' || ref.kind === 'each') return repetitionValue(this.repeated, ref.kind, ref.name);
    if (ref.kind === 'resource' && ref.address === this.own?.address) return this.own.value;
    return ref.kind === 'self' ? this.self : this.base.lookup(ref);
  }

  origin(ref: Reference): Expr | undefined {
    if (ref.kind !== 'each') return this.base.origin(ref);
    const { forEach, repeated, base } = this;
    if (ref.name !== 'value' || forEach === undefined || repeated?.kind !== 'for_each') return undefined;
    const of = forEach.definitions.refer(forEach.key, () => ({ expr: forEach.expr, scope: base, module: base.path }));
    return { kind: 'index', of, key: { kind: 'literal', value: str(repeated.key) } };
  }

  sourceOf(localName: string): string | undefined {
    return this.base.sourceOf(localName);
  }

  names(kind: Reference['kind']): Iterable<string> {
    return this.base.names(kind);
  }

  repetition(ref: Reference): 'none' | 'count' | 'for_each' | undefined {
    return this.base.repetition(ref);
  }

  objectType(ref: Extract<Reference, { kind: 'resource' }>): Type | undefined {
    return this.base.objectType(ref);
  }

  /** The same with `self`. Left in a residual expression as it is: the step that evaluates it says which object it means. */
  withSelf(value: Value): InstanceScope {
    return new InstanceScope(this.base, this.repeated, { forEach: this.forEach, self: value });
  }
}

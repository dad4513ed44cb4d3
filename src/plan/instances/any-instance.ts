import type { Repetition } from '../../config';
import type { Expr, FunctionWorld, Reference, Scope } from '../../lang';
import { DYNAMIC, NUMBER, STRING, unknownOf, type Type, type Value } from '../../values';
import type { ModuleScope } from './module-scope';

/** The scope of an instance of which nothing is known but how its block is repeated: what validation goes by. */
export class AnyInstance implements Scope {
  readonly functions: FunctionWorld;
  private readonly base: ModuleScope;
  private readonly block: Repetition;
  private readonly self: Value | undefined;

  constructor(base: ModuleScope, block: Repetition, self?: Value) {
    this.base = base;
    this.functions = base.functions;
    this.block = block;
    this.self = self;
  }

  lookup(ref: Reference): Value | undefined {
    switch (ref.kind) {
      case 'count': return this.block.count === undefined ? undefined : unknownOf(NUMBER);
      case 'each': return this.block.forEach === undefined ? undefined : unknownOf(ref.name === 'key' ? STRING : DYNAMIC);
      case 'self': return this.self;
      case 'resource': case 'variable': case 'local': case 'module': case 'path': case 'terraform': return this.base.lookup(ref);
    }
  }

  origin(ref: Reference): Expr | undefined {
    return this.base.origin(ref);
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

  withoutSelf(): AnyInstance {
    return new AnyInstance(this.base, this.block);
  }
}

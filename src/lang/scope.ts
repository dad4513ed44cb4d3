import type { Type, Value } from '../values';
import type { Expr, Reference } from './expr';
import type { FunctionWorld } from './functions/types';

/** What names mean: one scope for each module instance, with `each`, `count` and `self` for each instance of a resource. */
export interface Scope {
  /**
   * The value of the whole thing referred to: of a resource its object, or the tuple or object of its instances where it has
   * count or for_each; of a module call the same of its outputs. undefined when nothing of that name is declared here.
   */
  lookup(reference: Reference): Value | undefined;
  /**
   * Where a thing that is not wholly known comes from, for `residualize`: the expression to put in its place (a local, a
   * variable of a module, an output of a module), most often `{kind: 'defined'}`, so that shared values are evaluated once.
   * undefined where the reference stays as it is: a resource, whose instances are known by address at apply.
   */
  origin(reference: Reference): Expr | undefined;
  /** The value of `Plan.definitions[key]`, at apply; undefined elsewhere. */
  defined?(key: string): Value | undefined;
  readonly functions: FunctionWorld;
  /**
   * The source address of a provider that the module requires under a name, for `provider::NAME::f`; undefined where it requires none.
   * What is left over from planning has the source in the place of the name.
   */
  sourceOf?(localName: string): string | undefined;
  /** What is evaluated is left over from planning: how it is written was judged then. */
  readonly isResidual?: true;
  /** How a resource is repeated: tells a reference that lacks the key of an instance, or has one too many. undefined: not asked for. */
  repetition?(reference: Reference): 'none' | 'count' | 'for_each' | undefined;
  /** What one object of a resource is by its schema, whatever its values: tells of attributes that there are not. undefined: not asked for. */
  objectType?(reference: Extract<Reference, { kind: 'resource' }>): Type | undefined;
  /** Names for a "did you mean": what is declared of one kind. */
  names?(kind: Reference['kind']): Iterable<string>;
}

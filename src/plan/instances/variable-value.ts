import type { VariableBlock } from '../../config';
import { convert, isNull, mark, withoutOptional, type Type, type Value, type ValuePath } from '../../values';
import { withDefaults } from './type-defaults';

/** What a declaration makes of the value that a variable is given. Plain data: a plan carries it for what is known only at apply. */
export type VariableShape = Pick<VariableBlock, 'type' | 'defaults' | 'sensitive' | 'ephemeral' | 'nullable' | 'defaultValue'>;

export function shapeOf({ type, defaults, sensitive, ephemeral, nullable, defaultValue }: VariableBlock): VariableShape {
  return { type, defaults, sensitive, ephemeral, nullable, defaultValue };
}

export type Fitted =
  | { readonly ok: true; readonly value: Value }
  /** `path` leads to what does not fit; `message` is a clause. */
  | { readonly ok: false; readonly path: ValuePath; readonly message: string; readonly isNull: boolean };

/**
 * The value of a module's variable: a null that must not be is replaced by the default, defaults of optional attributes are put in,
 * the whole is converted, and marked where the declaration says so. `given` undefined: the call does not set it.
 */
export function variableValue(shape: VariableShape, given: Value | undefined): Fitted {
  const { defaultValue } = shape;
  const chosen = given === undefined || (isNull(given) && !shape.nullable && defaultValue !== undefined) ? defaultValue : given;
  if (chosen === undefined) return { ok: false, path: [], message: 'it has no value', isNull: false };
  if (isNull(chosen) && !shape.nullable) return { ok: false, path: [], message: 'it is null, and nullable = false says that it never is', isNull: true };
  const filled = shape.defaults === undefined || chosen === defaultValue ? chosen : withDefaults(chosen, shape.defaults);
  const converted = convert(filled, shape.type);
  if (!converted.ok) return { ...converted, isNull: false };
  return { ok: true, value: markedAs(shape, converted.value) };
}

/** The value with the marks that its declaration gives it. */
export function markedAs({ sensitive, ephemeral }: Pick<VariableShape, 'sensitive' | 'ephemeral'>, value: Value): Value {
  if (!sensitive && !ephemeral) return value;
  return mark(value, [...(sensitive ? ['sensitive' as const] : []), ...(ephemeral ? ['ephemeral' as const] : [])]);
}

/** The type of values that a variable has; what is optional in its constraint is there. */
export function typeOfVariable(type: Type): Type {
  return withoutOptional(type);
}

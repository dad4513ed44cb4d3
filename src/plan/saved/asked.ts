import type { VariableBlock } from '../../config';
import { defineMember, isMarked, isNull, type Json } from '../../values';
import { shapeOf, type VariableShape } from '../instances/variable-value';
import { packShape, unpackShape, type PackedShape } from '../plan-file-steps';
import type { Plan } from '../types';

/** A variable whose value a saved plan leaves out, and how what is given for it is read. */
export interface AskedVariable {
  readonly name: string;
  readonly shape: VariableShape;
  readonly textMode: VariableBlock['textMode'];
}

export type Declared = ReadonlyMap<string, Pick<VariableBlock, 'textMode'> & VariableShape>;

/** What to ask for, by name, as the plan file holds it: without defaults, which would be secrets too. */
export function packAsked(plan: Plan, declared: Declared): Json {
  const asked = plan.variables.flatMap(({ name, value }) => {
    const block = declared.get(name);
    return block === undefined || isNull(value) || !isMarked(value) ? []
      : [{ name, textMode: block.textMode, shape: packShape({ ...shapeOf(block as VariableBlock), defaultValue: undefined }) }];
  });
  return asked as unknown as Json;
}

/** Throws for what `packAsked` never writes. */
export function unpackAsked(json: Json | undefined): readonly AskedVariable[] {
  return (json ?? []) === null ? [] : ((json ?? []) as unknown as readonly (Omit<AskedVariable, 'shape'> & { readonly shape: PackedShape })[])
    .map((asked) => ({ ...asked, shape: unpackShape(asked.shape) }));
}

/** A description of the configuration without the defaults of sensitive variables, in all modules. */
export function withoutSecretDefaults(described: Json): Json {
  if (described === null || typeof described !== 'object') return described;
  if (Array.isArray(described)) return described.map(withoutSecretDefaults);
  const out: { [name: string]: Json } = {};
  for (const [name, part] of Object.entries(described)) defineMember(out, name, name === 'variables' ? variablesWithout(part) : withoutSecretDefaults(part));
  return out;
}

function variablesWithout(variables: Json): Json {
  if (variables === null || typeof variables !== 'object' || Array.isArray(variables)) return variables;
  const out: { [name: string]: Json } = {};
  for (const [name, variable] of Object.entries(variables)) {
    const sensitive = typeof variable === 'object' && variable !== null && 'sensitive' in variable && variable['sensitive'] === true;
    defineMember(out, name, sensitive ? Object.fromEntries(Object.entries(variable).filter(([part]) => part !== 'default')) : variable);
  }
  return out;
}

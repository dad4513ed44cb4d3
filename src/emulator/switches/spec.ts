/** A switch that takes one of a few words. */
export interface ChoiceSpec<V extends string> {
  readonly kind: 'choice';
  readonly values: readonly V[];
  readonly default: V;
  readonly meaning: string;
  /** Values under which a right client still reaches its goals: what pairwise tests combine. */
  readonly benign: readonly V[];
}

/** A switch that takes a whole number from 0 on. */
export interface NumberSpec {
  readonly kind: 'number';
  readonly unit: string;
  readonly default: number;
  readonly meaning: string;
  /** Values worth combining in pairwise tests. */
  readonly benign: readonly number[];
}

export type SwitchSpec = ChoiceSpec<string> | NumberSpec;
export type SwitchTable = Readonly<Record<string, SwitchSpec>>;

/** One value of each switch of a table, by the switch's name. */
export type ValuesOf<T extends SwitchTable> = {
  readonly [K in keyof T]: T[K] extends ChoiceSpec<infer V> ? V : number;
};

/** A choice whose first value is the default, that is the safest assumption. */
export function choice<const V extends string>(values: readonly [V, ...V[]], meaning: string, benign: readonly V[] = values): ChoiceSpec<V> {
  return { kind: 'choice', values, default: values[0], meaning, benign };
}

export function amount(initial: number, unit: string, meaning: string, benign: readonly number[] = [initial]): NumberSpec {
  return { kind: 'number', unit, default: initial, meaning, benign };
}

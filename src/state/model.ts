import type { ExactJson, Json, ValuePath } from '../values';

/**
 * Terraform's state, format version 4, as data. Attribute values stay JSON text-exact: `raw` numbers beyond
 * 2^53 or with fractions are kept as `ExactNumber` (the codec makes and writes them), so that nothing is lost in a round trip.
 */
export interface State {
  readonly terraformVersion: string;
  readonly serial: number;
  readonly lineage: string;
  readonly outputs: ReadonlyMap<string, StateOutput>;
  /** By resource address without instance key, sorted when written. */
  readonly resources: ReadonlyMap<string, StateResource>;
  /** Top-level fields that this build does not know, kept as they were. */
  readonly extra: { readonly [key: string]: StateJson };
}

export type StateJson = ExactJson;

export interface StateOutput {
  readonly value: StateJson;
  /** cty type JSON, such as "string" or ["list","string"]. */
  readonly type: Json;
  readonly sensitive: boolean;
  /** Fields that this build does not know, kept as they were. */
  readonly extra?: { readonly [key: string]: StateJson };
}

export interface StateResource {
  readonly module: string | undefined;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** `provider["registry.terraform.io/holdfast/cloudbackup"]`, with `.alias` behind where there is one. */
  readonly provider: string;
  readonly instances: readonly StateInstance[];
  readonly extra: { readonly [key: string]: StateJson };
}

export interface StateInstance {
  readonly indexKey: string | number | undefined;
  readonly status: 'tainted' | undefined;
  readonly deposed: string | undefined;
  readonly schemaVersion: number;
  readonly attributes: { readonly [name: string]: StateJson };
  readonly sensitivePaths: readonly ValuePath[];
  /** Base64, kept for whoever wrote it. */
  readonly private: string | undefined;
  readonly dependencies: readonly string[];
  readonly createBeforeDestroy: boolean;
  readonly extra: { readonly [key: string]: StateJson };
}

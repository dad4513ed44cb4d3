import type { Configuration } from '../config';
import type { Outcome } from '../diagnostics';
import type { FunctionWorld } from '../lang';
import type { Provider, ProviderReader } from '../provider';
import type { State } from '../state';
import type { Value } from '../values';
import type { Wanted } from './selection/selection';
import type { PlanBinding, PlanMode, PlannedBackend } from './types';

/** A kind of provider as planning sees it: it describes and judges, and cannot be configured here. */
export type ProviderKind = Pick<Provider, 'typeName' | 'source' | 'schema' | 'validateProvider' | 'validateResource'>;

/** Which providers there are. Configuring one yields its reading half only: what mutates never reaches this room. */
export interface PlanProviders {
  /** By source address, such as `holdfast/cloudbackup`; undefined when this build has none of it. */
  bySource(source: string): ProviderKind | undefined;
  configure(key: string, source: string, config: Value): Promise<Outcome<ProviderReader>>;
}

export type PlanEvent =
  | { readonly type: 'refresh-start'; readonly address: string; readonly id: string | undefined }
  | { readonly type: 'refresh-done'; readonly address: string; readonly id: string | undefined }
  /** `id`: what the object is imported by. */
  | { readonly type: 'import-start' | 'import-done'; readonly address: string; readonly id: string }
  | { readonly type: 'read-start' | 'read-done'; readonly address: string };

/** All that a plan is made of; the rest is decided. */
export interface PlanInputs {
  readonly configuration: Configuration;
  readonly variables: ReadonlyMap<string, Value>;
  /** What was given for them, as it was written; for telling of. */
  readonly given?: ReadonlyMap<string, Value>;
  readonly state: State | undefined;
  /** `terraform.workspace`; `default` unless given. */
  readonly workspace?: string | undefined;
  /** What functions of the language may see while planning: files, and no chance or time of apply. */
  readonly functions: FunctionWorld;
  readonly backend: PlannedBackend;
  readonly mode: PlanMode;
  /** What of it all; everything unless given. */
  readonly wanted?: Wanted;
  /** What was written for resources that only import blocks name, by their address. */
  readonly generated?: ReadonlyMap<string, string> | undefined;
  readonly providers: PlanProviders;
  /** `everywhere`: unmanaged objects of every place that configuration or state name are told, whatever reading that takes. */
  readonly unmanaged?: 'everywhere' | undefined;
  /** The plan says what it was made from: for one that is saved. */
  readonly describe?: boolean;
  /** Goes into the plan, under its digest. */
  readonly bound?: PlanBinding | undefined;
  /** The world that is read is a record of this time. */
  readonly recorded?: { readonly takenAt: string } | undefined;
  readonly planId: string;
  readonly toolVersion: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Reads of the world that may be under way at once. */
  readonly parallelism: number;
  readonly signal: AbortSignal;
  emit(event: PlanEvent): void;
}

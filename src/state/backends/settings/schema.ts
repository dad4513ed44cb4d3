import type { Json } from '../../../values';

/** One argument of a backend, as Terraform has it. */
export interface SettingSpec {
  readonly type: 'string' | 'bool' | 'number' | 'strings' | 'map' | 'object';
  /** Of an object: all its members, which are texts. */
  readonly members?: readonly string[];
  /** Environment variables that stand in for it, the first that is set. */
  readonly env?: readonly string[];
  /** Never written to a file of ours, never shown. */
  readonly secret?: true;
  /** May carry a password: it is written to a file of ours without one. */
  readonly password?: true;
  /** Why it is refused where it is set (to anything but false), and what to do instead. */
  readonly refused?: string;
}

/** All arguments that Terraform knows of one backend: its record of an initialised backend lists them all. */
export type BackendSchema = Readonly<Record<string, SettingSpec>>;

/** Arguments that were given, in the types of the schema; those not given are null. */
export type SettingValues = Readonly<Record<string, Json>>;

export type RemoteType = 'http' | 'pg' | 's3';

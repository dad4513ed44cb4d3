import { quote } from './quote';

declare const brand: unique symbol;
type Branded<T, B> = T & { readonly [brand]: B };

/** `cloudbackup_directory.a`, `data.t.n`; with modules and instance keys later: `module.m["k"].t.n[0]`. Made by `formatAddress` or parsed. */
export type Address = Branded<string, 'Address'>;

export type ResourceMode = 'managed' | 'data';

/** A whole resource (all its instances). */
export interface ResourceAddr {
  /** Module calls from the root, each with its instance key where it has one: `m`, `m["k"]`, `m[0]`. */
  readonly module: readonly string[];
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
}

export type InstanceKey = string | number;

/** The address of a resource, or of its instance under `key`, as Terraform writes it. */
export function formatAddress(addr: ResourceAddr, key?: InstanceKey): Address {
  const module = addr.module.length === 0 ? '' : addr.module.map((m) => `module.${m}.`).join('');
  const mode = addr.mode === 'data' ? 'data.' : '';
  // Joined, not added up: an address is a key of many maps, and only a text in one piece is compared fast.
  return [module, mode, addr.type, '.', addr.name, formatKey(key)].join('') as Address;
}

/** `[0]`, `["k"]`, or nothing. */
export function formatKey(key: InstanceKey | undefined): string {
  return key === undefined ? '' : typeof key === 'number' ? `[${key}]` : `[${quote(key)}]`;
}

const KEY = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g;

/** An address without any instance keys: `module.a.t.n` of `module.a["k"].t.n[0]`. */
export function withoutKeys(address: string): string {
  return address.includes('[') ? address.replace(KEY, '') : address;
}

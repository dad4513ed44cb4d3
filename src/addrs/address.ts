declare const brand: unique symbol;
type Branded<T, B> = T & { readonly [brand]: B };

/** `cloudbackup_directory.a`, `data.t.n`; with modules and instance keys later: `module.m["k"].t.n[0]`. Made by `formatAddress` or parsed. */
export type Address = Branded<string, 'Address'>;

export type ResourceMode = 'managed' | 'data';

/** A whole resource (all its instances). */
export interface ResourceAddr {
  readonly module: readonly string[];
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
}

export type InstanceKey = string | number;

export function formatAddress(addr: ResourceAddr, key?: InstanceKey): Address {
  const module = addr.module.map((m) => `module.${m}.`).join('');
  const mode = addr.mode === 'data' ? 'data.' : '';
  const index = key === undefined ? '' : typeof key === 'number' ? `[${key}]` : `[${JSON.stringify(key)}]`;
  return `${module}${mode}${addr.type}.${addr.name}${index}` as Address;
}

import { unquote } from '../addrs';

/** Addresses as the state's tables need them. */

const INSTANCE_KEY = /\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/;
const DEPOSED = / \(deposed ([0-9a-f]{8})\)$/;

export interface Where {
  /** Address of the whole resource. */
  readonly resource: string;
  readonly indexKey: string | number | undefined;
  readonly deposed: string | undefined;
}

/** `cloudbackup_resource.a["x"] (deposed 1234abcd)`: the parts of an address in a journal's object record. */
export function parseWhere(text: string): Where {
  const deposed = text.endsWith(')') ? DEPOSED.exec(text) : null;
  const address = deposed === null ? text : text.slice(0, deposed.index);
  // Most addresses have no key: the last character tells.
  const key = address.endsWith(']') ? INSTANCE_KEY.exec(address) : null;
  return {
    resource: key === null ? address : address.slice(0, key.index),
    indexKey: key === null ? undefined : keyOf(key[0].slice(1, -1)),
    deposed: deposed?.[1],
  };
}

function keyOf(written: string): string | number {
  if (!written.startsWith('"')) return Number(written);
  return unquote(written, 0)?.text ?? (JSON.parse(written) as string);
}

export function formatWhere(address: string, deposed: string | undefined): string {
  return deposed === undefined ? address : `${address} (deposed ${deposed})`;
}

/** `module.a` of a resource's address; undefined in the root module. */
export function moduleOf(resource: string, object: { readonly mode: 'managed' | 'data'; readonly type: string; readonly name: string }): string | undefined {
  const own = `${object.mode === 'data' ? 'data.' : ''}${object.type}.${object.name}`;
  return resource.length > own.length && resource.endsWith(`.${own}`) ? resource.slice(0, -own.length - 1) : undefined;
}

/** A provider as the state names it, from its key: `module.a.provider["registry.terraform.io/holdfast/cloudbackup"].alias`. */
export function providerString(source: string, key: string): string {
  const full = source.split('/').length > 2 ? source : `registry.terraform.io/${source}`;
  const colon = key.lastIndexOf(':');
  const dot = key.indexOf('.', colon + 1);
  return `${colon < 0 ? '' : `${key.slice(0, colon)}.`}provider["${full}"]${dot < 0 ? '' : key.slice(dot)}`;
}

/** The same provider, whichever public registry the writer of the state took it from. */
export function sameProvider(a: string, b: string): boolean {
  const plain = (text: string): string => text.replace('registry.opentofu.org/', 'registry.terraform.io/');
  return plain(a) === plain(b);
}

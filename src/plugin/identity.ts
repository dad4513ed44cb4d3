import { isKnown, isNull, isWhollyKnown, type Value } from '../values';
import { impliedType } from '../schema';
import type { Door } from './door';
import { readValue, sendValue } from './dynamic-value';
import type { SentIdentity, WireIdentity } from './wire';

/** The identity of an object under the name that its message has for it; nothing for a type without one, or while it is not known. */
export function identityOf<N extends string>(door: Door, type: string, object: Value, name: N): { readonly [K in N]?: SentIdentity } {
  const own = door.provider.identities?.get(type);
  const value = own === undefined || isNull(object) || !isKnown(object) ? undefined : own.of(object);
  if (own === undefined || value === undefined || !isWhollyKnown(value)) return {};
  const sent: SentIdentity = { identityData: sendValue(value, impliedType(own.schema)) };
  return { [name]: sent } as { readonly [K in N]?: SentIdentity };
}

/** The import id that an identity stands for; undefined where Terraform sent none. */
export function idOfIdentity(door: Door, type: string, identity: WireIdentity | null): string | undefined {
  const own = door.provider.identities?.get(type);
  if (own === undefined || identity?.identityData === null || identity === null) return undefined;
  const value = readValue(identity.identityData, impliedType(own.schema));
  return isNull(value) ? undefined : own.id(value);
}

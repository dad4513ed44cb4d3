/** Plain JSON, as our own files carry it (plan, journal). Numbers in it are small integers; exact numbers travel as Terraform's JSON text. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Sets a member of an object that is being made. Every key is an own member, `__proto__` too. */
export function defineMember<T>(object: { [key: string]: T }, key: string, value: T): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

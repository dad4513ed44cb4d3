/** Plain JSON, as our own files carry it (plan, journal). Numbers in it are small integers; exact numbers travel as Terraform's JSON text. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The functions whose result is never null, as Terraform promises it for results that are not known yet. */
export const NEVER_NULL: ReadonlySet<string> = new Set([]);

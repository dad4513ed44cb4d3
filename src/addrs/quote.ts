/**
 * A text in the quotes of the configuration language: `"a"`. Escapes what would end the string or begin a template in it
 * (`${` is written `$${`), so that an address can be pasted into a configuration or an import command.
 */
export function quote(text: string): string {
  return JSON.stringify(text).replace(/([$%])\{/g, '$1$1{');
}

/** The text of a quoted string that begins at `at`, and the offset behind it; undefined when there is none or it has a template in it. */
export function unquote(source: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const pattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\bfnrt]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}))*"/y;
  pattern.lastIndex = at;
  const match = pattern.exec(source);
  if (match === null) return undefined;
  const inner = match[0].slice(1, -1);
  // A `${` or `%{` that no doubled sign escapes is a template: what it gives is not known here.
  if (/(?:^|[^$])\$\{|(?:^|[^%])%\{/.test(inner)) return undefined;
  const wide = inner.replace(/\\U([0-9a-fA-F]{8})/g, (all, hex: string) => (parseInt(hex, 16) <= 0x10ffff ? String.fromCodePoint(parseInt(hex, 16)) : all));
  try {
    return { text: String(JSON.parse(`"${wide}"`)).replace(/([$%])\1\{/g, '$1{'), end: pattern.lastIndex };
  } catch {
    return undefined;
  }
}

import type { LangCode } from './problem';

/** What the language has and this build does not, in the words of its diagnostics. `what` is as it was written. */
const SENTENCES = {
  lang_function_not_built: (what: string) => `The function ${what}() is called, and function calls are not built yet. Compute the value before, or pass it as a variable.`,
  lang_operator_not_built: (what: string) => `The operator ${what} is used, and operators are not built yet. Compute the value before, or pass it as a variable.`,
  lang_conditional_not_built: () => 'A conditional expression (condition ? a : b) is used, and these are not built yet. Decide before, or pass the value as a variable.',
  lang_for_not_built: () => 'A for expression is used, and these are not built yet. Make the collection before.',
  lang_splat_not_built: (what: string) => `The splat ${what} is used, and splat expressions are not built yet. Name the elements one by one.`,
  lang_heredoc_not_built: () => 'A heredoc (<<) is used, and these are not built yet. Write the text as a plain string.',
  lang_directive_not_built: (what: string) => `The template directive %{ ${what} } is used, and directives are not built yet. Make the text before; a literal %{ is written %%{.`,
  lang_constructor_not_built: (what: string) => `${what} is made within an expression, and such constructors are not built yet. Write it as JSON.`,
  lang_index_not_built: (what: string) => `${what}, and that is not built yet. Use a plain index such as [0] or ["key"] behind a reference.`,
  lang_root_not_built: (what: string) => `${what} is referred to, and that is not built yet.`,
} as const satisfies Partial<Record<LangCode, (what: string) => string>>;

export type NotBuiltCode = keyof typeof SENTENCES;

export function notBuilt(code: NotBuiltCode, what = ''): string {
  return SENTENCES[code](what);
}

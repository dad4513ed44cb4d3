/** Words that TF_CLI_ARGS and TF_CLI_ARGS_name put behind a command, before its own; `state list` is `state_list`. undefined: a quote has no end. */
export function environmentWords(command: string, env: Readonly<Record<string, string | undefined>>): readonly string[] | undefined {
  const own = shellWords(env[`TF_CLI_ARGS_${command.replaceAll(' ', '_')}`] ?? '');
  const all = shellWords(env['TF_CLI_ARGS'] ?? '');
  return own === undefined || all === undefined ? undefined : [...all, ...own];
}

/** Splits as a shell does: white space outside of quotes, `'…'`, `"…"` and backslashes. */
function shellWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (quote === '' && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === quote) quote = '';
    else if (quote === '' && (char === '\'' || char === '"')) {
      quote = char;
      word ??= '';
    } else if (char === '\\' && quote !== '\'' && at + 1 < text.length) {
      at++;
      word = (word ?? '') + text.charAt(at);
    } else word = (word ?? '') + char;
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}

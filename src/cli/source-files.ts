import type { Source } from '../render';
import { contextIn } from './source-context';
import { withoutCredentials } from './source-line';

interface Read {
  readonly text: string;
  readonly lines: readonly { readonly text: string; readonly byte: number }[];
  /** Made when it is first asked for: it takes parsing. */
  context: ((byte: number) => string | undefined) | undefined;
}

/** Lines of files as they may be shown. Each file is read once: problems come in dozens. */
export function sourceFiles(read: (file: string) => string | undefined): Source {
  const known = new Map<string, Read | undefined>();
  const fileOf = (name: string): Read | undefined => {
    if (!known.has(name)) {
      const text = read(name);
      known.set(name, text === undefined ? undefined : { text, lines: linesOf(text), context: undefined });
    }
    return known.get(name);
  };
  return {
    line: (name, line) => fileOf(name)?.lines[line - 1],
    context(name, byte) {
      const file = fileOf(name);
      if (file === undefined) return undefined;
      file.context ??= contextIn(name, file.text);
      return file.context(byte);
    },
  };
}

function linesOf(text: string): Read['lines'] {
  let byte = 0;
  return text.split('\n').map((line) => {
    const at = byte;
    byte += Buffer.byteLength(line) + 1;
    return { text: withoutCredentials(line.replace(/\r$/, '')), byte: at };
  });
}

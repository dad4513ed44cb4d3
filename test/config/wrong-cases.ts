import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A wrong configuration of our own, and what Terraform says of it. */
export interface WrongCase {
  readonly title: string;
  /** By path from the folder of the configuration. */
  readonly files: ReadonlyMap<string, string>;
  /** `severity | file:line:column:byte-line:column:byte | summary`, each once, sorted. */
  readonly answers: readonly string[];
}

export const WRONG_FOLDER = join(__dirname, 'wrong');

/**
 * Reads a file of cases: `## a sentence`, `--- path` before each file, `>>> answer` for each diagnostic of Terraform.
 * A line `!!!` with a reason says that ours differs on purpose: the case is for the oracle alone.
 */
export function readCases(name: string): readonly (WrongCase & { readonly differs: string | undefined })[] {
  const text = readFileSync(join(WRONG_FOLDER, name), 'utf8');
  return text.split(/^## /m).slice(1).map((part) => {
    const [title = '', ...lines] = part.split('\n');
    const files = new Map<string, string>();
    const answers = new Set<string>();
    let differs: string | undefined;
    let file: string | undefined;
    for (const line of lines) {
      if (line.startsWith('--- ')) files.set(file = line.slice(4), '');
      else if (line.startsWith('>>> ')) answers.add(line.slice(4));
      else if (line.startsWith('!!! ')) differs = line.slice(4);
      else if (file !== undefined) files.set(file, `${files.get(file) ?? ''}${line}\n`);
    }
    // The blank line between cases is not part of the last file.
    for (const [path, content] of files) files.set(path, `${content.trimEnd()}\n`);
    return { title, files, answers: [...answers].sort(), differs };
  });
}

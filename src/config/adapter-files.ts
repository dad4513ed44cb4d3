import { readdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { diagnostic, Failure } from '../diagnostics';
import type { ProjectFiles } from './ports';

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined);

function unreadable(path: string, error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure([diagnostic('config_file_unreadable', `${path} cannot be read: ${reason}. Check that it is a file and that you may read it.`)], { cause: error });
}

/** Undefined for what is not there; anything else that goes wrong is a Failure. */
async function ifThere<T>(path: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw unreadable(path, error);
  }
}

/** The files of this machine. */
export const nodeFiles: ProjectFiles = {
  list: (dir) => ifThere(dir, async () => {
    const names: string[] = [];
    for (const entry of await readdir(dir, { withFileTypes: true })) {
      const isFile = entry.isFile() || (entry.isSymbolicLink() && (await ifThere(dir, () => stat(join(dir, entry.name))))?.isFile() === true);
      if (isFile) names.push(entry.name);
    }
    return names;
  }),
  read: (path, limit) => ifThere(path, async () => ((await stat(path)).size > limit ? 'too-large' as const : readFile(path))),
  remove: async (path) => {
    try {
      await rm(path, { force: true });
    } catch (error) {
      throw unreadable(path, error);
    }
  },
};

/** The same, of one folder alone: what lies elsewhere, by name or by link, is not there. Nothing is ever removed. */
export function confinedFiles(root: string): ProjectFiles {
  const inside = async (path: string): Promise<boolean> => {
    const [real, home] = await Promise.all([realpath(path).catch(() => resolve(path)), realpath(root).catch(() => resolve(root))]);
    return real === home || real.startsWith(`${home}${sep}`);
  };
  return {
    list: async (dir) => ((await inside(dir)) ? nodeFiles.list(dir) : undefined),
    read: async (path, limit) => {
      if (await inside(path)) return nodeFiles.read(path, limit);
      throw new Failure([diagnostic('config_file_unreadable', `${path} leads out of the folder of the configuration, and this plan is confined to that. Remove the link.`)]);
    },
    remove: () => Promise.resolve(),
  };
}

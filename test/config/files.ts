import type { ProjectFiles } from '../../src/config';
import { posix } from 'node:path';

/** Files in memory, by absolute path. */
export function memoryFiles(content: Record<string, string | Uint8Array>): ProjectFiles & { readonly content: Map<string, Uint8Array> } {
  const files = new Map(Object.entries(content).map(([path, text]) => [path, typeof text === 'string' ? Buffer.from(text) : text]));
  return {
    content: files,
    list: async (dir) => {
      const names = [...files.keys()].filter((path) => posix.dirname(path) === dir).map((path) => posix.basename(path));
      return names.length === 0 && ![...files.keys()].some((path) => path.startsWith(`${dir}/`)) ? undefined : names.reverse();
    },
    read: async (path, limit) => {
      const bytes = files.get(path);
      return bytes === undefined ? undefined : bytes.length > limit ? 'too-large' : bytes;
    },
    remove: async (path) => { files.delete(path); },
  };
}

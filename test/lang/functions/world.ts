import type { FileAnswer, FunctionWorld } from '../../../src/lang';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A world of files in memory, in the folder /work; a clock and chance that are given, or those of a plan, which has neither. */
export function quietWorld(more: {
  readonly files?: Readonly<Record<string, string | Uint8Array | FileAnswer>>;
  readonly now?: string;
  readonly planTime?: string;
  readonly random?: (bytes: number) => Uint8Array;
} = {}): FunctionWorld {
  const files = new Map(Object.entries(more.files ?? {}).map(([path, content]) => [path.startsWith('/') ? path : `/work/${path}`, content]));
  const isFolder = (path: string): boolean => [...files.keys()].some((file) => file.startsWith(path === '/' ? '/' : `${path}/`));
  return {
    folder: '/work',
    home: '/home/me',
    readFile: (path) => {
      const content = files.get(path);
      if (content === undefined) return { kind: isFolder(path) ? 'folder' : 'none' };
      if (typeof content === 'string') return { kind: 'file', bytes: encode(content) };
      return content instanceof Uint8Array ? { kind: 'file', bytes: content } : content;
    },
    listFiles: (path) => {
      const below = path === '/' ? '/' : `${path}/`;
      return isFolder(path) ? [...files.keys()].filter((file) => file.startsWith(below)).map((file) => file.slice(below.length)).sort() : undefined;
    },
    now: () => more.now,
    planTime: () => more.planTime,
    random: (bytes) => more.random?.(bytes),
    render: () => { throw new Error('no template is rendered here'); },
  };
}

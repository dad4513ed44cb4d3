import { parentPath, parsePath, type DirectoryPath, type ParsedPath } from '../paths';

/** Paths that were judged already. Each is asked for several times, and directories of a fleet share theirs. */
export interface KnownPaths {
  /** As `parsePath`. */
  parse(written: string): ParsedPath;
  /** As `parentPath`. */
  parent(path: DirectoryPath): DirectoryPath | undefined;
}

export function knownPaths(): KnownPaths {
  const parsed = new Map<string, ParsedPath>();
  const parents = new Map<DirectoryPath, DirectoryPath | undefined>();
  return {
    parse(written) {
      const known = parsed.get(written);
      if (known !== undefined) return known;
      const made = parsePath(written);
      parsed.set(written, made);
      return made;
    },
    parent(path) {
      const known = parents.get(path);
      if (known !== undefined) return known;
      const made = parentPath(path);
      parents.set(path, made);
      return made;
    },
  };
}

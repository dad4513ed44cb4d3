import type { ExpectedRead } from '../../types';
import { textOf } from '../../fields';
import { DIRECTORY } from '../schema-managed';
import type { World } from '../world';
import { placeOfState } from './object';

/**
 * Begins the listings that directories of the state will be proved by, `limit` at most. Directories of one parent stand
 * together most often: all that are read at once would wait for one listing, and the next be asked for only after it.
 */
export function listAhead(world: World, reads: Iterable<ExpectedRead>, limit: number): void {
  const seen = new Set<string>();
  let begun = 0;
  for (const { type, prior } of reads) {
    if (begun >= limit) return;
    if (type !== DIRECTORY) continue;
    const written = textOf(prior, 'path') ?? '';
    const above = `${textOf(prior, 'folder_id') ?? ''}/${textOf(prior, 'compute_instance_id') ?? ''}:${written.slice(0, written.lastIndexOf('/'))}`;
    if (seen.has(above)) continue;
    seen.add(above);
    const place = placeOfState(prior, world.paths);
    const parent = place === undefined ? undefined : world.paths.parent(place.path);
    if (place === undefined || parent === undefined) continue;
    begun += 1;
    // Who reads the directory gets the same answer, and whatever is wrong with it.
    world.directories.list({ ...place, path: parent }).catch(() => undefined);
  }
}

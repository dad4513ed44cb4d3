import type { Diagnostic } from '../../diagnostics';
import type { Json } from '../../values';
import type { Core } from './core';
import { directoryFact } from './directory/read';
import { parseDirectoryId, parseRegistrationId, type DirectoryPlace } from './place';
import { registrationFact } from './registration/judge';
import { sameId } from './standing';

/**
 * Reads facts afresh: each folder once, each parent directory once. An id that cannot be read has a diagnostic instead.
 * Lower directories first: their parents' listings answer for those above without a call.
 */
export async function observe(core: Core, ids: readonly string[]): Promise<{ readonly facts: ReadonlyMap<string, Json>; readonly diagnostics: readonly Diagnostic[] }> {
  const { world } = core;
  world.forget();
  const facts = new Map<string, Json>();
  const problems = new Set<Diagnostic>();

  const registrations = ids.flatMap((id) => {
    const place = id.startsWith('registration:') ? parseRegistrationId(id.slice('registration:'.length)) : undefined;
    return place?.resourceId === undefined ? [] : [{ id, place, resourceId: place.resourceId }];
  });
  await Promise.all(registrations.map(async ({ id, place, resourceId }) => {
    const view = await world.registrations.lookup(place.folderId, place.instanceId, resourceId);
    if (!view.ok) problems.add(view.problem.diagnostic);
    else facts.set(id, registrationFact(view.value.registrations.find((r) => sameId(r.resourceId, resourceId))));
  }));

  const directories = ids.flatMap((id) => {
    const place = id.startsWith('directory:') ? parseDirectoryId(id.slice('directory:'.length)) : undefined;
    return place === undefined ? [] : [{ id, place }];
  });
  const depths = [...new Set(directories.map(({ place }) => place.path.names.length))].sort((a, b) => b - a);
  for (const depth of depths) {
    await Promise.all(directories.filter(({ place }) => place.path.names.length === depth).map(async ({ id, place }) => {
      const fact = shownByOwnListing(core, place) ? 'directory' : await read(place);
      if (fact !== undefined) facts.set(id, fact);
    }));
  }
  return { facts, diagnostics: [...problems] };

  async function read(place: DirectoryPlace): Promise<Json | undefined> {
    const located = await world.locate(place);
    if (located.kind === 'unreadable') problems.add(located.hard ?? located.reason);
    return directoryFact(located);
  }
}

/** A listing with something in it is one of a directory that exists. */
function shownByOwnListing(core: Core, place: DirectoryPlace): boolean {
  const listing = core.world.directories.peek(place);
  return listing?.ok === true && listing.value.items.length > 0;
}

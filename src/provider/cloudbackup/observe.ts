import type { Diagnostic } from '../../diagnostics';
import type { Json } from '../../values';
import type { Core } from './core';
import { directoryFact } from './directory/read';
import { parseDirectoryId, parseRegistrationId, type DirectoryPlace } from './place';
import { registrationFact } from './registration/judge';
import { sameId } from './standing';
import type { Located } from './world';

/** A listing of directories that began longer ago, in milliseconds, is never of now. */
const STILL_FRESH_MS = 10_000;

/**
 * Reads facts afresh: each folder once, each parent directory once. An id that cannot be read has a diagnostic instead.
 * Lower directories first: their parents' listings answer for those above without a call. What nothing proves is read once
 * more when the read lag is over: an operation that ended between two listings is in the one and not in the other.
 * `since`: monotonic time; listings of directories that began then or later are afresh, as long as they are young.
 */
export async function observe(core: Core, ids: readonly string[], since = Infinity): Promise<{ readonly facts: ReadonlyMap<string, Json>; readonly diagnostics: readonly Diagnostic[] }> {
  const { world } = core;
  world.forget(Math.max(since, world.clock.monotonic() - STILL_FRESH_MS));
  const facts = new Map<string, Json>();
  const problems = new Set<Diagnostic>();
  const unproved: { readonly id: string; readonly place: DirectoryPlace }[] = [];

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
      const located: Located | undefined = shownByOwnListing(core, place) ? undefined : await world.locate(place);
      if (located?.kind === 'unreadable' && located.hard === undefined) unproved.push({ id, place });
      else judge(id, located);
    }));
  }
  if (unproved.length > 0) {
    await world.clock.sleep(core.settings.operations.readLagMs);
    const notBefore = world.clock.monotonic();
    await Promise.all(unproved.map(async ({ id, place }) => { judge(id, await world.locateFresh(place, notBefore)); }));
  }
  return { facts, diagnostics: [...problems] };

  /** undefined: its own listing showed it. */
  function judge(id: string, located: Located | undefined): void {
    if (located?.kind === 'unreadable') problems.add(located.hard ?? located.reason);
    const fact = located === undefined ? 'directory' : directoryFact(located);
    if (fact !== undefined) facts.set(id, fact);
  }
}

/** A listing with something in it is one of a directory that exists. */
function shownByOwnListing(core: Core, place: DirectoryPlace): boolean {
  const listing = core.world.directories.peek(place);
  return listing?.ok === true && listing.value.items.length > 0;
}

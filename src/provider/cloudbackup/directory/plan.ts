import { diagnostic, unreachable, type Diagnostic } from '../../../diagnostics';
import type { Value } from '../../../values';
import type { Fact, Note, PlannedEffect, PlannedResource, PlanRequest } from '../../types';
import { goOn, type Eventually } from '../../eventually';
import { isNullValue, nullValue, textOf, UNKNOWN, type Arg } from '../../fields';
import { listingNote } from '../../notes';
import { planned, refused, unchanged, type Core } from '../core';
import { lastName, nameKey, parentPath, parsePath, samePath, type DirectoryPath } from '../paths';
import { directoryId, directoryKey, directoryText, type DirectoryPlace } from '../place';
import { folderMissing } from '../registration/plan';
import type { Located } from '../world';
import { directoryLater, directoryLocus, directoryObject, directoryTimeout, isStill, placeOfState, readDirectoryConfig, type DirectoryConfig } from './object';
import { directoryFactId, fileInTheWay, volumeMissing } from './read';

/** Decides what becomes of one directory: made, taken over, left as it is, or forgotten. */
export function planDirectory(core: Core, req: PlanRequest): Eventually<PlannedResource> {
  if (isNullValue(req.config)) return planForgetting(core, req.prior);
  const config = readDirectoryConfig(req.config);
  return isNullValue(req.prior) ? planMaking(core, config) : planChange(core, config, req.prior);
}

/** The service has no call that deletes a directory: nothing is read, nothing is called, and it always works. */
function planForgetting({ world }: Core, prior: Value): PlannedResource {
  const place = placeOfState(prior, world.paths);
  const note: Note = { kind: 'forget', text: `${place === undefined ? 'The directory' : capital(directoryText(place))} will no longer be managed; the directory stays.` };
  return planned(nullValue({ kind: 'dynamic' }), { locus: place === undefined ? undefined : directoryLocus(place), notes: [note] });
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function planMaking(core: Core, config: DirectoryConfig): Eventually<PlannedResource> {
  const folderId = config.folderId ?? core.settings.folderId;
  const later = directoryLater(config, folderId ?? UNKNOWN);
  if (folderId === undefined) return refused(later, folderMissing());
  const place = knownPlace(config, folderId);
  if (place === undefined) return planned(later);
  if ('problem' in place) return refused(later, diagnostic('provider_path_invalid', place.problem, { attribute: 'path' }));
  return goOn(core.world.locate(place), (located) => {
    const decided = planAt(place, config, located);
    const alike = located.kind === 'absent' ? lookAlike(core, { ...place, path: located.missing[0] ?? place.path }) : undefined;
    return alike === undefined ? decided : { ...decided, diagnostics: [...decided.diagnostics, alike] };
  });
}

function knownPlace(config: DirectoryConfig, folderId: Arg<string>): DirectoryPlace | { readonly problem: string } | undefined {
  if (typeof folderId !== 'string' || typeof config.instanceId !== 'string' || typeof config.path !== 'string') return undefined;
  const parsed = parsePath(config.path);
  return parsed.ok ? { folderId, instanceId: config.instanceId, path: parsed.path } : { problem: parsed.problem };
}

function planAt(place: DirectoryPlace, config: DirectoryConfig, located: Located): PlannedResource {
  const value = directoryObject(config, place.folderId, directoryId(place), config.path);
  const locus = directoryLocus(place);
  switch (located.kind) {
    case 'found':
      return planned(value, {
        adopts: true, locus,
        facts: [{ id: directoryFactId(place), subject: directoryText(place), decided: 'directory' }],
        notes: [{ kind: 'adopted', text: `${capital(directoryText(place))} exists already: it is taken over, with no call.` }],
      });
    case 'absent': {
      const above = located.missing.slice(0, -1);
      return planned(value, {
        locus,
        effects: located.missing.map((path, index) => createEffect({ ...place, path }, directoryTimeout(value), index < above.length)),
        facts: factsOfMaking(place, located),
        notes: ancestorsNote('Directories above it that are missing are made as well', place, config.createParents === false ? [] : above),
      });
    }
    case 'unreadable': {
      if (located.hard !== undefined) return refused(value, located.hard);
      const own = createEffect(place, directoryTimeout(value), false);
      const above = config.createParents === false ? [] : ancestorsOf(place.path);
      return planned(value, {
        locus,
        effects: [above.length === 0 ? own : { ...own, data: { ...own.data, may_make_above: above.map((path) => path.text).join('\n') } }],
        notes: [
          { kind: 'not-verified', text: `Not verified: whether ${directoryText(place)} exists could not be read. Its step reads first, and fails alone if it still cannot.` },
          ...ancestorsNote('Of the directories above it, those that are missing then are made as well', place, above),
        ],
      });
    }
    case 'file':
      return refused(value, fileInTheWay(place, located.at));
    case 'no-volume':
      return refused(value, volumeMissing(place, located.root));
    default:
      return unreachable(located);
  }
}

function ancestorsNote(intro: string, place: DirectoryPlace, above: readonly DirectoryPath[]): readonly Note[] {
  return above.length === 0 ? [] : [listingNote('ancestors', intro, above.map((path) => ({ effect: createEffectId({ ...place, path }), name: path.text })))];
}

/** All that a step could find missing above a directory, the highest first. A root is never made. */
function ancestorsOf(path: DirectoryPath): readonly DirectoryPath[] {
  const above: DirectoryPath[] = [];
  for (let parent = parentPath(path); parent !== undefined && parent.names.length > 0; parent = parentPath(parent)) above.unshift(parent);
  return above;
}

/** A name on the instance that is the declared one for the eye, and another one for the system. */
function lookAlike(core: Core, place: DirectoryPlace): Diagnostic | undefined {
  const name = nameKey(lastName(place.path), place.path.family);
  if (name.normalize('NFD') === name) return undefined;
  const listing = core.world.directories.peek({ ...place, path: parentPath(place.path) });
  if (listing?.ok !== true || ![...listing.value.entries.keys()].some((key) => key !== name && key.normalize('NFC') === name.normalize('NFC'))) return undefined;
  return diagnostic('provider_names_look_alike', `Beside ${directoryText(place)}, which is to be made, there is an entry that looks the same and is encoded otherwise. `
    + 'They are two directories for the system. If only one is meant, rename the one on the instance.', { attribute: 'path' });
}

/** `create-directory:folder/instance:path`: equal for all who need that directory. */
export function createEffect(place: DirectoryPlace, timeoutMs: number, prerequisite: boolean): PlannedEffect {
  return {
    id: createEffectId(place), text: `CreateDirectory ${place.path.text} on ${place.instanceId}`, mutates: true, prerequisite,
    data: { kind: 'create-directory', folder_id: place.folderId, compute_instance_id: place.instanceId, path: place.path.text, timeout_ms: String(timeoutMs) },
  };
}

export function createEffectId(place: DirectoryPlace): string {
  return `create-directory:${directoryKey(place)}`;
}

/** Every missing level turns from absent into a directory; the one above them all was taken as present. */
function factsOfMaking(place: DirectoryPlace, located: Extract<Located, { kind: 'absent' }>): readonly Fact[] {
  const fact = (path: DirectoryPath, rest: Pick<Fact, 'decided' | 'goal'>): Fact =>
    ({ id: directoryFactId({ ...place, path }), subject: directoryText({ ...place, path }), ...rest });
  const made = located.missing.map((path) => fact(path, { decided: 'absent', goal: 'directory' }));
  return located.above.names.length === 0 ? made : [...made, fact(located.above, { decided: 'directory' })];
}

function planChange(core: Core, config: DirectoryConfig, prior: Value): Eventually<PlannedResource> {
  const folder = textOf(prior, 'folder_id') ?? '';
  const written = textOf(prior, 'path') ?? '';
  const requiresReplace: (readonly string[])[] = [];
  if (config.instanceId !== textOf(prior, 'compute_instance_id')) requiresReplace.push(['compute_instance_id']);
  if (typeof config.path !== 'string' || !samePath(config.path, written)) requiresReplace.push(['path']);
  if (requiresReplace.length > 0) return planned(directoryLater(config, config.folderId ?? UNKNOWN), { requiresReplace });
  const place = placeOfState(prior, core.world.paths);
  if (config.folderId === undefined || config.folderId === folder || place === undefined) {
    const locus = place === undefined ? undefined : directoryLocus(place);
    if (isStill(prior, config)) return planned(prior, { locus });
    // Another spelling of one path is no change: the first one stays.
    return planned(unchanged(prior, directoryObject(config, folder, textOf(prior, 'id'), written)), { locus });
  }
  if (config.folderId === UNKNOWN) return planned(directoryLater({ ...config, path: written }, UNKNOWN));
  return planMove(core, config, { ...place, folderId: config.folderId }, written);
}

/** The instance is said to be in another folder: the directory is the same if it is found there, and a new one if not. */
async function planMove(core: Core, config: DirectoryConfig, place: DirectoryPlace, written: string): Promise<PlannedResource> {
  const located = await core.world.locate(place);
  const value = directoryObject(config, place.folderId, directoryId(place), written);
  if (located.kind === 'unreadable') return refused(value, located.hard ?? { ...located.reason, severity: 'error' });
  if (located.kind !== 'found') return planned(value, { requiresReplace: [['folder_id']] });
  return planned(value, {
    locus: directoryLocus(place),
    facts: [{ id: directoryFactId(place), subject: directoryText(place), decided: 'directory' }],
  });
}

import { diagnostic, unreachable, type Diagnostic } from '../../../diagnostics';
import type { Json } from '../../../values';
import { goOn, type Eventually } from '../../eventually';
import type { ReadRequest, ReadResult } from '../../types';
import { directoryId, directoryText, type DirectoryPlace } from '../place';
import type { DirectoryPath } from '../paths';
import { CHECK_AGENT, type Located, type World } from '../world';
import { placeOfState } from './object';

/** Reads a directory of the state: there, proved gone, or kept because nothing proves either. */
export function readDirectory(world: World, req: ReadRequest): Eventually<ReadResult> {
  const place = placeOfState(req.prior, world.paths);
  if (place === undefined) {
    const reason = diagnostic('provider_directory_unreadable', 'The object in the state has no path that could be read. It is kept as it is; remove it from the state if it is of no use.');
    return { observed: { kind: 'unreadable', reason }, diagnostics: [] };
  }
  return goOn(world.locate(place), (located) => judgeLocated(world, place, req, located));
}

function judgeLocated(world: World, place: DirectoryPlace, req: ReadRequest, located: Located): ReadResult {
  switch (located.kind) {
    case 'found':
      return { observed: { kind: 'found', state: req.prior }, diagnostics: [] };
    case 'absent':
      return { observed: { kind: 'absent' }, diagnostics: [] };
    case 'no-volume':
      return { observed: { kind: 'absent' }, diagnostics: [] };
    case 'file':
      // The directory is gone for sure. That a file stands there is the error of whoever declares it: planning says so.
      return { observed: { kind: 'absent' }, diagnostics: [] };
    case 'unreadable':
      return {
        observed: { kind: 'unreadable', reason: world.shared(`kept ${place.folderId}/${place.instanceId}`, () => kept(place, located.why)) },
        diagnostics: located.hard === undefined ? [] : [located.hard],
      };
    default:
      return unreachable(located);
  }
}

/** One warning for all directories of an instance whose agent does not answer. */
function kept(place: DirectoryPlace, why: string): Diagnostic {
  return diagnostic('provider_directory_unreadable', `Nothing proves that the directories on instance "${place.instanceId}" exist, or that they do not, `
    + `so what the state has of them is kept. ${why} ${CHECK_AGENT}`);
}

export function fileInTheWay(place: DirectoryPlace, at: DirectoryPath): Diagnostic {
  return diagnostic('provider_directory_is_file', `${at.key === place.path.key ? 'The path of' : `"${at.text}", above`} ${directoryText(place)} is a file, `
    + 'so no directory can be there. Remove or rename the file on the instance, or declare another path.', { attribute: 'path' });
}

export function volumeMissing(place: DirectoryPlace, root: string): Diagnostic {
  return diagnostic('provider_volume_missing', `Instance "${place.instanceId}" has no volume ${root}, so ${directoryText(place)} cannot be made. `
    + 'Correct the drive letter, or attach the volume.', { attribute: 'path' });
}

/** The error that an unreadable directory is to the step that must make it. */
export function notMade(unreadable: Diagnostic): Diagnostic {
  return diagnostic('provider_directory_not_made', `${unreadable.detail} Nothing was called, because the directory may be there already. Apply again when it can be read.`);
}

/** `directory:folder/instance:path`: what `observe` reads again, in a spelling that the service gets. */
export function directoryFactId(place: DirectoryPlace): string {
  return `directory:${directoryId(place)}`;
}

/** What a decision may rest on: existence and kind of one name. undefined where nothing proves it. */
export function directoryFact(located: Located): Json | undefined {
  switch (located.kind) {
    case 'found': return 'directory';
    case 'absent': return 'absent';
    case 'no-volume': return 'absent';
    case 'file': return 'file';
    case 'unreadable': return undefined;
    default: return unreachable(located);
  }
}

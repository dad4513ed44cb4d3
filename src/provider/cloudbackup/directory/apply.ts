import type { BackupApi } from '../../../api';
import { diagnostic, unreachable, type Diagnostic } from '../../../diagnostics';
import type { ApplyPorts, ApplyRequest, ApplyResult, PlannedEffect } from '../../types';
import { isNullValue, nullValue, textArg, UNKNOWN } from '../../fields';
import type { Core } from '../core';
import type { KeyedLock } from '../lock';
import { parsePath } from '../paths';
import { performCall } from '../perform';
import { directoryId, directoryKey, directoryText, parseDirectoryId, type DirectoryPlace } from '../place';
import { folderMissing } from '../registration/plan';
import { createDirectoryCall, dropListings } from './create-call';
import { directoryObject, directoryTimeout, readDirectoryConfig } from './object';
import { fileInTheWay, notMade, volumeMissing } from './read';

export interface DirectoryApplyCore extends Core {
  readonly api: BackupApi;
  /** One maker at a time for each path, whoever needs it. */
  readonly paths: KeyedLock;
}

type Made = { readonly kind: 'done'; readonly calls: number; readonly diagnostics: readonly Diagnostic[] } | Exclude<ApplyResult, { kind: 'done' }>;

export async function applyDirectory(core: DirectoryApplyCore, req: ApplyRequest, ports: ApplyPorts): Promise<ApplyResult> {
  const done = (state: ApplyRequest['planned'], calls: number, diagnostics: readonly Diagnostic[] = []): ApplyResult => (
    { kind: 'done', state, private: undefined, calls, diagnostics });
  if (isNullValue(req.planned)) return done(nullValue({ kind: 'dynamic' }), 0);
  const config = readDirectoryConfig(req.planned);
  const known = textArg(req.planned, 'id') !== UNKNOWN;
  // Taken over, moved or changed in its settings: the plan saw the directory, and nothing is called.
  if (known && req.effects.length === 0) return done(req.planned, 0);

  const folderId = typeof config.folderId === 'string' ? config.folderId : core.settings.folderId;
  if (folderId === undefined) return { kind: 'failed', diagnostics: [folderMissing()] };
  if (typeof config.instanceId !== 'string' || typeof config.path !== 'string') throw new Error(`${req.address}: its place is not known at apply`);
  const parsed = parsePath(config.path);
  if (!parsed.ok) return { kind: 'failed', diagnostics: [diagnostic('provider_path_invalid', parsed.problem, { attribute: 'path' })] };
  const place: DirectoryPlace = { folderId, instanceId: config.instanceId, path: parsed.path };
  const state = known ? req.planned : directoryObject(config, folderId, directoryId(place), config.path);
  const made = await ensure(core, {
    place, step: req.step, address: req.address, timeoutMs: directoryTimeout(req.planned), parents: config.createParents !== false,
  }, ports);
  return made.kind === 'done' ? done(state, made.calls, made.diagnostics) : made;
}

/** Makes one missing ancestor that the plan listed. */
export async function performCreateEffect(core: DirectoryApplyCore, req: { readonly step: string; readonly effect: PlannedEffect }, ports: ApplyPorts): Promise<ApplyResult> {
  const { data } = req.effect;
  const place = parseDirectoryId(`${data['folder_id'] ?? ''}/${data['compute_instance_id'] ?? ''}:${data['path'] ?? ''}`);
  if (place === undefined) throw new Error(`effect ${req.effect.id} has no place`);
  const made = await ensure(core, { place, step: req.step, address: undefined, timeoutMs: Number(data['timeout_ms']), parents: true }, ports);
  return made.kind === 'done' ? { kind: 'done', state: nullValue({ kind: 'dynamic' }), private: undefined, calls: made.calls, diagnostics: made.diagnostics } : made;
}

interface Wanted {
  readonly place: DirectoryPlace;
  readonly step: string;
  readonly address: string | undefined;
  readonly timeoutMs: number;
  readonly parents: boolean;
}

/** Makes sure that a directory is there: reads first, then makes what is missing, one level after the other, parent first. */
async function ensure(core: DirectoryApplyCore, wanted: Wanted, ports: ApplyPorts): Promise<Made> {
  const { world } = core;
  const { place } = wanted;
  const failed = (...diagnostics: readonly Diagnostic[]): Made => ({ kind: 'failed', diagnostics });
  // Which levels are missing may be known from before: the goal of each is read afresh ahead of its call. All else needs a look.
  let located = await world.locate(place);
  if (located.kind !== 'absent') located = await world.locateFresh(place, world.clock.monotonic(), ports.signal);
  if (located.kind === 'unreadable' && located.hard === undefined) {
    // What a call that was under way made in the meantime is listed by its parent, and not yet by itself, or not by every replica.
    ports.progress(`reading ${directoryText(place)} again: it could not be read`);
    // Nothing is under way here: an interrupt has nothing to wait for.
    await world.clock.sleep(core.settings.operations.readLagMs, ports.stopping ?? ports.signal);
    located = await world.locateFresh(place, world.clock.monotonic(), ports.signal);
  }
  switch (located.kind) {
    case 'found': return { kind: 'done', calls: 0, diagnostics: [] };
    case 'file': return failed(fileInTheWay(place, located.at));
    case 'no-volume': return failed(volumeMissing(place, located.root));
    case 'unreadable': return failed(located.hard ?? notMade(located.reason));
    case 'absent': break;
    default: return unreachable(located);
  }
  if (located.missing.length > 1 && !wanted.parents) {
    return failed(diagnostic('provider_parents_missing', `${directoryText(place)} cannot be made: ${located.missing.slice(0, -1).map((p) => p.text).join(', ')} `
      + 'is missing above it, and create_parents is false. Declare what is missing, or set create_parents = true.', { attribute: 'create_parents' }));
  }
  let calls = 0;
  const diagnostics: Diagnostic[] = [];
  for (const path of located.missing) {
    const level: DirectoryPlace = { ...place, path };
    const own = path.key === place.path.key;
    const step = own ? wanted.step : `${wanted.step} above ${path.text}`;
    const performed = await core.paths.hold(directoryKey(level), async () => {
      const made = await performCall(createDirectoryCall({ ...core, place: level, step, address: wanted.address, timeoutMs: wanted.timeoutMs }),
        ports, world.clock, core.settings.operations.readLagMs);
      dropListings(world, level, made.kind === 'reached');
      return made;
    });
    if (performed.kind !== 'reached') return performed;
    calls += performed.calls;
    diagnostics.push(...performed.diagnostics);
  }
  return { kind: 'done', calls, diagnostics };
}

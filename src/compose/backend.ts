import { isAbsolute, relative, resolve } from 'node:path';
import type { Configuration } from '../config';
import { diagnostic, didYouMean, fail, ok, type Outcome } from '../diagnostics';
import type { PlannedBackend } from '../plan';
import { nodeFileSystem, openLocalBackend, whoAmI, type StateBackend } from '../state';
import { unmark } from '../values';
import type { Session } from './world';
import { TOOL_VERSION } from './version';

/** Arguments of the local backend. */
const LOCAL = ['path', 'workspace_dir'];

/** The backend that the configuration's `backend` block names; the local one, at terraform.tfstate, without a block. */
export function backendOf(configuration: Pick<Configuration, 'backend' | 'root'>, session: Session): Outcome<StateBackend> {
  const place = backendPlace(configuration, session);
  return place.ok ? ok(backendAt(place.value, session)) : place;
}

/** Where that backend keeps the state. A file in the folder of the command is named from there, so that another checkout of it finds its own. */
export function backendPlace({ backend, root }: Pick<Configuration, 'backend' | 'root'>, session: Session): Outcome<PlannedBackend> {
  if (backend !== undefined && backend.type !== 'local') {
    return fail(diagnostic('compose_backend_unbuilt', `This release keeps state in the local backend only; the configuration asks for "${backend.type}". `
      + 'Use backend "local", or leave the backend block out.', { range: backend.locate() }));
  }
  const unknown = [...(backend?.config.keys() ?? [])].find((name) => !LOCAL.includes(name));
  if (unknown !== undefined) {
    return fail(diagnostic('compose_backend_argument', `The local backend has no argument "${unknown}".${didYouMean(unknown, LOCAL)} It takes path, the name of the state file. `
      + 'Correct the name, or leave it out.', { range: backend?.locate([unknown]) }));
  }
  const path = backend?.config.get('path');
  const written = path === undefined ? undefined : unmark(path);
  const workspaceDir = backend?.config.get('workspace_dir');
  if (workspaceDir !== undefined && unmark(workspaceDir).kind !== 'null') {
    return fail(diagnostic('compose_backend_unbuilt', 'Workspaces are not built yet, and the backend block sets workspace_dir. Leave it out.', { range: backend?.locate() }));
  }
  if (written !== undefined && written.kind !== 'string' && written.kind !== 'null') {
    return fail(diagnostic('compose_backend_path', 'The path of a local backend must be a string: the name of the state file.', { range: backend?.locate(['path']) }));
  }
  const file = resolve(root, written?.kind === 'string' ? written.value : 'terraform.tfstate');
  const fromHere = relative(resolve(session.options.dir), file);
  return ok({ type: 'local', path: fromHere.startsWith('..') || isAbsolute(fromHere) ? file : fromHere });
}

/** The backend at a place that is known already, as a saved plan has it. */
export function backendAt(place: PlannedBackend, session: Session): StateBackend {
  return openLocalBackend(
    { path: place.path, directory: session.options.dir, toolVersion: TOOL_VERSION, who: whoAmI() },
    { files: nodeFileSystem(), clock: session.clock, random: session.random },
  );
}

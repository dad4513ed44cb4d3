import { isAbsolute, join, resolve } from 'node:path';
import { diagnostic, fail, ok, type Outcome } from '../diagnostics';
import type { PlannedBackend } from '../plan';
import type { RemoteOutputs, RemoteStates } from '../provider';
import { readSettings, REMOTE_SCHEMAS, type State } from '../state';
import { DYNAMIC, fromExactJson, nullOf, typeFromJson, unmark, type Value } from '../values';
import { notNull, opened } from './backend';
import { isRemoteType, LOCAL_ARGUMENTS, plainJson } from './backend-block';
import { isWorkspaceName, WORKSPACE_DIR } from './backend-record';
import { stateCodec } from './state-codec';
import type { Session } from './world';

type Request = Parameters<RemoteStates['read']>[0];

/** States of other configurations, in every backend that this build keeps states in. They are read only, and not locked, as in Terraform. */
export function remoteStates(session: Session): RemoteStates {
  return {
    backends: ['local', ...Object.keys(REMOTE_SCHEMAS)],
    argumentsOf: (backend) => (isRemoteType(backend) ? Object.keys(REMOTE_SCHEMAS[backend]) : LOCAL_ARGUMENTS),
    read: async (request) => {
      const place = placeOf(request, session);
      if (!place.ok) return place;
      if ((session.options.unwritten ?? []).some((other) => samePlace(other, place.value, session))) return ok({ kind: 'pending' });
      const backend = opened(place.value, place.value.type === 'local' ? {} : place.value.values, session, stateCodec(session, undefined));
      if (!backend.ok) return backend;
      const state = await backend.value.read();
      return state.ok ? ok(outputsOf(state.value), [...backend.diagnostics, ...state.diagnostics]) : state;
    },
  };
}

function placeOf({ backend, config, workspace = 'default' }: Request, session: Session): Outcome<PlannedBackend> {
  if (!isWorkspaceName(workspace)) return fail(refused(`${JSON.stringify(workspace)} is no name of a workspace: it must contain only URL safe characters, and no path separators.`, 'workspace'));
  const bare = unmark(config);
  const given = new Map([...(bare.kind === 'object' || bare.kind === 'map' ? bare.entries : [])].map(([name, value]) => [name, plainJson(value)]));
  if (isRemoteType(backend)) {
    const settings = readSettings(backend, REMOTE_SCHEMAS[backend], given, () => undefined);
    return settings.ok ? ok({ type: backend, values: notNull(settings.value), workspace }, settings.diagnostics) : settings;
  }
  const text = (name: string): string | undefined => {
    const value = given.get(name);
    return value === undefined || value === null || value === '' ? undefined : String(value);
  };
  const path = workspace === 'default' ? text('path') ?? 'terraform.tfstate' : join(text('workspace_dir') ?? WORKSPACE_DIR, workspace, 'terraform.tfstate');
  return ok({ type: 'local', path: isAbsolute(path) ? path : resolve(session.options.dir, path) });
}

const refused = (detail: string, attribute: string) => diagnostic('provider_remote_backend', detail, { attribute });

/** The same place, however a local one is named. */
function samePlace(a: PlannedBackend, b: PlannedBackend, { options }: Session): boolean {
  if (a.type === 'local' || b.type === 'local') return a.type === 'local' && b.type === 'local' && resolve(options.dir, a.path) === resolve(options.dir, b.path);
  return a.type === b.type && a.workspace === b.workspace && JSON.stringify(Object.entries(a.values).sort()) === JSON.stringify(Object.entries(b.values).sort());
}

function outputsOf(state: State | undefined): RemoteOutputs {
  if (state === undefined) return { kind: 'none' };
  const outputs = new Map<string, Value>();
  for (const [name, output] of state.outputs) {
    const decoded = fromExactJson(output.value, typeFromJson(output.type) ?? DYNAMIC);
    outputs.set(name, decoded.ok ? decoded.value : nullOf(DYNAMIC));
  }
  return { kind: 'outputs', outputs };
}

import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../../diagnostics';
import type { ResourceSchema } from '../../schema';
import { DYNAMIC, isNull, objectOf, STRING, unknownOf, unmark, type Value } from '../../values';
import { field, nullValue, object } from '../fields';

export const REMOTE_STATE = 'terraform_remote_state';

/** What another state's outputs are known as; read by whoever knows where states lie. */
export interface RemoteStates {
  /** Kinds of backends that can be read: `local`. */
  readonly backends: readonly string[];
  /** Names that the `config` of a backend may have. */
  argumentsOf(backend: string): readonly string[];
  /** `config` is known and an object or null; `workspace` undefined: the default one. */
  read(request: { readonly backend: string; readonly config: Value; readonly workspace: string | undefined }): Promise<Outcome<RemoteOutputs>>;
}

export type RemoteOutputs =
  /** Those of the root module. That one is sensitive is not passed on, as in Terraform: who refers to it says so again. */
  | { readonly kind: 'outputs'; readonly outputs: ReadonlyMap<string, Value> }
  /** No state was ever written there. */
  | { readonly kind: 'none' }
  /** It will be written before this plan is applied: by another stack of the same command. Its outputs are not known yet. */
  | { readonly kind: 'pending' };

/** For a build, or a test, that reads no other states. */
export const NO_STATES: RemoteStates = {
  backends: [],
  argumentsOf: () => [],
  read: ({ backend }) => Promise.resolve(fail(diagnostic('provider_remote_backend', `States of the backend "${backend}" cannot be read here.`))),
};

export const remoteStateSchema: ResourceSchema = {
  version: 0,
  block: {
    description: 'Reads the outputs of the root module of another configuration from its state.',
    attributes: new Map([
      ['backend', { type: STRING, description: 'The kind of backend that keeps the other state, such as `local`.', required: true }],
      ['config', { type: DYNAMIC, description: 'Arguments of that backend, as in its `backend` block.', optional: true }],
      ['defaults', { type: DYNAMIC, description: 'Values of outputs that the state has not.', optional: true }],
      ['outputs', { type: DYNAMIC, description: 'All outputs of the root module of the other configuration, in one object.', computed: true }],
      ['workspace', { type: STRING, description: 'The workspace whose state is read; the default one unless given.', optional: true }],
    ]),
    blocks: new Map(),
  },
};

/** Judges arguments as far as they are known. */
export function validateRemoteState(config: Value, states: RemoteStates): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const backend = field(config, 'backend');
  const settings = field(config, 'config');
  const defaults = field(config, 'defaults');
  const name = backend.kind === 'string' ? backend.value : undefined;
  const isKnown = name !== undefined && states.backends.includes(name);
  if (name !== undefined && !isKnown) problems.push(unknownBackend(name, states));
  if (settings.kind !== 'null' && settings.kind !== 'unknown') {
    if (settings.kind !== 'object' && settings.kind !== 'map') {
      problems.push(diagnostic('provider_remote_backend', `The config of a backend is an object with its arguments, and this is none. Write config = { path = "..." }.`, { attribute: 'config' }));
    } else if (isKnown) {
      const takes = states.argumentsOf(name);
      for (const key of settings.entries.keys()) {
        if (takes.includes(key)) continue;
        problems.push(diagnostic('provider_remote_backend', `The backend "${name}" has no argument "${key}". It takes ${takes.join(', ')}.`, { attribute: 'config' }));
      }
    }
  }
  if (defaults.kind !== 'null' && defaults.kind !== 'unknown' && defaults.kind !== 'object' && defaults.kind !== 'map') {
    problems.push(diagnostic('provider_remote_defaults', 'The defaults are an object with a value for each output, and this is none. Write defaults = { name = value }.', { attribute: 'defaults' }));
  }
  return problems;
}

function unknownBackend(name: string, { backends }: RemoteStates): Diagnostic {
  const has = backends.length === 0 ? 'This build reads none.' : `This build reads ${backends.join(', ')}.`;
  return diagnostic('provider_remote_backend', `States of the backend "${name}" cannot be read. ${has} Read the values another way, such as by variables.`, { attribute: 'backend' });
}

/** The outputs of another state, with `defaults` for those that it has not. Not known while the state is still to be written. */
export async function readRemoteState(config: Value, states: RemoteStates): Promise<Outcome<Value>> {
  const backend = field(config, 'backend');
  const defaults = field(config, 'defaults');
  const workspace = field(config, 'workspace');
  if (backend.kind !== 'string') throw new Error('a backend that is not known is not read');
  const read = await states.read({
    backend: backend.value, config: field(config, 'config'), workspace: workspace.kind === 'string' ? workspace.value : undefined,
  });
  if (!read.ok) return read;
  const result = (outputs: Value): Value => object({
    backend, config: field(config, 'config'), defaults, outputs, workspace: isNull(workspace) ? nullValue(STRING) : workspace,
  });
  switch (read.value.kind) {
    case 'pending': return ok(result(unknownOf(DYNAMIC)), read.diagnostics);
    case 'none': return fail(...read.diagnostics, diagnostic('provider_remote_state_missing',
      'There is no state in the given workspace of the given backend. Apply the configuration that writes it first, or correct where it is looked for.', { attribute: 'workspace' }));
    case 'outputs': {
      const bare = unmark(defaults);
      const all = new Map<string, Value>(bare.kind === 'object' || bare.kind === 'map' ? bare.entries : []);
      for (const [name, value] of read.value.outputs) all.set(name, value);
      return ok(result(objectOf(all)), read.diagnostics);
    }
  }
}

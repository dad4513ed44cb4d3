import type { Random } from '../../api';
import { diagnostic, fail, ok } from '../../diagnostics';
import type { ProviderSchema } from '../../schema';
import { nullValue, object } from '../fields';
import type { Provider, ProviderApplier, ProviderReader } from '../types';
import { NO_STATES, readRemoteState, REMOTE_STATE, remoteStateSchema, validateRemoteState, type RemoteStates } from './remote-state';
import { applyTerraformData, planTerraformData, TERRAFORM_DATA, terraformDataSchema } from './terraform-data';
import { DYNAMIC } from '../../values';

export const builtinSchema: ProviderSchema = {
  provider: { version: 0, block: { description: 'Built in; takes no settings.', attributes: new Map(), blocks: new Map() } },
  resources: new Map([[TERRAFORM_DATA, terraformDataSchema]]),
  dataSources: new Map([[REMOTE_STATE, remoteStateSchema]]),
};

/** Terraform's builtin provider, source `terraform.io/builtin/terraform`. Without `states` no other state can be read. */
export function builtinProvider(ports: { readonly random: Random; readonly states?: RemoteStates }): Provider {
  const states = ports.states ?? NO_STATES;
  const unsupported = (what: string) => diagnostic('provider_type_unsupported', `The builtin provider has the resource type ${TERRAFORM_DATA} and the data source ${REMOTE_STATE}; ${what} is not supported by this build.`);
  const reader: ProviderReader = {
    readResource: (req) => ({ observed: { kind: 'found', state: req.prior }, diagnostics: [] }),
    planResource: (req) => planTerraformData(req),
    readData: (req) => (req.type === REMOTE_STATE ? readRemoteState(req.config, states) : Promise.resolve(fail(unsupported(`data source "${req.type}"`)))),
    importResource: (req) => {
      if (req.type !== TERRAFORM_DATA) return Promise.resolve(fail(unsupported(`importing "${req.type}"`)));
      const empty = object({ id: { kind: 'string', value: req.id }, input: nullValue(DYNAMIC), output: nullValue(DYNAMIC), triggers_replace: nullValue(DYNAMIC) });
      return Promise.resolve(ok({ state: empty, private: undefined }));
    },
    impliedEdges: () => ({ edges: [], diagnostics: [] }),
    judgePlan: () => ({ diagnostics: [], blocked: [] }),
    unmanaged: () => Promise.resolve(ok([])),
    observe: () => Promise.resolve({ facts: new Map(), diagnostics: [] }),
  };
  const applier: ProviderApplier = {
    applyResource: (req) => Promise.resolve(applyTerraformData(req, () => ports.random.uuid())),
    performEffect: (req) => Promise.resolve({ kind: 'failed', diagnostics: [unsupported(`the effect "${req.effect.text}"`)] }),
    recoverCall: () => undefined,
  };
  return {
    typeName: 'terraform',
    source: 'terraform.io/builtin/terraform',
    schema: () => builtinSchema,
    validateProvider: () => [],
    validateResource: (mode, type, config) => (mode === 'data' && type === REMOTE_STATE ? validateRemoteState(config, states) : []),
    configure: () => Promise.resolve(ok({ reader, applier, operations: undefined, close: () => undefined })),
  };
}

import type { Clock, Connection, ConnectionSettings } from '../../api';
import { diagnostic, hasErrors, type Outcome } from '../../diagnostics';
import { unmarkDeep } from '../../values';
import { textOf } from '../fields';
import type { ConfiguredProvider, Provider, ProviderApplier, ProviderReader } from '../types';
import type { Core } from './core';
import { readData } from './data';
import { listAhead } from './directory/ahead';
import { applyDirectory, performCreateEffect, type DirectoryApplyCore } from './directory/apply';
import { planDirectory } from './directory/plan';
import { readDirectory } from './directory/read';
import { impliedEdges } from './edges';
import { functions } from './functions';
import { identities } from './identities';
import { importResource } from './import';
import { judgePlan } from './judge-plan';
import { listObjects, listSchemas } from './lists';
import { keyedLock } from './lock';
import { observe } from './observe';
import { recoverCall } from './recover';
import { applyRegistration, type ApplyCore } from './registration/apply';
import { planRegistration } from './registration/plan';
import { readRegistration } from './registration/read';
import { cloudbackupSchema } from './schema';
import { DIRECTORY, RESOURCE } from './schema-managed';
import { judgeConfig, resolveSettings, type CloudbackupFlags, type Environment } from './settings';
import { ephemeralSchemas, openToken } from './token';
import { unmanaged } from './unmanaged';
import { validateResource } from './validate';
import { readWorld } from './world';

export interface CloudbackupPorts {
  readonly env: Environment;
  readonly flags: CloudbackupFlags;
  /** Opens a client. Makes no call by itself: the first read connects. */
  connect(settings: ConnectionSettings): Outcome<Connection>;
  readonly clock: Clock;
  /** How long the first read of a folder waits for others before it may be a Get, in milliseconds: for doors through which the objects of one plan come one by one. */
  readonly firstReadMs?: number;
}

/** The provider of Cloud Backup, source `holdfast/cloudbackup`. */
export function cloudbackupProvider(ports: CloudbackupPorts): Provider {
  return {
    typeName: 'cloudbackup',
    source: 'holdfast/cloudbackup',
    schema: () => cloudbackupSchema,
    functions,
    ephemeral: ephemeralSchemas,
    identities,
    lists: listSchemas,
    validateProvider: judgeConfig,
    validateResource,
    async configure(config) {
      const settings = resolveSettings(config, ports.env, ports.flags);
      if (!settings.ok) return settings;
      const connection = ports.connect(settings.value.connection);
      const diagnostics = [...settings.diagnostics, ...connection.diagnostics];
      if (!connection.ok || hasErrors(diagnostics)) return { ok: false, diagnostics };
      const opened = connection.value;
      const { api } = opened;
      const core: Core = { world: readWorld(api, ports.clock, ports.firstReadMs), settings: settings.value };
      const applyCore: ApplyCore & DirectoryApplyCore = { ...core, api, deletes: { count: 0 }, paths: keyedLock() };
      const configured: ConfiguredProvider = {
        reader: reader(core), applier: applier(applyCore),
        operations: { reader: api, settings: settings.value.operations, where: whereOf(settings.value.connection), instanceOf: (object) => textOf(unmarkDeep(object).value, 'compute_instance_id') },
        openEphemeral: (req) => openToken(opened, settings.value, req.config),
        listObjects: (req) => listObjects(core, req.config, req.limit),
        close: () => opened.close(),
      };
      return { ok: true, value: configured, diagnostics };
    },
  };
}

function reader(core: Core): ProviderReader {
  return {
    expect: (reads, limit) => { listAhead(core.world, reads, limit); },
    readResource: (req) => {
      switch (req.type) {
        case RESOURCE: return readRegistration(core.world, req);
        case DIRECTORY: return readDirectory(core.world, req);
        default: throw unknownType(req.type);
      }
    },
    planResource: (req) => {
      switch (req.type) {
        case RESOURCE: return planRegistration(core, req);
        case DIRECTORY: return planDirectory(core, req);
        default: throw unknownType(req.type);
      }
    },
    readData: (req) => readData(core, req),
    importResource: (req) => importResource(core, req),
    impliedEdges,
    judgePlan: (changes) => judgePlan(core, changes),
    unmanaged: (managed, everywhere) => unmanaged(core, managed, everywhere === true),
    observe: (ids, since) => observe(core, ids, since),
  };
}

function applier(core: ApplyCore & DirectoryApplyCore): ProviderApplier {
  return {
    applyResource: (req, ports) => {
      switch (req.type) {
        case RESOURCE: return applyRegistration(core, req, ports);
        case DIRECTORY: return applyDirectory(core, req, ports);
        default: throw unknownType(req.type);
      }
    },
    async performEffect(req, ports) {
      if (req.effect.data['kind'] === 'create-directory') return performCreateEffect(core, req, ports);
      return { kind: 'failed', diagnostics: [diagnostic('provider_type_unsupported', `This build cannot do "${req.effect.text}". Make a new plan with this build.`)] };
    },
    recoverCall: (record) => recoverCall(core, record),
  };
}

const whereOf = ({ endpoint, backupEndpoint }: ConnectionSettings): string => backupEndpoint ?? endpoint ?? '';

/** Callers ask for types of the schema only. */
function unknownType(type: string): Error {
  return new Error(`the provider cloudbackup has no resource type ${type}`);
}

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fail, impliedType, nullOf, ok, providerProblem, type ApplyResult, type ConfiguredProvider, type Diagnostic, type Provider, type ProviderApplier, type ProviderPlace, type ProviderReader, type Value } from '../../../src/provider-kit';
import { withComputed } from './computed';
import { FIXED, type BlockDefinition } from './definition';
import { filesIn, type Files } from './files';
import { planObject } from './plan';
import { providerSchema, type Definitions } from './schema';

/** The provider of a public test suite, written anew: objects are files, and types may be defined beside the configuration. */
export function tfcoremock({ dir, env }: ProviderPlace): Provider {
  const definitions: Definitions = { ...FIXED, ...dynamicDefinitions(path.resolve(dir, env['TFCOREMOCK_DYNAMIC_RESOURCES_FILE'] ?? 'dynamic_resources.json')) };
  const schema = providerSchema(definitions);
  return {
    typeName: 'tfcoremock',
    source: 'hashicorp/tfcoremock',
    schema: () => schema,
    validateProvider: () => [],
    validateResource: () => [],
    configure: (config) => {
      const folder = (name: string, otherwise: string): string => path.resolve(dir, textOf(config, name) ?? otherwise);
      const onlyState = memberOf(config, 'use_only_state');
      const settings: Settings = {
        definitions, schema, fails: (what, id) => textsOf(config, `fail_on_${what}`).includes(id),
        data: filesIn(folder('data_directory', 'terraform.data')),
        objects: onlyState?.kind === 'bool' && onlyState.value ? undefined : filesIn(folder('resource_directory', 'terraform.resource')),
      };
      return Promise.resolve(ok<ConfiguredProvider>({ reader: readerOf(settings), applier: applierOf(settings), operations: undefined, close: () => undefined }));
    },
  };
}

interface Settings {
  readonly definitions: Definitions;
  readonly schema: ReturnType<typeof providerSchema>;
  readonly data: Files;
  /** undefined: only the state tells. */
  readonly objects: Files | undefined;
  fails(what: 'create' | 'update' | 'read' | 'delete', id: string): boolean;
}

function dynamicDefinitions(file: string): Definitions {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Record<string, BlockDefinition> : {};
}

const memberOf = (object: Value, name: string): Value | undefined => (object.kind === 'object' ? object.entries.get(name) : undefined);
const plainText = (value: Value | undefined): string | undefined => (value?.kind === 'string' ? value.value : undefined);
const textOf = (object: Value, name: string): string | undefined => plainText(memberOf(object, name));
function textsOf(object: Value, name: string): readonly string[] {
  const list = memberOf(object, name);
  return list?.kind === 'list' ? list.items.flatMap((item) => plainText(item) ?? []) : [];
}

const refused = (what: string, why: unknown): Diagnostic =>
  providerProblem('error', `failed to ${what}`, `The object was not there as expected, or must not be touched: ${why instanceof Error ? why.message : String(why)}.`);

function readerOf({ definitions, schema, data, objects, fails }: Settings): ProviderReader {
  const typeOfObject = (type: string) => impliedType((schema.resources.get(type) ?? unknownType(type)).block);
  return {
    readResource: ({ type, prior }) => {
      const id = textOf(prior, 'id') ?? '';
      if (fails('read', id)) return { observed: { kind: 'unreadable', reason: refused('read resource', 'forced failure') }, diagnostics: [refused('read resource', 'forced failure')] };
      if (objects === undefined) return { observed: { kind: 'found', state: prior }, diagnostics: [] };
      try {
        const state = objects.read(id, typeOfObject(type));
        return { observed: state === undefined ? { kind: 'absent' } : { kind: 'found', state }, diagnostics: [] };
      } catch (error) {
        return { observed: { kind: 'unreadable', reason: refused('read resource', error) }, diagnostics: [refused('read resource', error)] };
      }
    },
    planResource: (req) => planObject(req, definitions[req.type] ?? {}, (schema.resources.get(req.type) ?? unknownType(req.type)).block),
    readData: ({ type, config }) => {
      const id = textOf(config, 'id') ?? '';
      try {
        const found = data.read(id, impliedType((schema.dataSources.get(type) ?? unknownType(type)).block));
        return Promise.resolve(found === undefined ? fail(refused('read data source', `there is no data source ${id}`)) : ok(found));
      } catch (error) {
        return Promise.resolve(fail(refused('read data source', error)));
      }
    },
    importResource: ({ type, id }) => {
      const found = objects?.read(id, typeOfObject(type));
      return Promise.resolve(found === undefined ? fail(refused('import resource', `there is no object with the id ${id}`)) : ok({ state: found, private: undefined }));
    },
    impliedEdges: () => ({ edges: [], diagnostics: [] }),
    judgePlan: () => ({ diagnostics: [], blocked: [] }),
    unmanaged: () => Promise.resolve(ok([])),
    observe: () => Promise.resolve({ facts: new Map(), diagnostics: [] }),
  };
}

function unknownType(type: string): never {
  throw new Error(`tfcoremock has no type ${type}`);
}

function applierOf({ definitions, schema, objects, fails }: Settings): ProviderApplier {
  const done = (state: Value): ApplyResult => ({ kind: 'done', state, private: undefined, calls: 1, diagnostics: [] });
  const failed = (what: string, why: unknown): ApplyResult => ({ kind: 'failed', diagnostics: [refused(what, why)] });
  return {
    applyResource: ({ type, prior, planned }) => {
      const block = (schema.resources.get(type) ?? unknownType(type)).block;
      const what = planned.kind === 'null' ? 'delete' : prior.kind === 'null' ? 'create' : 'update';
      const object = what === 'delete' ? prior : withComputed(planned, definitions[type] ?? {}, block, randomUUID);
      const id = textOf(object, 'id') ?? '';
      if (fails(what, id)) return Promise.resolve(failed(`${what} resource`, 'forced failure'));
      try {
        if (what === 'delete') objects?.remove(id);
        else objects?.[what](id, object);
      } catch (error) {
        return Promise.resolve(failed(`${what} resource`, error));
      }
      return Promise.resolve(done(what === 'delete' ? nullOf(impliedType(block)) : object));
    },
    performEffect: ({ effect }) => Promise.resolve(failed('perform an effect', `there are none such as ${effect.text}`)),
    recoverCall: () => undefined,
  };
}


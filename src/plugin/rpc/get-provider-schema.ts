import type { ResourceSchema } from '../../schema';
import { sendFunctions } from './get-functions';
import { sendSchema } from '../schema';
import { CAPABILITIES, type WireSchema } from '../wire';
import type { Handler } from './handler';

export const getProviderSchema: Handler<'GetProviderSchema'> = ({ provider, version }) => {
  const schema = provider.schema();
  const all = (schemas: ReadonlyMap<string, ResourceSchema> = new Map()): Readonly<Record<string, WireSchema>> =>
    Object.fromEntries([...schemas].map(([name, own]) => [name, sendSchema(own, version)]));
  return {
    provider: sendSchema(schema.provider, version),
    resourceSchemas: all(schema.resources),
    dataSourceSchemas: all(schema.dataSources),
    ephemeralResourceSchemas: all(provider.ephemeral),
    listResourceSchemas: all(provider.lists),
    functions: sendFunctions(provider),
    serverCapabilities: CAPABILITIES,
    diagnostics: [],
  };
};

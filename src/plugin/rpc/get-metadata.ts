import { CAPABILITIES } from '../wire';
import type { Handler } from './handler';

export const getMetadata: Handler<'GetMetadata'> = ({ provider }) => {
  const named = (types: ReadonlyMap<string, unknown> = new Map()): readonly { readonly typeName: string }[] => [...types.keys()].map((typeName) => ({ typeName }));
  const schema = provider.schema();
  return {
    serverCapabilities: CAPABILITIES, diagnostics: [], resources: named(schema.resources), dataSources: named(schema.dataSources),
    ephemeralResources: named(provider.ephemeral), listResources: named(provider.lists), functions: [...provider.functions?.keys() ?? []].map((name) => ({ name })),
  };
};

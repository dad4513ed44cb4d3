import type { ProviderSchema } from '../../schema';
import { dataSourceSchemas } from './schema-data';
import { managedSchemas } from './schema-managed';
import { providerSettingsSchema } from './schema-settings';

/** Everything that can be written for `cloudbackup`: one definition for every door (engine, plugin, bindings, docs). */
export const cloudbackupSchema: ProviderSchema = {
  provider: providerSettingsSchema,
  resources: managedSchemas,
  dataSources: dataSourceSchemas,
};

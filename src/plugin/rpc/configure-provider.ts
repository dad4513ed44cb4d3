import { impliedType } from '../../schema';
import { isWhollyKnown } from '../../values';
import { sendDiagnostics } from '../diagnostics';
import { readValue } from '../dynamic-value';
import type { Handler } from './handler';

/** At plan time Terraform may send settings that are not known yet: that is no failure, and nothing is read with them. */
export const configureProvider: Handler<'ConfigureProvider'> = async (door, { config, terraformVersion }) => {
  const value = readValue(config, impliedType(door.provider.schema().provider.block));
  door.log('debug', 'configure', { terraform: terraformVersion });
  const configured = await door.provider.configure(value);
  if (configured.ok) door.begin(configured.value, isWhollyKnown(value));
  return { diagnostics: sendDiagnostics(configured.diagnostics) };
};

import { impliedType } from '../../schema';
import { sendDiagnostics } from '../diagnostics';
import { readValue } from '../dynamic-value';
import type { Handler } from './handler';
import { dataType, ephemeralType, managedType } from './types';

export const validateProviderConfig: Handler<'ValidateProviderConfig'> = ({ provider, version }, { config }) => {
  const value = readValue(config, impliedType(provider.schema().provider.block));
  const diagnostics = sendDiagnostics(provider.validateProvider(value));
  // Version 5 takes the configuration from here on from this answer.
  return version === 5 && config !== null ? { diagnostics, preparedConfig: config } : { diagnostics };
};

export const validateResourceConfig: Handler<'ValidateResourceConfig'> = (door, { typeName, config }) => {
  const value = readValue(config, managedType(door, typeName).type);
  return { diagnostics: sendDiagnostics(door.provider.validateResource('managed', typeName, value)) };
};

export const validateDataResourceConfig: Handler<'ValidateDataResourceConfig'> = (door, { typeName, config }) => {
  const value = readValue(config, dataType(door, typeName).type);
  return { diagnostics: sendDiagnostics(door.provider.validateResource('data', typeName, value)) };
};

export const validateEphemeralResourceConfig: Handler<'ValidateEphemeralResourceConfig'> = (door, { typeName, config }) => {
  const value = readValue(config, ephemeralType(door, typeName).type);
  return { diagnostics: sendDiagnostics(door.provider.validateResource('data', typeName, value)) };
};

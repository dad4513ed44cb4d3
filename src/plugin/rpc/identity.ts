import { impliedType } from '../../schema';
import { diagnostic } from '../../diagnostics';
import { sendDiagnostic } from '../diagnostics';
import { readJson, sendValue } from '../dynamic-value';
import { sendType } from '../schema';
import type { Handler } from './handler';

export const getResourceIdentitySchemas: Handler<'GetResourceIdentitySchemas'> = ({ provider }) => ({
  identitySchemas: Object.fromEntries([...provider.identities ?? []].map(([name, { schema }]) => [name, {
    version: 0,
    identityAttributes: [...schema.attributes].map(([attribute, own]) => ({
      name: attribute, type: sendType(own.type), requiredForImport: own.required === true, optionalForImport: own.optional === true, description: own.description,
    })),
  }])),
  diagnostics: [],
});

export const upgradeResourceIdentity: Handler<'UpgradeResourceIdentity'> = ({ provider }, { typeName, version, rawIdentity }) => {
  const own = provider.identities?.get(typeName);
  if (own === undefined || Number(version) !== 0 || rawIdentity === null) {
    return { diagnostics: [sendDiagnostic(diagnostic('plugin_request_invalid', `This provider knows no identity of ${typeName} of version ${version}. Use the version of the provider that wrote it, or a later one.`))] };
  }
  const type = impliedType(own.schema);
  return { upgradedIdentity: { identityData: sendValue(readJson(rawIdentity.json, type), type) }, diagnostics: [] };
};

import { Findings, type RawAttribute, type RawBlock, type RawMember, type RawValue } from './body';
import { PROVIDER_NAME } from './block-provider';
import type { Draft, Requirement } from './draft';
import { isVersionConstraint } from './terraform-version';

/** `required_providers`: which provider each local name means, and in which versions. */
export function readRequirements(block: RawBlock, draft: Draft, findings: Findings): void {
  for (const attribute of block.body.attributes(findings).values()) readRequirement(attribute, draft, findings);
}

const WHAT = 'A requirement is an object with "source", "version" and "configuration_aliases", or a version alone.';

function readRequirement(attribute: RawAttribute, draft: Draft, findings: Findings): void {
  const { name: localName } = attribute;
  if (!PROVIDER_NAME.test(localName) || localName !== localName.toLowerCase()) {
    findings.tell('config_provider_name', `"${localName}" is not the name of a provider: lower-case letters, digits and dashes, no dash first or last.`, attribute.range());
    return;
  }
  const alone = attribute.text();
  if (alone !== undefined) {
    checkConstraint(alone, attribute, findings);
    draft.requiredProviders.set(localName, { localName, source: `hashicorp/${localName}`, version: alone, aliases: [], locate: (path, span, part) => attribute.locate(path, span, part) });
    return;
  }
  const members = attribute.members();
  const plain = members === undefined && attribute.items() === undefined ? attribute.literal(new Findings([])) : undefined;
  if (plain?.kind === 'number' || plain?.kind === 'bool') {
    const version = plain.kind === 'number' ? plain.value : undefined;
    draft.requiredProviders.set(localName, { localName, source: `hashicorp/${localName}`, version, aliases: [], locate: (path, span, part) => attribute.locate(path, span, part) });
    return;
  }
  if (members === undefined) {
    findings.tell('config_required_object', WHAT, attribute.range());
    return;
  }
  const requirement = readMembers(localName, members, findings);
  if (requirement !== undefined) draft.requiredProviders.set(localName, { ...requirement, locate: (path, span, part) => attribute.locate(path, span, part) });
}

function readMembers(localName: string, members: readonly RawMember[], findings: Findings): Omit<Requirement, 'locate'> | undefined {
  let source: string | undefined = `hashicorp/${localName}`;
  let version: string | undefined;
  let aliases: readonly string[] = [];
  for (const { key, value } of members) {
    const name = key.text() ?? key.keyword();
    if (name === undefined) {
      findings.tell('config_required_object', WHAT, key.range(), 'Invalid Attribute');
      break;
    }
    if (name === 'version') version = readVersion(value, findings);
    else if (name === 'source') source = readSource(value, findings);
    else if (name === 'configuration_aliases') aliases = readAliases(localName, value, findings);
    else if (name !== '//' || value.syntax === 'native') {
      findings.tell('config_required_object', WHAT, key.range());
      break;
    }
  }
  return source === undefined ? undefined : { localName, source, version, aliases };
}

function readVersion(value: RawValue, findings: Findings): string | undefined {
  const text = value.text();
  if (text === undefined) findings.tell('config_version_constraint', 'A version constraint is a text, such as "~> 1.2".', value.range());
  else checkConstraint(text, value, findings);
  return text;
}

function checkConstraint(text: string, value: RawValue, findings: Findings): void {
  if (!isVersionConstraint(text)) findings.tell('config_version_constraint', `"${text}" is not a version constraint. Write one such as "~> 1.2" or ">= 1.5, < 2.0".`, value.range());
}

const HOST = /^[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?(?::\d+)?$/u;

function readSource(value: RawValue, findings: Findings): string | undefined {
  const text = value.text();
  if (text === undefined) {
    findings.tell('config_required_source', 'The source of a provider is a text, such as "holdfast/cloudbackup".', value.range());
    return undefined;
  }
  const parts = text.split('/');
  const wanted = 'It is written namespace/name or host/namespace/name, such as holdfast/cloudbackup.';
  const last = parts.at(-1) ?? '';
  const host = parts.length === 3 ? parts[0] : undefined;
  if (parts.length > 3 || parts.some((part) => part === '') || (host !== undefined && !(host.includes('.') && HOST.test(host)))) {
    findings.tell('config_invalid_source', `"${text}" is not a provider source. ${wanted}`, value.range());
    return undefined;
  }
  if (!PROVIDER_NAME.test(last)) {
    findings.tell('config_provider_type', `"${text}" is not a provider source: "${last}" is not a name. ${wanted}`, value.range());
    return undefined;
  }
  return text;
}

function readAliases(localName: string, value: RawValue, findings: Findings): readonly string[] {
  const items = value.items();
  if (items === undefined) {
    findings.tell('config_configuration_aliases', `Aliases are a list, such as [${localName}.second].`, value.range());
    return [];
  }
  const found: string[] = [];
  for (const item of items) {
    const traversal = item.traversal();
    if (traversal === undefined) {
      findings.tell('config_static_expression', `An alias is written ${localName}.ALIAS.`, item.range());
      continue;
    }
    const [step, ...more] = traversal.steps;
    if (traversal.root !== localName) findings.tell('config_configuration_aliases', `An alias of this provider is written ${localName}.ALIAS, and there is "${traversal.root}" before the point.`, value.range());
    else if (step?.kind === 'attr' && more.length === 0) found.push(step.name);
    else if (step !== undefined) findings.tell('config_configuration_aliases', `An alias is written ${localName}.ALIAS.`, value.range());
  }
  return found;
}

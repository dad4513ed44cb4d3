import { readText } from './arguments';
import { bodySchema, Findings, type RawBlock } from './body';
import { declare, type Draft } from './draft';
import { isName } from './spot';
import { isVersionConstraint } from './terraform-version';

const PROVIDER = bodySchema({ attributes: ['alias', 'version', 'count', 'depends_on', 'for_each', 'source'], blocks: [{ type: 'lifecycle' }, { type: 'locals' }] });
const RESERVED = ['count', 'depends_on', 'for_each', 'source'];

/** What Terraform takes as the name of a provider in a file: it is part of a source, too. */
export const PROVIDER_NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?$/u;

/** `provider`: one configuration of a provider, told apart from others by its alias. */
export function readProvider(block: RawBlock, draft: Draft): void {
  const localName = block.labels[0]?.text ?? '';
  const findings = new Findings(draft.problems, { address: `provider.${localName}` });
  if (!PROVIDER_NAME.test(localName)) findings.tell('config_provider_name', `"${localName}" is not the name of a provider: letters, digits and dashes, no dash first or last.`, block.locate());
  const { attributes, blocks, rest } = block.body.partial(PROVIDER, findings);
  const written = attributes.get('alias');
  const alias = readText(written, findings);
  if (written !== undefined && (alias === undefined || !isName(alias))) findings.tell('config_alias', 'An alias is a name: a letter or underscore first, then letters, digits, underscores and dashes.', undefined);
  const version = attributes.get('version');
  if (version !== undefined) {
    findings.tell('config_provider_version_here', 'The version of a provider stands in terraform.required_providers. Move it there.', version.range());
    const text = version.literal(findings);
    if (text !== undefined && (text.kind !== 'string' || !isVersionConstraint(text.value))) findings.tell('config_version_constraint', 'A version constraint is wanted, such as "~> 1.2".', version.range());
  }
  for (const name of RESERVED) {
    const reserved = attributes.get(name);
    if (reserved !== undefined) findings.tell('config_reserved_argument', `"${name}" is kept for later versions of the language, and means nothing in a provider block. Remove it.`, reserved.nameRange());
  }
  for (const inner of blocks) {
    findings.tell('config_reserved_block', `"${inner.type}" is kept for later versions of the language, and means nothing in a provider block. Remove it.`, inner.typeRange(), 'Reserved block type name in provider block');
  }
  const key = alias === undefined ? localName : `${localName}.${alias}`;
  declare(draft.providers, key, { localName, alias, body: rest.arguments(findings), locate: block.locate }, `provider.${key}`, 'Duplicate provider configuration', findings);
}

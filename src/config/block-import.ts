import { formatAddress } from '../addrs';
import { parseExpression, type Expr } from '../lang';
import { keyOf, moduleText, partsOf, staticKey, stepsOf, type AddressParts, type AddressText } from './address-parts';
import { bodySchema, Findings, mentions, type RawAttribute, type RawBlock } from './body';
import type { Draft } from './draft';
import { placeText } from './read-json';
import { readProviderRef, spanOf } from './static-values';
import type { ImportBlock } from './types';

const IMPORT = bodySchema({ attributes: [{ name: 'id', required: true }, { name: 'to', required: true }, 'provider', 'for_each'] });

type Target = ImportBlock['to'];

/** `import`: an object that exists, and where it is to be managed. */
export function readImport(block: RawBlock, draft: Draft): void {
  const findings = new Findings(draft.problems);
  const { attributes } = block.body.content(IMPORT, findings);
  const written = attributes.get('to');
  const forEach = attributes.get('for_each')?.expr(findings);
  const to = written === undefined ? undefined : readTarget(written, forEach !== undefined, findings);
  const id = attributes.get('id')?.expr(findings);
  const provider = attributes.get('provider');
  const ref = provider === undefined ? undefined : readProviderRef(provider, 'provider', findings);
  if (to === undefined || id === undefined || written === undefined) return;
  const twin = forEach === undefined ? draft.imports.find((other) => other.forEach === undefined && other.to.text === to.text) : undefined;
  if (twin !== undefined) {
    findings.tell('config_import_twice', `An import block for ${to.text} stands at ${placeText(twin.locate())} already. Remove one of the two.`, written.range(), `Duplicate import configuration for "${to.text}"`);
    return;
  }
  draft.imports.push({ to, id, forEach, provider: ref, locate: block.locate });
}

function readTarget(attribute: RawAttribute, isRepeated: boolean, findings: Findings): Target | undefined {
  const address = addressOf(attribute, isRepeated, findings);
  if (address === 'unread') return undefined;
  const parts = address === undefined ? undefined : partsOf(address, true, findings);
  const target = address === undefined || parts === undefined ? undefined : targetOf(parts, address, findings);
  if (target === undefined) {
    findings.tell('config_import_address', 'Only managed resources and their instances can be imported: TYPE.NAME, or TYPE.NAME["key"].', attribute.wholeRange());
  }
  return target;
}

/** 'unread', and told, where not even an expression is written, or one that only for_each would give a meaning. */
function addressOf(attribute: RawAttribute, isRepeated: boolean, findings: Findings): AddressText | undefined | 'unread' {
  const text = attribute.syntax === 'json' ? attribute.text() : undefined;
  if (attribute.syntax === 'json' && text === undefined) {
    findings.tell('config_replace_text', 'An address is wanted here, as the text of a string, such as "TYPE.NAME".', attribute.range());
    return 'unread';
  }
  const expr = text === undefined ? attribute.expr(findings) : parsed(text, attribute, findings);
  if (expr === undefined) return 'unread';
  const steps = stepsOf(expr);
  const isKeyed = steps?.some((step) => step.kind === 'index' && mentions(step.key)) === true;
  if (steps === undefined || (isKeyed && !isRepeated)) {
    findings.tell('config_static_expression', 'An address is wanted here, written out: names and keys. A key may be computed from each.key and each.value where the block has for_each.', attribute.range());
    return isKeyed ? 'unread' : undefined;
  }
  return { steps, span: expr.span, value: attribute };
}

function parsed(text: string, attribute: RawAttribute, findings: Findings): Expr | undefined {
  const result = parseExpression(text);
  if (result.ok) return result.expr;
  for (const { code, message, span } of result.problems) findings.tell(code, `${message} An address is wanted here, such as TYPE.NAME.`, spanOf(attribute, span));
  return undefined;
}

function targetOf({ module, resource }: AddressParts, address: AddressText, findings: Findings): Target | undefined {
  if (resource === undefined) {
    findings.tell('config_address', 'A resource is wanted behind the module: module.NAME.TYPE.NAME.', spanOf(address.value, address.span));
    return undefined;
  }
  const key = keyOf(resource.rest, address.value, findings);
  if (key === 'wrong' || resource.mode !== 'managed') return undefined;
  const { mode, type, name } = resource;
  const calls = module.map((call) => moduleText(call.name, plain(call.key)));
  return {
    resource: formatAddress({ module: module.map((call) => call.name), mode, type, name }),
    module: module.map((call) => ({ name: call.name, key: call.key })),
    key,
    text: formatAddress({ module: calls, mode, type, name }, plain(key)),
  };
}

function plain(key: Expr | undefined): string | number | undefined {
  const found = staticKey(key);
  return found === 'wrong' ? undefined : found;
}

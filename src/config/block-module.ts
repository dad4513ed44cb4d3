import type { SourceRange } from '../diagnostics';
import { checkName, readText } from './arguments';
import { bodySchema, Findings, type RawAttribute, type RawBlock, type RawValue } from './body';
import { readRepetition } from './block-resource';
import { moduleSource } from './modules/source';
import { declare, type CallDraft, type Draft, type PassedProvider } from './draft';
import { readDependsOn, readMap, readProviderRef } from './static-values';
import { isVersionConstraint } from './terraform-version';
import type { ProviderRef } from './types';

const MODULE = bodySchema({
  attributes: [{ name: 'source', required: true }, 'version', 'count', 'for_each', 'depends_on', 'providers'],
  blocks: [{ type: '_' }, { type: 'lifecycle' }, { type: 'locals' }, { type: 'provider', labels: ['type'] }],
});

/** `module`: a call of a module. Where its source leads is judged when it is read. */
export function readModule(block: RawBlock, draft: Draft): void {
  const [label] = block.labels;
  const name = label?.text ?? '';
  const { constructPath } = block.body;
  const findings = new Findings(draft.problems, { address: `module.${name}`, constructPath }, draft.late);
  checkName(label, 'Invalid module instance name', findings);
  const content = block.body.partial(MODULE, findings);
  const { attributes, blocks, rest } = content;
  const providers = attributes.get('providers');
  const [written, version] = [attributes.get('source'), attributes.get('version')];
  const source = readText(written, findings);
  const versioned = checkVersion(version, findings);
  if (written !== undefined && source !== undefined) checkSource(source, versioned, written, findings);
  const call: CallDraft = {
    name, constructPath,
    source: source ?? '',
    versioned,
    ...readRepetition(content, findings),
    dependsOn: readDependsOn(attributes.get('depends_on'), findings),
    ...(providers === undefined ? { providers: undefined, passed: undefined } : readProviders(providers, findings)),
    inputs: rest.arguments(findings),
    locate: block.locate,
  };
  for (const inner of blocks) {
    if (inner.type === '_') continue;
    findings.tell('config_reserved_block', `"${inner.type}" is kept for later versions of the language, and means nothing in a module block. Remove it.`, inner.typeRange(), 'Reserved block type name in module block');
  }
  for (const [input, expr] of call.inputs) {
    if (expr.kind === 'blocks') findings.tellLate('config_unknown_block', `A module takes arguments, and no blocks. Write "${input}" with "=".`, block.locate([input], undefined, 'name'));
  }
  declare(draft.calls, name, call, `module.${name}`, 'Duplicate module call', findings);
}

/** Only addresses of a registry have versions. */
function checkSource(text: string, versioned: boolean, attribute: RawAttribute, findings: Findings): void {
  const source = moduleSource(text);
  if (source.kind === 'invalid') findings.tell(versioned ? 'config_module_version' : 'config_module_source', `"${text}" is not the source of a module. ${source.why}`, attribute.range());
  else if (source.kind === 'local' && versioned) findings.tell('config_module_version', `The source "${text}" is a folder, and a folder has no versions. Remove "version".`, attribute.range());
}

function checkVersion(attribute: RawAttribute | undefined, findings: Findings): boolean {
  const value = attribute?.literal(findings);
  if (attribute === undefined) return false;
  if (value !== undefined && value.kind !== 'null' && !(value.kind === 'string' && isVersionConstraint(value.value))) {
    findings.tell('config_version_constraint', 'A version constraint is wanted, such as "~> 1.2".', attribute.range());
  }
  return true;
}

function readProviders(attribute: RawAttribute, findings: Findings): Required<Pick<CallDraft, 'providers' | 'passed'>> {
  const providers = new Map<string, ProviderRef>();
  const passed: PassedProvider[] = [];
  for (const { key, value } of readMap(attribute, findings)) {
    const child = bareName(key) ?? readProviderRef(key, 'providers', findings);
    const parent = readProviderRef(value, 'providers', findings);
    if (child === undefined || parent === undefined) continue;
    const name = child.alias === undefined ? child.localName : `${child.localName}.${child.alias}`;
    if (providers.has(name)) {
      findings.tell('config_duplicate_block', `A configuration is passed for ${name} already. Remove one of the two.`, value.range(), 'Duplicate provider address');
      continue;
    }
    providers.set(name, parent);
    passed.push({ child, parent, childName: () => nameIn(key, child), parentName: () => nameIn(value, parent) });
  }
  return { providers, passed };
}

/** A key of native syntax that is a name without quotes. */
function bareName(key: RawValue): ProviderRef | undefined {
  const text = key.syntax === 'native' ? key.text() : undefined;
  return text === undefined || isQuoted(key, text) ? undefined : { localName: text, alias: undefined };
}

function isQuoted(value: RawValue, text: string): boolean {
  const { start, end } = value.range();
  return end.byte - start.byte > Buffer.byteLength(text);
}

/** The place of the local name alone; Terraform counts it from the quote on where a JSON string holds it. */
function nameIn(value: RawValue, { localName }: ProviderRef): SourceRange {
  const { filename, start } = value.range();
  const text = value.syntax === 'native' ? value.text() : undefined;
  const quotes = text !== undefined && isQuoted(value, text) ? 1 : 0;
  const at = (count: number): SourceRange['start'] => ({ line: start.line, column: start.column + count, byte: start.byte + count });
  return { filename, start: at(quotes), end: at(quotes + Buffer.byteLength(localName)) };
}

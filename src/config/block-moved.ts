import { quote } from '../addrs';
import type { Expr } from '../lang';
import { keyOf, moduleText, partsOf, staticKey, stepsOf, type AddressParts, type AddressText } from './address-parts';
import { readBool } from './arguments';
import { bodySchema, Findings, type RawBlock, type RawValue } from './body';
import { notBuilt, type Draft } from './draft';
import { spanOf } from './static-values';
import type { MoveTarget } from './types';

const MOVED = bodySchema({ attributes: [{ name: 'from', required: true }, { name: 'to', required: true }] });

/** `moved`: from an address to another. */
export function readMoved(block: RawBlock, draft: Draft): void {
  const findings = new Findings(draft.problems);
  const { attributes } = block.body.content(MOVED, findings);
  const from = readEnd(attributes.get('from'), findings), to = readEnd(attributes.get('to'), findings);
  if (from === undefined || to === undefined) return;
  if ((from.resource === undefined) !== (to.resource === undefined)) {
    findings.tell('config_moved_kinds', 'A resource moves to a resource, and a module to a module. Correct one of the two addresses.', block.locate());
    return;
  }
  draft.moved.push({ from, to, locate: block.locate });
}

function readEnd(value: RawValue | undefined, findings: Findings): MoveTarget | undefined {
  const address = value === undefined ? undefined : readAddress(value, findings);
  const parts = address === undefined ? undefined : partsOf(address, true, findings);
  if (address === undefined || parts === undefined) return undefined;
  const key = parts.resource === undefined ? undefined : keyOf(parts.resource.rest, address.value, findings);
  return key === 'wrong' ? undefined : targetOf(parts, key, address, findings);
}

/** The address that a static reference is; undefined, and told, for any other value. */
export function readAddress(value: RawValue, findings: Findings): AddressText | undefined {
  const tree = value.syntax === 'json' ? value.traversal() : value.expr(findings);
  const steps = tree === undefined ? undefined : stepsOf(tree);
  if (steps === undefined || steps.some((step) => step.kind === 'index' && step.key.kind !== 'literal')) {
    findings.tell('config_static_expression', 'An address is wanted here, written out: names and plain keys, no call, no template and no calculation.', value.range());
    return undefined;
  }
  return { steps, span: tree?.span, value };
}

function targetOf(parts: AddressParts, key: Expr | undefined, { value, steps }: AddressText, findings: Findings): MoveTarget | undefined {
  const wrongKey = (): undefined => {
    findings.tell('config_address', 'A key is a text in quotes or a whole number.', spanOf(value, steps.find((step) => step.kind === 'index' && staticKey(step.key) === 'wrong')?.span));
    return undefined;
  };
  const module: string[] = [];
  for (const { name, key: written } of parts.module) {
    const moduleKey = staticKey(written);
    if (moduleKey === 'wrong') return wrongKey();
    module.push(moduleText(name, moduleKey));
  }
  const instance = staticKey(key);
  if (instance === 'wrong') return wrongKey();
  const resource = parts.resource === undefined ? undefined : { mode: parts.resource.mode, type: parts.resource.type, name: parts.resource.name, key: instance };
  return { module, resource, text: textOf(module, resource) };
}

function textOf(module: readonly string[], resource: MoveTarget['resource']): string {
  const modules = module.map((name) => `module.${name}`);
  if (resource === undefined) return modules.join('.');
  const { mode, type, name, key } = resource;
  const own = `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
  return [...modules, key === undefined ? own : `${own}[${typeof key === 'number' ? key : quote(key)}]`].join('.');
}

const REMOVED = bodySchema({ attributes: [{ name: 'from', required: true }], blocks: [{ type: 'lifecycle' }, { type: 'connection' }, { type: 'provisioner', labels: ['type'] }] });
const REMOVED_LIFECYCLE = bodySchema({ attributes: ['destroy'] });

/** `removed`: a whole resource or module that is not declared any more. */
export function readRemoved(block: RawBlock, draft: Draft): void {
  const findings = new Findings(draft.problems);
  const { attributes, blocks } = block.body.content(REMOVED, findings);
  const from = attributes.get('from');
  const target = from === undefined ? undefined : readRemovedTarget(from, findings);
  let destroy = true;
  for (const inner of blocks) {
    if (inner.type === 'lifecycle') destroy = readBool(inner.body.content(REMOVED_LIFECYCLE, findings).attributes.get('destroy'), destroy, findings);
    else notBuilt(inner, `"${inner.type}" in a removed block`, 'Run such steps outside, before or after.', findings);
  }
  if (target !== undefined) draft.removed.push({ from: target, destroy, locate: block.locate });
}

function readRemovedTarget(value: RawValue, findings: Findings): MoveTarget | undefined {
  const address = readAddress(value, findings);
  const parts = address === undefined ? undefined : partsOf(address, false, findings);
  if (address === undefined || parts === undefined) return undefined;
  const keyed = parts.module.find(({ key }) => key !== undefined);
  if (keyed !== undefined) {
    findings.tell('config_removed_module_key', 'A removed block is about all instances of a module. Leave the key out.', spanOf(value, keyed.keySpan));
    return undefined;
  }
  const [behind] = parts.resource?.rest ?? [];
  if (behind !== undefined) {
    findings.tell('config_removed_key', 'A removed block is about all instances of a resource. Leave out what follows the name.', spanOf(value, behind.span));
    return undefined;
  }
  if (parts.resource?.mode === 'data') {
    findings.tell('config_removed_data', 'Data sources are never destroyed: there is nothing to do when one is not declared any more. Remove the block.', spanOf(value, address.span));
    return undefined;
  }
  return targetOf(parts, undefined, address, findings);
}

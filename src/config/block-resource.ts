import { formatAddress, type Address, type ResourceMode } from '../addrs';
import type { Reference } from '../lang';
import { checkName } from './arguments';
import { bodySchema, Findings, type BodyContent, type RawBlock } from './body';
import { PLAIN_LIFECYCLE, readLifecycle } from './block-lifecycle';
import { notBuilt, tellTwice, type Draft } from './draft';
import { readDependsOn, readProviderRef } from './static-values';
import type { ProviderRef, Repetition, ResourceBlock } from './types';

const META = ['count', 'for_each', 'provider', 'depends_on'];
const MANAGED = bodySchema({ attributes: META, blocks: [{ type: 'lifecycle' }, { type: 'locals' }, { type: 'connection' }, { type: 'provisioner', labels: ['type'] }] });
const DATA = bodySchema({ attributes: META, blocks: [{ type: 'lifecycle' }, { type: 'locals' }] });

const NO_REFERENCES: readonly Reference[] = [];

/** `resource` or `data`: type, name, body. */
export function readResource(block: RawBlock, mode: ResourceMode, draft: Draft): void {
  const resource = resourceOf(block, mode, draft);
  const { address, type, constructPath } = resource;
  const first = draft.resources.get(address);
  if (first === undefined) draft.resources.set(address, resource);
  else tellTwice(address, first, resource, `Duplicate ${mode === 'data' ? 'data' : 'resource'} "${type}" configuration`, new Findings(draft.problems, { constructPath }));
}

/** The block, not put in its map yet: that of a check block is its own. */
export function resourceOf(block: RawBlock, mode: ResourceMode, draft: Draft): ResourceBlock {
  const type = block.labels[0]?.text ?? '', name = block.labels[1]?.text ?? '';
  const address: Address = formatAddress({ module: [], mode, type, name });
  const { constructPath } = block.body;
  const findings = new Findings(draft.problems, { address, constructPath }, draft.late);
  checkName(block.labels[0], mode === 'data' ? 'Invalid data source name' : 'Invalid resource type name', findings);
  checkName(block.labels[1], mode === 'data' ? 'Invalid data resource name' : 'Invalid resource name', findings);
  const content = block.body.partial(mode === 'data' ? DATA : MANAGED, findings);
  const provider = content.attributes.get('provider');
  const repetition = readRepetition(content, findings);
  if (content.blocks.length > 0) refuseBlocks(content, mode, address, findings);
  return {
    address, mode, type, name, constructPath,
    count: repetition.count, forEach: repetition.forEach,
    provider: (provider === undefined ? undefined : readProviderRef(provider, 'provider', findings)) ?? impliedProvider(type),
    dependsOn: content.attributes.size === 0 ? NO_REFERENCES : readDependsOn(content.attributes.get('depends_on'), findings),
    lifecycle: content.blocks.length === 0 ? PLAIN_LIFECYCLE : readLifecycle(content.blocks, mode, address, findings),
    body: content.rest.arguments(findings),
    locate: block.locate,
  };
}

const ONCE: Repetition = { count: undefined, forEach: undefined };

/** `count` and `for_each`: one of them at most. */
export function readRepetition({ attributes }: BodyContent, findings: Findings): Repetition {
  if (attributes.size === 0) return ONCE;
  const count = attributes.get('count');
  const forEach = attributes.get('for_each');
  if (count !== undefined && forEach !== undefined) {
    findings.tell('config_count_and_for_each', '"count" and "for_each" both say how often the block counts. Remove one of them.', forEach.nameRange());
  }
  return { count: count?.expr(findings), forEach: forEach?.expr(findings) };
}

/** `cloudbackup` of `cloudbackup_directory`, as Terraform infers it. */
export function impliedProvider(type: string): ProviderRef {
  const end = type.indexOf('_');
  return { localName: end === -1 ? type : type.slice(0, end), alias: undefined };
}

function refuseBlocks({ blocks }: BodyContent, mode: ResourceMode, address: string, findings: Findings): void {
  for (const block of blocks) {
    switch (block.type) {
      case 'locals':
        findings.tell('config_reserved_block', `"${block.type}" is kept for later versions of the language, and means nothing in ${address}.`, block.typeRange(), `Reserved block type name in ${mode === 'data' ? 'data' : 'resource'} block`);
        break;
      case 'connection': notBuilt(block, `"connection" in ${address}`, 'It is for provisioners, which this build does not run.', findings); break;
      case 'provisioner': notBuilt(block, `The provisioner "${block.labels[0]?.text ?? ''}" in ${address}`, 'Run such steps outside, before or after.', findings); break;
      default: break;
    }
  }
}

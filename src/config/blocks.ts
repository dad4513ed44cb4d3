import { hasErrors } from '../diagnostics';
import { bodySchema, Findings, type RawBlock } from './body';
import { readCheck } from './block-check';
import { readImport } from './block-import';
import { readModule } from './block-module';
import { readMoved, readRemoved } from './block-moved';
import { readProvider } from './block-provider';
import { readResource } from './block-resource';
import { readTerraform } from './block-terraform';
import { readLocals, readOutput } from './block-values';
import { readVariable } from './block-variable';
import { notBuilt, type Draft } from './draft';
import { repairDraft } from './kindness';

/** What stands at the top of a file. */
export const TOP_LEVEL = bodySchema({
  blocks: [
    { type: 'terraform' }, { type: 'provider', labels: ['name'] }, { type: 'variable', labels: ['name'] }, { type: 'locals' }, { type: 'output', labels: ['name'] },
    { type: 'module', labels: ['name'] }, { type: 'resource', labels: ['type', 'name'] }, { type: 'data', labels: ['type', 'name'] }, { type: 'ephemeral', labels: ['type', 'name'] },
    { type: 'moved' }, { type: 'removed' }, { type: 'import' }, { type: 'check', labels: ['name'] },
    { type: 'action', labels: ['type', 'name'] }, { type: 'list', labels: ['type', 'name'] },
  ],
});

const READERS: ReadonlyMap<string, (block: RawBlock, draft: Draft) => void> = new Map<string, (block: RawBlock, draft: Draft) => void>([
  ['terraform', readTerraform],
  ['provider', readProvider],
  ['variable', readVariable],
  ['locals', readLocals],
  ['output', readOutput],
  ['module', readModule],
  ['resource', (block, draft) => { readResource(block, 'managed', draft); }],
  ['data', (block, draft) => { readResource(block, 'data', draft); }],
  ['moved', readMoved],
  ['removed', readRemoved],
  ['import', readImport],
  ['check', readCheck],
  ['ephemeral', refuseEphemeral],
  ['action', refuseLater],
  ['list', refuseLater],
]);

/** Reads the blocks of a module into its draft; what is wrong with them is told there. */
export function readBlocks(blocks: readonly RawBlock[], draft: Draft, isRoot: boolean): void {
  for (const block of blocks) READERS.get(block.type)?.(block, draft);
  repairDraft(draft);
  for (const { name, ephemeral, locate } of draft.outputs.values()) {
    if (isRoot && ephemeral) new Findings(draft.late, { address: `output.${name}` }).tell('config_output_ephemeral', 'Outputs of the root module are kept in the state, and an ephemeral value never is. Remove "ephemeral", or the output.', locate());
  }
  if (!hasErrors(draft.problems)) draft.problems.push(...draft.late);
}

/** What later versions of Terraform have. */
function refuseLater(block: RawBlock, draft: Draft): void {
  const address = [block.type, ...block.labels.map(({ text }) => text)].join('.');
  const instead = block.type === 'action' ? 'Run such steps outside, before or after.' : 'Look for existing objects with a data source.';
  notBuilt(block, `The block ${address}`, instead, new Findings(draft.problems, { address, constructPath: block.body.constructPath }));
}

function refuseEphemeral(block: RawBlock, draft: Draft): void {
  const address = `ephemeral.${block.labels[0]?.text ?? ''}.${block.labels[1]?.text ?? ''}`;
  notBuilt(block, `The ephemeral resource ${address}`, 'Leave the value in the environment of the provider, or pass it as an ephemeral variable.', new Findings(draft.problems, { address, constructPath: block.body.constructPath }));
}

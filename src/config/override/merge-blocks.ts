import type { DiagnosticCode } from '../../diagnostics';
import { bodySchema, Findings, type RawBlock } from '../body';
import { overlayBlock } from './overlay-body';
import { overrideLocals, placesOfLocals } from './override-locals';
import { overrideTerraform } from './override-terraform';

/** What is told of an override without a base; a kind that is not here is added where it has none. */
const MISSING: ReadonlyMap<string, readonly [DiagnosticCode, string]> = new Map([
  ['resource', ['config_override_resource', 'resource']],
  ['data', ['config_override_data', 'data source']],
  ['variable', ['config_override_variable', 'variable']],
  ['output', ['config_override_output', 'output']],
  ['module', ['config_override_module', 'module']],
]);

/** Kinds that have no name by which one could override another. */
const UNNAMED: ReadonlyMap<string, DiagnosticCode> = new Map([
  ['moved', 'config_override_moved'], ['import', 'config_override_import'], ['removed', 'config_override_removed'], ['check', 'config_override_check'],
]);

const CONDITIONS: ReadonlyMap<string, DiagnosticCode> = new Map([
  ['precondition', 'config_override_precondition'], ['postcondition', 'config_override_postcondition'], ['validation', 'config_override_validation'],
]);

/**
 * Puts the blocks of override files over those of the other files, by Terraform's rules: a block goes over the one of its
 * address, locals and what `terraform` holds go over their like one by one. The order of the blocks stays.
 */
export function mergeOverrides(primary: readonly RawBlock[], overrides: readonly RawBlock[], findings: Findings): readonly RawBlock[] {
  if (overrides.length === 0) return primary;
  const blocks = [...primary];
  const places = new Map<string, number>();
  blocks.forEach((block, index) => {
    const key = identity(block);
    if (key !== undefined && !places.has(key)) places.set(key, index);
  });
  const locals = overrides.some(({ type }) => type === 'locals') ? placesOfLocals(primary) : new Map<string, number>();
  for (const block of overrides) {
    if (block.type === 'locals') overrideLocals(blocks, locals, block, findings);
    else if (block.type === 'terraform') overrideTerraform(blocks, block);
    else overrideNamed(blocks, places, block, findings);
  }
  return blocks;
}

function overrideNamed(blocks: RawBlock[], places: Map<string, number>, block: RawBlock, findings: Findings): void {
  const unnamed = UNNAMED.get(block.type);
  if (unnamed !== undefined) {
    findings.tell(unnamed, `A "${block.type}" block cannot stand in an override file: nothing says which other block it is meant for. Move it to a file of another name.`, block.locate());
    return;
  }
  const key = identity(block);
  const at = key === undefined ? undefined : places.get(key);
  const base = at === undefined ? undefined : blocks[at];
  if (at !== undefined && base !== undefined) {
    if (isOverridable(block, findings)) blocks[at] = overlayBlock(base, block);
    return;
  }
  const missing = MISSING.get(block.type);
  if (missing === undefined) {
    if (key !== undefined) places.set(key, blocks.length);
    blocks.push(block);
    return;
  }
  const [code, what] = missing;
  findings.tell(code, `No ${what} ${block.labels.map((label) => `"${label.text}"`).join(' ')} is declared that this could override. An override file changes what another file declares: correct the name, or move the block to a file of another name.`, block.locate());
}

const ALIAS = bodySchema({ attributes: ['alias'] });

/** One text for the blocks that override each other. */
function identity(block: RawBlock): string | undefined {
  const name = [block.type, ...block.labels.map((label) => label.text)].join('\n');
  if (block.type !== 'provider') return block.labels.length === 0 ? undefined : name;
  const alias = block.body.partial(ALIAS, new Findings([])).attributes.get('alias')?.text();
  return alias === undefined ? name : `${name}\n${alias}`;
}

const DEPENDENCIES = bodySchema({ attributes: ['depends_on'], blocks: [{ type: 'lifecycle' }, ...[...CONDITIONS.keys()].map((type) => ({ type }))] });
const LIFECYCLE = bodySchema({ blocks: [...CONDITIONS.keys()].map((type) => ({ type })) });
/** Kinds of blocks in which these names have their meaning, and are no argument of somebody else's. */
const OWN_CONDITIONS: ReadonlyMap<string, readonly string[]> = new Map([['variable', ['validation']], ['output', ['precondition']]]);

/** Tells of what no override can change. */
function isOverridable(block: RawBlock, findings: Findings): boolean {
  if (block.type === 'provider') return true;
  const { attributes, blocks } = block.body.partial(DEPENDENCIES, new Findings([]));
  const before = findings.problems.length;
  const [first] = attributes.get('depends_on')?.items() ?? [];
  if (first !== undefined) findings.tell('config_override_depends_on', 'An override file cannot change what a block depends on. Write depends_on in the file that declares the block.', first.range());
  const own = OWN_CONDITIONS.get(block.type) ?? [];
  for (const nested of blocks) {
    if (own.includes(nested.type)) tellCondition(nested, findings);
    else if (nested.type === 'lifecycle' && (block.type === 'resource' || block.type === 'data')) {
      for (const condition of nested.body.partial(LIFECYCLE, new Findings([])).blocks) tellCondition(condition, findings);
    }
  }
  return findings.problems.length === before;
}

function tellCondition(block: RawBlock, findings: Findings): void {
  const code = CONDITIONS.get(block.type);
  if (code !== undefined) findings.tell(code, `An override file cannot have a "${block.type}". Change the conditions in the file that declares the block.`, block.locate());
}

import { bodySchema, Findings, type RawBlock } from '../body';
import { overlayBlock } from './overlay-body';
import { select } from './selected-body';

const REQUIREMENTS = 'required_providers';
const SCHEMA = bodySchema({ attributes: ['required_version'], blocks: [{ type: REQUIREMENTS }, { type: 'backend', labels: ['type'] }, { type: 'cloud' }] });
/** One says where the state is, whichever it is. */
const STATE = ['backend', 'cloud'];

/**
 * Puts a terraform block of an override file over the others: its required_version and its backend or cloud replace all that
 * there are, its required providers those of their names.
 */
export function overrideTerraform(blocks: RawBlock[], over: RawBlock): void {
  // Told when the blocks are read.
  const silent = new Findings([]);
  const written = namesIn(over, silent);
  const dropped = new Set(STATE.some((name) => written.has(name)) ? STATE : []);
  if (written.has('required_version')) dropped.add('required_version');
  let required = -1;
  blocks.forEach((block, index) => {
    if (block.type !== 'terraform') return;
    const names = namesIn(block, silent);
    if (required === -1 && names.has(REQUIREMENTS)) required = index;
    if ([...dropped].some((name) => names.has(name))) blocks[index] = select(block, (name) => !dropped.has(name));
  });
  const base = blocks[required];
  if (base === undefined || !written.has(REQUIREMENTS)) {
    blocks.push(over);
    return;
  }
  blocks[required] = overlayBlock(base, select(over, (name) => name === REQUIREMENTS));
  blocks.push(select(over, (name) => name !== REQUIREMENTS));
}

function namesIn(block: RawBlock, findings: Findings): ReadonlySet<string> {
  const { attributes, blocks } = block.body.partial(SCHEMA, findings);
  return new Set([...attributes.keys(), ...blocks.map(({ type }) => type)]);
}

import { Findings, type RawBlock } from '../body';
import { overlayBlock } from './overlay-body';
import { select } from './selected-body';

/** Puts the local values of an override file in the place of those that they override. `places`: see `placesOfLocals`. */
export function overrideLocals(blocks: RawBlock[], places: ReadonlyMap<string, number>, over: RawBlock, findings: Findings): void {
  const replacing = new Map<number, Set<string>>();
  for (const [name, attribute] of over.body.attributes(findings)) {
    const at = places.get(name);
    if (at !== undefined) replacing.set(at, (replacing.get(at) ?? new Set()).add(name));
    else {
      findings.tell('config_override_local', `No local value "${name}" is defined that this could override. An override file changes what another file defines: correct the name, or move it to a file of another name.`,
        attribute.wholeRange());
    }
  }
  for (const [at, names] of replacing) {
    const base = blocks[at];
    if (base !== undefined) blocks[at] = overlayBlock(base, select(over, (name) => names.has(name)));
  }
}

/** Which of the blocks defines each local value. */
export function placesOfLocals(blocks: readonly RawBlock[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  // What is wrong in these blocks is told when they are read.
  const silent = new Findings([]);
  blocks.forEach((block, index) => {
    if (block.type !== 'locals') return;
    for (const name of block.body.attributes(silent).keys()) if (!places.has(name)) places.set(name, index);
  });
  return places;
}

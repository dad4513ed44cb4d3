import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { Generation } from '../ports';

/** Why `next` may not replace what stands there; `where` names the place for people. */
export function refuseConflict(current: Generation | undefined, next: Generation, expected: Generation | undefined, where: string): Diagnostic | undefined {
  const stands = current === undefined ? 'no state' : `serial ${current.serial} of lineage ${current.lineage}`;
  if (current?.lineage !== expected?.lineage || current?.serial !== expected?.serial) {
    const wanted = expected === undefined ? 'no state' : `serial ${expected.serial} of lineage ${expected.lineage}`;
    return diagnostic('state_conflict', `${where} holds ${stands}, and this run started from ${wanted}. Writing would undo the other change: `
      + 'run the command again.');
  }
  if (current !== undefined && (next.lineage !== current.lineage || next.serial <= current.serial)) {
    return diagnostic('state_conflict', `${where} holds ${stands}, and serial ${next.serial} of lineage ${next.lineage} does not follow on it.`);
  }
  return undefined;
}

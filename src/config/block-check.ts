import { checkName } from './arguments';
import { bodySchema, Findings, type RawBlock } from './body';
import { resourceOf } from './block-resource';
import { readCondition } from './condition';
import { declare, type Draft } from './draft';
import type { Condition, ResourceBlock } from './types';

const CHECK = bodySchema({ blocks: [{ type: 'data', labels: ['type', 'name'] }, { type: 'assert' }] });
const NESTED_DATA = bodySchema({ attributes: ['count', 'for_each'], blocks: [{ type: 'lifecycle' }] });

/** `check`: asserts, and a data source that only they see. */
export function readCheck(block: RawBlock, draft: Draft): void {
  const [label] = block.labels;
  const name = label?.text ?? '';
  const findings = new Findings(draft.problems, { address: `check.${name}` });
  checkName(label, 'Invalid check block name', findings);
  const { blocks } = block.body.content(CHECK, findings);
  let data: ResourceBlock | undefined;
  const asserts: Condition[] = [];
  for (const inner of blocks) {
    if (inner.type === 'data') {
      if (data === undefined) data = readData(inner, draft, findings);
      else findings.tell('config_check_data', 'A check has one data source of its own. Move the other one into another check, or out of it.', inner.locate());
      continue;
    }
    const before = findings.problems.length;
    const condition = readCondition(inner, 'assert', findings);
    if (condition !== undefined && findings.problems.length === before) asserts.push(condition);
  }
  if (asserts.length === 0) findings.tell('config_check_no_assert', 'A check without an assert checks nothing. Add an assert block.', block.locate());
  declare(draft.checks, name, { name, data, asserts, locate: block.locate }, `check.${name}`, `Duplicate check "${name}" configuration`, findings);
}

function readData(block: RawBlock, draft: Draft, findings: Findings): ResourceBlock {
  const { attributes, blocks } = block.body.partial(NESTED_DATA, new Findings([]));
  for (const { name, nameRange } of attributes.values()) {
    findings.tell('config_check_repetition', `The data source of a check is read once, without "${name}". Declare it outside of the check to have many.`, nameRange(), `Invalid "${name}" attribute`);
  }
  for (const { locate } of blocks) findings.tell('config_check_lifecycle', 'The check around a data source decides when it is read. Remove the lifecycle block.', locate());
  return resourceOf(block, 'data', draft);
}

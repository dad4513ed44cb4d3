import { readBool, readText, checkName } from './arguments';
import { bodySchema, Findings, type RawBlock } from './body';
import { readCondition } from './condition';
import { declare, tellTwice, type Draft } from './draft';
import { isName } from './spot';
import { readDependsOn } from './static-values';
import type { Condition, LocalEntry } from './types';

/** `locals`: name to any value. */
export function readLocals(block: RawBlock, draft: Draft): void {
  for (const attribute of block.body.attributes(new Findings(draft.problems)).values()) {
    const { name } = attribute;
    const findings = new Findings(draft.problems, { address: `local.${name}` });
    if (!isName(name)) findings.tell('config_invalid_name', `"${name}" is not a name. Names start with a letter or underscore and go on with letters, digits, underscores and dashes.`, attribute.nameRange(), 'Invalid local value name');
    const entry: LocalEntry = {
      name, expr: attribute.expr(findings),
      locate: (path, span, part) => (span === undefined && part === undefined && (path === undefined || path.length === 0) ? attribute.wholeRange() : attribute.locate(path, span, part)),
    };
    const first = draft.locals.get(name);
    if (first === undefined) draft.locals.set(name, entry);
    else tellTwice(`local.${name}`, first, entry, 'Duplicate local value definition', findings);
  }
}

const OUTPUT = bodySchema({
  attributes: [{ name: 'value', required: true }, 'description', 'sensitive', 'ephemeral', 'depends_on'],
  blocks: [{ type: 'precondition' }, { type: 'postcondition' }],
});

/** `output`: a value for people, callers and other programs. */
export function readOutput(block: RawBlock, draft: Draft): void {
  const name = block.labels[0]?.text ?? '';
  const findings = new Findings(draft.problems, { address: `output.${name}` }, draft.late);
  checkName(block.labels[0], 'Invalid output name', findings);
  const { attributes, blocks } = block.body.content(OUTPUT, findings);
  const description = readText(attributes.get('description'), findings);
  const value = attributes.get('value')?.expr(findings);
  const sensitive = readBool(attributes.get('sensitive'), false, findings);
  const ephemeral = readBool(attributes.get('ephemeral'), false, findings);
  const dependsOn = readDependsOn(attributes.get('depends_on'), findings);
  const preconditions: Condition[] = [];
  for (const inner of blocks) {
    if (inner.type === 'postcondition') {
      findings.tell('config_output_postcondition', 'An output has preconditions, and no postconditions: its value does not change by being an output. Write a precondition.', inner.typeRange());
      continue;
    }
    const condition = readCondition(inner, 'precondition', findings);
    if (condition !== undefined) preconditions.push(condition);
  }
  if (value === undefined) return;
  declare(draft.outputs, name, { name, value, sensitive, ephemeral, description, dependsOn, preconditions, locate: block.locate }, `output.${name}`, 'Duplicate output definition', findings);
}

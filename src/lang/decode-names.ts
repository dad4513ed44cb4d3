import { nearest } from '../diagnostics';
import type { AttributeSchema, BlockSchema } from '../schema';
import type { ValuePath } from '../values';
import { memberName } from './dynamic';
import type { Evaluation } from './eval/evaluation';
import type { Expr } from './expr';
import { suggestion } from './suggest';

/**
 * Tells of a name in a body that its schema has not, or not as it is written. Gives the names that could have been meant; undefined
 * for what is no argument at all.
 */
export function tellUnexpected(name: string, expr: Expr, block: BlockSchema, at: Evaluation, path: ValuePath): readonly string[] | undefined {
  if (name === '//') return undefined;
  if (name === 'dynamic') {
    for (const type of dynamicTypes(expr)) {
      if (block.blocks.has(type.name)) continue;
      const known = [...block.blocks.keys()];
      at.problems.add({
        code: 'lang_block_unsupported', message: `There is no block ${JSON.stringify(type.name)} here, so none can be made by dynamic.${suggestion(type.name, known, (names) => `There are ${names}.`)}`,
        path: [...path, 'dynamic', ...type.path], span: undefined, part: 'label',
      });
    }
    return undefined;
  }
  const where = [...path, name];
  if (expr.kind === 'blocks') {
    const hint = block.attributes.has(name) ? ` ${JSON.stringify(name)} is an argument: it is written with an equals sign.` : suggestion(name, block.blocks.keys(), (names) => `There are ${names}.`);
    at.problems.add({ code: 'lang_block_unsupported', message: `There is no block ${JSON.stringify(name)} here.${hint}`, path: where, span: undefined, part: 'name' });
    return block.attributes.has(name) ? undefined : [...block.blocks.keys()];
  }
  const known = [...[...block.attributes].filter(([, attribute]) => !isReadOnly(attribute)).map(([own]) => own), ...block.blocks.keys()];
  at.problems.add({
    code: 'lang_argument_unsupported', message: `There is no argument or block ${JSON.stringify(name)} here.${suggestion(name, known, (names) => `There are ${names}.`)}`,
    path: where, span: undefined, part: 'name', inJson: 'lang_property_extraneous',
  });
  return nearest(name, known) === undefined ? undefined : known;
}

function isReadOnly(attribute: AttributeSchema): boolean {
  return attribute.computed === true && attribute.optional !== true && attribute.required !== true;
}

interface DynamicType {
  readonly name: string;
  readonly path: ValuePath;
}

/** The types of blocks that `dynamic` makes, and where each is written. */
function dynamicTypes(expr: Expr): readonly DynamicType[] {
  if (expr.kind === 'blocks') return expr.blocks.map(({ labels }, i) => ({ name: labels[0] ?? '', path: [i] }));
  if (expr.kind === 'tuple') return expr.items.flatMap((item, i) => dynamicTypes(item).map(({ name, path }) => ({ name, path: [i, ...path] })));
  return expr.kind === 'object' ? expr.items.map(({ key }) => ({ name: memberName(key), path: [memberName(key)] })).filter(({ name }) => name !== '//') : [];
}

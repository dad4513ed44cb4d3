import type { BlockDiff } from '../diff/model';
import { objectKey, quoted } from '../printable';
import { memberLines, pad, sign, unchanged, type LineOptions } from './value-lines';

/** Attributes that tell a reader which object this is: shown also when they do not change. */
const ALWAYS_SHOWN: ReadonlySet<string> = new Set(['id', 'name', 'tags']);

/**
 * What stands between a block's braces, attributes first, then nested blocks with a blank line before each kind.
 * `column`: where the names of the attributes begin.
 */
export function blockBody(block: BlockDiff, column: number, options: LineOptions): readonly string[] {
  const keys = block.attributes.map(([name]) => objectKey(name));
  const width = keys.reduce((widest, key) => Math.max(widest, key.length), 0);
  const lines: string[] = [];
  let hidden = 0;
  block.attributes.forEach(([name, diff], i) => {
    if (diff.action === 'no-op' && !options.all && !ALWAYS_SHOWN.has(name)) hidden++;
    else lines.push(...memberLines(keys[i] ?? '', width, diff, column, { ...options, all: options.all || diff.action === 'no-op' }));
  });
  if (hidden > 0) lines.push(`${pad(column)}${unchanged('attribute', hidden, options.paint)}`);
  lines.push(...nestedLines(block, column, options));
  return lines;
}

function nestedLines(block: BlockDiff, column: number, options: LineOptions): readonly string[] {
  const lines: string[] = [];
  let hidden = 0;
  let last: string | undefined;
  for (const { name, label, body } of block.blocks) {
    if (body.action === 'no-op' && !options.all) {
      hidden++;
      continue;
    }
    if (last !== name) lines.push('');
    last = name;
    const mark = body.replace && !options.noReplace ? options.paint.red(' # forces replacement') : '';
    const header = `${objectKey(name)}${label === undefined ? '' : ` ${quoted(label)}`} {${mark}`;
    lines.push(`${pad(column - 2)}${sign(body.action, options.paint)}${header}`, ...blockBody(body, column + 4, options), `${pad(column)}}`);
  }
  if (hidden > 0) lines.push('', `${pad(column)}${unchanged('block', hidden, options.paint)}`);
  return lines;
}

import type { BlockDiff, NestedBlockDiff } from '../diff/model';
import { objectKey, quoted } from '../printable';
import { ALWAYS_SHOWN, forces, memberLines, pad, sign, unchanged, type LineOptions } from './value-lines';

/**
 * What stands between a block's braces, attributes first, then nested blocks with a blank line before each kind.
 * `column`: where the names of the attributes begin.
 */
export function blockBody(block: BlockDiff, column: number, options: LineOptions): readonly string[] {
  const keys = block.attributes.map(([name]) => objectKey(name));
  const width = keys.reduce((widest, key) => Math.max(widest, key.length), 0);
  const own: LineOptions = { ...options, forced: false };
  const lines: string[] = [];
  let hidden = 0;
  block.attributes.forEach(([name, diff], i) => {
    const always = ALWAYS_SHOWN.has(name);
    if (diff.action === 'no-op' && !options.all && !always) hidden++;
    else lines.push(...memberLines(keys[i] ?? '', width, diff, column, always ? { ...own, all: true } : own));
  });
  if (hidden > 0) lines.push(`${pad(column)}${unchanged('attribute', hidden, options.paint)}`);
  lines.push(...nestedLines(block, column, own));
  return lines;
}

function nestedLines(block: BlockDiff, column: number, options: LineOptions): readonly string[] {
  const lines: string[] = [];
  let hidden = 0;
  let last: string | undefined;
  for (const nested of block.blocks) {
    if (nested.body?.action === 'no-op' && !options.all) {
      hidden++;
      continue;
    }
    if (last !== nested.name && block.attributes.length > 0) lines.push('');
    last = nested.name;
    lines.push(...oneBlock(nested, column, options));
  }
  if (hidden > 0) lines.push('', `${pad(column)}${unchanged('block', hidden, options.paint)}`);
  return lines;
}

function oneBlock({ name, label, body, replace }: NestedBlockDiff, column: number, options: LineOptions): readonly string[] {
  const header = `${objectKey(name)}${label === undefined ? '' : ` ${quoted(label)}`}`;
  if (body === undefined) return [`${pad(column - 2)}${sign('update', options.paint)}${header} {}${forces({ replace }, options)} (known after apply)`];
  const start = `${pad(column - 2)}${sign(options.noSigns === true ? 'no-op' : body.action, options.paint)}${header}`;
  const mark = forces({ replace: replace || body.replace }, options);
  if (body.sensitive === true) {
    return [`${start} {${mark}`, `${pad(column + 4)}# At least one attribute in this block is (or was) sensitive,`, `${pad(column + 4)}# so its contents will not be displayed.`, `${pad(column)}}`];
  }
  if (body.attributes.length === 0 && body.blocks.length === 0) return [`${start} {}${mark}`];
  return [`${start} {${mark}`, ...blockBody(body, column + 4, options), `${pad(column)}}`];
}

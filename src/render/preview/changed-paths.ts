import type { BlockDiff, Diff } from '../diff/model';
import { objectKey } from '../printable';

/** Most paths that are told of one object. */
const MOST = 12;

/**
 * Where an object changes, as paths: `path`, `timeouts.create`, `tags["a"]`, `list[2]`. Those that force replacement carry
 * `replace`. Printable; at most 12, and how many are left out.
 */
export function changedPaths(body: BlockDiff): { readonly paths: readonly { readonly path: string; readonly replace: boolean }[]; readonly more: number } {
  const found: { path: string; replace: boolean }[] = [];
  block(body, '', found);
  return { paths: found.slice(0, MOST), more: Math.max(0, found.length - MOST) };
}

type Found = { path: string; replace: boolean }[];

function block({ attributes, blocks }: BlockDiff, at: string, found: Found): void {
  for (const [name, diff] of attributes) value(diff, `${at}${objectKey(name)}`, found);
  const seen = new Map<string, number>();
  for (const { name, label, body, replace } of blocks) {
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    if (body?.action === 'no-op') continue;
    const path = `${at}${objectKey(name)}${label === undefined ? nth === 0 ? '' : `[${nth}]` : `[${objectKey(label)}]`}`;
    if (body === undefined || body.sensitive === true || body.action !== 'update') found.push({ path, replace: replace || body?.replace === true });
    else block(body, `${path}.`, found);
  }
}

function value(diff: Diff, path: string, found: Found): void {
  if (diff.action === 'no-op') return;
  const { content } = diff;
  if (diff.action === 'update' && !diff.replace && content.kind === 'entries') {
    const before = found.length;
    for (const [name, member] of content.entries) value(member, content.of === 'map' ? `${path}[${objectKey(name)}]` : `${path}.${objectKey(name)}`, found);
    if (found.length > before) return;
  }
  found.push({ path, replace: diff.replace });
}

import { isGeneral } from '../api';
import type { Located, ResourceBlock } from '../config';
import type { Diagnostic, SourceRange } from '../diagnostics';
import type { Span } from '../lang';

/** Finds what lies below a block, at `base` and further on; with a span, the expression that stands there. */
export function locator(block: Located, ...base: readonly (string | number)[]): (path: readonly (string | number)[], span?: Span) => SourceRange {
  return base.length === 0 ? (path, span) => block.locate(path, span) : (path, span) => block.locate([...base, ...path], span);
}

/** Gives a provider's diagnostic the place of the block, and of the attribute when it names one; not to what no block is at fault for. */
export function locate(d: Diagnostic, block: ResourceBlock, address: string): Diagnostic {
  if (d.range !== undefined || isGeneral(d)) return d;
  const path = d.attribute === undefined ? [] : d.attribute.split('.');
  return { ...d, address: d.address ?? address, constructPath: block.constructPath, range: block.locate(path) };
}

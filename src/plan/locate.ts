import { isGeneral } from '../api';
import type { Located, ResourceBlock } from '../config';
import type { Diagnostic } from '../diagnostics';
import type { Locate } from '../lang';

/** Finds what lies below a block, at `base` and further on; with a span, the expression that stands there. */
export function locator(block: Located, ...base: readonly (string | number)[]): Locate {
  return base.length === 0 ? (path, span, part) => block.locate(path, span, part) : (path, span, part) => block.locate([...base, ...path], span, part);
}

/** Gives a provider's diagnostic the place of the block, and of the attribute when it names one; not to what no block is at fault for. */
export function locate(d: Diagnostic, block: ResourceBlock, address: string): Diagnostic {
  if (d.range !== undefined || isGeneral(d)) return d;
  const path = d.attribute === undefined ? [] : d.attribute.split('.');
  return { ...d, address: d.address ?? address, constructPath: block.constructPath, range: block.locate(path) };
}

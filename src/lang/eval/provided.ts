import type { FunctionSpec } from '../functions/types';
import type { Scope } from '../scope';

const PROVIDER = 'provider::';

/** The parts of `provider::NAME::FUNCTION`; undefined for any other name. */
export function partsOf(name: string): { readonly provider: string; readonly name: string } | undefined {
  if (!name.startsWith(PROVIDER)) return undefined;
  const rest = name.slice(PROVIDER.length);
  const end = rest.indexOf('::');
  return end < 0 ? undefined : { provider: rest.slice(0, end), name: rest.slice(end + 2) };
}

/** The source address that a name in a call stands for. */
export function sourceIn(scope: Scope, provider: string): string | undefined {
  return scope.isResidual === true ? provider : scope.sourceOf?.(provider);
}

export function providedFunction(name: string, scope: Scope): FunctionSpec | undefined {
  const parts = partsOf(name);
  const source = parts === undefined ? undefined : sourceIn(scope, parts.provider);
  const spec = parts === undefined || source === undefined ? undefined : scope.functions.provided?.(source, parts.name);
  return spec === undefined ? undefined : { ...spec, name };
}

/** The name as it is left over from planning, where no module says any more what a local name stands for. */
export function nameBySource(name: string, scope: Scope): string {
  const parts = partsOf(name);
  const source = parts === undefined ? undefined : sourceIn(scope, parts.provider);
  return parts === undefined || source === undefined ? name : `${PROVIDER}${source}::${parts.name}`;
}

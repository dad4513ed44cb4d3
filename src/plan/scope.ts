import type { Configuration } from '../config';
import type { Diagnostic } from '../diagnostics';
import { evaluate, type Reference, type Scope } from '../lang';
import { DYNAMIC, str, unknownOf, type Value } from '../values';

/** What names mean while a plan is made. Objects come in as the walk decides them. */
export interface PlanScope extends Scope {
  /** The planned (or read) object of a resource; looked up by everything that comes after it. */
  define(address: string, object: Value): void;
  /** Problems met in locals, told once each. */
  readonly diagnostics: readonly Diagnostic[];
}

export function planScope(configuration: Configuration, variables: ReadonlyMap<string, Value>): PlanScope {
  const objects = new Map<string, Value>();
  const locals = new Map<string, Value>();
  const diagnostics: Diagnostic[] = [];

  const local = (name: string): Value | undefined => {
    const known = locals.get(name);
    if (known !== undefined) return known;
    const entry = configuration.locals.get(name);
    if (entry === undefined) return undefined;
    const result = evaluate(entry.expr, scope, () => entry.locate());
    if (!result.ok) diagnostics.push(...result.diagnostics);
    const value = result.ok ? result.value : unknownOf(DYNAMIC);
    locals.set(name, value);
    return value;
  };

  const scope: PlanScope = {
    diagnostics,
    localExpr: (name) => configuration.locals.get(name)?.expr,
    define: (address, object) => { objects.set(address, object); },
    lookup: (ref: Reference): Value | undefined => {
      switch (ref.kind) {
        case 'resource': return objects.get(ref.address);
        case 'variable': return variables.get(ref.name);
        case 'local': return local(ref.name);
        case 'path': return ref.name === 'cwd' ? str(configuration.root) : ref.name === 'root' || ref.name === 'module' ? str('.') : undefined;
        case 'terraform': return ref.name === 'workspace' ? str('default') : undefined;
      }
    },
  };
  return scope;
}

import { evaluate } from '../../lang';
import { unknownOf } from '../../values';
import type { StaticModule } from '../static/modules';
import { ModuleScope, type ScopeGround } from './module-scope';
import { shapeOf, typeOfVariable, variableValue } from './variable-value';

/**
 * Scopes of modules without a walk: for provider blocks, whose modules are made once. Inputs that cannot be evaluated without
 * having decided anything are not known.
 */
export function scopesOnDemand(root: ModuleScope, ground: ScopeGround): (module: StaticModule) => ModuleScope {
  const known = new Map<StaticModule, ModuleScope>([[root.module, root]]);
  const scopeOf = (module: StaticModule): ModuleScope => {
    const before = known.get(module);
    const { parent, call } = module;
    if (before !== undefined || parent === undefined || call === undefined) return before ?? root;
    const caller = scopeOf(parent);
    const path = `${caller.path === undefined ? '' : `${caller.path}.`}module.${call.name}`;
    const scope = new ModuleScope(module, ground, { path, variables: new Map(), caller, callerPath: caller.path });
    known.set(module, scope);
    for (const block of module.config.variables.values()) {
      const input = call.inputs.get(block.name);
      const given = input === undefined ? undefined : evaluate(input, caller);
      const fitted = given?.ok === false ? undefined : variableValue(shapeOf(block), given?.value);
      scope.variables.set(block.name, fitted?.ok === true ? fitted.value : unknownOf(typeOfVariable(block.type)));
    }
    return scope;
  };
  return scopeOf;
}

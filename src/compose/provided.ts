import { FunctionFault, type FunctionSpec, type FunctionWorld } from '../lang';
import type { Provider, ProviderFunction } from '../provider';

/** The functions that configurations call as `provider::NAME::FUNCTION`. The providers are asked for with the first such call. */
export function functionsOf(providers: () => readonly Provider[]): NonNullable<FunctionWorld['provided']> {
  const made = new Map<ProviderFunction, FunctionSpec>();
  return (source, name) => {
    const provider = providers().find((p) => p.source === source);
    const own = provider?.functions?.get(name);
    if (provider === undefined || own === undefined) return undefined;
    const spec = made.get(own) ?? specOf(`provider::${provider.typeName}::${name}`, own);
    made.set(own, spec);
    return spec;
  };
}

function specOf(name: string, own: ProviderFunction): FunctionSpec {
  return {
    name, description: own.description, parameters: own.parameters, returns: own.result,
    call(args) {
      const answer = own.call(args);
      return answer.ok ? answer.value : new FunctionFault(answer.message, answer.argument);
    },
  };
}

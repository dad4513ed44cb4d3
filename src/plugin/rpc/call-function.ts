import { DYNAMIC } from '../../values';
import { readValue, sendValue } from '../dynamic-value';
import type { Handler } from './handler';

export const callFunction: Handler<'CallFunction'> = ({ provider }, request) => {
  const own = provider.functions?.get(request.name);
  if (own === undefined) return { error: { text: `The provider has no function "${request.name}".` } };
  const given = request.arguments.map((wire, i) => readValue(wire, own.parameters[i]?.type ?? DYNAMIC));
  const called = own.call(given);
  return called.ok ? { result: sendValue(called.value, own.result) } : { error: { text: called.message, functionArgument: called.argument } };
};

import type { Provider } from '../../provider';
import { sendType } from '../schema';
import type { WireFunction } from '../wire';
import type { Handler } from './handler';

export const getFunctions: Handler<'GetFunctions'> = ({ provider }) => ({ functions: sendFunctions(provider), diagnostics: [] });

export function sendFunctions(provider: Provider): Readonly<Record<string, WireFunction>> {
  return Object.fromEntries([...provider.functions ?? []].map(([name, own]) => [name, {
    parameters: own.parameters.map((parameter) => ({ name: parameter.name, type: sendType(parameter.type), description: parameter.description })),
    return: { type: sendType(own.result) }, summary: own.summary, description: own.description,
  }]));
}

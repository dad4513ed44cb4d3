import { unreachable, type Diagnostic } from '../../diagnostics';
import { isNull } from '../../values';
import { sendDiagnostics } from '../diagnostics';
import { readValue, sendValue } from '../dynamic-value';
import { packPrivate, unpackEffects } from '../effects';
import { identityOf } from '../identity';
import { labelOf } from '../label';
import { problemsOf } from '../problems';
import type { Handler } from './handler';
import { currentWalk, managedType } from './types';

/**
 * Whatever goes wrong, the answer has the object as it was: what was not made is not in the state (the next apply takes over what
 * is there by then), what was not deleted stays in it.
 */
export const applyResourceChange: Handler<'ApplyResourceChange'> = async (door, request) => {
  const { typeName } = request;
  const { type } = managedType(door, typeName);
  const prior = readValue(request.priorState, type);
  const planned = readValue(request.plannedState, type);
  const config = readValue(request.config, type);
  const asItWas = (diagnostics: readonly Diagnostic[]) => ({
    newState: isNull(prior) || request.priorState === null ? { msgpack: Buffer.from([0xc0]) } : request.priorState,
    private: isNull(prior) ? Buffer.alloc(0) : request.plannedPrivate, diagnostics: sendDiagnostics(diagnostics),
  });
  try {
    const walk = currentWalk(door);
    await walk.takeUp();
    const { step, ports, operations } = walk.applyPorts();
    const ended = isNull(planned);
    const result = await walk.configured.applier.applyResource({
      step, address: labelOf(typeName, ended ? prior : planned), type: typeName, prior, planned, config, effects: ended ? [] : unpackEffects(request.plannedPrivate),
    }, ports);
    switch (result.kind) {
      case 'done':
        return {
          newState: sendValue(result.state, type), private: ended ? Buffer.alloc(0) : packPrivate(result.private, operations),
          diagnostics: sendDiagnostics(result.diagnostics), ...identityOf(door, typeName, result.state, 'newIdentity'),
        };
      case 'failed': case 'guarded': case 'indeterminate':
        return asItWas(result.diagnostics);
      default:
        return unreachable(result);
    }
  } catch (error) {
    return asItWas(problemsOf(error, door.log));
  }
};


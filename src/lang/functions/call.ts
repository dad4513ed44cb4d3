import { convert, isKnown, isMarked, isNull, mark, marksWithin, unknownNotNull, unknownOf, unmark, unmarkDeep, DYNAMIC, type Mark, type Type, type Value } from '../../values';
import { NEVER_NULL } from './never-null';
import { FunctionFault, type FunctionSpec, type FunctionWorld, type Parameter } from './types';

/** The parameter that an argument is for; undefined when there are too many. */
export function parameterAt(spec: FunctionSpec, argument: number): Parameter | undefined {
  return spec.parameters[argument] ?? spec.variadic;
}

/** The argument as the type of its parameter. */
export function convertArgument(parameter: Parameter, value: Value): Value | FunctionFault {
  const converted = convert(value, parameter.type);
  if (converted.ok) return converted.value;
  const where = converted.path.length === 0 ? '' : ` at ${converted.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`;
  return new FunctionFault(`${converted.message}${where}`);
}

/**
 * Calls a function with arguments that are as many as it takes, each of the type of its parameter. Does for all functions alike
 * what their parameters say of nulls, unknown values, open types and marks. A fault names the argument where one is to blame.
 */
export function callFunction(spec: FunctionSpec, given: readonly Value[], world: FunctionWorld): Value | FunctionFault {
  let open = false;
  for (const [i, value] of given.entries()) {
    const parameter = parameterAt(spec, i);
    if (isNull(value) && parameter?.nullable !== true) return new FunctionFault('argument must not be null', i);
    if (isOpen(value) && parameter?.dynamic !== true) {
      open = true;
      break;
    }
  }
  const marks: Mark[] = [];
  let unknown = open;
  const args = given.map((value, i) => {
    const parameter = parameterAt(spec, i);
    unknown ||= !isKnown(value) && parameter?.unknown !== true;
    if (parameter?.marks === true || !isMarked(value)) return value;
    marks.push(...marksWithin([value]));
    return unmarkDeep(value).value;
  });
  const type = open ? DYNAMIC : spec.typeOf === undefined ? spec.returns : spec.typeOf(args);
  if (type instanceof FunctionFault) return type;
  const result = unknown ? unknownOf(type) : spec.call(args, world);
  return result instanceof FunctionFault ? result : mark(refined(spec, result, type), marks);
}

/** Whether not even the type of a value is known. */
function isOpen(value: Value): boolean {
  const bare = unmark(value);
  return (bare.kind === 'unknown' || bare.kind === 'null') && bare.type.kind === 'dynamic';
}

/** What most functions give is never null, which is known before the rest of it. */
function refined(spec: FunctionSpec, result: Value, type: Type): Value {
  return result.kind === 'unknown' && result.notNull !== true && type.kind !== 'dynamic' && NEVER_NULL.has(spec.name) ? unknownNotNull(result.type) : result;
}

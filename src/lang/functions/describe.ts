import { compareText, defineMember, typeToJson, type Json } from '../../values';
import { functionNamed, functionNames } from './registry';
import type { FunctionSpec, Parameter } from './types';

/** Functions that configurations made by cdktn call, and that Terraform 1.11 has not: they work, and no list names them. */
const BEYOND: ReadonlySet<string> = new Set(['base64gunzip', 'cidrcontains', 'convert', 'urldecode']);

/** What `metadata functions -json` prints: every function of Terraform 1.11 by its name, and once more as `core::name`. */
export function functionsMetadata(): Json {
  const signatures: { [name: string]: Json } = {};
  const specs = functionNames().filter((name) => !BEYOND.has(name)).map(functionNamed).filter((spec) => spec !== undefined);
  const named = specs.flatMap((spec) => [[spec.name, spec], [`core::${spec.name}`, spec]] as const);
  for (const [name, spec] of named.sort(([a], [b]) => compareText(a, b))) defineMember(signatures, name, signature(spec));
  return { format_version: '1.0', function_signatures: signatures };
}

/** The signature of one function as JSON of diagnostics has it; of a name that is unknown, the name. */
export function functionSignature(called: string, spec: FunctionSpec | undefined): string {
  if (spec === undefined) return JSON.stringify({ name: called });
  const short = ({ name, type }: Parameter): Json => ({ name, type: typeToJson(type) });
  return JSON.stringify({
    name: spec.name, params: spec.parameters.map(short),
    ...(spec.variadic === undefined ? {} : { variadic_param: short(spec.variadic) }), return_type: typeToJson(spec.returns),
  });
}

function signature({ description, returns, parameters, variadic }: FunctionSpec): Json {
  return {
    description,
    return_type: typeToJson(returns),
    ...(parameters.length === 0 ? {} : { parameters: parameters.map(parameter) }),
    ...(variadic === undefined ? {} : { variadic_parameter: parameter(variadic) }),
  };
}

function parameter({ name, description, type, nullable }: Parameter): Json {
  return { name, description, ...(nullable === true ? { is_nullable: true } : {}), type: typeToJson(type) };
}

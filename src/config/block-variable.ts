import { diagnostic, type Diagnostic, type Place } from '../diagnostics';
import { convert, DYNAMIC, type Type, type Value } from '../values';
import { readArguments, readBool, readText } from './arguments';
import { declare, notBuilt, type Draft } from './draft';
import { literalFromText, literalOf } from './expressions';
import { badName, isName, isObject, membersOf, objectsIn, type Spot } from './spot';
import { ConstraintProblem, parseTypeConstraint, type TypeConstraint } from './type-constraint';
import { applyDefaults } from './type-defaults';
import type { VariableBlock } from './types';

const TABLE = {
  known: ['type', 'default', 'description', 'sensitive', 'nullable', 'ephemeral'],
  notBuilt: { validation: 'Check the value before, in the program or pipeline.', deprecated: 'Say it in the description.' },
};
/** Names that Terraform keeps for itself, because a module block has arguments of these names. */
const RESERVED = new Set(['source', 'version', 'providers', 'count', 'for_each', 'lifecycle', 'depends_on', 'locals']);

/** `variable`: an input of the configuration. */
export function readVariables(spot: Spot, draft: Draft): void {
  const { problems } = draft;
  for (const block of objectsIn(spot, '"variable"', problems)) {
    for (const [name, member] of membersOf(block)) {
      if (!isName(name)) problems.push(badName(member, `The variable "${name}"`));
      if (RESERVED.has(name)) {
        problems.push(diagnostic('config_invalid_name', `A variable cannot be called "${name}": a module block has an argument of that name. Rename it.`, { range: member.locate() }));
      }
      for (const body of objectsIn(member, `The variable "${name}"`, problems)) {
        declare(draft.variables, name, readVariable(name, body, problems), `var.${name}`, problems);
      }
    }
  }
}

function readVariable(name: string, spot: Spot, problems: Diagnostic[]): VariableBlock {
  const place: Place = { address: `var.${name}` };
  const what = `the variable "${name}"`;
  const args = readArguments(spot, what, TABLE, problems, place);
  const typeSpot = args.get('type');
  const constraint = typeSpot === undefined ? { type: DYNAMIC, defaults: undefined } : readType(typeSpot, what, place, problems);
  const ephemeral = args.get('ephemeral');
  if (readBool(ephemeral, `"ephemeral" of ${what}`, false, problems, place) && ephemeral !== undefined) {
    problems.push(notBuilt(ephemeral, `"ephemeral" in ${what}`, 'Use sensitive = true, or leave the value in the environment of the provider.', place));
  }
  const nullable = readBool(args.get('nullable'), `"nullable" of ${what}`, true, problems, place);
  const isDefaulted = isObject(spot.json) && spot.json['default'] !== undefined;
  return {
    name, ...constraint, nullable,
    textMode: typeSpot === undefined || isPrimitive(constraint.type) ? 'text' : 'expression',
    defaultValue: isDefaulted ? readDefault(spot, what, constraint, nullable, place, problems) : undefined,
    sensitive: readBool(args.get('sensitive'), `"sensitive" of ${what}`, false, problems, place),
    description: readText(args.get('description'), `"description" of ${what}`, problems, place),
    locate: spot.locator,
  };
}

function isPrimitive(type: Type): boolean {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';
}

function readType(spot: Spot, what: string, place: Place, problems: Diagnostic[]): TypeConstraint {
  const unknown: TypeConstraint = { type: DYNAMIC, defaults: undefined };
  const text = readText(spot, `"type" of ${what}`, problems, place);
  if (text === undefined) return unknown;
  const parsed = parseTypeConstraint(text, (literal, type) => {
    const value = literalFromText(literal);
    if (value instanceof ConstraintProblem) return value;
    const converted = convert(value, type);
    return converted.ok ? converted.value : new ConstraintProblem(`does not fit its type: ${converted.message}`);
  });
  if (!(parsed instanceof ConstraintProblem)) return parsed;
  problems.push(diagnostic('config_type_constraint', `The type of ${what} is not understood: ${parsed.what}. It is written such as string, list(number) or object({ name = string, size = optional(number, 1) }).`,
    { ...place, range: spot.locate() }));
  return unknown;
}

function readDefault(spot: Spot, what: string, constraint: TypeConstraint, nullable: boolean, place: Place, problems: Diagnostic[]): Value | undefined {
  const value = literalOf(spot, 'default', `The default of ${what}`, place, problems);
  if (value === undefined) return undefined;
  const fitted = fitValue(value, constraint);
  if (!fitted.ok) {
    problems.push(diagnostic('config_variable_value', `The default of ${what} does not fit its type: ${fitted.message}.`, { ...place, range: spot.locate(['default', ...fitted.path]) }));
    return undefined;
  }
  if (fitted.value.kind === 'null' && !nullable) {
    problems.push(diagnostic('config_variable_value', `The default of ${what} is null, and nullable = false says that it never is. Change one of them.`, { ...place, range: spot.locate(['default']) }));
    return undefined;
  }
  return fitted.value;
}

/** The value as one of the variable's type, defaults of optional attributes put in. */
export function fitValue(value: Value, constraint: TypeConstraint): ReturnType<typeof convert> {
  const filled = constraint.defaults === undefined ? value : applyDefaults(value, constraint.defaults);
  return convert(filled, constraint.type);
}

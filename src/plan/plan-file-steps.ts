import { packExpr, unpackExpr } from '../lang';
import { DYNAMIC, packValue, typeFromJson, typeToJson, unpackValue, type Json } from '../values';
import type { TypeDefaults } from '../config';
import type { VariableShape } from './instances/variable-value';
import type { ConditionStep, Definition, Residual, Step } from './types';

/** Steps and definitions as a plan file holds them: expressions and values packed, all else as it is. */
export function packStep(step: Step): Json {
  const residual = 'residual' in step && step.residual !== undefined ? { residual: packResidual(step.residual) } : {};
  const value = step.kind === 'output' ? { value: packExpr(step.value) } : {};
  const config = 'config' in step && step.config !== undefined ? { config: packValue(step.config) } : {};
  const rules = step.kind === 'condition' ? { rules: step.rules.map((r) => ({ ...r, condition: packExpr(r.condition), errorMessage: packExpr(r.errorMessage) })) } : {};
  const state = step.kind === 'import' ? { state: packValue(step.state) } : {};
  return { ...step, ...residual, ...value, ...config, ...rules, ...state } as unknown as Json;
}

const packResidual = (residual: Residual): Json => ({ ...residual, body: residual.body.map(([name, expr]) => [name, packExpr(expr)]) } as unknown as Json);

/** Throws for what `packStep` never writes. */
export function unpackStep(json: Json): Step {
  const step = json as unknown as Step;
  switch (step.kind) {
    case 'output': return { ...step, value: unpackExpr(step.value) };
    case 'condition': return { ...step, rules: step.rules.map(unpackRule) };
    case 'import': return { ...step, state: unpackValue(step.state) };
    case 'read': return { ...step, residual: unpackResidual(step.residual) };
    case 'create': case 'adopt': case 'update': return {
      ...step,
      ...(step.residual === undefined ? {} : { residual: unpackResidual(step.residual) }),
      ...(step.config === undefined ? {} : { config: unpackValue(step.config) }),
    };
    case 'delete': case 'forget': case 'prerequisite': case 'gate': return step;
    default: throw new Error('a step of no known kind');
  }
}

const unpackRule = (rule: ConditionStep['rules'][number]): ConditionStep['rules'][number] =>
  ({ ...rule, condition: unpackExpr(rule.condition), errorMessage: unpackExpr(rule.errorMessage) });

function unpackResidual(packed: Residual): Residual {
  return { ...packed, uses: [...packed.uses], body: packed.body.map(([name, expr]) => [name, unpackExpr(expr)] as const) };
}

export function packDefinition(definition: Definition): Json {
  const { variable } = definition;
  return { ...definition, expr: packExpr(definition.expr), ...(variable === undefined ? {} : { variable: packShape(variable) }) } as unknown as Json;
}

export function unpackDefinition(json: Json): Definition {
  const packed = json as unknown as Definition & { readonly variable?: PackedShape };
  return { ...packed, expr: unpackExpr(packed.expr), ...(packed.variable === undefined ? {} : { variable: unpackShape(packed.variable) }) };
}

interface PackedShape {
  readonly type: Json;
  readonly defaults?: PackedDefaults | undefined;
  readonly defaultValue?: Json | undefined;
  readonly sensitive: boolean;
  readonly ephemeral: boolean;
  readonly nullable: boolean;
}

interface PackedDefaults {
  readonly attributes: readonly (readonly [string, Json])[];
  readonly children: readonly (readonly [string | number, PackedDefaults])[];
  readonly element?: PackedDefaults | undefined;
}

function packShape({ type, defaults, defaultValue, ...flags }: VariableShape): PackedShape {
  return {
    ...flags, type: typeToJson(type),
    ...(defaults === undefined ? {} : { defaults: packDefaults(defaults) }),
    ...(defaultValue === undefined ? {} : { defaultValue: packValue(defaultValue) }),
  };
}

function unpackShape({ type, defaults, defaultValue, ...flags }: PackedShape): VariableShape & Definition['variable'] {
  return {
    ...flags, type: typeFromJson(type) ?? DYNAMIC,
    defaults: defaults === undefined ? undefined : unpackDefaults(defaults), defaultValue: defaultValue === undefined ? undefined : unpackValue(defaultValue),
  };
}

const packDefaults = ({ attributes, children, element }: TypeDefaults): PackedDefaults => ({
  attributes: [...attributes].map(([name, value]) => [name, packValue(value)] as const),
  children: [...children].map(([name, below]) => [name, packDefaults(below)] as const),
  ...(element === undefined ? {} : { element: packDefaults(element) }),
});

const unpackDefaults = ({ attributes, children, element }: PackedDefaults): TypeDefaults => ({
  attributes: new Map(attributes.map(([name, value]) => [name, unpackValue(value)])),
  children: new Map(children.map(([name, below]) => [name, unpackDefaults(below)])),
  element: element === undefined ? undefined : unpackDefaults(element),
});

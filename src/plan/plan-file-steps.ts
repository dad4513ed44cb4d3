import { packExpr, unpackExpr } from '../lang';
import { DYNAMIC, packValue, typeFromJson, typeToJson, unmarkDeep, unpackValue, type Json, type Unseal, type Value } from '../values';
import type { TypeDefaults } from '../config';
import type { VariableShape } from './instances/variable-value';
import type { ConditionStep, Definition, Residual, Step } from './types';

type Pack = (value: Value) => Json;

/** Steps and definitions as a plan file holds them: expressions and values packed, all else as it is. */
export function packStep(step: Step, pack: Pack): Json {
  const residual = 'residual' in step && step.residual !== undefined ? { residual: packResidual(step.residual, pack) } : {};
  const value = step.kind === 'output' ? { value: packExpr(step.value, pack) } : {};
  const config = 'config' in step && step.config !== undefined ? { config: pack(step.config) } : {};
  const rules = step.kind === 'condition' ? { rules: step.rules.map((r) => ({ ...r, condition: packExpr(r.condition, pack), errorMessage: packExpr(r.errorMessage, pack) })) } : {};
  const state = step.kind === 'import' ? { state: pack(step.state) } : {};
  return { ...step, ...residual, ...value, ...config, ...rules, ...state } as unknown as Json;
}

const packResidual = (residual: Residual, pack: Pack): Json => ({ ...residual, body: residual.body.map(([name, expr]) => [name, packExpr(expr, pack)]) } as unknown as Json);

/** Throws for what `packStep` never writes. */
export function unpackStep(json: Json, unseal: Unseal): Step {
  const step = json as unknown as Step;
  switch (step.kind) {
    case 'output': return { ...step, value: unpackExpr(step.value, unseal) };
    case 'condition': return { ...step, rules: step.rules.map((rule) => unpackRule(rule, unseal)) };
    case 'import': return { ...step, state: unpackValue(step.state, unseal) };
    case 'read': return { ...step, residual: unpackResidual(step.residual, unseal) };
    case 'create': case 'adopt': case 'update': return {
      ...step,
      ...(step.residual === undefined ? {} : { residual: unpackResidual(step.residual, unseal) }),
      ...(step.config === undefined ? {} : { config: unmarkDeep(unpackValue(step.config, unseal)).value }),
    };
    case 'delete': case 'forget': case 'prerequisite': case 'gate': return step;
    default: throw new Error('a step of no known kind');
  }
}

const unpackRule = (rule: ConditionStep['rules'][number], unseal: Unseal): ConditionStep['rules'][number] =>
  ({ ...rule, condition: unpackExpr(rule.condition, unseal), errorMessage: unpackExpr(rule.errorMessage, unseal) });

function unpackResidual(packed: Residual, unseal: Unseal): Residual {
  return { ...packed, uses: [...packed.uses], body: packed.body.map(([name, expr]) => [name, unpackExpr(expr, unseal)] as const) };
}

export function packDefinition(definition: Definition, pack: Pack): Json {
  const { variable } = definition;
  return { ...definition, expr: packExpr(definition.expr, pack), ...(variable === undefined ? {} : { variable: packShape(variable) }) } as unknown as Json;
}

export function unpackDefinition(json: Json, unseal: Unseal): Definition {
  const packed = json as unknown as Definition & { readonly variable?: PackedShape };
  return { ...packed, expr: unpackExpr(packed.expr, unseal), ...(packed.variable === undefined ? {} : { variable: unpackShape(packed.variable) }) };
}

export interface PackedShape {
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

export function packShape({ type, defaults, defaultValue, ...flags }: VariableShape): PackedShape {
  return {
    ...flags, type: typeToJson(type),
    ...(defaults === undefined ? {} : { defaults: packDefaults(defaults) }),
    ...(defaultValue === undefined ? {} : { defaultValue: packValue(defaultValue) }),
  };
}

export function unpackShape({ type, defaults, defaultValue, ...flags }: PackedShape): VariableShape & Definition['variable'] {
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

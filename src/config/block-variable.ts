import { referencesOf } from '../lang';
import type { Type, Value } from '../values';
import { checkName, readBool, readText } from './arguments';
import { bodySchema, Findings, type RawAttribute, type RawBlock } from './body';
import { readCondition } from './condition';
import { declare, type Draft } from './draft';
import { ANY_TYPE, fitValue, readType, type TypeConstraint } from './type-constraint';
import type { Condition, VariableBlock } from './types';

const VARIABLE = bodySchema({ attributes: ['description', 'default', 'type', 'sensitive', 'ephemeral', 'nullable'], blocks: [{ type: 'validation' }] });
export { fitValue };

/** Names that Terraform keeps for itself, because a module block has arguments of these names. */
const RESERVED = new Set(['source', 'version', 'providers', 'provider', 'count', 'for_each', 'lifecycle', 'depends_on', 'locals']);

/** `variable`: an input of the module. */
export function readVariable(block: RawBlock, draft: Draft): void {
  const [label] = block.labels;
  const name = label?.text ?? '';
  const findings = new Findings(draft.problems, { address: `var.${name}` });
  checkName(label, 'Invalid variable name', findings);
  if (label !== undefined && RESERVED.has(name)) {
    findings.tell('config_invalid_name', `A variable cannot be called "${name}": a module block has an argument of that name. Rename it.`, label.range(), 'Invalid variable name');
  }
  const { attributes, blocks } = block.body.content(VARIABLE, findings);
  const written = attributes.get('type');
  const constraint = written === undefined ? ANY_TYPE : readVariableType(written, findings);
  const description = readText(attributes.get('description'), findings);
  const nullable = readBool(attributes.get('nullable'), true, findings);
  const fallback = attributes.get('default');
  const variable: VariableBlock = {
    name, ...constraint, description, nullable,
    textMode: written === undefined || isPrimitive(constraint.type) ? 'text' : 'expression',
    defaultValue: fallback === undefined ? undefined : readDefault(fallback, constraint, nullable, findings),
    sensitive: readBool(attributes.get('sensitive'), false, findings),
    ephemeral: readBool(attributes.get('ephemeral'), false, findings),
    validations: readValidations(blocks, name, findings),
    locate: block.locate,
  };
  declare(draft.variables, name, variable, `var.${name}`, 'Duplicate variable declaration', findings);
}

function isPrimitive(type: Type): boolean {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';
}

/** Forms from before types had parameters, still taken without quotes. */
const LEGACY: ReadonlyMap<string, 'list' | 'map'> = new Map([['list', 'list'], ['map', 'map']]);

function readVariableType(attribute: RawAttribute, findings: Findings): TypeConstraint {
  const legacy = LEGACY.get(attribute.keyword() ?? '');
  if (legacy !== undefined) return { type: { kind: legacy, element: ANY_TYPE.type }, defaults: undefined };
  const quoted = attribute.syntax === 'native' ? attribute.text() : undefined;
  if (quoted === undefined) return readType(attribute, findings);
  const isOld = quoted === 'string' || quoted === 'list' || quoted === 'map';
  findings.tell(isOld ? 'config_type_quoted' : 'config_type_hint', `Types stand without quotes. Remove the quotes around ${quoted}${LEGACY.has(quoted) ? `, and write ${quoted}(string)` : ''}.`, attribute.range());
  return ANY_TYPE;
}

function readDefault(attribute: RawAttribute, constraint: TypeConstraint, nullable: boolean, findings: Findings): Value | undefined {
  const value = attribute.literal(findings);
  if (value === undefined) return undefined;
  const fitted = constraint.type.kind === 'dynamic' ? { ok: true, value } as const : fitValue(value, constraint);
  if (!fitted.ok) {
    findings.tell('config_default_value', `The default does not fit the type of the variable: ${fitted.message}${fitted.path.length > 0 ? ` (at ${fitted.path.join('.')})` : ''}.`, attribute.range());
    return undefined;
  }
  if (fitted.value.kind === 'null' && !nullable) {
    findings.tell('config_default_value', 'The default is null, and nullable = false says that the variable never is. Change one of them.', attribute.range());
    return undefined;
  }
  return fitted.value;
}

function readValidations(blocks: readonly RawBlock[], name: string, findings: Findings): readonly Condition[] {
  const found: Condition[] = [];
  for (const block of blocks) {
    const validation = readCondition(block, 'validation', findings);
    if (validation === undefined) continue;
    if (!referencesOf(validation.condition).some((reference) => reference.kind === 'variable' && reference.name === name)) {
      findings.tell('config_validation_other', `A validation checks the value of its own variable: let the condition refer to var.${name}.`, validation.locate(['condition']));
    }
    found.push(validation);
  }
  return found;
}

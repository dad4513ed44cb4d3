import { diagnostic, didYouMean, judged, type Diagnostic, type Outcome, type Place } from '../diagnostics';
import { mark, type Mark, type Value } from '../values';
import { Findings } from './body';
import { placeText } from './read-json';
import { valueOfText } from './text-value';
import { fitValue } from './type-constraint';
import type { ModuleConfig, VariableBlock } from './types';
import type { VariableSources, WrittenValue } from './variable-sources';

/** Undeclared names in files that are told one by one; the rest is counted. */
const UNDECLARED_SHOWN = 2;

/**
 * The value of every declared variable. Later sources win: the environment, then files in their order, then the
 * command line in its order; a null from any of them counts where the variable is nullable. Values are converted to the
 * declared type; sensitive and ephemeral ones are marked. Validations are not run: they may refer to anything.
 */
export function resolveVariables(configuration: Pick<ModuleConfig, 'variables'>, sources: VariableSources): Outcome<ReadonlyMap<string, Value>> {
  const problems: Diagnostic[] = [];
  const written = new Map<string, WrittenValue>();
  for (const value of sources.values) written.set(value.name, value);
  problems.push(...undeclaredProblems([...written.values()].filter(({ name }) => !configuration.variables.has(name)), [...configuration.variables.keys()]));
  const values = new Map<string, Value>();
  for (const variable of configuration.variables.values()) {
    const value = valueOf(variable, written.get(variable.name), problems);
    if (value !== undefined) values.set(variable.name, marked(value, variable));
  }
  return judged(values, problems);
}

/**
 * What was given for each variable that something gave a value to, as it was written: before the declared type makes anything of it.
 * For telling of, not for counting; what is no value is left out.
 */
export function givenVariables(configuration: Pick<ModuleConfig, 'variables'>, sources: VariableSources): ReadonlyMap<string, Value> {
  const given = new Map<string, Value>();
  for (const written of sources.values) {
    const variable = configuration.variables.get(written.name);
    const value = variable === undefined ? undefined : rawValue(variable, written, []);
    if (variable !== undefined && value !== undefined) given.set(variable.name, marked(value, variable));
  }
  return given;
}

function marked(value: Value, { sensitive, ephemeral }: VariableBlock): Value {
  const marks: Mark[] = [];
  if (sensitive) marks.push('sensitive');
  if (ephemeral) marks.push('ephemeral');
  return marks.length === 0 ? value : mark(value, marks);
}

function valueOf(variable: VariableBlock, written: WrittenValue | undefined, problems: Diagnostic[]): Value | undefined {
  const { name, defaultValue, nullable } = variable;
  if (written === undefined) return defaultValue ?? missing(variable, problems);
  const raw = rawValue(variable, written, problems);
  if (raw === undefined) return undefined;
  const place: Place = { address: `var.${name}`, range: written.kind === 'attribute' ? written.attribute.range() : variable.locate() };
  // Whatever it is becomes a text, a number or a bool with its own defaults; `any` takes it as it is.
  const fitted = fitValue(raw, variable);
  if (!fitted.ok) {
    problems.push(diagnostic('config_variable_invalid', `The value of variable "${name}" from ${written.from} does not fit its type: ${fitted.message}${fitted.path.length > 0 ? ` (at ${fitted.path.join('.')})` : ''}. `
      + `The variable is declared at ${placeText(variable.locate())}.`, place));
    return undefined;
  }
  if (fitted.value.kind !== 'null' || nullable) return fitted.value;
  if (defaultValue !== undefined) return defaultValue;
  problems.push(diagnostic('config_variable_null', `The value of variable "${name}" from ${written.from} is null, and nullable = false says that it never is. Give another value.`, place));
  return undefined;
}

/** undefined where the text is no value, which was told. */
function rawValue(variable: VariableBlock, written: WrittenValue, problems: Diagnostic[]): Value | undefined {
  if (written.kind === 'attribute') return written.attribute.literal(new Findings(problems, { address: `var.${variable.name}` }));
  return variable.textMode === 'text' ? { kind: 'string', value: written.text } : valueOfText(written.text, `<value for var.${variable.name}>`, problems);
}

function missing(variable: VariableBlock, problems: Diagnostic[]): undefined {
  problems.push(diagnostic('config_variable_missing', `The variable "${variable.name}" has no default and was given no value. `
    + `Give it one: -var='${variable.name}=…', the environment variable TF_VAR_${variable.name}, or a file *.auto.tfvars.`, { address: `var.${variable.name}`, range: variable.locate() }));
  return undefined;
}

/** A typing error on the command line is an error; files may serve several configurations; the environment is shared by all. */
function undeclaredProblems(undeclared: readonly WrittenValue[], names: readonly string[]): Diagnostic[] {
  const problems: Diagnostic[] = [];
  let inFiles = 0;
  for (const written of undeclared) {
    if (written.source === 'command-line') {
      problems.push(diagnostic('config_variable_undeclared', `${written.from} gives a value to "${written.name}", which is not declared.${didYouMean(written.name, names)} `
        + 'Declare the variable, or correct the name.'));
    } else if (written.kind === 'attribute' && ++inFiles <= UNDECLARED_SHOWN) {
      problems.push(diagnostic('config_variable_unused', `${written.from} gives a value to "${written.name}", which is not declared.${didYouMean(written.name, names)} `
        + 'The value is not used. Declare the variable, or remove it from the file.', { range: written.attribute.range() }));
    }
  }
  if (inFiles > UNDECLARED_SHOWN) {
    problems.push(diagnostic('config_variables_unused', `${inFiles - UNDECLARED_SHOWN} more values in files of variables belong to variables that are not declared, and are not used.`));
  }
  return problems;
}

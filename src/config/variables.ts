import { diagnostic, didYouMean, judged, type Diagnostic, type Outcome, type Place } from '../diagnostics';
import { mark, type Value } from '../values';
import { fitValue } from './block-variable';
import { literalFromText } from './expressions';
import { literalValue } from './literal';
import { ConstraintProblem } from './type-constraint';
import type { Configuration, VariableBlock } from './types';
import type { VariableSources, WrittenValue } from './variable-sources';

/** Undeclared names in files that are told one by one; the rest is counted. */
const UNDECLARED_SHOWN = 2;

/**
 * The value of every declared variable. Later sources win: the environment, then files in their order, then the
 * command line in its order; a null from any of them counts where the variable is nullable. Values are converted to the
 * declared type; sensitive ones are marked.
 */
export function resolveVariables(configuration: Configuration, sources: VariableSources): Outcome<ReadonlyMap<string, Value>> {
  const problems: Diagnostic[] = [];
  const chosen = new Map<string, WrittenValue>();
  const undeclared: WrittenValue[] = [];
  for (const written of sources.values) {
    if (configuration.variables.has(written.name)) chosen.set(written.name, written);
    else undeclared.push(written);
  }
  problems.push(...undeclaredProblems(undeclared, [...configuration.variables.keys()]));
  const values = new Map<string, Value>();
  for (const variable of configuration.variables.values()) {
    const value = valueOf(variable, chosen.get(variable.name), problems);
    if (value !== undefined) values.set(variable.name, variable.sensitive ? mark(value, ['sensitive']) : value);
  }
  return judged(values, problems);
}

function valueOf(variable: VariableBlock, written: WrittenValue | undefined, problems: Diagnostic[]): Value | undefined {
  const place: Place = { address: `var.${variable.name}`, range: written?.range?.() ?? variable.locate() };
  if (written === undefined) return variable.defaultValue ?? missing(variable, place, problems);
  const raw = rawValue(variable, written);
  const fitted = raw instanceof ConstraintProblem ? raw : fitValue(raw, variable);
  if (fitted instanceof ConstraintProblem || !fitted.ok) {
    const what = fitted instanceof ConstraintProblem ? fitted.what : `does not fit its type: ${fitted.message}${fitted.path.length > 0 ? ` (at ${fitted.path.join('.')})` : ''}`;
    problems.push(diagnostic('config_variable_value', `The value of variable "${variable.name}" from ${written.from} ${what}.`, place));
    return undefined;
  }
  if (fitted.value.kind !== 'null' || variable.nullable) return fitted.value;
  if (variable.defaultValue !== undefined) return variable.defaultValue;
  problems.push(diagnostic('config_variable_value', `The value of variable "${variable.name}" from ${written.from} is null, and nullable = false says that it never is. Give another value.`, place));
  return undefined;
}

function rawValue(variable: VariableBlock, written: WrittenValue): Value | ConstraintProblem {
  if (written.kind === 'json') return literalValue(written.json);
  return variable.textMode === 'text' ? { kind: 'string', value: written.text } : literalFromText(written.text);
}

function missing(variable: VariableBlock, place: Place, problems: Diagnostic[]): undefined {
  problems.push(diagnostic('config_variable_missing', `The variable "${variable.name}" has no default and was given no value. `
    + `Give it one: -var='${variable.name}=…', the environment variable TF_VAR_${variable.name}, or a *.auto.tfvars.json file.`, place));
  return undefined;
}

/** A typing error on the command line is an error; files may serve several configurations; the environment is shared by all. */
function undeclaredProblems(undeclared: readonly WrittenValue[], names: readonly string[]): Diagnostic[] {
  const problems: Diagnostic[] = [];
  let inFiles = 0;
  for (const written of undeclared) {
    const place: Place = { range: written.range?.() };
    if (written.source === 'command-line') {
      problems.push(diagnostic('config_variable_undeclared', `${written.from} gives a value to "${written.name}", which is not declared.${didYouMean(written.name, names)} `
        + 'Declare the variable, or correct the name.', place));
    } else if (written.source === 'file' && ++inFiles <= UNDECLARED_SHOWN) {
      problems.push(diagnostic('config_variable_unused', `${written.from} gives a value to "${written.name}", which is not declared.${didYouMean(written.name, names)} `
        + 'The value is not used. Declare the variable, or remove it from the file.', place));
    }
  }
  if (inFiles > UNDECLARED_SHOWN) {
    problems.push(diagnostic('config_variable_unused', `${inFiles - UNDECLARED_SHOWN} more values in files of variables belong to variables that are not declared, and are not used.`));
  }
  return problems;
}


import { diagnostic, didYouMean, type Diagnostic } from '../../diagnostics';
import type { CallDraft, Draft } from '../draft';

/** Holds what a call passes against the variables of its module, as the static checks of Terraform do. */
export function checkInputs(call: CallDraft, module: Draft, problems: Diagnostic[]): void {
  const address = `module.${call.name}`;
  const place = { address, constructPath: call.constructPath };
  for (const variable of module.variables.values()) {
    if (variable.defaultValue !== undefined || call.inputs.has(variable.name)) continue;
    problems.push(diagnostic('config_missing_argument', `The module "${call.name}" has a variable "${variable.name}" without a default, and the call gives it no value. Add the argument.`,
      { ...place, range: call.locate([], undefined, 'missing') }));
  }
  for (const name of call.inputs.keys()) {
    if (module.variables.has(name)) continue;
    const range = call.locate([name], undefined, 'name');
    const code = range.filename.endsWith('.json') ? 'config_unknown_property' : 'config_unknown_argument';
    problems.push(diagnostic(code, `The module "${call.name}" has no variable "${name}".${didYouMean(name, module.variables.keys())} Declare it in the module, or remove it here.`, { ...place, attribute: name, range }));
  }
}

import type { Configuration } from '../config';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { evaluate, residualize, type Scope } from '../lang';
import type { State } from '../state';
import { DYNAMIC, equalValues, fromExactJson, isSensitive, isWhollyKnown, mark, nullOf, typeFromJson, typeOf, unmarkDeep, type Value } from '../values';
import type { OutputStep } from './steps';
import type { OutputChange } from './types';

/** Outputs of the configuration against those of the state; one whose value is not known yet becomes a step. */
export function planOutputs(
  configuration: Configuration | undefined, state: State | undefined, scope: Scope, needs: (node: string) => readonly string[],
): { readonly outputs: readonly OutputChange[]; readonly steps: readonly OutputStep[]; readonly diagnostics: readonly Diagnostic[] } {
  const outputs: OutputChange[] = [];
  const steps: OutputStep[] = [];
  const diagnostics: Diagnostic[] = [];
  const priors = priorOutputs(state);
  for (const block of configuration?.outputs.values() ?? []) {
    const result = evaluate(block.value, scope, (path) => block.locate(['value', ...(path ?? [])]));
    diagnostics.push(...result.diagnostics.map((d) => ({ ...d, address: d.address ?? `output.${block.name}`, range: d.range ?? block.locate(['value']) })));
    if (!result.ok) continue;
    if (isSensitive(result.value) && !block.sensitive) {
      diagnostics.push(diagnostic('plan_output_sensitive', `The value of output "${block.name}" comes from something sensitive, and the output is not `
        + 'marked so: printing it would show the secret. Set sensitive = true on the output, or leave the value out.',
        { address: `output.${block.name}`, range: block.locate(['value']) }));
      continue;
    }
    const prior = priors.get(block.name);
    const plain = unmarkDeep(result.value).value;
    const before = prior?.value ?? nullOf(DYNAMIC);
    const known = isWhollyKnown(plain);
    const action = prior === undefined ? 'create' : known && equalValues(prior.value, plain) && prior.sensitive === block.sensitive ? 'no-op' : 'update';
    const wrap = (value: Value): Value => (block.sensitive ? mark(value, ['sensitive']) : value);
    outputs.push({ name: block.name, action, before: prior?.sensitive === true ? mark(before, ['sensitive']) : before, after: wrap(plain), type: typeOf(plain), sensitive: block.sensitive });
    if (!known) {
      const left = residualize(block.value, scope);
      steps.push({
        name: block.name, needs: needs(`output.${block.name}`),
        step: { id: `output ${block.name}`, after: [], kind: 'output', name: block.name, value: left.expr, uses: left.uses },
      });
    }
  }
  for (const [name, prior] of priors) {
    if (configuration?.outputs.has(name) === true) continue;
    outputs.push({ name, action: 'delete', before: prior.value, after: nullOf(DYNAMIC), type: typeOf(prior.value), sensitive: prior.sensitive });
  }
  outputs.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { outputs, steps, diagnostics };
}

function priorOutputs(state: State | undefined): ReadonlyMap<string, { readonly value: Value; readonly sensitive: boolean }> {
  const priors = new Map<string, { value: Value; sensitive: boolean }>();
  for (const [name, output] of state?.outputs ?? []) {
    const type = typeFromJson(output.type);
    const decoded = fromExactJson(output.value, type ?? DYNAMIC);
    priors.set(name, { value: decoded.ok ? decoded.value : nullOf(DYNAMIC), sensitive: output.sensitive });
  }
  return priors;
}

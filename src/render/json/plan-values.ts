import type { Change, OutputChange, Plan } from '../../plan';
import { isWhollyKnown, marksOf, typeOf, typeToJson, unknownAsNull, unmark, unmarkDeep, type Value } from '../../values';
import { knownJson, sensitiveMask } from './value-json';
import { moduleTree } from '../module-tree';
import { isSecretOutput } from '../plan-view';
import { moduleJson } from './module-json';
import type { JsonData } from './write';

type JsonObject = { readonly [key: string]: JsonData | undefined };

export interface ValuesOptions {
  readonly redact: boolean;
  readonly fullName: (provider: string) => string;
  readonly schemaVersion: (provider: string, mode: 'managed' | 'data', type: string) => number;
}

/** What there will be, as far as it is known. */
export function plannedValues(plan: Plan, options: ValuesOptions): JsonObject {
  // What is forgotten is there, as in Terraform, and has no values.
  const objects = plan.changes.filter((change) => (change.after.kind !== 'null' || change.action === 'forget') && change.deposed === undefined && !isRead(change));
  const outputs = plan.outputs.filter(({ action }) => action !== 'delete');
  return {
    outputs: outputsJson(outputs, (output) => output.after, true, options),
    root_module: moduleJson(moduleTree(objects.map((change) => [change.module, change])), (change) => objectJson(change, change.after, options)),
  };
}

/** Data that planning read: it is what there is, and nothing is planned of it. */
const isRead = ({ mode, action }: Change): boolean => mode === 'data' && action === 'no-op';

/** Data of a check block that planning read, and apply reads again: it is there already, without what could not be told. */
const isLookedAt = ({ reason }: Change): boolean => reason === 'read_because_check_nested';

/**
 * What there is, refreshed; undefined where that is nothing. Outputs have their new values already where these are known, as
 * Terraform has it; the others keep theirs.
 */
export function priorValues(plan: Plan, options: ValuesOptions): JsonObject | undefined {
  const objects = plan.changes.filter((change) => isRead(change) || isLookedAt(change) || change.before.kind !== 'null');
  const outputs = plan.outputs.filter((output) => isWhollyKnown(priorOutput(output)) && unmark(priorOutput(output)).kind !== 'null');
  if (objects.length === 0 && outputs.length === 0) return undefined;
  return {
    outputs: outputsJson(outputs, priorOutput, false, options),
    root_module: moduleJson(moduleTree(objects.map((change) => [change.module, change])), (change) => ({
      ...objectJson(change, isLookedAt(change) ? unknownAsNull(change.after) : isRead(change) ? change.after : change.before, options),
      depends_on: change.mode === 'data' ? undefined : dependsOn(change),
      tainted: change.tainted ?? (change.reason === 'replace_because_tainted' ? true : undefined),
      deposed_key: change.deposed,
    })),
  };
}

const priorOutput = ({ action, before, after }: OutputChange): Value => (action === 'delete' || !isWhollyKnown(after) ? before : after);

/** What is taken in and changed was made after nothing yet. */
function dependsOn({ action, dependencies, importing, priorDependencies = dependencies }: Change): readonly string[] | undefined {
  return (importing !== undefined && action !== 'no-op') || priorDependencies.length === 0 ? undefined : priorDependencies;
}

function outputsJson(outputs: readonly OutputChange[], valueOf: (output: OutputChange) => Value, withUnknown: boolean, { redact }: ValuesOptions): JsonObject | undefined {
  const members = outputs.flatMap((output): (readonly [string, JsonObject])[] => {
    const shown = valueOf(output);
    const value = unmarkDeep(shown).value;
    // One whose value is not known yet is there as it was, a secret or none.
    const sensitive = withUnknown ? isSecretOutput(output) : marksOf(shown).includes('sensitive') || (output.sensitive && shown === output.after);
    if (!isWhollyKnown(value)) return withUnknown ? [[output.name, { sensitive }]] : [];
    return [[output.name, { sensitive, type: value.kind === 'null' ? 'dynamic' : typeToJson(typeOf(value)), value: redact && sensitive ? null : knownJson(value, redact) ?? null }]];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function objectJson(change: Change, value: Value, { redact, fullName, schemaVersion }: ValuesOptions): JsonObject {
  return {
    address: change.address, mode: change.mode, type: change.type, name: change.name, index: change.key, provider_name: fullName(change.provider),
    schema_version: schemaVersion(change.provider, change.mode, change.type),
    values: value.kind === 'null' ? undefined : shown(knownJson(value, redact)), sensitive_values: sensitiveMask(value),
  };
}

/** Terraform leaves out the values of an object of which none is known. */
function shown(values: JsonData | undefined): JsonData | undefined {
  if (values === undefined) return null;
  return values !== null && typeof values === 'object' && Object.keys(values).length === 0 ? undefined : values;
}

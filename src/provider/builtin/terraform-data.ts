import type { ResourceSchema } from '../../schema';
import { DYNAMIC, equalValues, STRING, typeOf, unknownNotNull, unknownOf, type Value } from '../../values';
import { field, isNullValue, nullValue, object, text, textArg, UNKNOWN } from '../fields';
import type { ApplyRequest, ApplyResult, PlannedResource, PlanRequest } from '../types';

export const TERRAFORM_DATA = 'terraform_data';

/** `terraform_data`: keeps a value, and is replaced when another one changes. Nothing of the world stands behind it. */
export const terraformDataSchema: ResourceSchema = {
  version: 0,
  block: {
    description: 'Keeps a value in the state, and can be told to be replaced when another value changes. It stands for nothing outside the state.',
    attributes: new Map([
      ['id', { type: STRING, description: 'A unique id, made when the resource is created.', computed: true }],
      ['input', { type: DYNAMIC, description: 'Any value; it comes back in `output`.', optional: true }],
      ['output', { type: DYNAMIC, description: 'The value of `input`, known after apply when it changes.', computed: true }],
      ['triggers_replace', { type: DYNAMIC, description: 'Any value; when it changes, the resource is replaced.', optional: true }],
    ]),
    blocks: new Map(),
  },
};

/** What becomes of one `terraform_data`, as Terraform's builtin provider decides it. */
export function planTerraformData(req: PlanRequest): PlannedResource {
  const plain = {
    replaceOrder: 'destroy-first', adopts: false, disposal: 'delete', effects: [], facts: [], notes: [], locus: undefined, diagnostics: [],
  } as const;
  if (isNullValue(req.config)) return { ...plain, planned: nullValue(DYNAMIC), requiresReplace: [] };
  const input = field(req.config, 'input');
  const triggers = field(req.config, 'triggers_replace');
  const isNew = isNullValue(req.prior);
  const replaced = !isNew && !equalValues(field(req.prior, 'triggers_replace'), triggers);
  const kept = !isNew && equalValues(field(req.prior, 'input'), input);
  // An input that becomes null counts as changed, as in Terraform: its output is not known before apply.
  const output: Value = input.kind === 'null' && (isNew || replaced) ? nullValue(DYNAMIC) : kept && !replaced ? field(req.prior, 'output') : unknownOf(typeOf(input));
  return {
    ...plain,
    planned: object({ id: isNew || replaced ? unknownNotNull(STRING) : text(textArg(req.prior, 'id')), input, output, triggers_replace: triggers }),
    requiresReplace: replaced ? [['triggers_replace']] : [],
  };
}

/** Fills in what only apply knows: the id of a new object, and the output. Calls nothing. */
export function applyTerraformData(req: ApplyRequest, uuid: () => string): ApplyResult {
  const done = (state: Value): ApplyResult => ({ kind: 'done', state, private: undefined, calls: 0, diagnostics: [] });
  if (isNullValue(req.planned)) return done(nullValue(DYNAMIC));
  const input = field(req.planned, 'input');
  const id = textArg(req.planned, 'id');
  return done(object({
    id: text(id === UNKNOWN || id === undefined ? uuid() : id), input, output: input, triggers_replace: field(req.planned, 'triggers_replace'),
  }));
}

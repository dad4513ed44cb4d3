import { isGeneral } from '../api';
import type { ResourceBlock } from '../config';
import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics';
import { decodeBody } from '../lang';
import { goOn, type Eventually, type PlannedResource, type PlanRequest } from '../provider';
import { assertPlanValid, impliedType, proposedNew, type BlockSchema } from '../schema';
import { isNull, isWhollyKnown, markPaths, nullOf, unmarkDeep, type Value, type ValuePath } from '../values';
import { decide, mustReplace, type Decision } from './decide';
import type { Declared } from './declared';
import { residualBody } from './residual';
import type { Change, Residual } from './types';

/** One managed object, decided. */
export interface ManagedDecision {
  readonly change: Change;
  readonly decision: Decision;
  readonly residual: Residual | undefined;
  /** Where something is made or changed and no residual tells. */
  readonly config: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ManagedInputs extends Declared {
  readonly refreshed: Value;
  readonly once: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];
}

/**
 * Decides one declared object: evaluates its block, asks the provider for each leg that is needed, and checks the
 * provider's answers against Terraform's contract. Sensitive marks travel round the provider, not through it.
 */
export function planManaged(inputs: ManagedInputs): Eventually<ManagedDecision | Refused> {
  const known = judgeBlock(inputs);
  if ('failed' in known) return known;
  return goOn(ask(inputs, known, known.refreshed, known.config), (inPlace) => (
    !hasErrors(inPlace.diagnostics) && mustReplace(inPlace, known.refreshed, known.tainted)
      ? planReplacement(inputs, known, inPlace)
      : conclude(inputs, known, inPlace, undefined, undefined)));
}

/** Nothing is decided: the diagnostics say why. */
interface Refused {
  readonly failed: readonly Diagnostic[];
}

/** A block as it was evaluated, and its object, without marks. */
interface Evaluated {
  readonly config: Value;
  readonly marked: readonly ValuePath[];
  readonly refreshed: Value;
  readonly tainted: boolean;
  /** What is told of the object; each leg adds to it. */
  readonly diagnostics: Diagnostic[];
}

function judgeBlock(inputs: ManagedInputs): Evaluated | Refused {
  const { block } = inputs;
  const evaluated = decodeBody(block.body, inputs.schema, inputs.scope, block);
  if (!evaluated.ok) return { failed: evaluated.diagnostics };
  const { value: config, marked } = unmarkDeep(evaluated.value);
  const diagnostics: Diagnostic[] = [...evaluated.diagnostics];
  for (const d of inputs.validate(config)) diagnostics.push(locate(d, block));
  if (hasErrors(diagnostics)) return { failed: diagnostics };
  const refreshed = unmarkDeep(inputs.refreshed).value;
  return { config, marked, refreshed, tainted: inputs.prior?.tainted === true && !isNull(refreshed), diagnostics };
}

/** `proposed` is made when it is asked for: a provider that holds prior and configuration against each other itself has no use for it. */
class Leg implements PlanRequest {
  readonly type: string;
  readonly address: string;
  readonly config: Value;
  readonly prior: Value;
  private readonly schema: BlockSchema;

  constructor(block: ResourceBlock, schema: BlockSchema, prior: Value, config: Value) {
    this.type = block.type;
    this.address = block.address;
    this.config = config;
    this.prior = prior;
    this.schema = schema;
  }

  get proposed(): Value {
    return isNull(this.config) ? this.config : proposedNew(this.schema, this.prior, this.config);
  }
}

/** Asks the provider for one leg: from `prior` to `config`, either of which may be null. */
function ask({ block, schema, reader, once }: ManagedInputs, { diagnostics }: Evaluated, prior: Value, config: Value): Eventually<PlannedResource> {
  return goOn(reader.planResource(new Leg(block, schema, prior, config)), (planned) => {
    for (const d of once(planned.diagnostics)) diagnostics.push(locate(d, block));
    if (hasErrors(planned.diagnostics) || isNull(config)) return planned;
    for (const d of assertPlanValid(schema, config, prior, planned.planned)) diagnostics.push({ ...d, address: block.address, constructPath: block.constructPath });
    return planned;
  });
}

async function planReplacement(inputs: ManagedInputs, known: Evaluated, inPlace: PlannedResource): Promise<ManagedDecision | Refused> {
  const gone = nullOf(impliedType(inputs.schema));
  const fresh = await ask(inputs, known, gone, known.config);
  const ending = await ask(inputs, known, known.refreshed, gone);
  return conclude(inputs, known, inPlace, fresh, ending);
}

function conclude(
  inputs: ManagedInputs, known: Evaluated, inPlace: PlannedResource, fresh: PlannedResource | undefined, ending: PlannedResource | undefined,
): ManagedDecision | Refused {
  const { block } = inputs;
  const { config, marked, refreshed, tainted, diagnostics } = known;
  // What a leg failed with may have been told already, at another object.
  const failed = hasErrors(inPlace.diagnostics) || hasErrors(fresh?.diagnostics ?? []) || hasErrors(ending?.diagnostics ?? []);
  if (failed || hasErrors(diagnostics)) return { failed: diagnostics };

  const decision = decide({ prior: refreshed, inPlace, fresh, gone: ending, tainted, createBeforeDestroy: block.lifecycle.createBeforeDestroy }, undefined);
  if (block.lifecycle.preventDestroy && decision.action === 'replace') {
    return { failed: [...diagnostics, preventDestroy(block, decision)] };
  }
  const residual = decision.making === undefined || isWhollyKnown(config)
    ? undefined
    : residualBody(block, inputs.scope);
  const notes = decision.ending === undefined ? decision.making?.notes ?? [] : [...(decision.making?.notes ?? []), ...decision.ending.notes];
  const change: Change = {
    address: block.address, mode: 'managed', type: block.type, name: block.name, provider: inputs.provider,
    action: decision.action, order: decision.order, disposal: decision.disposal, reason: decision.reason,
    before: inputs.refreshed, after: marked.length === 0 ? decision.after : markPaths(decision.after, marked),
    replacePaths: decision.replacePaths, notes, dependencies: inputs.dependencies,
    createBeforeDestroy: decision.order === 'create-first' || block.lifecycle.createBeforeDestroy,
    constructPath: block.constructPath,
  };
  return { change, decision, residual, config: decision.making === undefined || residual !== undefined ? undefined : config, diagnostics };
}

/** Gives a provider's diagnostic the place of the block, and of the attribute when it names one; not to what no block is at fault for. */
export function locate(d: Diagnostic, block: ResourceBlock): Diagnostic {
  if (d.range !== undefined || isGeneral(d)) return d;
  const path = d.attribute === undefined ? [] : d.attribute.split('.');
  return { ...d, address: d.address ?? block.address, constructPath: block.constructPath, range: block.locate(path) };
}

export function preventDestroy(block: ResourceBlock, decision: Pick<Decision, 'action'>): Diagnostic {
  const verb = decision.action === 'replace' ? 'replace' : 'destroy';
  return diagnostic('plan_prevent_destroy', `${block.address} has lifecycle.prevent_destroy set, and this plan would ${verb} it. `
    + 'Set lifecycle.prevent_destroy to false to allow that, or change the configuration so that the object stays.',
    { address: block.address, constructPath: block.constructPath, range: block.locate(['lifecycle', 'prevent_destroy']) });
}

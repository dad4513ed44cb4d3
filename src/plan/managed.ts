import type { Body, ResourceBlock } from '../config';
import { hasErrors, type Diagnostic } from '../diagnostics';
import { decodeBody } from '../lang';
import { goOn, type Eventually, type PlannedResource, type PlanRequest } from '../provider';
import { assertPlanValid, impliedType, markedBy, proposedNew, type BlockSchema } from '../schema';
import { isNull, isWhollyKnown, markPaths, nullOf, unmarkDeep, type Value, type ValuePath } from '../values';
import { decide, mustReplace, type Decision } from './decide';
import { placeOf, type Declared, type Target } from './declared';
import { ignoreChanges, ignoredMarks } from './ignore-changes';
import { locate } from './locate';
import { preventDestroy } from './prevent-destroy';
import { writtenDependencies } from './prior';
import { residualBody } from './residual/body';
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
  /** The new object comes before the old one goes: the block says so, or one that depends on it. */
  readonly createFirst: boolean;
  /** The same of this instance, for the state. */
  readonly keepsCreateFirst: boolean;
  /** Something that the block's replace_triggered_by names is going to change. */
  readonly triggered: boolean;
  /** Somebody asked for a replacement. */
  readonly requested: boolean;
}

/**
 * Decides one declared object: evaluates its block, asks the provider for each leg that is needed, and checks the
 * provider's answers against Terraform's contract. Sensitive marks travel round the provider, not through it.
 */
export function planManaged(inputs: ManagedInputs): Eventually<ManagedDecision | Refused> {
  const known = judgeBlock(inputs);
  if ('failed' in known) return known;
  return goOn(ask(inputs, known, known.refreshed, known.config), (inPlace) => (
    !hasErrors(inPlace.diagnostics) && mustReplace(inPlace, known.refreshed, known.tainted || inputs.triggered || inputs.requested)
      ? planReplacement(inputs, known, inPlace)
      : conclude(inputs, known, inPlace, undefined, undefined)));
}

/** Nothing is decided: the diagnostics say why. */
export interface Refused {
  readonly failed: readonly Diagnostic[];
}

/** A block as it was evaluated, and its object, without marks. */
interface Evaluated {
  /** What counts: the arguments with what is ignored as it was. */
  readonly config: Value;
  readonly marked: readonly ValuePath[];
  /** The same with nothing ignored: what a replacement is made of, which has nothing from before to keep. */
  readonly written: { readonly config: Value; readonly marked: readonly ValuePath[] };
  /** Parts of the prior object that the state keeps as secret. */
  readonly markedBefore: readonly ValuePath[];
  readonly refreshed: Value;
  readonly tainted: boolean;
  /** What is told of the object; each leg adds to it. */
  readonly diagnostics: Diagnostic[];
}

function judgeBlock(inputs: ManagedInputs): Evaluated | Refused {
  const { block, target } = inputs;
  const evaluated = decodeBody(block.body, inputs.schema, inputs.scope, placeOf(block, target.address));
  if (!evaluated.ok) return { failed: evaluated.diagnostics };
  const { value: written, marked: markedNow } = unmarkDeep(evaluated.value);
  const diagnostics: Diagnostic[] = [...evaluated.diagnostics];
  for (const d of inputs.kind.validateResource('managed', block.type, written)) diagnostics.push(locate(d, block, target.address));
  if (hasErrors(diagnostics)) return { failed: diagnostics };
  const { value: refreshed, marked: markedBefore } = unmarkDeep(inputs.refreshed);
  const tainted = inputs.prior?.tainted === true && !isNull(refreshed);
  const ignored = block.lifecycle.ignoreChanges;
  const ignores = ignored.length > 0 && !tainted && !isNull(refreshed);
  const config = ignores ? ignoreChanges(ignored, refreshed, written, inputs.schema) : written;
  const marked = ignores ? ignoredMarks(ignored, { prior: refreshed, config: written }, markedBefore, markedNow, inputs.schema) : markedNow;
  return { config, marked, written: { config: written, marked: markedNow }, markedBefore, refreshed, tainted, diagnostics };
}

/** `proposed` is made when it is asked for: a provider that holds prior and configuration against each other itself has no use for it. */
class Leg implements PlanRequest {
  readonly type: string;
  readonly address: string;
  readonly config: Value;
  readonly prior: Value;
  private readonly schema: BlockSchema;

  constructor(block: ResourceBlock, target: Target, schema: BlockSchema, prior: Value, config: Value) {
    this.type = block.type;
    this.address = target.address;
    this.config = config;
    this.prior = prior;
    this.schema = schema;
  }

  get proposed(): Value {
    return isNull(this.config) ? this.config : proposedNew(this.schema, this.prior, this.config);
  }
}

/** Asks the provider for one leg: from `prior` to `config`, either of which may be null. */
function ask({ block, target, schema, reader, once }: ManagedInputs, { diagnostics }: Evaluated, prior: Value, config: Value): Eventually<PlannedResource> {
  return goOn(reader.planResource(new Leg(block, target, schema, prior, config)), (planned) => {
    for (const d of once(planned.diagnostics)) diagnostics.push(locate(d, block, target.address));
    if (hasErrors(planned.diagnostics) || isNull(config)) return planned;
    for (const d of assertPlanValid(schema, config, prior, planned.planned)) diagnostics.push({ ...d, address: target.address, constructPath: block.constructPath });
    return planned;
  });
}

async function planReplacement(inputs: ManagedInputs, known: Evaluated, inPlace: PlannedResource): Promise<ManagedDecision | Refused> {
  const gone = nullOf(impliedType(inputs.schema));
  const fresh = await ask(inputs, known, gone, known.written.config);
  const ending = await ask(inputs, known, known.refreshed, gone);
  return conclude(inputs, { ...known, ...known.written }, inPlace, fresh, ending);
}

function conclude(
  inputs: ManagedInputs, known: Evaluated, inPlace: PlannedResource, fresh: PlannedResource | undefined, ending: PlannedResource | undefined,
): ManagedDecision | Refused {
  const { block, target } = inputs;
  const { config, refreshed, tainted, diagnostics } = known;
  // What a leg failed with may have been told already, at another object.
  const failed = hasErrors(inPlace.diagnostics) || hasErrors(fresh?.diagnostics ?? []) || hasErrors(ending?.diagnostics ?? []);
  if (failed || hasErrors(diagnostics)) return { failed: diagnostics };

  const { createFirst, triggered, requested } = inputs;
  const decided = decide({ prior: refreshed, inPlace, fresh, gone: ending, tainted, createBeforeDestroy: createFirst, triggered, requested }, undefined);
  const marked = isNull(decided.after) ? known.marked : markedBy(inputs.schema, decided.after, known.marked);
  const decision = decided.action === 'no-op' && !sameMarks(known.markedBefore, marked) ? remarked(decided, inPlace) : decided;
  if (block.lifecycle.preventDestroy && decision.action === 'replace') {
    return { failed: [...diagnostics, preventDestroy(block, target.address, decision)] };
  }
  const residual = decision.making === undefined || isWhollyKnown(config)
    ? undefined
    : residualBody(openArguments(block.body, config, inputs.schema), inputs.scope, target.module);
  const notes = decision.ending === undefined ? decision.making?.notes ?? [] : [...(decision.making?.notes ?? []), ...decision.ending.notes];
  const change: Change = {
    address: target.address, module: target.module, key: target.key, previousAddress: inputs.prior?.previousAddress, importing: inputs.prior?.importing,
    mode: 'managed', type: block.type, name: block.name, provider: inputs.provider,
    action: decision.action, order: decision.order, disposal: decision.disposal, reason: decision.reason,
    before: inputs.refreshed, after: markPaths(decision.after, marked),
    replacePaths: decision.replacePaths, notes, dependencies: inputs.dependencies, ...dependenciesBefore(inputs, decision.action),
    createBeforeDestroy: decision.action === 'no-op' ? createFirst && (inputs.prior?.importing === undefined || inputs.dependencies.length > 0) : inputs.keepsCreateFirst,
    constructPath: block.constructPath,
  };
  return { change, decision, residual, config: decision.making === undefined || residual !== undefined ? undefined : config, diagnostics };
}

/**
 * What an object counts as depending on before the plan, where that is not what the plan says: as in Terraform both, what the
 * state has and what the configuration has now; of one that nothing happens to only the latter.
 */
function dependenciesBefore({ prior, dependencies }: ManagedInputs, action: Change['action']): Pick<Change, 'priorDependencies'> {
  if (prior === undefined || action === 'no-op') return {};
  const now = new Set(dependencies);
  const gone = writtenDependencies(prior).filter((address) => !now.has(address));
  return gone.length === 0 ? {} : { priorDependencies: [...dependencies, ...gone].sort() };
}

/** Arguments that are known stand in as they count now: what is ignored is not evaluated again. */
function openArguments(body: Body, config: Value, schema: BlockSchema): Body {
  if (config.kind !== 'object') return body;
  return new Map([...body].map(([name, expr]) => {
    const value = schema.attributes.has(name) ? config.entries.get(name) : undefined;
    return [name, value !== undefined && isWhollyKnown(value) ? { kind: 'literal' as const, value } : expr];
  }));
}

/** Whether the state has the same parts as secret. Most objects have none. */
function sameMarks(before: readonly ValuePath[], marked: readonly ValuePath[]): boolean {
  if (before.length !== marked.length) return false;
  if (before.length === 0) return true;
  const all = new Set(before.map((path) => JSON.stringify(path)));
  return marked.every((path) => all.has(JSON.stringify(path)));
}

/** Nothing changes but what is kept as a secret: an update, so that the state learns it. */
function remarked(decided: Decision, inPlace: PlannedResource): Decision {
  return { ...decided, action: 'update', making: inPlace };
}

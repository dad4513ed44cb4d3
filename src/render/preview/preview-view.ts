import type { Plan, Step } from '../../plan';
import { planView, type ObjectView, type OperationView, type PlanView, type SchemaLookup } from '../plan-view';
import type { Redactor } from '../redact';
import { masked } from './mask-view';

export interface PreviewObject extends ObjectView {
  /** Its end is a call that nothing can take back. */
  readonly irreversible: boolean;
  /** What applying it will do, in words. */
  readonly operations: readonly OperationView[];
  /** Positions in `objects` of those that it waits for. */
  readonly after: readonly number[];
}

/** What previews outside a terminal show: the plan's view, and what a reader needs to apply exactly this. */
export interface PreviewView extends PlanView {
  readonly objects: readonly PreviewObject[];
  readonly planId: string;
  /** Times of RFC 3339. */
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly toolVersion: string;
  /** Of the state that it was made on; undefined where there was none. */
  readonly serial: number | undefined;
  readonly lineage: string | undefined;
  /** `sha256:…` of the saved plan; undefined for a plan that is not saved. */
  readonly digest: string | undefined;
  /** Parts only, by -target or -exclude. */
  readonly partial: boolean;
}

export interface PreviewOptions {
  readonly digest?: string | undefined;
  /** Masks secrets by value. It is applied to the data, so that no escaping can hide a secret from it. */
  readonly redact?: Redactor | undefined;
}

/** Makes what every preview renders. Pure. */
export function previewView(plan: Plan, schemas: SchemaLookup, { digest, redact }: PreviewOptions = {}): PreviewView {
  const view = planView(plan, schemas);
  const steps = stepsByObject(plan.steps);
  const positions = new Map(view.objects.map((object, at) => [keyOf(object.address, deposedOf(object)), at]));
  const waits = waitsOf(plan.steps, positions);
  const preview: PreviewView = {
    ...view,
    objects: view.objects.map((object, at) => ({ ...object, ...actsOf(steps.get(keyOf(object.address, deposedOf(object)))), after: waits.get(at) ?? [] })),
    planId: plan.planId, createdAt: plan.createdAt, expiresAt: plan.expiresAt, toolVersion: plan.toolVersion,
    serial: plan.prior?.serial, lineage: plan.prior?.lineage, digest, partial: plan.targets !== undefined || plan.excludes !== undefined,
  };
  return redact === undefined ? preview : masked(preview, redact);
}

const keyOf = (address: string, deposed: string | undefined): string => (deposed === undefined ? address : `${address}\n${deposed}`);
const deposedOf = ({ fate }: ObjectView): string | undefined => (fate.kind === 'delete' || fate.kind === 'forget' ? fate.deposed : undefined);
const stepKey = (step: Step): string | undefined => ('address' in step && step.kind !== 'condition' ? keyOf(step.address, 'deposed' in step ? step.deposed : undefined) : undefined);

function stepsByObject(steps: readonly Step[]): ReadonlyMap<string, readonly Step[]> {
  const found = new Map<string, Step[]>();
  for (const step of steps) {
    const key = stepKey(step);
    if (key === undefined) continue;
    const list = found.get(key);
    if (list === undefined) found.set(key, [step]);
    else list.push(step);
  }
  return found;
}

const NOTHING = { irreversible: false, operations: [] };

function actsOf(steps: readonly Step[] | undefined): Pick<PreviewObject, 'irreversible' | 'operations'> {
  if (steps === undefined) return NOTHING;
  const effects = steps.flatMap((step) => ('effects' in step ? step.effects.map((effect) => ({ effect, ends: step.kind === 'delete' })) : []));
  return {
    irreversible: effects.some(({ effect, ends }) => ends && effect.mutates),
    operations: effects.map(({ effect: { text, mutates, prerequisite } }) => ({ text, mutates, prerequisite })),
  };
}

/** Most steps that are looked through for the objects behind one step: gates and calls that come first stand between objects. */
const MOST_HOPS = 2000;

/** Which objects wait for which, through steps that are of no object. */
function waitsOf(steps: readonly Step[], positions: ReadonlyMap<string, number>): ReadonlyMap<number, readonly number[]> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const at = new Map(steps.map((step) => {
    const key = stepKey(step);
    return [step.id, key === undefined ? undefined : positions.get(key)];
  }));
  const waits = new Map<number, Set<number>>();
  for (const step of steps) {
    const own = at.get(step.id);
    if (own === undefined) continue;
    const found = waits.get(own) ?? new Set<number>();
    waits.set(own, found);
    const queue = [...step.after];
    const seen = new Set(queue);
    for (let next = 0; next < queue.length && next < MOST_HOPS; next++) {
      const id = queue[next] ?? '';
      const other = at.get(id);
      if (other !== undefined) {
        if (other !== own) found.add(other);
        continue;
      }
      for (const further of byId.get(id)?.after ?? []) {
        if (seen.has(further)) continue;
        seen.add(further);
        queue.push(further);
      }
    }
  }
  return new Map([...waits].map(([own, found]) => [own, [...found].sort((a, b) => a - b)]));
}

import { diagnostic, type Diagnostic } from '../diagnostics';
import { equalValues, isKnown, isNull, isWhollyKnown, nullOf, unmark, type Value, type ValuePath } from '../values';
import { describe } from './describe';
import { entriesOf, itemsOf } from './entries';
import { fault, pathText, type Fault } from './fault';
import { impliedType } from './implied-type';
import type { BlockSchema, NestedBlockSchema } from './types';

/**
 * Checks what an apply made against what was planned: every part that was known in the plan must be what it was.
 * A breach is a bug of the provider; the object is kept as it is, so that nothing is lost.
 */
export function assertObjectCompatible(block: BlockSchema, planned: Value, actual: Value): readonly Diagnostic[] {
  return incompatibilities(block, planned, actual).map(({ path, message }) => diagnostic('schema_result_inconsistent',
    `After applying, ${path.length === 0 ? 'the object' : pathText(path)} is not what was planned: ${message}. `
    + 'This is a bug in the provider, not in the configuration: its makers should be told. What it made is kept in the state.',
    path.length === 0 ? {} : { attribute: pathText(path) }));
}

/** The same for values that both come from a plan: evaluated again at apply, with more of them known. */
export function assertFinalPlanConsistent(block: BlockSchema, planned: Value, final: Value): readonly Diagnostic[] {
  return incompatibilities(block, planned, final).map(({ path, message }) => diagnostic('schema_final_plan_inconsistent',
    `${path.length === 0 ? 'The object' : pathText(path)} is not what was planned: ${message}. `
    + 'Nothing was called for it. Make a new plan; if it happens again, the makers of the provider should be told.',
    path.length === 0 ? {} : { attribute: pathText(path) }));
}

/** Known parts of `planned` that `actual` does not have. */
function incompatibilities(block: BlockSchema, planned: Value, actual: Value, path: ValuePath = []): readonly Fault[] {
  if (isNull(planned) !== isNull(actual)) {
    if (!isKnown(planned)) return [];
    return [fault(path, isNull(planned) ? 'it was planned to be absent, and is there' : 'it was planned to be there, and is absent')];
  }
  if (isNull(planned) || !isKnown(planned)) return [];
  const [plans, actuals] = [entriesOf(planned), entriesOf(actual)];
  const faults: Fault[] = [];
  for (const [name, attribute] of block.attributes) {
    const [was, is] = [plans.get(name) ?? nullOf(attribute.type), actuals.get(name) ?? nullOf(attribute.type)];
    if (was !== is) faults.push(...valueFaults(was, is, attribute.sensitive === true, [...path, name]));
  }
  for (const [name, nested] of block.blocks) {
    faults.push(...blockFaults(nested, plans.get(name), actuals.get(name), [...path, name]));
  }
  return faults;
}

function blockFaults(nested: NestedBlockSchema, planned: Value | undefined, actual: Value | undefined, path: ValuePath): readonly Fault[] {
  const nothing = nullOf(impliedType(nested.block));
  if (planned !== undefined && !isKnown(planned)) return [];
  if (nested.nesting === 'single') return incompatibilities(nested.block, planned ?? nothing, actual ?? nothing, path);
  if (nested.nesting === 'map') {
    const [plans, actuals] = [entriesOf(planned), entriesOf(actual)];
    const keys = new Set([...plans.keys(), ...actuals.keys()]);
    return [...keys].flatMap((key) => incompatibilities(nested.block, plans.get(key) ?? nothing, actuals.get(key) ?? nothing, [...path, key]));
  }
  const [plans, actuals] = [itemsOf(planned), itemsOf(actual)];
  if (plans.length !== actuals.length) {
    // Two unknown elements of a set may turn out to be one.
    if (nested.nesting === 'set' && actuals.length < plans.length && plans.some((item) => !isKnown(item))) return [];
    return [fault(path, `${plans.length} blocks were planned, and there are ${actuals.length}`)];
  }
  if (nested.nesting === 'list') return plans.flatMap((item, i) => incompatibilities(nested.block, item, actuals[i] ?? nothing, [...path, i]));
  return unmatched(plans, actuals, (plan, item) => incompatibilities(nested.block, plan, item).length === 0)
    ? [fault(path, 'a block was planned that is not there')] : [];
}

function valueFaults(planned: Value, actual: Value, sensitive: boolean, path: ValuePath): readonly Fault[] {
  const was = unmark(planned);
  const is = unmark(actual);
  if (was.kind === 'unknown' || equalValues(was, is, { marks: 'ignore' })) return [];
  const hidden = sensitive || planned.kind === 'marked' || actual.kind === 'marked';
  const whole = [fault(path, `it was planned as ${describe(was, hidden)}, and is ${describe(is, hidden)}`)];
  if (was.kind !== is.kind) return whole;
  if ((was.kind === 'list' || was.kind === 'tuple') && (is.kind === 'list' || is.kind === 'tuple')) {
    if (was.items.length !== is.items.length) return whole;
    return was.items.flatMap((item, i) => valueFaults(item, is.items[i] ?? item, hidden, [...path, i]));
  }
  if (was.kind === 'set' && is.kind === 'set') return setFits(was.items, is.items) ? [] : whole;
  if ((was.kind === 'map' || was.kind === 'object') && (is.kind === 'map' || is.kind === 'object')) {
    const keys = [...was.entries.keys()];
    if (keys.length !== is.entries.size || keys.some((key) => !is.entries.has(key))) return whole;
    return keys.flatMap((key) => valueFaults(was.entries.get(key) ?? was, is.entries.get(key) ?? is, hidden, [...path, key]));
  }
  return whole;
}

/** Whether a set can have come of a planned one: what was known is in it, and all else comes of what was not. */
function setFits(planned: readonly Value[], actual: readonly Value[]): boolean {
  const known = planned.filter(isWhollyKnown);
  const loose = planned.filter((item) => !isWhollyKnown(item));
  const rest = actual.filter((item) => !known.some((other) => equalValues(item, other, { marks: 'ignore' })));
  // Two unknown elements may turn out to be one, or one that was known.
  return actual.length - rest.length === known.length && rest.length <= loose.length
    && !unmatched(rest, loose, (item, plan) => valueFaults(plan, item, true, []).length === 0);
}

/** Whether some element of `from` finds no partner of its own in `to`. Exact elements take their partners before loose ones. */
function unmatched(from: readonly Value[], to: readonly Value[], fitting: (from: Value, to: Value) => boolean): boolean {
  const free = new Set(to);
  const loose: Value[] = [];
  for (const item of from) {
    const twin = [...free].find((other) => equalValues(item, other, { marks: 'ignore' }));
    if (twin === undefined) loose.push(item);
    else free.delete(twin);
  }
  return loose.some((item) => {
    const partner = [...free].find((other) => fitting(item, other));
    if (partner !== undefined) free.delete(partner);
    return partner === undefined;
  });
}

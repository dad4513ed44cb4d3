import { diagnostic, type Diagnostic } from '../diagnostics';
import { equalValues, fits, isKnown, isNull, nullOf, type Value, type ValuePath } from '../values';
import { describe } from './describe';
import { entriesOf, itemsOf } from './entries';
import { fault, pathText, type Fault } from './fault';
import { impliedType, nestedType } from './implied-type';
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from './types';

/**
 * Checks a provider's plan against Terraform's contract. An argument that is configured is planned as configured, or stays
 * exactly as it was before (another spelling of the same); one that is not is null unless it is computed; blocks are as many
 * as configured. A breach is a bug of the provider, told as such.
 */
export function assertPlanValid(block: BlockSchema, config: Value, prior: Value, planned: Value): readonly Diagnostic[] {
  return planFaults(block, config, prior, planned, []).map(({ path, message }) => diagnostic('schema_plan_invalid',
    `The provider planned ${path.length === 0 ? 'an object' : `${pathText(path)}`} that it must not plan: ${message}. `
    + 'This is a bug in the provider, not in the configuration: nothing was changed, and its makers should be told.',
    path.length === 0 ? {} : { attribute: pathText(path) }));
}

const NO_FAULTS: readonly Fault[] = [];

function planFaults(block: BlockSchema, config: Value, prior: Value, planned: Value, path: ValuePath): readonly Fault[] {
  if (planned === config) return NO_FAULTS;
  if (isNull(planned)) return isNull(config) ? [] : [fault(path, 'it is planned to be absent, and the configuration wants it')];
  if (isNull(config)) return [fault(path, 'it is planned to exist, and the configuration does not want it')];
  if (!isKnown(planned)) return isKnown(config) ? [fault(path, 'the object as a whole is planned as unknown')] : [];
  // What is in the state was held against the schema when it was read.
  if (path.length === 0 && planned !== prior && !fits(planned, impliedType(block))) return misfits(block, planned);
  const configs = entriesOf(config);
  const priors = entriesOf(prior);
  const plans = entriesOf(planned);
  const faults: Fault[] = [];
  block.attributes.forEach((attribute, name) => {
    const wanted = configs.get(name);
    // Whatever it is, the provider decides it.
    if (attribute.computed === true && (wanted === undefined || isNull(wanted))) return;
    const given = plans.get(name);
    // Configured, and as it was before.
    const stays = planned === prior && wanted !== undefined && !isNull(wanted);
    if (stays) return;
    if (attribute.nested !== undefined && given !== wanted && given !== undefined && wanted !== undefined && !isNull(wanted) && !isNull(given)) {
      faults.push(...nestedFaults(attribute, wanted, priors.get(name), given, [...path, name]));
      return;
    }
    const message = given !== undefined && given === wanted ? undefined : attributeFault(attribute, wanted, priors.get(name), given);
    if (message !== undefined) faults.push(fault([...path, name], message));
  });
  block.blocks.forEach((nested, name) => {
    const wanted = configs.get(name);
    const given = plans.get(name);
    if (nested.nesting === 'single' && wanted?.kind === 'null' && given?.kind === 'null') return;
    faults.push(...blockFaults(nested, wanted, priors.get(name), given, [...path, name]));
  });
  return faults;
}

/** Which members do not have the type that the schema gives them. */
function misfits(block: BlockSchema, planned: Value): readonly Fault[] {
  const faults: Fault[] = [];
  const entries = entriesOf(planned);
  for (const [name, type] of impliedType(block).attributes) {
    const value = entries.get(name);
    if (value === undefined) faults.push(fault([name], 'it is missing from the planned object'));
    else if (!fits(value, type)) faults.push(fault([name], 'its type is not the one of the schema'));
  }
  for (const name of entries.keys()) if (!impliedType(block).attributes.has(name)) faults.push(fault([name], 'the schema has no such attribute'));
  return faults.length === 0 ? [fault([], 'it is not an object of the schema')] : faults;
}

function attributeFault(attribute: AttributeSchema, config: Value | undefined, prior: Value | undefined, planned: Value | undefined): string | undefined {
  const wanted = config ?? nullOf(attribute.type);
  const given = planned ?? nullOf(attribute.type);
  if (same(given, wanted)) return undefined;
  const hidden = attribute.sensitive === true || [wanted, given, prior].some((value) => value?.kind === 'marked');
  if (isNull(wanted)) {
    return attribute.computed === true ? undefined : `${describe(given, hidden)} is planned for an argument that is neither configured nor computed`;
  }
  if (prior !== undefined && !isNull(prior) && same(given, prior)) return undefined;
  const before = prior === undefined || isNull(prior) ? '' : `, nor is it the prior value ${describe(prior, hidden)}`;
  return `${describe(given, hidden)} is planned where ${describe(wanted, hidden)} is configured${before}`;
}

/** Objects in attributes follow the rules of blocks, but that the whole may be kept as it was, or be unknown with the configuration. */
function nestedFaults(attribute: AttributeSchema, config: Value, prior: Value | undefined, planned: Value, path: ValuePath): readonly Fault[] {
  const { nested } = attribute;
  if (nested === undefined || same(planned, config) || (prior !== undefined && same(planned, prior))) return NO_FAULTS;
  if (!isKnown(planned) || !isKnown(config)) {
    const message = attributeFault(attribute, config, prior, planned);
    return message === undefined ? NO_FAULTS : [fault(path, message)];
  }
  return blockFaults({ nesting: nested.nesting, block: { description: '', attributes: nested.attributes, blocks: NO_BLOCKS } }, config, prior, planned, path);
}

const NO_BLOCKS: BlockSchema['blocks'] = new Map();

/** Marks travel round a provider, not through it: they say nothing about its plan. */
function same(a: Value, b: Value): boolean {
  return a === b || equalValues(a, b, { marks: 'ignore' });
}

function blockFaults(
  nested: NestedBlockSchema, config: Value | undefined, prior: Value | undefined, planned: Value | undefined, path: ValuePath,
): readonly Fault[] {
  const absent = nullOf(nestedType(nested));
  const [wanted, given] = [config ?? absent, planned ?? absent];
  const nothing = nullOf(impliedType(nested.block));
  if (nested.nesting === 'single') return planFaults(nested.block, wanted, prior ?? nothing, given, path);
  if (!isKnown(wanted)) return isKnown(given) ? [fault(path, 'blocks are planned whose number is not known from the configuration')] : [];
  if (isNull(given)) return [fault(path, 'no blocks are an empty collection, not null')];
  if (!isKnown(given)) return [fault(path, 'blocks that are configured are planned as unknown')];
  switch (nested.nesting) {
    case 'list': {
      const [configs, priors, plans] = [itemsOf(wanted), itemsOf(prior), itemsOf(given)];
      if (configs.length !== plans.length) return [countFault(path, plans.length, configs.length)];
      return plans.flatMap((item, i) => planFaults(nested.block, configs[i] ?? nothing, priors[i] ?? nothing, item, [...path, i]));
    }
    case 'map': {
      const [configs, priors, plans] = [entriesOf(wanted), entriesOf(prior), entriesOf(given)];
      const keys = new Set([...configs.keys(), ...plans.keys()]);
      return [...keys].flatMap((key) => planFaults(nested.block, configs.get(key) ?? nothing, priors.get(key) ?? nothing, plans.get(key) ?? nothing, [...path, key]));
    }
    case 'set': return setFaults(nested.block, itemsOf(wanted), itemsOf(prior), itemsOf(given), path);
  }
}

function countFault(path: ValuePath, planned: number, configured: number): Fault {
  return fault(path, `${planned} blocks are planned where ${configured} are configured`);
}

function setFaults(block: BlockSchema, configs: readonly Value[], priors: readonly Value[], plans: readonly Value[], path: ValuePath): readonly Fault[] {
  if (configs.length !== plans.length) return [countFault(path, plans.length, configs.length)];
  const nothing = nullOf(impliedType(block));
  const free = new Set(configs);
  const faults: Fault[] = [];
  for (const planned of plans) {
    const config = [...free].find((candidate) => [nothing, ...priors].some((prior) => planFaults(block, candidate, prior, planned, path).length === 0));
    if (config === undefined) faults.push(fault(path, 'a block is planned that fits none of those configured'));
    else free.delete(config);
  }
  return faults;
}

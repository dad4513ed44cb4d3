import type { ResourceBlock } from '../../config';
import { DYNAMIC, objectOf, tupleOf, unknownOf, type Value } from '../../values';
import type { PriorObject } from '../prior';

type Known = Pick<PriorObject, 'key' | 'value'>;

/**
 * What a resource is to the console: its objects as the state has them, and nothing known where it has none. With count the
 * tuple reaches to the last index that the state has, with for_each the object has the keys of the state. Source of rule: measured.
 * @param all nothing else is there than these: a repeated resource without any is empty.
 */
export function resourceValue(block: ResourceBlock, objects: readonly Known[] | undefined, all: boolean): Value {
  if (objects === undefined || objects.length === 0) return !all ? unknownOf(DYNAMIC) : block.count !== undefined ? tupleOf([]) : block.forEach !== undefined ? objectOf([]) : unknownOf(DYNAMIC);
  if (block.count !== undefined) return tuple(objects);
  if (block.forEach !== undefined) return objectOf(objects.flatMap(({ key, value }) => (typeof key === 'string' ? [[key, value] as const] : [])));
  return objects.find(({ key }) => key === undefined)?.value ?? unknownOf(DYNAMIC);
}

/** More than this is no index that a configuration made. */
const MOST = 1_000_000;

function tuple(objects: readonly Known[]): Value {
  const byIndex = new Map(objects.flatMap(({ key, value }) => (typeof key === 'number' && key < MOST ? [[key, value] as const] : [])));
  const last = [...byIndex.keys()].reduce((most, index) => Math.max(most, index), -1);
  return tupleOf(Array.from({ length: last + 1 }, (_, index) => byIndex.get(index) ?? unknownOf(DYNAMIC)));
}

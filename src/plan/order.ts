import type { InstanceKey } from '../addrs';
import { stepsOfPath } from './moves/pattern';

interface Addressed {
  readonly module?: string | undefined;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly key?: InstanceKey | undefined;
  readonly deposed?: string | undefined;
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Objects in the order that Terraform lists them in: the root module first, data before resources, keys as numbers or texts. */
export function compareObjects(a: Addressed, b: Addressed): number {
  return (a.module === b.module ? 0 : compareModules(a.module, b.module))
    || (a.mode === b.mode ? 0 : a.mode === 'data' ? -1 : 1)
    || (a.type === b.type ? 0 : text(a.type, b.type)) || text(a.name, b.name) || compareKeys(a.key, b.key) || text(a.deposed ?? '', b.deposed ?? '');
}

function compareModules(a: string | undefined, b: string | undefined): number {
  const [one, other] = [stepsOfPath(a), stepsOfPath(b)];
  if (one.length !== other.length) return one.length - other.length;
  for (const [i, step] of one.entries()) {
    const by = text(step.name, other[i]?.name ?? '') || compareKeys(keyOf(step.key), keyOf(other[i]?.key ?? ''));
    if (by !== 0) return by;
  }
  return 0;
}

const keyOf = (written: string): InstanceKey | undefined => (written === '' ? undefined : written.startsWith('["') ? written : Number(written.slice(1, -1)));
const rank = (key: InstanceKey | undefined): number => (key === undefined ? 0 : typeof key === 'number' ? 1 : 2);

/** No key, then numbers, then texts. */
function compareKeys(a: InstanceKey | undefined, b: InstanceKey | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return rank(a) - rank(b) || text(String(a ?? ''), String(b ?? ''));
}

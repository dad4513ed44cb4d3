import { formatKey } from '../addrs';
import { unreachable } from '../diagnostics';
import type { EndReason, ObjectView } from './plan-view';
import { printableLine, quoted } from './printable';

/** What happens to an object, in one line that holds its address. Printable. */
export function headline(object: ObjectView): string {
  const { fate, previousAddress } = object;
  const address = printableLine(object.address);
  switch (fate.kind) {
    case 'create': return `${address} will be created`;
    case 'adopt': return `${address} will be adopted (it exists already; no call is made)`;
    case 'update': return `${address} will be updated in-place`;
    case 'moved': return `${printableLine(previousAddress ?? '')} has moved to ${address}`;
    case 'imported': return `${address} will be imported`;
    case 'read': return `${address} will be read during apply`;
    case 'delete': return `${address}${deposed(fate.deposed)} will be destroyed`;
    case 'forget': return `${address}${deposed(fate.deposed)} will no longer be managed by Holdfast, but will not be destroyed`;
    case 'replace': return `${address}${REPLACED[fate.because ?? 'change']}`;
    case 'drifted': return `${address} has changed`;
    case 'vanished': return `${address} has been deleted`;
    default: return unreachable(fate);
  }
}

const REPLACED = {
  tainted: ' is tainted, so must be replaced', triggers: ' will be replaced due to changes in replace_triggered_by', request: ' will be replaced, as requested', change: ' must be replaced',
} as const;

const deposed = (key: string | undefined): string => (key === undefined ? '' : ` (deposed object ${printableLine(key)})`);

/** Why that happens, where it is not plain to see; also what is kept. Printable. */
export function reason(object: ObjectView): string | undefined {
  const { fate } = object;
  switch (fate.kind) {
    case 'read': return READ_REASONS[fate.because];
    case 'delete': return fate.because === undefined ? undefined : endReason(fate.because, object);
    // What the provider alone can only forget says so itself; else a removed block asked for it.
    case 'forget': {
      if (fate.because === undefined) return undefined;
      return fate.because === 'unconfigured' && object.notes.length === 0 ? 'destroy = false is set in the configuration' : endReason(fate.because, object);
    }
    case 'replace': return fate.keepsOld ? 'the old object stays where it is and is no longer managed' : undefined;
    case 'create':
    case 'adopt':
    case 'update':
    case 'moved':
    case 'imported':
    case 'drifted':
    case 'vanished': return undefined;
    default: return unreachable(fate);
  }
}

const READ_REASONS = {
  config: 'config refers to values not yet known', dependency: 'depends on a resource or a module with changes pending', check: 'config will be reloaded to verify a check block',
} as const;

function endReason(because: EndReason, { address, type, name, mode, key, module, previousAddress }: ObjectView): string {
  const resource = printableLine(`${mode === 'data' ? 'data.' : ''}${type}.${name}`);
  switch (because) {
    case 'unconfigured': return `because ${resource} is not in configuration`;
    case 'module': return `because ${printableLine(module ?? '')} is not in configuration`;
    case 'repetition': return key === undefined ? 'because resource uses count or for_each' : `because resource does not use ${typeof key === 'number' ? 'count' : 'for_each'}`;
    case 'index': return `because index ${keyText(key)} is out of range for count`;
    case 'key': return `because key ${keyText(key)} is not in for_each map`;
    case 'moved-away': return `because ${printableLine(previousAddress ?? resource)} was moved to ${printableLine(address)}, which is not in configuration`;
    case 'deposed': return 'left over from a partially-failed replacement of this instance';
    default: return unreachable(because);
  }
}

const keyText = (key: ObjectView['key']): string => (key === undefined ? '' : printableLine(formatKey(key)));

/** The reason and everything else that is said of the object beside its headline, one line each. Printable. */
export function remarks(object: ObjectView): readonly string[] {
  const { fate, previousAddress, importId } = object;
  const why = reason(object);
  return [
    ...(why === undefined ? [] : [why]),
    ...(previousAddress !== undefined && fate.kind !== 'moved' ? [`moved from ${printableLine(previousAddress)}`] : []),
    ...(importId !== undefined && fate.kind !== 'imported' ? [`imported from ${quoted(importId)}`] : []),
    ...(object.generated ? ['config will be generated'] : []),
    // The headline of an adopted object says it already.
    ...object.notes.filter((note) => note.kind !== 'adopted' || fate.kind !== 'adopt').map((note) => printableLine(note.text)),
  ];
}

import { formatKey } from '../../addrs';
import { unreachable } from '../../diagnostics';
import type { EndReason, ObjectFate, ObjectView } from '../plan-view';
import { printableLine, quoted } from '../printable';
import type { Paint } from '../style';
import { blockBody } from './block-lines';
import type { LineOptions } from './value-lines';

/** The three columns before a resource: Terraform's symbols, right-aligned but for what is forgotten. */
export function fateSymbol(fate: ObjectFate, paint: Paint): string {
  switch (fate.kind) {
    case 'create': return `  ${paint.green('+')}`;
    case 'adopt': return `  ${paint.green('=')}`;
    case 'update':
    case 'drifted': return `  ${paint.yellow('~')}`;
    case 'delete':
    case 'vanished': return `  ${paint.red('-')}`;
    case 'forget': return ` ${paint.red('.')}`;
    case 'read': return ` ${paint.cyan('<=')}`;
    case 'moved':
    case 'imported': return '   ';
    case 'replace': {
      const old = paint.red(fate.keepsOld ? '.' : '-');
      return fate.createFirst ? `${paint.green('+')}/${old}` : `${old}/${paint.green('+')}`;
    }
    default: return unreachable(fate);
  }
}

/** One object of a plan: what happens and why as comments, then its block with what changes in it. */
export function objectText(object: ObjectView, paint: Paint): string {
  const { fate } = object;
  // What is forgotten stays as it is: it is shown, and nothing in it has a sign.
  const options: LineOptions = { paint, noNull: fate.kind === 'forget', all: false, noReplace: fate.kind !== 'replace', noSigns: fate.kind === 'forget' };
  const margin = fate.kind === 'forget' ? ' ' : '  ';
  const comments = commentsOf(object).map((line, i) => `${margin}${i === 0 ? paint.bold(line) : line}`);
  const header = `${fateSymbol(fate, paint)} ${object.mode === 'data' ? 'data' : 'resource'} ${quoted(object.type)} ${quoted(object.name)}`;
  const { attributes, blocks } = object.body;
  const end = attributes.length === 0 && blocks.length === 0 ? [`${header} {}`] : [`${header} {`, ...blockBody(object.body, 8, options), '    }'];
  return [...comments, ...end].join('\n');
}

function commentsOf(object: ObjectView): readonly string[] {
  const { fate, previousAddress, importId } = object;
  const address = printableLine(object.address);
  const lines = [`# ${headline(object, address)}`];
  const why = reason(object);
  if (why !== undefined) lines.push(`# (${why})`);
  if (previousAddress !== undefined && fate.kind !== 'moved') lines.push(`# (moved from ${printableLine(previousAddress)})`);
  if (importId !== undefined && fate.kind !== 'imported') lines.push(`# (imported from ${quoted(importId)})`);
  if (object.generated) lines.push('# (config will be generated)');
  for (const note of object.notes) {
    // The headline of an adopted object says it already.
    if (note.kind === 'adopted' && fate.kind === 'adopt') continue;
    lines.push(`# (${printableLine(note.text)})`);
  }
  return lines;
}

function headline({ fate, previousAddress }: ObjectView, address: string): string {
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

function reason(object: ObjectView): string | undefined {
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

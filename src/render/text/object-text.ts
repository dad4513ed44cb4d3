import { unreachable } from '../../diagnostics';
import type { ObjectFate, ObjectView } from '../plan-view';
import { printableLine, quoted } from '../printable';
import type { Paint } from '../style';
import { blockBody } from './block-lines';
import type { LineOptions } from './value-lines';

/** The three columns before a resource: Terraform's symbols, right-aligned. */
export function fateSymbol(fate: ObjectFate, paint: Paint): string {
  switch (fate.kind) {
    case 'create': return `  ${paint.green('+')}`;
    case 'adopt': return `  ${paint.green('=')}`;
    case 'update':
    case 'drifted': return `  ${paint.yellow('~')}`;
    case 'delete':
    case 'vanished': return `  ${paint.red('-')}`;
    case 'forget': return `  ${paint.red('.')}`;
    case 'read': return ` ${paint.cyan('<=')}`;
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
  const options: LineOptions = { paint, noNull: fate.kind === 'forget', all: false, noReplace: fate.kind !== 'replace' };
  const comments = commentsOf(object).map((line, i) => `  ${i === 0 ? paint.bold(line) : line}`);
  const header = `${fateSymbol(fate, paint)} ${object.mode === 'data' ? 'data' : 'resource'} ${quoted(object.type)} ${quoted(object.name)} {`;
  const body = blockBody(object.body, 8, options);
  return [...comments, header, ...body, '    }'].join('\n');
}

function commentsOf(object: ObjectView): readonly string[] {
  const address = printableLine(object.address);
  const lines = [`# ${address}${headline(object.fate)}`];
  const why = reason(object.fate, address);
  if (why !== undefined) lines.push(`# (${why})`);
  for (const note of object.notes) {
    // The headline of an adopted object says it already.
    if (note.kind === 'adopted' && object.fate.kind === 'adopt') continue;
    lines.push(`# (${printableLine(note.text)})`);
  }
  return lines;
}

function headline(fate: ObjectFate): string {
  switch (fate.kind) {
    case 'create': return ' will be created';
    case 'adopt': return ' will be adopted (it exists already; no call is made)';
    case 'update': return ' will be updated in-place';
    case 'read': return ' will be read during apply';
    case 'delete': return `${deposed(fate.deposed)} will be destroyed`;
    case 'forget': return `${deposed(fate.deposed)} will no longer be managed by Holdfast, but will not be destroyed`;
    case 'replace': return fate.tainted ? ' is tainted, so must be replaced' : ' must be replaced';
    case 'drifted': return ' has changed';
    case 'vanished': return ' has been deleted';
    default: return unreachable(fate);
  }
}

const deposed = (key: string | undefined): string => (key === undefined ? '' : ` (deposed object ${printableLine(key)})`);

function reason(fate: ObjectFate, address: string): string | undefined {
  switch (fate.kind) {
    case 'read': return fate.because === 'config' ? 'config refers to values not yet known' : 'depends on a resource or a module with changes pending';
    case 'delete':
    case 'forget':
      if (fate.because === 'unconfigured') return `because ${address} is not in configuration`;
      return fate.because === 'deposed' ? 'left over from a replacement of this instance that did not end' : undefined;
    case 'replace': return fate.keepsOld ? 'the old object stays where it is and is no longer managed' : undefined;
    case 'create':
    case 'adopt':
    case 'update':
    case 'drifted':
    case 'vanished': return undefined;
    default: return unreachable(fate);
  }
}

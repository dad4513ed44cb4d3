import { unreachable } from '../../diagnostics';
import { headline, remarks } from '../fate-words';
import type { ObjectFate, ObjectView } from '../plan-view';
import { quoted } from '../printable';
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
  return [`# ${headline(object)}`, ...remarks(object).map((remark) => `# (${remark})`)];
}

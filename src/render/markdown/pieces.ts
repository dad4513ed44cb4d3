import { reason, remarks } from '../fate-words';
import type { ObjectView, OutputView } from '../plan-view';
import { changedPaths } from '../preview/changed-paths';
import type { PreviewObject } from '../preview/preview-view';
import type { Piece } from './allot';
import type { MarkdownBudget } from './budget';
import { objectDiff, outputDiff } from './diff-lines';
import { codeSpan, fenced, htmlCode, prose } from './escape';

/** An object: its whole difference, then one line with what changes and why, then its address. */
export function objectPiece(object: PreviewObject | ObjectView, { html }: MarkdownBudget): Piece {
  const tags = tagsOf(object);
  const tagged = tags.map((tag) => ` · ${prose(tag)}`).join('');
  return {
    forms: [
      () => {
        const diff = fenced(objectDiff(object), 'diff');
        return html
          ? `<details><summary>${htmlCode(nameOf(object))}${tags.map((tag) => ` · <b>${htmlCode(tag).slice('<code>'.length, -'</code>'.length)}</b>`).join('')}</summary>\n\n${diff}\n</details>\n\n`
          : `${codeSpan(nameOf(object))}${tagged}\n\n${diff}\n`;
      },
      () => `- ${codeSpan(nameOf(object))}${tagged}${whatChanges(object)}\n`,
      () => `- ${codeSpan(nameOf(object))}${tagged}\n`,
    ],
  };
}

export function nameOf(object: ObjectView): string {
  const { fate, address, previousAddress } = object;
  if (fate.kind === 'moved' && previousAddress !== undefined) return `${previousAddress} -> ${address}`;
  return (fate.kind === 'delete' || fate.kind === 'forget') && fate.deposed !== undefined ? `${address} (deposed object ${fate.deposed})` : address;
}

/** What no reader may miss, in a few words: that its end is final, what of it stays. */
export function tagsOf(object: PreviewObject | ObjectView): readonly string[] {
  const { fate, notes } = object;
  const stays = notes.filter(({ kind }) => kind === 'forget').map(({ text }) => /; ([^;]{1,60})\.$/.exec(text)?.[1] ?? 'what is there stays');
  return [
    ...('irreversible' in object && object.irreversible ? ['irreversible'] : []),
    ...stays,
    ...(fate.kind === 'replace' ? [fate.createFirst ? 'the new one is made first' : 'the old one goes first'] : []),
    ...(fate.kind === 'replace' && fate.keepsOld ? ['the old one stays, unmanaged'] : []),
    ...(fate.kind === 'vanished' ? ['gone'] : []),
    ...(notes.some(({ kind }) => kind === 'not-verified') ? ['not verified'] : []),
  ];
}

function whatChanges(object: ObjectView): string {
  const { kind } = object.fate;
  if (kind === 'update' || kind === 'replace' || kind === 'drifted') {
    const { paths, more } = changedPaths(object.body);
    if (paths.length === 0) return '';
    return `: ${paths.map(({ path, replace }) => `${codeSpan(path)}${replace && kind === 'replace' ? ' (forces replacement)' : ''}`).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  }
  const why = reason(object) ?? remarks(object)[0];
  return why === undefined ? '' : `: ${prose(why, 300)}`;
}

export function outputPiece(output: OutputView): Piece {
  return {
    forms: [
      () => fenced(outputDiff(output), 'diff'),
      () => `- ${codeSpan(output.name)}\n`,
    ],
  };
}

/** One line of text from anywhere in a list. */
export function linePiece(text: string, tail = ''): Piece {
  return { forms: [() => `- ${codeSpan(text)}${tail}\n`] };
}

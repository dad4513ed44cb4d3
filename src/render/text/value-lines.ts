import { unreachable } from '../../diagnostics';
import type { Diff, DiffAction } from '../diff/model';
import { objectKey, quoted } from '../printable';
import type { Paint } from '../style';
import { multilineText } from './multiline';

/** What a value's lines depend on besides the value. */
export interface LineOptions {
  readonly paint: Paint;
  /** Leaves off ` -> null`: elements of a list, members of an object that goes as a whole. */
  readonly noNull: boolean;
  /** Shows what did not change as well. */
  readonly all: boolean;
  /** Leaves off `# forces replacement`. */
  readonly noReplace: boolean;
}

const SIGN: Readonly<Record<DiffAction, string>> = { 'no-op': ' ', create: '+', update: '~', delete: '-' };

/** The two columns before a thing: its sign in its colour, and a space. */
export function sign(action: DiffAction, paint: Paint): string {
  switch (action) {
    case 'no-op': return '  ';
    case 'create': return `${paint.green(SIGN.create)} `;
    case 'update': return `${paint.yellow(SIGN.update)} `;
    case 'delete': return `${paint.red(SIGN.delete)} `;
    default: return unreachable(action);
  }
}

export const pad = (columns: number): string => ' '.repeat(Math.max(0, columns));

/**
 * A value as lines. The first continues the line that it stands on (`name = `); the others are whole lines.
 * `column`: where the text of the thing that holds the value begins.
 */
export function valueLines(diff: Diff, column: number, options: LineOptions): readonly string[] {
  const { content } = diff;
  switch (content.kind) {
    case 'literal': return [scalar(diff, content.before, content.after, options)];
    case 'text': {
      const lines = multilineText(content.before, content.after, diff.action, column, options.paint, forces(diff, options));
      return lines === undefined
        ? [scalar(diff, content.before === undefined ? undefined : quoted(content.before), content.after === undefined ? undefined : quoted(content.after), options)]
        : withEnd(lines, ending(diff, options));
    }
    case 'json': return jsonLines(diff, content.inner, content.onlyWhitespace, column, options);
    case 'sensitive': return [`(sensitive value)${forces(diff, options)}${ending(diff, options)}`];
    case 'unknown': return unknownLines(diff, content.before, column, options);
    case 'sequence': return sequenceLines(diff, content.items, content.ordered, column, options);
    case 'entries': return entriesLines(diff, content.entries, content.of, column, options);
    case 'retyped': {
      const before = valueLines(content.before, column, { ...options, noNull: true, noReplace: true });
      const after = valueLines(content.after, column, { ...options, noNull: true, noReplace: true });
      return withEnd([...before.slice(0, -1), `${before.at(-1) ?? ''}${arrow(options)}${after[0] ?? ''}`, ...after.slice(1)], forces(diff, options));
    }
    default: return unreachable(content);
  }
}

const arrow = (options: LineOptions): string => ` ${options.paint.yellow('->')} `;
const forces = (diff: Diff, options: LineOptions): string => (diff.replace && !options.noReplace ? options.paint.red(' # forces replacement') : '');
const ending = (diff: Diff, options: LineOptions): string => (diff.action === 'delete' && !options.noNull ? options.paint.faint(' -> null') : '');
const withEnd = (lines: readonly string[], end: string): readonly string[] => (end === '' ? lines : [...lines.slice(0, -1), `${lines.at(-1) ?? ''}${end}`]);

function scalar(diff: Diff, before: string | undefined, after: string | undefined, options: LineOptions): string {
  const end = forces(diff, options);
  if (diff.action === 'update') return `${before ?? 'null'}${arrow(options)}${after ?? 'null'}${end}`;
  return `${after ?? before ?? 'null'}${ending(diff, options)}${end}`;
}

function unknownLines(diff: Diff, before: Diff | undefined, column: number, options: LineOptions): readonly string[] {
  const text = `(known after apply)${forces(diff, options)}`;
  if (before === undefined) return [text];
  return withEnd(valueLines(before, column, { ...options, noNull: true, noReplace: true }), `${arrow(options)}${text}`);
}

function jsonLines(diff: Diff, inner: Diff, onlyWhitespace: boolean, column: number, options: LineOptions): readonly string[] {
  if (onlyWhitespace) {
    return [`jsonencode( # whitespace changes${forces(diff, options)}`, ...indented(inner, column + 4, 'no-op', { ...options, all: true, noNull: true }), `${pad(column)})${ending(diff, options)}`];
  }
  // A whole that comes or goes carries no sign of its own: its members do.
  const shown = inner.action === 'update' ? 'update' : 'no-op';
  return [`jsonencode(${forces(diff, options)}`, ...indented(inner, column + 4, shown, { ...options, noNull: true, noReplace: true }), `${pad(column)})${ending(diff, options)}`];
}

function indented(diff: Diff, column: number, action: DiffAction, options: LineOptions): readonly string[] {
  const [first = '', ...rest] = valueLines(diff, column, options);
  return [`${pad(column - 2)}${sign(action, options.paint)}${first}`, ...rest];
}

function sequenceLines(diff: Diff, items: readonly Diff[], ordered: boolean, column: number, options: LineOptions): readonly string[] {
  if (items.length === 0) return [`[]${ending(diff, options)}${forces(diff, options)}`];
  const own: LineOptions = { ...options, noNull: true };
  const lines: string[] = [`[${forces(diff, options)}`];
  const put = (item: Diff, all: boolean): void => {
    lines.push(...withEnd(indented(item, column + 4, item.action, { ...own, all }), ','));
  };
  let hidden: Diff[] = [];
  const tell = (count: number): void => {
    if (count > 0) lines.push(`${pad(column + 4)}${unchanged('element', count, options.paint)}`);
  };
  let showNext = false;
  for (const item of items) {
    if (item.action === 'no-op' && !options.all && !showNext) {
      hidden.push(item);
      continue;
    }
    showNext = false;
    if (ordered && hidden.length > 0) {
      tell(hidden.length - 1);
      const neighbour = hidden.at(-1);
      if (neighbour !== undefined) put(neighbour, true);
      hidden = [];
    }
    put(item, options.all || item.action === 'no-op');
    showNext = ordered && item.action !== 'no-op';
  }
  tell(hidden.length);
  return [...lines, `${pad(column)}]${ending(diff, options)}`];
}

function entriesLines(diff: Diff, entries: readonly (readonly [string, Diff])[], of: 'object' | 'map', column: number, options: LineOptions): readonly string[] {
  if (entries.length === 0) return [`{}${ending(diff, options)}${forces(diff, options)}`];
  const keys = entries.map(([name]) => (of === 'map' ? quoted(name) : objectKey(name)));
  const width = keys.reduce((widest, key) => Math.max(widest, key.length), 0);
  const lines: string[] = [`{${forces(diff, options)}`];
  let hidden = 0;
  entries.forEach(([, member], i) => {
    if (member.action === 'no-op' && !options.all) {
      hidden++;
      return;
    }
    lines.push(...memberLines(keys[i] ?? '', width, member, column + 4, { ...options, noNull: of === 'object' }));
  });
  if (hidden > 0) lines.push(`${pad(column + 4)}${unchanged(of === 'map' ? 'element' : 'attribute', hidden, options.paint)}`);
  return [...lines, `${pad(column)}}${ending(diff, options)}`];
}

/** `sign name = value`, the name padded to `width`; `column` is where the name begins. */
export function memberLines(key: string, width: number, diff: Diff, column: number, options: LineOptions): readonly string[] {
  const [first = '', ...rest] = valueLines(diff, column, options);
  const lines = [`${pad(column - 2)}${sign(diff.action, options.paint)}${key.padEnd(width)} = ${first}`, ...rest];
  const warning = diff.content.kind === 'sensitive' ? sensitivityRemark(diff.content.remark) : undefined;
  if (warning === undefined) return lines;
  return [...warning.map((line) => `${pad(column)}${options.paint.yellow('# Warning:')} ${line}`), ...lines];
}

function sensitivityRemark(remark: 'marked' | 'unmarked' | undefined): readonly string[] | undefined {
  if (remark === undefined) return undefined;
  return [remark === 'marked'
    ? 'this value becomes sensitive and is not shown from now on.'
    : 'this value is no longer sensitive and will be shown after apply.'];
}

export function unchanged(what: string, count: number, paint: Paint): string {
  return paint.faint(`# (${count} unchanged ${what}${count === 1 ? '' : 's'} hidden)`);
}

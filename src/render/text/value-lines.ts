import { unreachable } from '../../diagnostics';
import type { Diff, DiffAction, Scalar } from '../diff/model';
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
  /** What holds the value forces replacement, and says so at each thing in it. */
  readonly forced?: boolean;
  /** No sign stands before anything. */
  readonly noSigns?: boolean;
}

/** Attributes that tell a reader which object this is: shown also when they do not change. */
export const ALWAYS_SHOWN: ReadonlySet<string> = new Set(['id', 'name', 'tags']);

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
    case 'scalar': return scalarLines(diff, content.before, content.after, column, options);
    case 'json': return jsonLines(diff, content.inner, content.onlyWhitespace, column, options);
    case 'sensitive': return [`(sensitive value)${ending(diff, options)}${forces(diff, options)}`];
    case 'unknown': {
      const text = `(known after apply)${forces(diff, options)}`;
      if (content.before === undefined) return [text];
      // An empty text that becomes unknown is told as null: measured with Terraform 1.11.
      const empty = content.before.content.kind === 'scalar' && content.before.content.before?.kind === 'text' && content.before.content.before.text === '';
      return withEnd(empty ? ['null'] : valueLines(content.before, column, { ...options, noNull: true }), `${arrow(options)}${text}`);
    }
    case 'sequence': return sequenceLines(diff, content, column, options);
    case 'entries': return entriesLines(diff, content, column, options);
    case 'retyped': {
      const before = valueLines(content.before, column, { ...options, noNull: true });
      const after = valueLines(content.after, column, { ...options, noNull: true });
      return withEnd([...before.slice(0, -1), `${before.at(-1) ?? ''}${arrow(options)}${after[0] ?? ''}`, ...after.slice(1)], forces(diff, options));
    }
    default: return unreachable(content);
  }
}

const arrow = (options: LineOptions): string => ` ${options.paint.yellow('->')} `;
export const forces = (diff: { readonly replace: boolean }, options: LineOptions): string => ((diff.replace || options.forced === true) && !options.noReplace ? options.paint.red(' # forces replacement') : '');
const ending = (diff: Diff, options: LineOptions): string => (diff.action === 'delete' && !options.noNull ? options.paint.faint(' -> null') : '');
const withEnd = (lines: readonly string[], end: string): readonly string[] => (end === '' ? lines : [...lines.slice(0, -1), `${lines.at(-1) ?? ''}${end}`]);

function scalarLines(diff: Diff, before: Scalar | undefined, after: Scalar | undefined, column: number, options: LineOptions): readonly string[] {
  const texts = [before, after].map((side) => (side?.kind === 'text' ? side.text : undefined));
  const lines = multilineText(texts[0], texts[1], diff.action, column, options.paint);
  if (lines !== undefined) return [`<<-EOT${forces(diff, options)}`, ...lines, `${pad(column)}EOT${ending(diff, options)}`];
  const end = forces(diff, options);
  if (diff.action === 'update') return [`${shown(before)}${arrow(options)}${shown(after)}${end}`];
  return [`${shown(after ?? before)}${ending(diff, options)}${end}`];
}

const shown = (side: Scalar | undefined): string => (side === undefined ? 'null' : side.kind === 'text' ? quoted(side.text) : side.text);

/** A string that holds JSON: what is in it, as people write it in a configuration. */
function jsonLines(diff: Diff, inner: Diff, onlyWhitespace: boolean, column: number, options: LineOptions): readonly string[] {
  const remark = onlyWhitespace ? (diff.replace && !options.noReplace ? ' # whitespace changes force replacement' : ' # whitespace changes') : forces(diff, options);
  const own: LineOptions = { ...options, noNull: true, noReplace: true, forced: false, all: options.all || onlyWhitespace };
  const lines = valueLines(inner, column + 4, own);
  if (lines.length === 1) return [`jsonencode(${lines[0] ?? ''})${remark}${ending(diff, options)}`];
  // A whole that comes or goes carries no sign of its own: its members do.
  const action = diff.action === 'update' ? 'update' : 'no-op';
  return [`jsonencode(${remark}`, ...indented(inner, column + 4, action, own), `${pad(column)})${ending(diff, options)}`];
}

/** A whole value on lines of its own, with its sign. */
function indented(diff: Diff, column: number, action: DiffAction, options: LineOptions): readonly string[] {
  const [first = '', ...rest] = valueLines(diff, column, options);
  return [`${pad(column - 2)}${sign(options.noSigns === true ? 'no-op' : action, options.paint)}${first}`, ...rest];
}

function sequenceLines(diff: Diff, { items, of, nested }: Extract<Diff['content'], { kind: 'sequence' }>, column: number, options: LineOptions): readonly string[] {
  // Nested sets say at each of their objects what replaces.
  const pushed = of === 'set' && nested && (diff.replace || options.forced === true);
  const own: LineOptions = { ...options, forced: options.forced === true && !pushed };
  const self = pushed ? '' : forces(diff, own);
  if (items.length === 0) return [`[]${ending(diff, options)}${self}`];
  const element: LineOptions = { ...options, noNull: true, forced: pushed };
  const lines: string[] = [`[${self}`];
  const put = (item: Diff, all: boolean): void => {
    lines.push(...warningLines(item, column + 4, options.paint), ...withEnd(indented(item, column + 4, item.action, all ? { ...options, forced: false, all } : element), ','));
  };
  let hidden: Diff[] = [];
  const tell = (count: number): void => {
    if (count > 0) lines.push(`${pad(column + 4)}${unchanged('element', count, options.paint)}`);
  };
  const context = of === 'list' && !nested;
  let showNext = false;
  for (const item of items) {
    if (item.action === 'no-op' && !options.all && !showNext) {
      hidden.push(item);
      continue;
    }
    showNext = false;
    if (context && hidden.length > 0) {
      tell(hidden.length - 1);
      const neighbour = hidden.at(-1);
      if (neighbour !== undefined) put(neighbour, true);
      hidden = [];
    }
    put(item, context && item.action === 'no-op');
    showNext = context && item.action !== 'no-op';
  }
  tell(hidden.length);
  return [...lines, `${pad(column)}]${ending(diff, options)}`];
}

function entriesLines(diff: Diff, { entries, of, nested }: Extract<Diff['content'], { kind: 'entries' }>, column: number, options: LineOptions): readonly string[] {
  const pushed = of === 'map' && nested && (diff.replace || options.forced === true);
  const self = pushed ? '' : forces(diff, options);
  if (entries.length === 0) return [`{}${ending(diff, options)}${self}`];
  const keys = entries.map(([name]) => (of === 'map' ? quoted(name) : objectKey(name)));
  const width = of === 'map' && nested ? 0 : keys.reduce((widest, key) => Math.max(widest, key.length), 0);
  const inner: LineOptions = { ...options, noNull: of === 'map' ? options.noNull || nested : !nested, forced: pushed };
  const lines: string[] = [`{${self}`];
  let hidden = 0;
  entries.forEach(([name, member], i) => {
    const always = of === 'object' && ALWAYS_SHOWN.has(name);
    if (member.action === 'no-op' && !options.all && !always) {
      hidden++;
      return;
    }
    const comma = of === 'map' && member.content.kind === 'entries' && member.content.of === 'object' ? ',' : '';
    lines.push(...withEnd(memberLines(keys[i] ?? '', width, member, column + 4, always ? { ...inner, all: true } : inner), comma));
  });
  if (hidden > 0) lines.push(`${pad(column + 4)}${unchanged(of === 'map' ? 'element' : 'attribute', hidden, options.paint)}`);
  return [...lines, `${pad(column)}}${ending(diff, options)}`];
}

/** `sign name = value`, the name padded to `width`; `column` is where the name begins. */
export function memberLines(key: string, width: number, diff: Diff, column: number, options: LineOptions): readonly string[] {
  const [first = '', ...rest] = valueLines(diff, column, options);
  return [...warningLines(diff, column, options.paint), `${pad(column - 2)}${sign(options.noSigns === true ? 'no-op' : diff.action, options.paint)}${key.padEnd(width)} = ${first}`, ...rest];
}

/** What is said before a value that becomes a secret, or stops being one. */
function warningLines(diff: Diff, column: number, paint: Paint): readonly string[] {
  if (diff.content.kind !== 'sensitive' || diff.content.remark === undefined) return [];
  const note = diff.content.unchanged ? ' The value is unchanged.' : '';
  const [first, second] = diff.content.remark === 'marked'
    ? ['this attribute value will be marked as sensitive and will not', 'display in UI output after applying this change.']
    : ['this attribute value will no longer be marked as sensitive', 'after applying this change.'];
  return [`${pad(column - 2)}  # ${paint.yellow('Warning')}: ${first}`, `${pad(column - 2)}  # ${second}${note}`];
}

export function unchanged(what: string, count: number, paint: Paint): string {
  return paint.faint(`# (${count} unchanged ${what}${count === 1 ? '' : 's'} hidden)`);
}

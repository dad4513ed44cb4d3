import { unreachable } from '../../diagnostics';
import type { Diff, Scalar } from '../diff/model';
import { objectKey, printable, quoted } from '../printable';

/** A value before and after, as text of one or more lines; undefined where there is none on that side. Printable. */
export interface Sides {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Both sides of what changed. A text of several lines is as it is, everything else as people write it in a configuration. */
export function sidesOf(diff: Diff): Sides {
  const { content } = diff;
  if (content.kind === 'scalar') return { before: whole(content.before), after: whole(content.after) };
  return { before: side(diff, 'before', ''), after: side(diff, 'after', '') };
}

type Which = 'before' | 'after';
const KNOWN_LATER = '(known after apply)';

function side(diff: Diff, which: Which, indent: string): string | undefined {
  if (diff.action === (which === 'before' ? 'create' : 'delete')) return undefined;
  const { content } = diff;
  switch (content.kind) {
    case 'scalar': return one(which === 'before' ? content.before : content.after);
    case 'json': {
      const inner = side(content.inner, which, indent);
      return inner === undefined ? undefined : `jsonencode(${inner})`;
    }
    case 'sensitive': return '(sensitive value)';
    case 'unknown': return which === 'after' ? KNOWN_LATER : content.before === undefined ? undefined : side(content.before, 'before', indent) ?? side(content.before, 'after', indent);
    case 'sequence': return listed('[', content.items.map((item) => side(item, which, `${indent}  `)), ']', indent);
    case 'entries': return listed('{', content.entries.map(([name, member]) => {
      const text = side(member, which, `${indent}  `);
      return text === undefined ? undefined : `${objectKey(name)} = ${text}`;
    }), '}', indent);
    case 'retyped': return side(which === 'before' ? content.before : content.after, which, indent) ?? side(which === 'before' ? content.before : content.after, which === 'before' ? 'after' : 'before', indent);
    default: return unreachable(content);
  }
}

function listed(open: string, parts: readonly (string | undefined)[], close: string, indent: string): string {
  const there = parts.filter((part) => part !== undefined);
  return there.length === 0 ? `${open}${close}` : `${open}\n${there.map((part) => `${indent}  ${part}`).join('\n')}\n${indent}${close}`;
}

const one = (scalar: Scalar | undefined): string | undefined => (scalar === undefined ? undefined : scalar.kind === 'text' ? quoted(scalar.text) : scalar.text);
const whole = (scalar: Scalar | undefined): string | undefined => (scalar?.kind === 'text' && scalar.text.includes('\n') ? printable(scalar.text) : one(scalar));

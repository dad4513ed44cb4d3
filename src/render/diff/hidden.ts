import type { Value } from '../../values';
import type { Diff } from './model';
import { actionOf, bare, isMarked, isReplaced, present, type Rules, type Side } from './sides';

type Compare = (before: Side, after: Side, rules: Rules) => Diff;

/**
 * What is not shown: a secret, or what is not known yet. undefined for anything else. `inner` compares what lies behind.
 * `always`: the schema says that the value is a secret.
 */
export function hidden(before: Side, after: Side, rules: Rules, always: boolean, inner: Compare): Diff | undefined {
  const [was, is] = [always || isMarked(before), always || isMarked(after)];
  if (was || is) {
    const action = (unknownDiff(bare(before), bare(after), rules, inner) ?? inner(bare(before), bare(after), rules)).action;
    const nothing = present(before) === undefined && present(after) === undefined;
    const told = action === 'no-op' && was !== is && !nothing ? 'update' : action;
    const remark = was === is || told === 'create' || told === 'delete' ? undefined : is ? 'marked' : 'unmarked';
    return { action: told, replace: isReplaced(rules), content: { kind: 'sensitive', remark, unchanged: action === 'no-op' } };
  }
  return unknownDiff(before, after, rules, inner);
}

function unknownDiff(before: Side, after: Side, rules: Rules, inner: Compare): Diff | undefined {
  if (bare(after)?.kind !== 'unknown') return undefined;
  const old = present(before);
  const content = { kind: 'unknown', before: old === undefined ? undefined : inner(old, undefined, rules) } as const;
  return { action: old === undefined ? 'create' : 'update', replace: isReplaced(rules), content };
}

/** A number, boolean, string or null as it is. */
export function scalarDiff(before: Side, after: Side, rules: Rules): Diff {
  return { action: actionOf(before, after), replace: isReplaced(rules), content: { kind: 'scalar', before: scalar(bare(before)), after: scalar(bare(after)) } };
}

function scalar(value: Value | undefined) {
  switch (value?.kind) {
    case undefined: return undefined;
    case 'string': return { kind: 'text', text: value.value } as const;
    case 'number': return { kind: 'literal', text: value.value } as const;
    case 'bool': return { kind: 'literal', text: String(value.value) } as const;
    default: return { kind: 'literal', text: 'null' } as const;
  }
}

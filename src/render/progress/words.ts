import type { Plan, Step } from '../../plan';
import type { Value } from '../../values';
import { printableLine } from '../printable';

/** The words that Terraform uses for one kind of action, and ours where it has none. */
export interface Words {
  readonly start: string;
  readonly still: string;
  readonly noun: string;
  readonly past: string;
}

/** Kinds of steps that people see. */
type ToldKind = Exclude<Step['kind'], 'output' | 'condition' | 'gate'>;

const WORDS: Readonly<Record<ToldKind, Words>> = {
  create: { start: 'Creating', still: 'creating', noun: 'Creation', past: 'created' },
  adopt: { start: 'Adopting', still: 'adopting', noun: 'Adoption', past: 'adopted' },
  update: { start: 'Modifying', still: 'modifying', noun: 'Modifications', past: 'modified' },
  delete: { start: 'Destroying', still: 'destroying', noun: 'Destruction', past: 'destroyed' },
  forget: { start: 'Forgetting', still: 'forgetting', noun: 'Forgetting', past: 'forgotten' },
  prerequisite: { start: 'Calling', still: 'waiting', noun: 'Operation', past: 'done' },
  import: { start: 'Importing', still: 'importing', noun: 'Import', past: 'imported' },
  read: { start: 'Reading', still: 'reading', noun: 'Read', past: 'read' },
};

/** undefined for steps that people are not told about. */
export function wordsOf(step: Step): Words | undefined {
  return isTold(step.kind) ? WORDS[step.kind] : undefined;
}

function isTold(kind: Step['kind']): kind is ToldKind {
  return kind !== 'output' && kind !== 'condition' && kind !== 'gate';
}

/** `adopted`, `created`. */
export function pastOf(kind: Step['kind']): string {
  return isTold(kind) ? WORDS[kind].past : 'evaluated';
}

/** Whether its beginning is told: of what changes nothing but the state, only the end is. */
export function hasStart(step: Step): boolean {
  return step.kind !== 'adopt' && step.kind !== 'forget' && step.kind !== 'import' && step.kind !== 'gate';
}

/** Whether a step calls nothing and waits for nothing, so that it is done as soon as it is begun. */
export function isQuiet(step: Step): boolean {
  switch (step.kind) {
    case 'adopt':
    case 'forget':
    case 'import':
    case 'gate':
      return true;
    case 'create':
    case 'update':
      return step.effects.length === 0 && step.residual === undefined;
    case 'delete':
      return step.effects.length === 0;
    case 'prerequisite':
    case 'read':
    case 'output':
    case 'condition':
      return false;
  }
}

/** `12,345`. Without the locales of the runtime, which take longer to load than a plan to print. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `19,900 objects`, `1 object`. */
export function countText(count: number, one: string): string {
  return `${grouped(count)} ${one}${count === 1 ? '' : 's'}`;
}

/** What a line about a step begins with: the address, or what a prerequisite does. `key`: of an object that is deposed by now. */
export function stepLabel(step: Step, key = 'deposed' in step ? step.deposed : undefined): string {
  if (step.kind === 'prerequisite') return printableLine(step.effect.text);
  if (step.kind === 'output') return `output.${printableLine(step.name)}`;
  if (step.kind === 'gate') return printableLine(step.id);
  const deposed = key === undefined ? '' : ` (deposed object ${printableLine(key)})`;
  return `${printableLine(step.address)}${deposed}`;
}

/** Ids of the objects that a plan found, by address, for `[id=…]`. */
export function idsOf(plan: Pick<Plan, 'changes'>): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const change of plan.changes) {
    const id = change.action === 'no-op' ? undefined : idIn(change.before);
    if (id !== undefined && change.deposed === undefined) ids.set(change.address, id);
  }
  return ids;
}

function idIn(value: Value): string | undefined {
  if (value.kind !== 'object') return undefined;
  const id = value.entries.get('id');
  return id?.kind === 'string' ? id.value : undefined;
}

/** Whole seconds as Terraform writes them: `5s`, `1m5s`, `1h0m5s`. */
export function elapsedText(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const seconds = total % 60;
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}

import type { ApplyEvent, ApplySummary } from '../../apply';
import { unreachable, type Diagnostic } from '../../diagnostics';
import type { Change, Plan, PlanMode, Step } from '../../plan';
import type { State } from '../../state';
import { isSecretOutput, planCounts } from '../plan-view';
import { completeLine } from '../progress/summary';
import type { Running } from '../progress/tracker';
import { elapsedText, wordsOf } from '../progress/words';
import type { Source } from '../source';
import { diagnosticJson } from './diagnostic-json';
import { idOf } from './plan-json';
import { resourceJson } from './resource-json';
import { jsonText, type JsonData } from './write';

/** One line of Terraform's machine-readable UI (1.2), before it has its time. */
export interface UiLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly type: string;
  readonly fields: { readonly [key: string]: JsonData | undefined };
}

/** `timestamp`: RFC 3339 with microseconds. Ends with a newline. */
export function uiText(line: UiLine, timestamp: string): string {
  const data = { '@level': line.level, '@message': line.message, '@module': 'terraform.ui', '@timestamp': timestamp, type: line.type, ...line.fields };
  return `${jsonText(data, { sorted: true })}\n`;
}

const info = (type: string, message: string, fields: UiLine['fields']): UiLine => ({ level: 'info', type, message, fields });

export function versionLine(version: string): UiLine {
  return info('version', `Holdfast ${version}`, { holdfast: version, terraform: version, ui: '1.2' });
}

export function diagnosticLine(problem: Diagnostic, source?: Source): UiLine {
  const label = problem.severity === 'error' ? 'Error' : 'Warning';
  return { level: problem.severity === 'error' ? 'error' : 'warn', type: 'diagnostic', message: `${label}: ${problem.summary}`, fields: { diagnostic: diagnosticJson(problem, source) } };
}

/** What a plan would do: drift, changes, the counts, outputs. An adopted object is an import. */
export function planLines(plan: Plan): readonly UiLine[] {
  const lines: UiLine[] = plan.drift.map((drift) => {
    const action = drift.after.kind === 'null' ? 'delete' : drift.before === drift.after ? 'move' : 'update';
    const previous_resource = drift.previousAddress === undefined ? undefined : resourceJson(drift.previousAddress);
    return info('resource_drift', `${drift.address}: Drift detected (${action})`, { change: { resource: resourceJson(drift.address), previous_resource, action } });
  });
  lines.push(...plannedLines(plan));
  const counts = planCounts(plan);
  const taken = counts.adopt + counts.import;
  const imports = taken > 0 ? `${taken} to import, ` : '';
  lines.push(summaryOf('plan', `Plan: ${imports}${counts.add} to add, ${counts.change} to change, ${counts.destroy} to destroy.`, counts));
  const outputs = plan.outputs.map((o): [string, JsonData] => [o.name, { sensitive: isSecretOutput(o), action: o.action === 'no-op' ? 'noop' : o.action }]);
  if (outputs.length > 0) lines.push(info('outputs', `Outputs: ${outputs.length}`, { outputs: Object.fromEntries(outputs) }));
  for (const blocked of plan.blocked) lines.push({ ...diagnosticLine(blocked), fields: { ...diagnosticLine(blocked).fields, blocked: true } });
  return lines;
}

/** Only the changes: what is told of a saved plan before it is applied. */
export function plannedLines(plan: Plan): readonly UiLine[] {
  return plan.changes.flatMap((change) => {
    const action = actionName(change);
    if (action === undefined || (change.mode === 'data' && change.action === 'delete')) return [];
    const id = change.action === 'adopt' ? idOf(change.after) : undefined;
    const { previousAddress } = change;
    return [info('planned_change', `${change.address}: Plan to ${action}`, {
      change: {
        resource: resourceJson(change.address), previous_resource: previousAddress === undefined ? undefined : resourceJson(previousAddress), action,
        reason: change.reason === undefined ? undefined : REASONS.get(change.reason) ?? change.reason,
        importing: change.action === 'adopt' ? { id } : change.importing === undefined ? undefined : { ...change.importing },
      },
    })];
  });
}

/** Reasons that these lines call otherwise than the plan does. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['replace_because_cannot_update', 'cannot_update'], ['replace_because_tainted', 'tainted'], ['replace_by_request', 'requested'], ['replace_by_triggers', 'replace_triggered_by'],
]);

/** The end of an apply: counts and the outputs as they are now. Sensitive values are left out. */
export function endLines(done: ApplySummary['done'], mode: PlanMode, state: State | undefined): readonly UiLine[] {
  const outputs = [...(state?.outputs ?? [])].map(([name, o]): [string, JsonData] => [name, { sensitive: o.sensitive, type: o.type, value: o.sensitive ? undefined : o.value }]);
  return [
    summaryOf(mode === 'destroy' ? 'destroy' : 'apply', completeLine(done, mode), done),
    info('outputs', `Outputs: ${outputs.length}`, { outputs: Object.fromEntries(outputs) }),
  ];
}

/** What goes on in the service, and which command takes it up; nothing where all has ended as it was to. Ours besides Terraform's lines. */
export function goOnLines(summary: ApplySummary, resumeCommand: string): readonly UiLine[] {
  if (summary.underway.length === 0 && summary.status !== 'interrupted') return [];
  const count = summary.underway.length;
  const message = count === 0 ? `Interrupted with nothing under way. To go on: ${resumeCommand}` : `Operations under way: ${count}. To take them up: ${resumeCommand}`;
  return [{ level: 'warn', type: 'operations_under_way', message, fields: {
    underway: summary.underway.map(({ step, operationId }) => ({ step, operation: operationId ?? null })), resume_command: resumeCommand,
  } }];
}

function summaryOf(operation: string, message: string, counts: ApplySummary['done']): UiLine {
  return info('change_summary', message, {
    changes: { add: counts.add, change: counts.change, import: counts.adopt + (counts.import ?? 0), remove: counts.destroy, forget: counts.forget > 0 ? counts.forget : undefined, operation },
  });
}

/** What one event of an apply tells; ours besides Terraform's are `operation_*`. */
export function eventUiLines(event: ApplyEvent, ids: ReadonlyMap<string, string>, source?: Source): readonly UiLine[] {
  switch (event.type) {
    case 'step-started': return hook('apply_start', event.step, (words) => `${words.start}...`, ids.get(addressOf(event.step)), undefined, 'known');
    case 'step-done': {
      const id = event.step.kind === 'delete' || event.step.kind === 'forget' ? undefined : event.id;
      return hook('apply_complete', event.step, (words) => `${words.noun} complete after ${elapsedText(event.elapsedMs)}`, id, event.elapsedMs, 'known');
    }
    case 'step-failed': return hook('apply_errored', event.step, (words) => `${words.noun} errored after ${elapsedText(event.elapsedMs)}`, undefined, event.elapsedMs, 'none');
    case 'step-skipped': return [info('operation_skipped', `${event.step.id}: Skipped`, { operation: { step: event.step.id, because: event.because } })];
    case 'operation-accepted':
      return [info('operation_accepted', `${event.address ?? event.step}: Operation ${event.operationId}`, { operation: { step: event.step, id: event.operationId, adopted: event.adopted } })];
    case 'operation-resolving':
      return [info('operation_resolving', `${event.step}: Outcome not known, looking`, { operation: { step: event.step, reason: event.reason } })];
    case 'recovering': return [info('operation_recovering', `Recovering run ${event.runId}`, { operation: { run: event.runId, open: event.open } })];
    case 'settling': return [info('operation_settling', 'Looking for what a lost run left under way', { operation: { settle_seconds: event.settleMs / 1000, instances: event.instances } })];
    case 'diagnostic': return [diagnosticLine(event.diagnostic, source)];
    case 'step-progress':
    case 'operation-polled':
    case 'run-started':
    case 'state-written': return [];
    default: return unreachable(event);
  }
}

/** Every ten seconds, for each step that still runs. */
export function beatUiLines(running: Running, now: number): readonly UiLine[] {
  const elapsed = now - running.startedAt;
  return hook('apply_progress', running.step, (words) => `Still ${words.still}... [${elapsedText(elapsed)} elapsed]`, undefined, elapsed, 'none');
}

function hook(type: string, step: Step, message: (words: NonNullable<ReturnType<typeof wordsOf>>) => string, id: string | undefined, elapsedMs: number | undefined, ids: 'known' | 'none'): readonly UiLine[] {
  const words = wordsOf(step);
  // Terraform has no lines for what only comes into the state.
  if (words === undefined || step.kind === 'output' || step.kind === 'condition' || step.kind === 'gate' || step.kind === 'import') return [];
  const seconds = elapsedMs === undefined ? undefined : Math.floor(elapsedMs / 1000);
  if (step.kind === 'prerequisite') return [info(`operation_${type.slice('apply_'.length)}`, `${step.effect.text}: ${message(words)}`, { operation: { step: step.id, text: step.effect.text, elapsed_seconds: seconds } })];
  const shownId = ids === 'known' ? id : undefined;
  return [info(type, `${step.address}: ${message(words)}${shownId === undefined ? '' : ` [id=${shownId}]`}`, {
    hook: {
      resource: resourceJson(step.address), action: HOOK_ACTIONS[step.kind],
      id_key: shownId === undefined ? undefined : 'id', id_value: shownId, elapsed_seconds: seconds,
    },
  })];
}

const HOOK_ACTIONS = { create: 'create', adopt: 'import', update: 'update', delete: 'delete', forget: 'remove', read: 'read' } as const;

const addressOf = (step: Step): string => ('address' in step && step.kind !== 'create' && step.kind !== 'condition' ? step.address : '');

function actionName(change: Change): string | undefined {
  switch (change.action) {
    case 'no-op': return change.importing !== undefined ? 'import' : change.previousAddress !== undefined ? 'move' : undefined;
    case 'adopt': return 'import';
    case 'forget': return 'remove';
    case 'create':
    case 'read':
    case 'update':
    case 'delete':
    case 'replace': return change.action;
    default: return unreachable(change.action);
  }
}

/** An instance of a resource in the words of Terraform's lines: with its module, and its own address within that. */

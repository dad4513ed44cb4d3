import { diagnostic, hasErrors, type Diagnostic, type DiagnosticCode, type Place, type SourceRange } from '../../diagnostics';
import { evaluate, valuesIn, type Expr, type Locate, type Scope } from '../../lang';
import { BOOL, convert, marksWithin, STRING, unmark, type BareValue, type Value } from '../../values';
import type { ConditionStep } from '../types';
import type { CheckStatus } from './types';

export type ConditionOf = ConditionStep['of'];

export interface Rule {
  readonly condition: Expr;
  readonly errorMessage: Expr;
}

/** Where a rule is told of. Functions: nobody asks while it holds. */
export interface RulePlace {
  readonly address: string;
  readonly constructPath?: string | undefined;
  readonly condition?: Locate | undefined;
  readonly message?: Locate | undefined;
  /** What a failure is told at. */
  readonly failed?: (() => SourceRange | undefined) | undefined;
  /** Told behind the message of a failure. */
  readonly more?: (() => string) | undefined;
  /** The variable that a validation is of is sensitive itself: a message with its value says nothing new. */
  readonly secret?: boolean | undefined;
  /** Failures are warnings: the plan only looks. */
  readonly lenient?: boolean | undefined;
}

export interface Verdict {
  readonly status: CheckStatus;
  /** What the rule says, where it fails. */
  readonly problem: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const FAILED: Readonly<Record<ConditionOf, DiagnosticCode>> = {
  precondition: 'plan_precondition_failed', postcondition: 'plan_postcondition_failed', output: 'plan_output_precondition_failed',
  validation: 'plan_variable_invalid', check: 'plan_check_failed',
};

const PASS: Verdict = Object.freeze({ status: 'pass', problem: undefined, diagnostics: [] });
const UNKNOWN: Verdict = Object.freeze({ status: 'unknown', problem: undefined, diagnostics: [] });

/**
 * Judges one rule: whether it holds, does not, cannot be told yet, or cannot be evaluated at all. The message is evaluated as well,
 * and what is wrong with it told, even where the rule holds; that it has to be a text, of a variable only where the rule fails.
 * Source of rule: measured.
 */
export function judgeRule(rule: Rule, of: ConditionOf, scope: Scope, place: RulePlace): Verdict {
  const at: Place = { address: place.address, constructPath: place.constructPath };
  const message = messageOf(rule.errorMessage, of, scope, place);
  const result = evaluate(rule.condition, scope, place.condition);
  const told = [...message.diagnostics, ...placed(result.diagnostics, at)];
  if (!result.ok || hasErrors(message.diagnostics)) return { status: 'error', problem: undefined, diagnostics: told };
  const broken = (detail: string): Verdict => {
    const code = of === 'validation' ? 'plan_validation_result' : 'plan_condition_result';
    return { status: 'error', problem: undefined, diagnostics: [...told, diagnostic(code, detail, { ...at, range: place.condition?.([], rule.condition.span) })] };
  };
  const value = unmark(result.value);
  if (value.kind === 'unknown') return told.length === 0 ? UNKNOWN : { ...UNKNOWN, diagnostics: told };
  if (value.kind === 'null') return broken('The condition is null. It must be true or false; compare what may be null with null first.');
  const converted = convert(value, BOOL);
  if (!converted.ok) return broken(`The condition must be true or false: ${converted.message}.`);
  const holds = unmark(converted.value);
  if (holds.kind !== 'bool') return UNKNOWN;
  if (holds.value) return told.length === 0 ? PASS : { ...PASS, diagnostics: told };
  const failing = message.failing?.() ?? [];
  if (message.open === true) return { status: 'error', problem: undefined, diagnostics: [...told, ...failing] };
  return failure(rule, of, scope, place, at, message, [...told, ...failing]);
}

/** What is wrong with the message of a rule whose condition is not judged: of a check block in a configuration by itself. */
export function judgeMessage(message: Expr, of: ConditionOf, scope: Scope, place: RulePlace): readonly Diagnostic[] {
  return messageOf(message, of, scope, place).diagnostics;
}

function failure(rule: Rule, of: ConditionOf, scope: Scope, place: RulePlace, at: Place, message: Message, told: readonly Diagnostic[]): Verdict {
  const text = message.text ?? message.instead ?? 'The message of this condition could not be told; what is wrong with it is told beside this.';
  const failed = diagnostic(FAILED[of], `${text}${place.more?.() ?? ''}`, { ...at, range: place.failed?.() ?? place.condition?.([], rule.condition.span) });
  const severity = place.lenient === true ? 'warning' : failed.severity;
  const values = valuesIn(rule.condition, scope);
  return { status: 'fail', problem: message.text, diagnostics: [...told, { ...failed, severity, ...(values.length === 0 ? {} : { values }) }] };
}

interface Message {
  /** What the rule says where it fails. */
  readonly text: string | undefined;
  /** What is said in its place. */
  readonly instead?: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Told besides, where the rule fails. */
  readonly failing?: () => readonly Diagnostic[];
  /** Without its message nothing more is said of the rule. */
  readonly open?: boolean;
}

const HIDDEN = 'The error message has a sensitive value in it, so it is not shown.';
const FLEETING = 'The error message has an ephemeral value in it, so it is not shown.';

/** The message of a rule. A secret in it is not told. */
function messageOf(expr: Expr, of: ConditionOf, scope: Scope, place: RulePlace): Message {
  if (expr.kind === 'literal' && expr.value.kind === 'string') return { text: expr.value.value.trim(), diagnostics: [] };
  const at: Place = { address: place.address, constructPath: place.constructPath };
  const result = evaluate(expr, scope, place.message);
  const told = placed(result.diagnostics, at);
  if (!result.ok) return { text: undefined, diagnostics: told };
  const tell = (code: DiagnosticCode, detail: string): Diagnostic => diagnostic(code, detail, { ...at, range: place.message?.([], expr.span) });
  const converted = convert(unmark(result.value), STRING);
  const value = converted.ok ? unmark(converted.value) : undefined;
  const hidden = hiddenBy(result.value);
  if (of === 'validation') return ofVariable(value, hidden, place, told, tell);
  if (value === undefined) return { text: undefined, diagnostics: [...told, tell('plan_condition_message', 'The error message of this condition is not a string. Give one that says what is wrong and what to do.')] };
  if (value.kind === 'null') return { text: undefined, diagnostics: [...told, tell('plan_condition_message', 'The error message of this condition is null. Give one that says what is wrong and what to do.')] };
  if (value.kind !== 'string') return { text: undefined, diagnostics: told };
  if (hidden === undefined) return { text: value.value.trim(), diagnostics: told };
  return { text: undefined, instead: hidden.text, diagnostics: [...told, { ...tell(hidden.code, hidden.detail), severity: 'warning' }] };
}

function ofVariable(value: BareValue | undefined, hidden: Hidden | undefined, place: RulePlace, told: readonly Diagnostic[], tell: (code: DiagnosticCode, detail: string) => Diagnostic): Message {
  if (value === undefined) return { text: undefined, diagnostics: told, failing: () => [tell('plan_condition_message', 'The error message of this condition is not a string. Give one that says what is wrong and what to do.')] };
  if (value.kind === 'unknown') {
    const failing = (): readonly Diagnostic[] => [tell('plan_condition_message', 'The error message of this condition is not known before apply, and the condition fails already. Make the message of what is known.')];
    return { text: undefined, diagnostics: told, failing, open: true };
  }
  if (value.kind !== 'string') return { text: undefined, diagnostics: told };
  if (hidden === undefined) return { text: value.value.trim(), diagnostics: told };
  const known = hidden.code === 'plan_condition_message_sensitive' && place.secret === true;
  return { text: undefined, instead: hidden.text, diagnostics: told, failing: () => (known ? [] : [tell(hidden.code, hidden.detail)]) };
}

interface Hidden {
  readonly code: 'plan_condition_message_sensitive' | 'plan_condition_message_ephemeral';
  readonly text: string;
  readonly detail: string;
}

function hiddenBy(value: Value): Hidden | undefined {
  const marks = marksWithin([value]);
  if (marks.includes('sensitive')) {
    return { code: 'plan_condition_message_sensitive', text: HIDDEN, detail: 'The error message of this condition is made of sensitive values, so it is not shown. Leave them out of it, or use nonsensitive() where they are no secret.' };
  }
  return marks.includes('ephemeral') ? { code: 'plan_condition_message_ephemeral', text: FLEETING, detail: 'The error message of this condition is made of ephemeral values, so it is not shown. Leave them out of it, or use ephemeralasnull().' } : undefined;
}

function placed(diagnostics: readonly Diagnostic[], at: Place): readonly Diagnostic[] {
  return diagnostics.length === 0 ? diagnostics : diagnostics.map((d) => ({ ...d, address: d.address ?? at.address, constructPath: d.constructPath ?? at.constructPath }));
}

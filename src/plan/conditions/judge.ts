import { diagnostic, type Diagnostic, type DiagnosticCode, type Place, type SourceRange } from '../../diagnostics';
import { evaluate, valuesIn, type Expr, type Locate, type Scope } from '../../lang';
import { BOOL, convert, isSensitive, STRING, unmark } from '../../values';
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

/** Judges one rule: whether it holds, does not, cannot be told yet, or cannot be evaluated at all. */
export function judgeRule(rule: Rule, of: ConditionOf, scope: Scope, place: RulePlace): Verdict {
  const at: Place = { address: place.address, constructPath: place.constructPath };
  const result = evaluate(rule.condition, scope, place.condition);
  const told = placed(result.diagnostics, at);
  const broken = (detail: string): Verdict => {
    const code = of === 'validation' ? 'plan_validation_result' : 'plan_condition_result';
    return { status: 'error', problem: undefined, diagnostics: [...told, diagnostic(code, detail, { ...at, range: place.condition?.([], rule.condition.span) })] };
  };
  if (!result.ok) return { status: 'error', problem: undefined, diagnostics: told };
  const value = unmark(result.value);
  if (value.kind === 'unknown') return told.length === 0 ? UNKNOWN : { ...UNKNOWN, diagnostics: told };
  if (value.kind === 'null') return broken('The condition is null. It must be true or false; compare what may be null with null first.');
  const converted = convert(value, BOOL);
  if (!converted.ok) return broken(`The condition must be true or false: ${converted.message}.`);
  const holds = unmark(converted.value);
  if (holds.kind !== 'bool') return UNKNOWN;
  if (holds.value) return told.length === 0 ? PASS : { ...PASS, diagnostics: told };
  return failure(rule, of, scope, place, at, told);
}

function failure(rule: Rule, of: ConditionOf, scope: Scope, place: RulePlace, at: Place, told: readonly Diagnostic[]): Verdict {
  const message = messageOf(rule.errorMessage, scope, place, at);
  const problem = message.text ?? 'The message of this condition could not be told; what is wrong with it is told beside this.';
  const failed = diagnostic(FAILED[of], `${problem}${place.more?.() ?? ''}`, { ...at, range: place.failed?.() ?? place.condition?.([], rule.condition.span) });
  const severity = place.lenient === true ? 'warning' : failed.severity;
  const values = valuesIn(rule.condition, scope);
  return { status: 'fail', problem, diagnostics: [...told, ...message.diagnostics, { ...failed, severity, ...(values.length === 0 ? {} : { values }) }] };
}

/** The message of a rule that does not hold. A secret in it is not told. */
function messageOf(expr: Expr, scope: Scope, place: RulePlace, at: Place): { readonly text: string | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const result = evaluate(expr, scope, place.message);
  const told = placed(result.diagnostics, at);
  if (!result.ok) return { text: undefined, diagnostics: told };
  const range = place.message?.([], expr.span);
  const no = (detail: string): { text: undefined; diagnostics: readonly Diagnostic[] } => ({ text: undefined, diagnostics: [...told, diagnostic('plan_condition_message', detail, { ...at, range })] });
  if (isSensitive(result.value)) {
    return {
      text: 'The error message has a sensitive value in it, so it is not shown.',
      diagnostics: [...told, diagnostic('plan_condition_message_sensitive', 'The error message of this condition is made of sensitive values, so it is not shown. Leave them out of it, or use nonsensitive() where they are no secret.', { ...at, range })],
    };
  }
  const converted = convert(unmark(result.value), STRING);
  const value = converted.ok ? unmark(converted.value) : undefined;
  if (value === undefined || value.kind === 'null') return no('The error message of this condition is not a string. Give one that says what is wrong and what to do.');
  if (value.kind !== 'string') return no('The error message of this condition is not known before apply, and the condition fails already. Make the message of what is known.');
  return { text: value.value.trim(), diagnostics: told };
}

function placed(diagnostics: readonly Diagnostic[], at: Place): readonly Diagnostic[] {
  return diagnostics.length === 0 ? diagnostics : diagnostics.map((d) => ({ ...d, address: d.address ?? at.address, constructPath: d.constructPath ?? at.constructPath }));
}

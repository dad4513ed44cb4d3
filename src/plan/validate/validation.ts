import type { Condition, ImportBlock } from '../../config';
import type { Diagnostic } from '../../diagnostics';
import { evaluate, isStatic, type Scope } from '../../lang';
import { locator } from '../locate';
import { judgeMessage } from '../conditions/judge';
import { judgeParts } from '../conditions/judge-parts';
import type { PlanProviders } from '../inputs';
import type { ModuleScope } from '../instances/module-scope';
import type { StaticModule } from '../static/modules';
import type { Value } from '../../values';

/** What one validation works with. */
export interface Validation {
  readonly providers: PlanProviders;
  /** That of the root module, which import blocks are evaluated in. */
  readonly root: ModuleScope;
  readonly imports: ReadonlyMap<string, readonly ImportBlock[]>;
  scopeOf(module: StaticModule): ModuleScope;
  tell(diagnostics: readonly Diagnostic[]): void;
  /** Providers that were told to be missing: one problem, however many resources belong to them. */
  readonly missing: Set<string>;
  /** What calls give to variables of their modules, for the rules of these alone. */
  readonly given: Map<ModuleScope, Map<string, Value>>;
}

/** Whether the conditions of a resource can be evaluated. */
export function validateConditions(at: Validation, conditions: readonly Condition[], scope: Scope, address: string, constructPath?: string): void {
  for (const rule of conditions) at.tell(judgeParts(rule, scope, address, constructPath));
}

/** What is wrong with the messages of a check block, and with the names in its conditions: values of these are for a plan to judge. */
export function validateAsserts(at: Validation, asserts: readonly Condition[], scope: Scope, address: string): void {
  for (const rule of asserts) {
    const told = evaluate(rule.condition, scope, locator(rule, 'condition')).diagnostics.filter(({ code }) => isStatic(code));
    at.tell(told.map((d) => ({ address, ...d })));
    at.tell(judgeMessage(rule.errorMessage, 'check', scope, { address, message: locator(rule, 'error_message') }));
  }
}

import type { Condition, ImportBlock } from '../../config';
import type { Diagnostic } from '../../diagnostics';
import type { Scope } from '../../lang';
import { judgeTypes } from '../conditions/judge-types';
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

/** Whether conditions can be what they must be; that one fails is for a plan to say. */
export function validateConditions(at: Validation, conditions: readonly Condition[], scope: Scope, address: string, constructPath?: string): void {
  for (const rule of conditions) at.tell(judgeTypes(rule, scope, address, constructPath));
}

import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics';
import type { Note } from '../../provider';
import type { BlockSchema } from '../../schema';
import { equalValues, isNull, objectOf, unknownOf, unmark, type Value } from '../../values';
import { pathOf, sendDiagnostics } from '../diagnostics';
import type { Walk } from '../door';
import { readValue, sendValue } from '../dynamic-value';
import { packEffects } from '../effects';
import { identityOf } from '../identity';
import { labelOf } from '../label';
import type { Handler } from './handler';
import { currentWalk, managedType } from './types';

export const planResourceChange: Handler<'PlanResourceChange'> = async (door, request) => {
  const { typeName } = request;
  const walk = currentWalk(door);
  const { block, type } = managedType(door, typeName);
  const prior = readValue(request.priorState, type);
  const proposed = readValue(request.proposedNewState, type);
  const config = readValue(request.config, type);
  if (!walk.settled && isNull(prior)) return { plannedState: sendValue(plannedLater(block, proposed), type), requiresReplace: [], plannedPrivate: Buffer.alloc(0), diagnostics: told(walk, [unsettled()]) };

  const label = labelOf(typeName, isNull(prior) ? proposed : prior);
  const planned = await walk.configured.reader.planResource({ type: typeName, address: label, config, prior, proposed });
  const problems = hasErrors(planned.diagnostics) ? planned.diagnostics
    : [...planned.diagnostics, ...walk.planned.judge({ label, type: typeName, prior, planned }), ...(await walk.planned.remarks(planned.notes, walk.fellows)).flatMap(warningOf)];
  const diagnostics = told(walk, problems);
  if (hasErrors(problems)) return { requiresReplace: [], plannedPrivate: request.priorPrivate, diagnostics };
  const unchanged = planned.requiresReplace.length === 0 && (planned.planned === prior || equalValues(planned.planned, prior));
  return {
    // The very bytes where nothing becomes of it: whatever Terraform compares, it finds no difference.
    plannedState: unchanged && request.priorState !== null ? request.priorState : sendValue(planned.planned, type),
    requiresReplace: planned.requiresReplace.map(pathOf),
    plannedPrivate: planned.effects.length === 0 ? request.priorPrivate : packEffects(planned.effects),
    diagnostics,
    ...identityOf(door, typeName, planned.planned, 'plannedIdentity'),
  };
};

const told = (walk: Walk, problems: readonly Diagnostic[]): ReturnType<typeof sendDiagnostics> => sendDiagnostics(walk.tell(problems));

/** What people must see, and Terraform has no other place for. What is taken over needs no warning, what is not verified has one of the provider. */
function warningOf({ kind, text }: Note): readonly Diagnostic[] {
  switch (kind) {
    case 'forget': return [diagnostic('plugin_forgotten', text)];
    case 'cost': return [diagnostic('plugin_backups_stay', text)];
    case 'ancestors': return [diagnostic('plugin_ancestors_made', `${text} Where another resource declares one of them, let "path" refer to that one: this is not said then, and the order is certain.`)];
    case 'adopted': case 'not-verified': case 'info': return [];
  }
}

/** One object, so that it is told once. */
const UNSETTLED: Diagnostic = Object.freeze(diagnostic('plugin_settings_unknown', 'What is planned with this provider could not be looked at: its configuration holds values that are known only after apply. '
  + 'Apply looks before it does anything.'));

function unsettled(): Diagnostic {
  return UNSETTLED;
}

/** The object with everything open that the provider fills in. */
function plannedLater(block: BlockSchema, proposed: Value): Value {
  const whole = unmark(proposed);
  if (whole.kind !== 'object') return proposed;
  return objectOf([...whole.entries].map(([name, value]) => [name, isNull(value) && block.attributes.get(name)?.computed === true ? unknownOf(block.attributes.get(name)?.type ?? { kind: 'dynamic' }) : value] as const));
}

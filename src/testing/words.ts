import type { Action, Change, Diagnostic, Plan } from '../index';
import { ACTIONS, changesOf } from './expected';

const SIGNS: { readonly [action in Action]: string } = {
  create: '+', adopt: '+', update: '~', replace: '-/+', delete: '-', forget: '.', read: '<=', 'no-op': ' ',
};

/** What was planned, line by line: counts, then each object that something happens to, then drift, guards and warnings. */
export function planWords(plan: Plan): string {
  const counts = ACTIONS.map((action) => [action, changesOf(plan, action).length] as const).filter(([, count]) => count > 0);
  const objects = ACTIONS.filter((action) => action !== 'no-op').flatMap((action) => changesOf(plan, action).map(objectLine));
  return [
    `Planned: ${counts.length === 0 ? 'nothing, there are no objects' : counts.map(([action, count]) => `${action} ${count}`).join(', ')}`,
    ...objects,
    ...plan.drift.map(({ address }) => `   ! ${address} was changed outside of Holdfast`),
    ...plan.outputs.filter(({ action }) => action !== 'no-op').map(({ name, action }) => `   = output ${name}: ${action}`),
    ...(plan.blocked.length === 0 ? [] : ['Refused by a guard at apply:', ...plan.blocked.map(problemLine)]),
    ...(plan.warnings.length === 0 ? [] : ['Warnings:', ...plan.warnings.map(problemLine)]),
  ].join('\n');
}

function objectLine(change: Change): string {
  const also = [
    change.reason?.replaceAll('_', ' '), change.previousAddress === undefined ? undefined : `moved from ${change.previousAddress}`,
    change.importing === undefined ? undefined : `imported as ${change.importing.id}`, change.constructPath,
  ].filter((word) => word !== undefined);
  return `${SIGNS[change.action].padStart(4)} ${change.address}: ${change.action}${also.length === 0 ? '' : ` (${also.join('; ')})`}`;
}

/** One problem in one paragraph. */
export function problemLine({ severity, code, summary, detail, address, constructPath, range }: Diagnostic): string {
  const place = [address, constructPath, range === undefined ? undefined : `${range.filename}:${range.start.line}`].filter((word) => word !== undefined);
  return `  ${severity} ${code}: ${summary}${place.length === 0 ? '' : ` (${place.join('; ')})`}\n    ${detail.replaceAll('\n', '\n    ')}`;
}

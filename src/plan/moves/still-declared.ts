import { diagnostic, type Diagnostic, type SourceRange } from '../../diagnostics';
import { formatKey } from '../../addrs';
import type { Located } from '../../config';
import type { Making } from '../making';
import { scopesOf } from '../making';
import type { StaticModule } from '../static/modules';
import { destination, patternText, stepsOfPath, type Pattern, type Place } from './pattern';
import { writtenMoves, type Statement } from './statements';

/** Moves away from what is still declared: nobody could tell what the address means then. Judged when all instances are known. */
export function stillDeclared(making: Making): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const statement of writtenMoves(making.graph)) {
    const found = declaredAt(making, statement.from);
    if (found === undefined || statement.block === undefined) continue;
    const from = patternText(statement.from, '');
    problems.push(diagnostic('plan_move_declared', `This block moves ${from} away, and that ${found.noun} is still declared at ${found.range.filename}:${found.range.start.line},${found.range.start.column}. `
      + `Declare it as ${targetText(statement, found.place)} instead, or remove the block.`, { range: statement.block.locate() }));
  }
  return problems;
}

function targetText({ from, to, depth }: Statement, place: Place): string {
  const moved = destination(place, from, to, depth);
  return moved === undefined ? patternText(to, '') : patternText({ ...to, key: to.key ?? '' }, '');
}

interface Declared {
  readonly noun: string;
  readonly range: SourceRange;
  readonly place: Place;
}

function declaredAt(making: Making, from: Pattern): Declared | undefined {
  let module: StaticModule | undefined = making.graph.modules[0];
  for (const { name } of from.path) module = module?.children.get(name);
  if (module === undefined) return undefined;
  const matching = scopesOf(making, module).filter((scope) => {
    const steps = stepsOfPath(scope.path);
    return from.path.every(({ key }, i) => key === undefined || steps[i]?.key === key);
  });
  const [scope] = matching;
  if (scope === undefined) return undefined;
  const path = stepsOfPath(scope.path);
  if (from.resource === undefined) {
    const { call } = module;
    if (call === undefined) return undefined;
    const everyInstance = from.path.at(-1)?.key === undefined;
    return { noun: everyInstance ? 'module call' : 'module instance', range: everyInstance ? call.locate() : keyPlace(call, call.count !== undefined, call.forEach !== undefined), place: { path, resource: undefined, key: '' } };
  }
  const block = [...module.config.resources.values()].find((r) => r.address === from.resource);
  if (block === undefined) return undefined;
  if (from.key === undefined) return { noun: 'resource', range: block.locate(), place: { path, resource: from.resource, key: '' } };
  const isThere = matching.some((own) => {
    const whole = own.path === undefined ? block.address : `${own.path}.${block.address}`;
    const keys = making.out.instances.get(whole)?.keys;
    return keys === undefined ? from.key === '' && block.count === undefined && block.forEach === undefined : keys.some((key) => formatKey(key) === from.key);
  });
  return isThere ? { noun: 'resource instance', range: keyPlace(block, block.count !== undefined, block.forEach !== undefined), place: { path, resource: from.resource, key: from.key } } : undefined;
}

/** An instance is declared by the argument that makes it one. */
function keyPlace(block: Located, counted: boolean, each: boolean): SourceRange {
  return counted ? block.locate(['count']) : each ? block.locate(['for_each']) : block.locate();
}

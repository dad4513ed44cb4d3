import { diagnostic, type Diagnostic } from '../../diagnostics';
import type { Visit } from '../../graph';
import { evaluate, valuesIn } from '../../lang';
import { impliedType } from '../../schema';
import { isWhollyKnown, unknownOf, type Value } from '../../values';
import { conditionStep, judgeAll } from '../conditions/gather';
import { InstanceScope } from '../instances/instance-scope';
import type { ModuleScope } from '../instances/module-scope';
import { locator } from '../locate';
import { scopesOf, type Making } from '../making';
import type { NodeOf } from '../static/nodes';
import { unknownType } from '../unknown-type';
import { visitData } from './data';

/** Judges a check block in each instance of its module: what fails in it is a warning. */
export async function visitCheck(making: Making, node: NodeOf<'check'>): Promise<Visit> {
  if (making.inputs.mode === 'destroy') {
    making.out.checks.passOver('check', node.id);
    return 'done';
  }
  making.out.checks.declare('check', node.id);
  for (const scope of scopesOf(making, node.module)) await judgeCheck(making, node, scope);
  return 'done';
}

async function judgeCheck(making: Making, node: NodeOf<'check'>, module: ModuleScope): Promise<void> {
  const { block } = node;
  const { checks, diagnostics } = making.out;
  const address = module.path === undefined ? `check.${block.name}` : `${module.path}.check.${block.name}`;
  const read = block.data === undefined ? undefined : await readOwn(making, node, module, address);
  if (block.data !== undefined && read === undefined) return checks.report('check', node.id, address, 'error');
  if (read !== undefined && read.problems.length > 0) {
    for (const problem of read.problems) checks.report('check', node.id, address, 'fail', `${problem.summary}: ${problem.detail}`);
    return later(making, node, module, address, block.asserts.map((rule, index) => ({ rule, index })), read);
  }
  const scope = withOwn(node, module, read?.value);
  const judged = judgeAll(block.asserts, 'check', scope, (rule) => ({ address, condition: locator(rule, 'condition'), message: locator(rule, 'error_message') }));
  diagnostics.push(...judged.diagnostics);
  for (const verdict of judged.verdicts) checks.report('check', node.id, address, verdict.status, verdict.problem);
  for (const { rule } of judged.open) {
    diagnostics.push(diagnostic('plan_check_unknown', `An assertion of ${address} depends on something that is known only after apply. It is looked at when the plan is applied.`,
      { address, range: rule.locate(['condition'], rule.condition.span), values: valuesIn(rule.condition, scope) }));
  }
  // What fails with a message that is not known yet is told once more, when it is.
  const untold = block.asserts.flatMap((rule, index) => {
    const verdict = judged.verdicts[index];
    if (verdict?.status !== 'fail' || verdict.problem !== undefined) return [];
    const message = evaluate(rule.errorMessage, scope);
    return message.ok && !isWhollyKnown(message.value) ? [{ rule, index }] : [];
  });
  later(making, node, module, address, read === undefined ? [...judged.open, ...untold] : block.asserts.map((rule, index) => ({ rule, index })), read);
}

type Open = Parameters<typeof conditionStep>[4];

/** What is judged when the plan is applied: what could not be told yet, and all that looks at the block's own data. */
function later(making: Making, node: NodeOf<'check'>, module: ModuleScope, address: string, open: Open, read: OwnData | undefined): void {
  if (open.length === 0 || making.inputs.mode !== 'normal') return;
  const scope = withOwn(node, module, read?.unknown);
  const step = conditionStep('check', address, module.path, undefined, open, scope);
  const own = node.block.data === undefined ? [] : [`${node.module.prefix}${node.block.data.address}`];
  making.out.extra.push({ role: 'free', needs: [...making.graph.needs(node.id), ...own], step: read === undefined ? step : { ...step, anew: true } });
}

function withOwn({ block }: NodeOf<'check'>, module: ModuleScope, value: Value | undefined): ModuleScope | InstanceScope {
  if (block.data === undefined || value === undefined) return module;
  return new InstanceScope(module, undefined, { own: { address: block.data.address, value } });
}

/** What the data source of a check block said. */
interface OwnData {
  readonly value: Value;
  /** The same as long as nothing is read: what is left to apply is made of this. */
  readonly unknown: Value;
  /** Why it could not be read; told as warnings. */
  readonly problems: readonly Diagnostic[];
}

async function readOwn(making: Making, node: NodeOf<'check'>, module: ModuleScope, check: string): Promise<OwnData | undefined> {
  const { readers, out } = making;
  const { block, provider } = node;
  const data = block.data;
  if (data === undefined || provider === undefined) return undefined;
  const before = out.diagnostics.length;
  const reader = await readers.reader(provider);
  const kind = readers.kind(provider);
  const schema = kind?.schema().dataSources.get(data.type);
  if (reader === undefined || kind === undefined) return undefined;
  if (schema === undefined) {
    out.diagnostics.push(unknownType(data, kind.source, kind.schema().dataSources));
    return undefined;
  }
  out.readers.set(provider, reader);
  const address = module.path === undefined ? data.address : `${module.path}.${data.address}`;
  const id = `${node.module.prefix}${data.address}`;
  const unknown = unknownOf(impliedType(schema.block));
  let value: Value = unknown;
  const declaration = { node: { id, module: node.module, needs: node.needs, kind: 'resource' as const, block: data, provider }, kind, schema: schema.block, reader, imports: undefined };
  const target = { address, node: id, module: module.path, key: undefined };
  await visitData(making, declaration, { target, scope: module, prior: making.priors.current.get(address), check, needsOf: node.id, put: (read) => { value = read; } });
  // What came from this read is told as a warning; other reads may have told things meanwhile.
  const told = out.diagnostics.splice(before);
  const isOwn = (d: Diagnostic): boolean => d.address === address && d.severity === 'error';
  out.diagnostics.push(...told.map((d): Diagnostic => (isOwn(d) ? { ...d, severity: 'warning' } : d)));
  return { value, unknown, problems: told.filter(isOwn) };
}

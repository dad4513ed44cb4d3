import type { Chance } from '../support/chance';
import { block, type Module, type ModuleCall, type Repeat, type Resource } from './model';

/** The next version of a configuration that was applied: things changed, renamed, moved, dropped, forgotten, repeated. */
export function evolved(chance: Chance, module: Module): Module {
  const blocks = [...module.blocks];
  const renames = new Map<string, string>();
  const resources = module.resources.flatMap((resource) => resourceAfter(chance, resource, module, blocks, renames));
  const calls = module.calls.flatMap((call) => callAfter(chance, call, module, blocks, renames));
  const rename = (text: string): string => [...renames].reduce((all, [from, to]) => all.replaceAll(new RegExp(`\\b${from.replaceAll('.', '\\.')}\\b`, 'g'), to), text);
  // What the moved blocks say stays as it is.
  const kept = module.blocks.map(rename);
  return {
    resources: resources.map((resource) => ({ ...resource, args: mapped(resource.args, rename), lifecycle: resource.lifecycle.map(rename).filter((line) => !/triggered_by.*local/.test(line)), dependsOn: dependsAfter(resource.dependsOn, rename) })),
    calls: calls.map((call) => ({ ...call, inputs: mapped(call.inputs, rename), dependsOn: dependsAfter(call.dependsOn, rename) })),
    blocks: [...kept, ...blocks.slice(module.blocks.length)],
  };
}

const mapped = (record: Readonly<Record<string, string>>, change: (text: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

const dependsAfter = (dependsOn: readonly string[], rename: (text: string) => string): readonly string[] => dependsOn.map(rename).filter((text) => !text.startsWith('local.'));

const moved = (from: string, to: string): string => block('moved', [`from = ${from}`, `to = ${to}`]);

function resourceAfter(chance: Chance, resource: Resource, module: Module, blocks: string[], renames: Map<string, string>): readonly Resource[] {
  const at = `terraform_data.${resource.name}`;
  const n = chance.int(100);
  if (n < 45) return [resource];
  if (n < 58) return [{ ...resource, args: { ...resource.args, input: chance.pick(['"changed"', '{ changed = true }', 'null', '["x"]', '12']) } }];
  if (n < 66) return [{ ...resource, args: { ...resource.args, triggers_replace: chance.pick(['"again"', '[1]', 'null']) } }];
  if (n < 76) {
    const name = `${resource.name}new`;
    renames.set(at, `terraform_data.${name}`);
    if (chance.often(80)) blocks.push(moved(at, `terraform_data.${name}`));
    return [{ ...resource, name }];
  }
  if (n < 84 && !isReferred(at, module)) return [{ ...resource, repeat: repeatAfter(chance, resource, blocks) }];
  if (n < 88) return [{ ...resource, lifecycle: chance.pick([[], ['create_before_destroy = true'], ['prevent_destroy = true']]) }];
  renames.set(at, `local.gone_${resource.name}`);
  blocks.push(`locals {\n  gone_${resource.name} = { id = "gone", input = "gone", output = "gone" }\n}`);
  if (n < 93) blocks.push(block('removed', [`from = ${at}`, 'lifecycle {', `  destroy = ${chance.pick(['true', 'false'])}`, '}']));
  return [];
}

/** Whether something of the module refers to what would then be named otherwise. */
function isReferred(at: string, module: Module): boolean {
  const texts = [...module.blocks, ...module.resources.flatMap((r) => [...Object.values(r.args), ...r.lifecycle]), ...module.calls.flatMap((c) => Object.values(c.inputs))];
  return texts.some((text) => text.includes(`${at}.`) || text.includes(`${at}[`));
}
function repeatAfter(chance: Chance, { name, repeat }: Resource, blocks: string[]): Repeat | undefined {
  const at = `terraform_data.${name}`;
  if (repeat === undefined) {
    if (chance.often(50)) return { kind: 'count', text: '2', size: 2 };
    if (chance.often(70)) blocks.push(moved(at, `${at}["k"]`));
    return { kind: 'for_each', text: 'toset(["k"])', keys: ['k'] };
  }
  if (repeat.kind === 'count') {
    if (chance.often(40)) return { kind: 'count', text: String(repeat.size + chance.int(3) - 1 < 0 ? 0 : repeat.size + chance.int(2)), size: repeat.size };
    if (chance.often(40)) return undefined;
    if (chance.often(70)) blocks.push(moved(`${at}[0]`, `${at}["zero"]`));
    return { kind: 'for_each', text: '{ zero = 0 }', keys: ['zero'] };
  }
  return chance.often(50) ? { kind: 'for_each', text: '{ a = 1, other = 2 }', keys: ['a', 'other'] } : { kind: 'count', text: '1', size: 1 };
}

function callAfter(chance: Chance, call: ModuleCall, module: Module, blocks: string[], renames: Map<string, string>): readonly ModuleCall[] {
  const at = `module.${call.name}`;
  const n = chance.int(100);
  if (n < 40) return [call];
  if (n < 65) return [{ ...call, body: evolved(chance, call.body) }];
  if (n < 75) {
    const name = `${call.name}new`;
    renames.set(at, `module.${name}`);
    if (chance.often(80)) blocks.push(moved(at, `module.${name}`));
    return [{ ...call, name }];
  }
  if (n < 83 && call.repeat === undefined && !isReferred(at, module)) {
    if (chance.often(70)) blocks.push(moved(at, `${at}["k"]`));
    return [{ ...call, repeat: { kind: 'for_each', text: '{ k = 1 }', keys: ['k'] } }];
  }
  if (n < 90) return [{ ...call, inputs: { ...call.inputs, in: '"changed"' } }];
  if (n < 94) blocks.push(block('removed', [`from = ${at}`, 'lifecycle {', '  destroy = false', '}']));
  return n < 97 ? [] : [call];
}

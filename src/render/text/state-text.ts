import { formatAddress } from '../../addrs';
import type { State, StateInstance, StateResource } from '../../state';
import { compareText, DYNAMIC, ExactNumber, fromExactJson, nullOf, typeFromJson, typeOf, type ExactJson, type Value, type ValuePath } from '../../values';
import { diffBlock } from '../diff/diff-block';
import { diffTyped } from '../diff/diff-typed';
import { sourceInState } from '../json/state-json';
import { moduleTree, type ModuleNode } from '../module-tree';
import type { SchemaLookup } from '../plan-view';
import { plainAttributes } from '../plain-state';
import { objectKey, printable, printableLine, quoted } from '../printable';
import type { Style } from '../style';
import { blockBody } from './block-lines';
import { consoleValue } from './console-value';
import { valueLines, type LineOptions } from './value-lines';

/** Everything in a state, as blocks. Sensitive values are never in it. Ends with a newline. */
export function stateText(state: State | undefined, schemas: SchemaLookup, style: Style): string {
  if (state === undefined || (state.resources.size === 0 && state.outputs.size === 0)) return 'The state file is empty. No resources are represented.\n';
  const options: LineOptions = { paint: style.paint, noNull: true, all: true, noReplace: true };
  const objects = [...state.resources.values()].flatMap((resource) => resource.instances.map((instance) => [resource.module, { resource, instance }] as const));
  const blocks = moduleText(moduleTree(objects), ({ resource, instance }) => instanceText(resource, instance, schemas, options), true);
  const outputs = [...state.outputs].map(([name, o]) => {
    const text = o.sensitive ? ['(sensitive value)'] : shown(o, options);
    return `${objectKey(name)} = ${text.join('\n')}`;
  });
  return `${blocks}${outputs.length === 0 ? '' : `\n\nOutputs:\n\n${outputs.join('\n')}\n`}`;
}

/** One blank line between objects and one more before those of a module, but for what stands before the first of all, as Terraform has it. */
function moduleText<T>({ resources, children }: ModuleNode<T>, text: (resource: T) => string, first: boolean): string {
  const own = resources.map((resource, at) => `${first && at === 0 ? '' : '\n'}${text(resource)}\n`).join('');
  const before = resources.length > 0 && !first ? '\n' : '';
  return `${before}${own}${children.map((child) => moduleText(child, text, first && resources.length === 0)).join('')}`;
}

/** The outputs below an apply's summary: `Outputs:` and one line for each. Empty when there are none. */
export function outputsText(state: State, style: Style): string {
  if (state.outputs.size === 0) return '';
  const lines = [...state.outputs].sort(([a], [b]) => compareText(a, b)).map(([name, o]) => `${objectKey(name)} = ${o.sensitive ? '<sensitive>' : printable(consoleValue(valueOf(o)))}`);
  return `\n${style.paint.bold(style.paint.green('Outputs:'))}\n\n${lines.join('\n')}\n`;
}

type Output = NonNullable<ReturnType<State['outputs']['get']>>;

function shown(output: Output, options: LineOptions): readonly string[] {
  const value = valueOf(output);
  return valueLines(diffTyped(typeOf(value), value, value), 0, options);
}

function valueOf({ value, type }: Output): Value {
  const read = fromExactJson(value, typeFromJson(type) ?? DYNAMIC);
  return read.ok ? read.value : fromJson(value, []) ?? nullOf(DYNAMIC);
}

function instanceText(resource: StateResource, instance: StateInstance, schemas: SchemaLookup, options: LineOptions): string {
  const address = formatAddress({ module: [], mode: resource.mode, type: resource.type, name: resource.name }, instance.indexKey);
  const full = resource.module === undefined ? address : `${resource.module}.${address}`;
  const remark = instance.deposed === undefined ? instance.status === 'tainted' ? ' (tainted)' : '' : ` (deposed object ${instance.deposed})`;
  const schema = schemas(sourceInState(resource.provider), resource.mode, resource.type)?.block;
  const value = fromJson(plainAttributes(instance.attributes, schema), instance.sensitivePaths);
  const body = blockBody(diffBlock(schema, value, value), 4, options);
  const header = `${resource.mode === 'data' ? 'data' : 'resource'} ${quoted(resource.type)} ${quoted(resource.name)} {`;
  return [`# ${printableLine(full)}:${remark}`, header, ...body, '}'].join('\n');
}

/** A state's JSON as a value for showing, sensitive paths marked. Which nulls are told depends on what a schema says of them. */
function fromJson(json: ExactJson, sensitive: readonly ValuePath[]): Value | undefined {
  if (json === null) return undefined;
  const value = unmarked(json, sensitive);
  return sensitive.some((path) => path.length === 0) ? { kind: 'marked', marks: ['sensitive'], value } : value;
}

function unmarked(json: Exclude<ExactJson, null>, sensitive: readonly ValuePath[]): Exclude<Value, { kind: 'marked' }> {
  if (typeof json === 'string') return { kind: 'string', value: json };
  if (typeof json === 'boolean') return { kind: 'bool', value: json };
  if (typeof json === 'number') return { kind: 'number', value: String(json) };
  if (json instanceof ExactNumber) return { kind: 'number', value: json.text };
  const below = (step: string | number): readonly ValuePath[] => sensitive.filter((path) => path[0] === step).map((path) => path.slice(1));
  if (isList(json)) return { kind: 'tuple', items: json.map((item, i) => fromJson(item, below(i)) ?? nullOf(DYNAMIC)) };
  const entries = Object.entries(json).map(([name, member]) => [name, fromJson(member, below(name)) ?? nullOf(DYNAMIC)] as const);
  return { kind: 'object', entries: new Map(entries) };
}

const isList = (json: readonly ExactJson[] | { readonly [key: string]: ExactJson }): json is readonly ExactJson[] => Array.isArray(json);

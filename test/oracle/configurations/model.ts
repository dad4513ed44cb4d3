import { spelledInJson } from './spell';

/** A generated configuration: plain data, so that a failing one can be cut down block by block. */

export interface Resource {
  readonly name: string;
  /** As written; undefined for one instance. */
  readonly repeat: Repeat | undefined;
  /** Arguments as written, by name. */
  readonly args: Readonly<Record<string, string>>;
  /** Lines of its lifecycle block. */
  readonly lifecycle: readonly string[];
  readonly dependsOn: readonly string[];
  /** Written in JSON, in a file of its own: without lifecycle. */
  readonly json?: boolean;
}

export type Repeat =
  | { readonly kind: 'count'; readonly text: string; readonly size: number }
  | { readonly kind: 'for_each'; readonly text: string; readonly keys: readonly string[] };

export interface ModuleCall {
  readonly name: string;
  readonly repeat: Repeat | undefined;
  readonly inputs: Readonly<Record<string, string>>;
  readonly dependsOn: readonly string[];
  readonly body: Module;
}

export interface Module {
  readonly resources: readonly Resource[];
  readonly calls: readonly ModuleCall[];
  /** All other blocks as written: variables, locals, outputs, checks, moved and so on. */
  readonly blocks: readonly string[];
  /** More files, by their names from the folder of the root module. */
  readonly files?: Readonly<Record<string, string>>;
  /** `main.tf` is spelled in JSON, where that can be. */
  readonly inJson?: boolean;
}

/** The files of a configuration; modules lie in folders below their caller's. */
export function filesOf(module: Module, folder = ''): ReadonlyMap<string, string> {
  const main = mainOf(module);
  const json = module.inJson === true ? spelledInJson(main) : undefined;
  const files = new Map([[`${folder}main.tf${json === undefined ? '' : '.json'}`, json ?? main]]);
  for (const [name, content] of Object.entries(module.files ?? {})) files.set(`${folder}${name}`, content);
  const inJson = module.resources.filter(isJson);
  if (inJson.length > 0) files.set(`${folder}more.tf.json`, jsonText(inJson));
  for (const call of module.calls) for (const [name, content] of filesOf(call.body, `${folder}${call.name}/`)) files.set(name, content);
  return files;
}

const isJson = ({ json, lifecycle }: Resource): boolean => json === true && lifecycle.length === 0;

function jsonText(resources: readonly Resource[]): string {
  const bodies = resources.map(({ name, repeat, args, dependsOn }) => [name, {
    ...(repeat === undefined ? {} : { [repeat.kind]: `\${${repeat.text}}` }),
    ...Object.fromEntries(Object.entries(args).map(([key, value]) => [key, value.startsWith('<<') ? 'no heredoc' : `\${${value}}`])),
    ...(dependsOn.length === 0 ? {} : { depends_on: dependsOn }),
  }]);
  return JSON.stringify({ resource: { terraform_data: Object.fromEntries(bodies) as Record<string, unknown> } }, undefined, 2);
}

function mainOf({ resources, calls, blocks }: Module): string {
  return [...blocks, ...resources.filter((resource) => !isJson(resource)).map(resourceText), ...calls.map(callText)].join('\n\n').concat('\n');
}

function resourceText({ name, repeat, args, lifecycle, dependsOn }: Resource): string {
  return block(`resource "terraform_data" "${name}"`, [
    ...repeatLines(repeat), ...Object.entries(args).map(([key, value]) => `${key} = ${value}`), ...dependsLines(dependsOn),
    ...(lifecycle.length === 0 ? [] : ['lifecycle {', ...lifecycle.map((line) => `  ${line}`), '}']),
  ]);
}

function callText({ name, repeat, inputs, dependsOn }: ModuleCall): string {
  return block(`module "${name}"`, [`source = "./${name}"`, ...repeatLines(repeat), ...Object.entries(inputs).map(([key, value]) => `${key} = ${value}`), ...dependsLines(dependsOn)]);
}

export const block = (head: string, lines: readonly string[]): string => `${head} {\n${lines.map((line) => `  ${line}\n`).join('')}}`;

const repeatLines = (repeat: Repeat | undefined): readonly string[] => (repeat === undefined ? [] : [`${repeat.kind} = ${repeat.text}`]);
const dependsLines = (dependsOn: readonly string[]): readonly string[] => (dependsOn.length === 0 ? [] : [`depends_on = [${dependsOn.join(', ')}]`]);

/** Every configuration that has one thing less. */
export function* without(module: Module): Generator<Module> {
  const { resources, calls, blocks } = module;
  for (const i of calls.keys()) yield { ...module, calls: calls.filter((_, at) => at !== i) };
  for (const i of resources.keys()) yield { ...module, resources: resources.filter((_, at) => at !== i) };
  for (const i of blocks.keys()) yield { ...module, blocks: blocks.filter((_, at) => at !== i) };
  for (const name of Object.keys(module.files ?? {})) yield { ...module, files: Object.fromEntries(Object.entries(module.files ?? {}).filter(([own]) => own !== name)) };
  if (module.inJson === true) yield { ...module, inJson: false };
  for (const [i, resource] of resources.entries()) {
    const put = (changed: Resource): Module => ({ ...module, resources: resources.map((old, at) => (at === i ? changed : old)) });
    if (resource.lifecycle.length > 0) yield put({ ...resource, lifecycle: [] });
    if (resource.dependsOn.length > 0) yield put({ ...resource, dependsOn: [] });
    for (const key of Object.keys(resource.args)) {
      yield put({ ...resource, args: Object.fromEntries(Object.entries(resource.args).filter(([name]) => name !== key)) });
      if (resource.args[key] !== '1') yield put({ ...resource, args: { ...resource.args, [key]: '1' } });
    }
    if (resource.repeat !== undefined) yield put({ ...resource, repeat: undefined });
  }
  for (const [i, call] of calls.entries()) {
    for (const body of without(call.body)) yield { ...module, calls: calls.map((old, at) => (at === i ? { ...call, body } : old)) };
    if (call.repeat !== undefined) yield { ...module, calls: calls.map((old, at) => (at === i ? { ...call, repeat: undefined } : old)) };
  }
}

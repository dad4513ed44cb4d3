import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** What a construct's node is used for here. */
interface ConstructNode {
  readonly id: string;
  readonly path: string;
  readonly root: { readonly node: ConstructNode };
  findAll(): readonly object[];
}

/** A stack of cdktf or cdktn, by what is used of it: neither library is loaded. */
export interface StackLike {
  readonly node: ConstructNode;
  readonly dependencies: readonly StackLike[];
  readonly synthesizer: { synthesize(session: unknown): void };
  prepareStack(): void;
}

/**
 * What is planned: a stack of cdktf or cdktn; the folder of a configuration (with a cdktf.json its program is run); or
 * the folder that `Testing.fullSynth(stack)` gives.
 */
export type Subject = StackLike | string;

/** A folder to plan; of a folder whose program makes several stacks, the one that is meant. */
export interface Folder {
  readonly dir: string;
  readonly stack?: string;
}

/** Puts a stack into a folder below `scratch`, or finds the folder that was named. */
export function folderOf(subject: unknown, scratch: string, stack: string | undefined): Folder {
  if (typeof subject === 'string') return withinOutput(resolve(subject), scratch, stack);
  if (isStack(subject)) return { dir: synthesized(subject, scratch) };
  throw new TypeError('Planned can be a stack of cdktf or cdktn, or the path of a folder. Of a whole app each stack is planned by itself.');
}

function isStack(subject: unknown): subject is StackLike {
  return typeof subject === 'object' && subject !== null && 'node' in subject && 'prepareStack' in subject && 'synthesizer' in subject;
}

/** Writes one stack as its app would, with the others prepared, since stacks refer to each other. */
function synthesized(stack: StackLike, scratch: string): string {
  const about = (one: StackLike) => {
    const workingDirectory = join('stacks', one.node.id);
    return {
      name: one.node.id, constructPath: one.node.path, workingDirectory, synthesizedStackPath: join(workingDirectory, FILE), stackMetadataPath: join(workingDirectory, 'metadata.json'),
      annotations: [], dependencies: one.dependencies.map(({ node }) => node.path),
    };
  };
  for (const one of stack.node.root.node.findAll()) if (isStack(one)) one.prepareStack();
  mkdirSync(join(scratch, 'stacks'), { recursive: true });
  // Its validations are not run: some want a terraform, and the plan judges more.
  stack.synthesizer.synthesize({ outdir: scratch, skipValidation: true, stacksPrepared: true, manifest: { outdir: scratch, forStack: about } });
  const dir = join(scratch, 'stacks', stack.node.id);
  keepingStateHere(join(dir, FILE));
  return dir;
}

/** The output folder of an app holds a manifest, and each stack in a folder of its own. */
function withinOutput(dir: string, scratch: string, stack: string | undefined): Folder {
  const stacks = join(dir, 'stacks');
  if (!existsSync(join(dir, 'manifest.json')) || !existsSync(stacks) || existsSync(join(dir, 'cdktf.json'))) return { dir, ...(stack === undefined ? {} : { stack }) };
  const names = readdirSync(stacks);
  const name = stack ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined || !names.includes(name)) throw new TypeError(`The folder ${dir} holds the stacks ${names.join(', ')}. Name one: { stack: '${names[0] ?? ''}' }.`);
  // A copy, assets and all: what the app wrote is for others to use.
  const copy = join(scratch, name);
  cpSync(join(stacks, name), copy, { recursive: true, filter: (path) => basename(path) !== '.terraform' });
  keepingStateHere(join(copy, FILE));
  return { dir: copy };
}

const FILE = 'cdk.tf.json';

/** A test's state is its world's: the stack's own backend, which its program chose for the work itself, is taken out. */
function keepingStateHere(file: string): void {
  const json = JSON.parse(readFileSync(file, 'utf8')) as { terraform?: { backend?: unknown; cloud?: unknown } };
  delete json.terraform?.backend;
  delete json.terraform?.cloud;
  writeFileSync(file, `${JSON.stringify(json, null, 2)}\n`);
}

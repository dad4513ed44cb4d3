import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import { diagnostic, judged, type Diagnostic, type Outcome } from '../diagnostics';
import { isArray, isObject, jsonKind, membersOf, type Spot } from './spot';

export interface StackAnnotation {
  readonly level: 'info' | 'warning' | 'error';
  readonly constructPath: string;
  readonly message: string;
}

/** One stack that a configuration program wrote. */
export interface SynthesizedStack {
  readonly name: string;
  /** Absolute folder of its output. */
  readonly dir: string;
  /** Names of stacks that must be applied before it. */
  readonly dependencies: readonly string[];
  readonly annotations: readonly StackAnnotation[];
}

/** Reads a cdktf manifest: its stacks in an order in which each comes after those it depends on. */
export function readManifest(root: Spot, outDir: string): Outcome<readonly SynthesizedStack[]> {
  const problems: Diagnostic[] = [];
  const stacks = isObject(root.json) ? root.child('stacks', root.json['stacks'] ?? null) : root;
  if (!isObject(stacks.json)) problems.push(invalid(stacks, 'It has no object "stacks"'));
  const found = [...membersOf(stacks)].map(([id, spot]) => readStack(id, spot, outDir, problems));
  const byPath = new Map(found.map((stack) => [stack.constructPath, stack.stack.name]));
  const named = found.map(({ stack }) => ({ ...stack, dependencies: stack.dependencies.map((path) => byPath.get(path) ?? path) }));
  return judged(inOrder(named, stacks, problems), problems);
}

function invalid(spot: Spot, what: string): Diagnostic {
  return diagnostic('config_manifest_invalid', `${what}, so this is not the manifest of a cdktf app. `
    + 'Check that the program uses cdktf 0.20 or newer (or cdktn), and that nothing else writes into its output folder.', { range: spot.locate() });
}

function readStack(id: string, spot: Spot, outDir: string, problems: Diagnostic[]): { stack: SynthesizedStack; constructPath: string } {
  const json = isObject(spot.json) ? spot.json : {};
  const text = (key: string): string | undefined => (typeof json[key] === 'string' ? json[key] : undefined);
  const path = text('synthesizedStackPath');
  const name = text('name') ?? id;
  if (path === undefined || isAbsolute(path) || normalize(path).split(sep).includes('..')) {
    problems.push(invalid(spot, `Stack "${name}" has no synthesizedStackPath inside the output folder`));
  } else if (!path.endsWith('.json')) {
    problems.push(diagnostic('config_not_built', `Stack "${name}" was written as HCL (${path}). Reading the HCL output of cdktf is not built yet: `
      + 'remove hclOutput and SYNTH_HCL_OUTPUT, so that the program writes JSON.', { range: spot.locate(['synthesizedStackPath']) }));
  }
  const dependencies = isArray(json['dependencies']) ? json['dependencies'].filter((d): d is string => typeof d === 'string') : [];
  return {
    constructPath: text('constructPath') ?? id,
    stack: { name, dir: dirname(join(outDir, path ?? '')), dependencies, annotations: readAnnotations(spot) },
  };
}

function readAnnotations(stack: Spot): StackAnnotation[] {
  const json = isObject(stack.json) ? stack.json['annotations'] : undefined;
  if (!isArray(json)) return [];
  return json.map((item) => {
    const fields = isObject(item) ? item : {};
    const level = typeof fields['level'] === 'string' ? fields['level'] : jsonKind(item);
    return {
      level: level.endsWith('info') ? 'info' : level.endsWith('warn') ? 'warning' : 'error',
      constructPath: String(fields['constructPath'] ?? ''),
      message: String(fields['message'] ?? ''),
    };
  });
}

/** Stacks after those they depend on, else by the manifest's order. A circle is a problem. */
function inOrder(stacks: readonly SynthesizedStack[], spot: Spot, problems: Diagnostic[]): readonly SynthesizedStack[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const ordered = new Set<SynthesizedStack>();
  const open: SynthesizedStack[] = [];
  const visit = (stack: SynthesizedStack): void => {
    if (ordered.has(stack)) return;
    if (open.includes(stack)) {
      const circle = [...open.slice(open.indexOf(stack)), stack].map((s) => s.name).join(' -> ');
      problems.push(diagnostic('config_stack_circle', `Stacks depend on each other in a circle: ${circle}. Take the shared part into a stack of its own.`, { range: spot.locate() }));
      return;
    }
    open.push(stack);
    for (const name of stack.dependencies) {
      const other = byName.get(name);
      if (other !== undefined) visit(other);
    }
    open.pop();
    ordered.add(stack);
  };
  for (const stack of stacks) visit(stack);
  return [...ordered];
}

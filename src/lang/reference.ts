import { notBuilt } from './not-built';
import type { LangCode } from './problem';
import type { Reference, Traversal, TraversalStep } from './expr';

/** What a traversal refers to, and the parts that it takes of that. */
export type Resolved =
  | { readonly ok: true; readonly reference: Reference; readonly rest: readonly TraversalStep[] }
  | { readonly ok: false; readonly code: LangCode; readonly message: string };

const NOT_BUILT: ReadonlyMap<string, string> = new Map([
  ['count', 'count.index'], ['each', 'each.key or each.value'], ['self', 'self'], ['module', 'A module'], ['ephemeral', 'An ephemeral resource'],
]);

/** Tells the roots of references apart. Whether anything of that name is declared is another question. */
export function resolveReference({ root, steps }: Traversal): Resolved {
  const missing = NOT_BUILT.get(root);
  if (missing !== undefined) return { ok: false, code: 'lang_root_not_built', message: notBuilt('lang_root_not_built', missing) };
  switch (root) {
    case 'var': return named('variable', 'var', steps);
    case 'local': return named('local', 'local', steps);
    case 'path': return named('path', 'path', steps);
    case 'terraform': return named('terraform', 'terraform', steps);
    case 'data': return resource('data', nameOf(steps[0]), nameOf(steps[1]), steps.slice(2));
    case 'resource': return resource('managed', nameOf(steps[0]), nameOf(steps[1]), steps.slice(2));
    default: return resource('managed', root, nameOf(steps[0]), steps.slice(1));
  }
}

function nameOf(step: TraversalStep | undefined): string | undefined {
  return step?.kind === 'attr' ? step.name : undefined;
}

function named(kind: 'variable' | 'local' | 'path' | 'terraform', root: string, steps: readonly TraversalStep[]): Resolved {
  const name = nameOf(steps[0]);
  if (name === undefined) return invalid(`"${root}" alone cannot be referred to: write ${root}.NAME.`);
  if (kind === 'path' && name !== 'module' && name !== 'root' && name !== 'cwd') return invalid('Of path, there are path.module, path.root and path.cwd.');
  if (kind === 'terraform' && name !== 'workspace') return invalid('Of terraform, there is only terraform.workspace.');
  return { ok: true, reference: { kind, name }, rest: steps.slice(1) };
}

function resource(mode: 'managed' | 'data', type: string | undefined, name: string | undefined, rest: readonly TraversalStep[]): Resolved {
  const prefix = mode === 'data' ? 'data.' : '';
  if (type === undefined) return invalid(`A reference to a ${mode === 'data' ? 'data source' : 'resource'} has its type and its name: ${prefix}TYPE.NAME.`);
  if (name === undefined) {
    return invalid(type === 'undefined'
      ? 'The name "undefined" is not a reference: the program that made the configuration wrote a value that it did not have.'
      : `"${prefix}${type}" alone cannot be referred to: the name of a resource is wanted behind its type, as in ${prefix}${type}.NAME.`);
  }
  return { ok: true, reference: { kind: 'resource', mode, type, name, address: `${prefix}${type}.${name}` }, rest };
}

function invalid(message: string): Resolved {
  return { ok: false, code: 'lang_reference_invalid', message };
}

/** A reference as it is written: `var.x`, `data.t.n`. One text for each thing. */
export function referenceText(reference: Reference): string {
  switch (reference.kind) {
    case 'resource': return reference.address;
    case 'variable': return `var.${reference.name}`;
    case 'local': case 'path': case 'terraform': return `${reference.kind}.${reference.name}`;
  }
}

import type { Expr, Reference, Traversal, TraversalStep } from '../../lang';
import { eachTraversal } from './traversals';
import type { StaticModule } from './modules';

/** Names of nodes. Those of resources are their addresses without keys. */
/** The node that comes after all resources. */
export const ALL_DECIDED = '(all resources)';

export const nodeId = {
  variable: (module: StaticModule, name: string): string => `${module.prefix}var.${name}`,
  validation: (module: StaticModule, name: string): string => `${module.prefix}var.${name} (validation)`,
  local: (module: StaticModule, name: string): string => `${module.prefix}local.${name}`,
  output: (module: StaticModule, name: string): string => `${module.prefix}output.${name}`,
  check: (module: StaticModule, name: string): string => `${module.prefix}check.${name}`,
  provider: (module: StaticModule, key: string): string => `${module.prefix}provider.${key}`,
  expand: (caller: StaticModule, call: string): string => `${caller.prefix}module.${call} (expand)`,
  close: (caller: StaticModule, call: string): string => `${caller.prefix}module.${call} (close)`,
};

/** Nodes that an expression in a module needs, put onto `into`. Names of what is not declared are among them, and lead nowhere. */
export function pushNeeds(into: string[], expr: Expr, module: StaticModule): void {
  if (expr.kind === 'literal') return;
  eachTraversal(expr, (traversal) => { pushTraversal(into, traversal, module); });
}

function pushTraversal(into: string[], { root, steps }: Traversal, module: StaticModule): void {
  switch (root) {
    case 'path': case 'terraform': case 'count': case 'each': case 'self': return;
    case 'var': return pushNamed(into, `${module.prefix}var.`, steps[0]);
    case 'local': return pushNamed(into, `${module.prefix}local.`, steps[0]);
    case 'data': return pushResource(into, `${module.prefix}data.`, steps[0], steps[1]);
    case 'resource': return pushResource(into, module.prefix, steps[0], steps[1]);
    case 'module': return pushModule(into, steps, module);
    default: return pushNamed(into, `${module.prefix}${root}.`, steps[0]);
  }
}

function pushNamed(into: string[], prefix: string, step: TraversalStep | undefined): void {
  if (step?.kind === 'attr') into.push(`${prefix}${step.name}`);
}

function pushResource(into: string[], prefix: string, type: TraversalStep | undefined, name: TraversalStep | undefined): void {
  if (type?.kind === 'attr' && name?.kind === 'attr') into.push(`${prefix}${type.name}.${name.name}`);
}

/** One output where it is named, with the keys that the module has; else, as in Terraform, all that is in the module. */
function pushModule(into: string[], [name, first, second]: readonly TraversalStep[], module: StaticModule): void {
  if (name?.kind !== 'attr') return;
  const child = module.children.get(name.name);
  if (child === undefined) return;
  into.push(nodeId.expand(module, name.name));
  const output = first?.kind === 'index' ? second : first;
  into.push(output?.kind === 'attr' ? nodeId.output(child, output.name) : nodeId.close(module, name.name));
}

/** The nodes of `depends_on`: a whole module is what is in it, to the last. */
export function pushDependsOn(into: string[], references: readonly Reference[], module: StaticModule): void {
  for (const ref of references) {
    if (ref.kind === 'resource') into.push(`${module.prefix}${ref.address}`);
    else if (ref.kind === 'module') into.push(nodeId.close(module, ref.name));
    else if (ref.kind === 'local' ) into.push(nodeId.local(module, ref.name));
    else if (ref.kind === 'variable') into.push(nodeId.variable(module, ref.name));
  }
}

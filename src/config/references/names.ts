import { didYouMean, nearest, type Diagnostic } from '../../diagnostics';
import type { Reference } from '../../lang';
import type { Draft } from '../draft';
import type { ResourceBlock } from '../types';

/** What can be referred to in one module. */
export interface ModuleNames {
  readonly draft: Draft;
  /** `the root module`, or `module.a.module.b`. */
  readonly where: string;
  /** cdktf leaves keys of instances out; what it means is found when values are known. */
  readonly isSynthesized: boolean;
}

export type ResourceReference = Extract<Reference, { kind: 'resource' }>;

/** Problems after which no near name is looked for any more: that compares all names, and nobody reads so many hints. */
const HINTED = 100;

/** What to say of a name that is not declared, and what it may have meant. */
export function missingText(reference: Reference, names: ModuleNames, problems: readonly Diagnostic[]): string {
  const { draft, where } = names;
  const hint = (look: () => string): string => (problems.length < HINTED ? look() : '');
  switch (reference.kind) {
    case 'variable': return `No variable "${reference.name}" is declared in ${where}.${hint(() => didYouMean(reference.name, draft.variables.keys()))} Declare it, or correct the name.`;
    case 'local': return `No local value "${reference.name}" is defined in ${where}.${hint(() => didYouMean(reference.name, draft.locals.keys()))} Define it, or correct the name.`;
    case 'module': return `No module "${reference.name}" is called in ${where}.${hint(() => didYouMean(reference.name, draft.calls.keys()))} Add a module block, or correct the name.`;
    case 'resource': {
      const what = reference.mode === 'data' ? 'data source' : reference.mode === 'ephemeral' ? 'ephemeral resource' : 'resource';
      return `No ${what} ${reference.address} is declared in ${where}.${twin(reference, draft) ?? hint(() => likely(reference, draft.resources.values()))} Declare it, or correct the address.`;
    }
    default: return '';
  }
}

function twin({ mode, type, name }: ResourceReference, draft: Draft): string | undefined {
  const other = mode === 'managed' ? `data.${type}.${name}` : `${type}.${name}`;
  const addresses: ReadonlyMap<string, ResourceBlock> = draft.resources;
  return addresses.has(other) ? ` There is ${other}: did you mean that?` : undefined;
}

/** A slip in the name of a resource of that type, or in the type of one of that name. */
function likely({ mode, type, name }: ResourceReference, resources: Iterable<ResourceBlock>): string {
  const prefix = mode === 'managed' ? '' : `${mode}.`;
  const alike = [...resources].filter((r) => r.mode === mode);
  const named = nearest(name, alike.filter((r) => r.type === type).map((r) => r.name));
  if (named !== undefined) return ` Did you mean "${prefix}${type}.${named}"?`;
  const typed = nearest(type, alike.filter((r) => r.name === name).map((r) => r.type));
  return typed === undefined ? '' : ` Did you mean "${prefix}${typed}.${name}"?`;
}

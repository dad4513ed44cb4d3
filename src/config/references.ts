import { diagnostic, didYouMean, nearest, unreachable, type Diagnostic, type Place } from '../diagnostics';
import { referencesOf, type Expr, type Reference } from '../lang';
import type { Draft } from './draft';
import type { Path } from './source-file';
import type { Located, ResourceBlock } from './types';

/** Something that refers: its expressions by the path at which each stands in it, and its depends_on. */
interface Referrer extends Located {
  readonly place: Place;
  readonly exprs: Iterable<readonly [Path, Expr]>;
  readonly dependsOn: readonly Reference[];
}

const BUILTIN_PROVIDERS = ['cloudbackup', 'terraform'];

/** Checks, once all files are read, that whatever is named is declared. */
export function checkReferences(draft: Draft): void {
  for (const referrer of referrersOf(draft)) {
    for (const [path, expr] of referrer.exprs) {
      for (const reference of referencesOf(expr)) checkReference(reference, referrer, path, draft);
    }
    for (const reference of referrer.dependsOn) checkReference(reference, referrer, ['depends_on'], draft);
  }
  const known = new Set([...draft.requiredProviders.keys(), ...BUILTIN_PROVIDERS]);
  for (const block of draft.providers.values()) {
    if (!known.has(block.localName)) draft.problems.push(unknownProvider(block.localName, `The provider block "${block.localName}"`, known, { range: block.locate() }));
  }
  checkProviders(known, draft);
}

/** A provider that is not to be had is told once, at the first that needs it. */
function checkProviders(known: ReadonlySet<string>, draft: Draft): void {
  const needing = new Map<string, ResourceBlock[]>();
  for (const resource of draft.resources.values()) {
    const { localName } = resource.provider;
    if (known.has(localName)) checkProvider(resource, draft);
    else needing.set(localName, [...(needing.get(localName) ?? []), resource]);
  }
  for (const [localName, [first, ...more]] of needing) {
    // The block of the provider was told already.
    if (first === undefined || [...draft.providers.values()].some((block) => block.localName === localName)) continue;
    const who = more.length === 0 ? first.address : `${first.address} (and ${more.length} more)`;
    draft.problems.push(unknownProvider(localName, who, known, { address: first.address, constructPath: first.constructPath, range: first.locate() }));
  }
}

function* referrersOf(draft: Draft): Iterable<Referrer> {
  for (const block of draft.providers.values()) yield { place: { address: `provider.${block.localName}` }, exprs: attributes(block.body), dependsOn: [], locate: (p) => block.locate(p) };
  for (const block of draft.locals.values()) yield { place: { address: `local.${block.name}` }, exprs: [[[], block.expr]], dependsOn: [], locate: (p) => block.locate(p) };
  for (const block of draft.outputs.values()) {
    yield { place: { address: `output.${block.name}` }, exprs: [[['value'], block.value]], dependsOn: block.dependsOn, locate: (p) => block.locate(p) };
  }
  for (const block of draft.resources.values()) {
    // Of very many blocks most hold nothing but literals.
    if (block.dependsOn.length === 0 && isLiteral(block.body)) continue;
    yield { place: { address: block.address, constructPath: block.constructPath }, exprs: attributes(block.body), dependsOn: block.dependsOn, locate: (p) => block.locate(p) };
  }
}

function isLiteral(body: ReadonlyMap<string, Expr>): boolean {
  for (const expr of body.values()) if (expr.kind !== 'literal') return false;
  return true;
}

function* attributes(body: ReadonlyMap<string, Expr>): Iterable<readonly [Path, Expr]> {
  for (const [name, expr] of body) if (expr.kind !== 'literal') yield [[name], expr];
}

/** Tells of a reference to nothing. Whether the attribute behind it exists is the schema's to say. */
function checkReference(reference: Reference, referrer: Referrer, path: Path, draft: Draft): void {
  const missing = missingFrom(reference, draft);
  if (missing === undefined) return;
  draft.problems.push(diagnostic('lang_reference_undeclared', missing, { ...referrer.place, attribute: path.join('.') || undefined, range: referrer.locate(path) }));
}

function missingFrom(reference: Reference, draft: Draft): string | undefined {
  switch (reference.kind) {
    case 'variable':
      return draft.variables.has(reference.name) ? undefined
        : `No variable "${reference.name}" is declared.${hint(draft, () => didYouMean(reference.name, draft.variables.keys()))} Declare it, or correct the name.`;
    case 'local':
      return draft.locals.has(reference.name) ? undefined
        : `No local "${reference.name}" is declared.${hint(draft, () => didYouMean(reference.name, draft.locals.keys()))} Declare it, or correct the name.`;
    case 'resource': return missingResource(reference, draft);
    case 'path': case 'terraform': return undefined;
    default: return unreachable(reference);
  }
}

/** Problems after which no near name is looked for any more: that compares all names, and nobody reads so many hints. */
const HINTED = 100;

function hint(draft: Draft, look: () => string): string {
  return draft.problems.length < HINTED ? look() : '';
}

type ResourceReference = Extract<Reference, { kind: 'resource' }>;

function missingResource(reference: ResourceReference, draft: Draft): string | undefined {
  const resources: ReadonlyMap<string, ResourceBlock> = draft.resources;
  if (resources.has(reference.address)) return undefined;
  const what = reference.mode === 'data' ? 'data source' : 'resource';
  const twin = reference.mode === 'data' ? `${reference.type}.${reference.name}` : `data.${reference.type}.${reference.name}`;
  const near = resources.has(twin) ? ` There is ${twin}: did you mean that?` : hint(draft, () => likely(reference, [...resources.values()]));
  return `No ${what} ${reference.address} is declared.${near} Declare it, or correct the address.`;
}

/** A slip in the name of a resource of that type, or in the type of one of that name. */
function likely({ mode, type, name }: ResourceReference, resources: readonly ResourceBlock[]): string {
  const prefix = mode === 'data' ? 'data.' : '';
  const alike = resources.filter((r) => r.mode === mode);
  const named = nearest(name, alike.filter((r) => r.type === type).map((r) => r.name));
  if (named !== undefined) return ` Did you mean "${prefix}${type}.${named}"?`;
  const typed = nearest(type, alike.filter((r) => r.name === name).map((r) => r.type));
  return typed === undefined ? '' : ` Did you mean "${prefix}${typed}.${name}"?`;
}

function unknownProvider(localName: string, what: string, known: ReadonlySet<string>, place: Place): Diagnostic {
  return diagnostic('config_unknown_provider', `${what} needs a provider "${localName}", and terraform.required_providers has none of that name.${didYouMean(localName, known)} `
    + 'This build manages cloudbackup_* and terraform_data; manage other types with their own tool.', place);
}

function checkProvider(resource: ResourceBlock, draft: Draft): void {
  const place = (path: Path): Place => ({ address: resource.address, constructPath: resource.constructPath, range: resource.locate(path) });
  const { localName, alias } = resource.provider;
  if (resource.mode === 'data' && resource.type === 'terraform_remote_state') {
    draft.problems.push(diagnostic('config_not_built', `Reading another state (${resource.address}) is not built yet, and is refused rather than ignored. `
      + 'Give the value as a variable; between stacks of a cdktf app, pass it in the program.', place([])));
  } else if (alias !== undefined && !draft.providers.has(`${localName}.${alias}`)) {
    draft.problems.push(diagnostic('lang_reference_undeclared', `No provider block "${localName}.${alias}" is declared.${didYouMean(`${localName}.${alias}`, draft.providers.keys())} `
      + `Add one with alias = "${alias}", or correct the name.`, place(['provider'])));
  }
}

import { formatAddress, type ResourceMode } from '../addrs';
import { diagnostic, type Diagnostic, type Place } from '../diagnostics';
import type { Expr, Reference } from '../lang';
import { readArguments, readBool, readTexts } from './arguments';
import { declare, notBuilt, type Draft } from './draft';
import { readExpr, readReference } from './expressions';
import { badName, COMMENT, isName, isObject, membersOf, objectsIn, type Spot } from './spot';
import type { Lifecycle, ProviderRef } from './types';

const NOT_BUILT: ReadonlyMap<string, string> = new Map([
  ['count', 'Write one block per object.'],
  ['for_each', 'Write one block per object (in cdktf: a loop in the program).'],
  ['provisioner', 'Run such steps outside, before or after.'],
  ['connection', 'It is for provisioners, which are not built yet either.'],
  ['dynamic', 'Write the blocks out (in cdktf: make them in the program).'],
]);

const PLAIN_LIFECYCLE: Lifecycle = Object.freeze({ preventDestroy: false, createBeforeDestroy: false });
const NO_REFERENCES: readonly Reference[] = [];

/** `resource` or `data`: type, name, body. */
export function readResources(spot: Spot, mode: ResourceMode, draft: Draft): void {
  const word = mode === 'managed' ? 'resource' : 'data';
  for (const types of objectsIn(spot, `"${word}"`, draft.problems)) {
    for (const [type, named] of membersOf(types)) {
      if (!isName(type)) draft.problems.push(badName(named, `The type "${type}"`));
      for (const names of objectsIn(named, `"${type}" in "${word}"`, draft.problems)) {
        for (const [name, member] of membersOf(names)) {
          if (!isName(name)) draft.problems.push(badName(member, `"${name}" (a ${type})`));
          for (const body of objectsIn(member, `The body of ${type}.${name}`, draft.problems)) readResource(body, mode, type, name, draft);
        }
      }
    }
  }
}

function readResource(spot: Spot, mode: ResourceMode, type: string, name: string, draft: Draft): void {
  if (!isObject(spot.json)) return;
  const problems: Diagnostic[] = [];
  const address = formatAddress({ module: [], mode, type, name });
  const place: Place = { address, constructPath: constructPathOf(spot) };
  const body = new Map<string, Expr>();
  let provider: ProviderRef | undefined;
  let dependsOn = NO_REFERENCES;
  let lifecycle = PLAIN_LIFECYCLE;
  for (const key in spot.json) {
    const json = spot.json[key];
    if (key === COMMENT || json === undefined) continue;
    const instead = NOT_BUILT.get(key);
    if (instead !== undefined) {
      if (json !== null) problems.push(notBuilt(spot.child(key, json), `"${key}" in ${address}`, instead, place));
    } else if (key === 'provider') {
      provider = json === null ? undefined : readProviderRef(spot.child(key, json), place, problems);
    } else if (key === 'depends_on') {
      dependsOn = json === null ? NO_REFERENCES : readDependsOn(spot.child(key, json), address, place, problems);
    } else if (key === 'lifecycle') {
      lifecycle = json === null ? PLAIN_LIFECYCLE : readLifecycle(spot.child(key, json), mode, address, place, problems);
    } else {
      body.set(key, readExpr(json, spot, key, place, problems));
    }
  }
  // What only stands within a repetition is part of it: one refusal is enough.
  const repeats = (spot.json['count'] ?? spot.json['for_each'] ?? null) !== null;
  draft.problems.push(...(repeats ? problems.filter((d) => d.code !== 'lang_root_not_built') : problems));
  declare(draft.resources, address, {
    address, mode, type, name, body, dependsOn, lifecycle,
    provider: provider ?? { localName: impliedProvider(type), alias: undefined },
    constructPath: place.constructPath,
    locate: spot.locator,
  }, address, draft.problems);
}

/** `cloudbackup` of `cloudbackup_directory`, as Terraform infers it. */
export function impliedProvider(type: string): string {
  const end = type.indexOf('_');
  return end === -1 ? type : type.slice(0, end);
}

/** Where cdktf says that a block comes from: `//.metadata.path`. */
export function constructPathOf(spot: Spot): string | undefined {
  const comment = isObject(spot.json) ? spot.json[COMMENT] : undefined;
  const metadata = isObject(comment) ? comment['metadata'] : undefined;
  const path = isObject(metadata) ? metadata['path'] : undefined;
  return typeof path === 'string' ? path : undefined;
}

const PROVIDER_REF = /^(?:\$\{\s*)?([\p{ID_Start}_][\p{ID_Continue}-]*)(?:\.([\p{ID_Start}_][\p{ID_Continue}-]*))?(?:\s*\})?$/u;

function readProviderRef(spot: Spot, place: Place, problems: Diagnostic[]): ProviderRef | undefined {
  const match = typeof spot.json === 'string' ? PROVIDER_REF.exec(spot.json) : null;
  if (match?.[1] !== undefined) return { localName: match[1], alias: match[2] };
  problems.push(diagnostic('lang_reference_invalid', '"provider" names a provider configuration: NAME, or NAME.ALIAS for one with an alias, such as "cloudbackup.second". Nothing else can stand here.',
    { ...place, range: spot.locate() }));
  return undefined;
}

/** Bare addresses, or lone `${…}` as some versions of cdktf write them. */
export function readDependsOn(spot: Spot, what: string, place: Place, problems: Diagnostic[]): readonly Reference[] {
  const found: Reference[] = [];
  for (const item of readTexts(spot, `"depends_on" of ${what}`, problems, place)) {
    const reference = readReference(item, `"depends_on" of ${what}`, place, problems);
    if (reference !== undefined) found.push(reference);
  }
  return found;
}

const LIFECYCLE = {
  known: ['prevent_destroy', 'create_before_destroy'],
  notBuilt: {
    ignore_changes: 'Leave the attribute out of the block, or write the value that it has.',
    replace_triggered_by: 'Replace the object by hand when the other one changes.',
    precondition: 'Check it before, in the program or pipeline.',
    postcondition: 'Check it afterwards, in the pipeline.',
    destroy: 'For a directory, leave the block out: destroying only forgets it.',
  },
};

function readLifecycle(spot: Spot, mode: ResourceMode, address: string, place: Place, problems: Diagnostic[]): Lifecycle {
  let { preventDestroy, createBeforeDestroy } = PLAIN_LIFECYCLE;
  for (const block of objectsIn(spot, `"lifecycle" of ${address}`, problems)) {
    const args = readArguments(block, `the lifecycle of ${address}`, LIFECYCLE, problems, place);
    preventDestroy = readBool(args.get('prevent_destroy'), '"prevent_destroy"', preventDestroy, problems, place);
    createBeforeDestroy = readBool(args.get('create_before_destroy'), '"create_before_destroy"', createBeforeDestroy, problems, place);
    for (const [name, member] of mode === 'data' ? args : []) {
      problems.push(diagnostic('config_unknown_argument', `"${name}" means nothing for ${address}: a data source is read, never made or destroyed. Remove it.`,
        { ...place, range: member.locate() }));
    }
  }
  return { preventDestroy, createBeforeDestroy };
}

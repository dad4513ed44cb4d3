import { diagnostic, type Place } from '../diagnostics';
import type { Expr } from '../lang';
import { readArguments, readBool, readText } from './arguments';
import { readDependsOn } from './block-resource';
import { declare, type Draft } from './draft';
import { readExpr } from './expressions';
import { badName, isName, isObject, membersOf, objectsIn, type Spot } from './spot';

/** `locals`: name to any value. */
export function readLocals(spot: Spot, draft: Draft): void {
  for (const block of objectsIn(spot, '"locals"', draft.problems)) {
    for (const [name, member] of membersOf(block)) {
      if (!isName(name)) draft.problems.push(badName(member, `The local "${name}"`));
      const expr = readExpr(member.json, block, name, { address: `local.${name}` }, draft.problems);
      declare(draft.locals, name, { name, expr, locate: member.locator }, `local.${name}`, draft.problems);
    }
  }
}

const OUTPUT = {
  known: ['value', 'description', 'sensitive', 'depends_on'],
  notBuilt: { precondition: 'Check it before, in the program or pipeline.', ephemeral: 'Leave the output out.' },
};

/** `output`: a value for people and other programs. */
export function readOutputs(spot: Spot, draft: Draft): void {
  const { problems } = draft;
  for (const block of objectsIn(spot, '"output"', problems)) {
    for (const [name, member] of membersOf(block)) {
      if (!isName(name)) problems.push(badName(member, `The output "${name}"`));
      for (const body of objectsIn(member, `The output "${name}"`, problems)) readOutput(name, body, draft);
    }
  }
}

function readOutput(name: string, spot: Spot, draft: Draft): void {
  const { problems } = draft;
  const place: Place = { address: `output.${name}` };
  const what = `the output "${name}"`;
  const args = readArguments(spot, what, OUTPUT, problems, place);
  // A null value is a value: an output may be null, and only a missing one is a mistake.
  const isWritten = isObject(spot.json) && spot.json['value'] !== undefined;
  const value = isWritten ? readExpr(args.get('value')?.json ?? null, spot, 'value', place, problems) : undefined;
  if (!isWritten) {
    problems.push(diagnostic('config_missing_argument', `The output "${name}" has no "value". Give it one, or remove the output.`, { ...place, range: spot.locate() }));
  }
  const dependsOn = args.get('depends_on');
  if (value === undefined) return;
  declare(draft.outputs, name, {
    name, value,
    sensitive: readBool(args.get('sensitive'), `"sensitive" of ${what}`, false, problems, place),
    description: readText(args.get('description'), `"description" of ${what}`, problems, place),
    dependsOn: dependsOn === undefined ? [] : readDependsOn(dependsOn, what, place, problems),
    locate: spot.locator,
  }, `output.${name}`, problems);
}

/** `provider`: one configuration, or an array of them told apart by alias. */
export function readProviders(spot: Spot, draft: Draft): void {
  const { problems } = draft;
  for (const block of objectsIn(spot, '"provider"', problems)) {
    for (const [localName, member] of membersOf(block)) {
      if (!isName(localName)) problems.push(badName(member, `The provider "${localName}"`));
      for (const body of objectsIn(member, `The provider "${localName}"`, problems)) readProvider(localName, body, draft);
    }
  }
}

function readProvider(localName: string, spot: Spot, draft: Draft): void {
  const { problems } = draft;
  const body = new Map<string, Expr>();
  let alias: string | undefined;
  const place: Place = { address: `provider.${localName}` };
  for (const [name, member] of membersOf(spot)) {
    if (name === 'alias') {
      alias = member.json === null ? undefined : readText(member, `"alias" of provider "${localName}"`, problems, place);
      if (alias !== undefined && !isName(alias)) problems.push(badName(member, `The alias "${alias}"`));
    } else if (name === 'version' || name === 'for_each') {
      problems.push(diagnostic('config_not_built', name === 'version'
        ? `"version" in provider "${localName}" is not read. Write the version in terraform.required_providers.`
        : `"for_each" in provider "${localName}" is not built yet, and is refused rather than ignored. Write one provider block per configuration.`, { ...place, range: member.locate() }));
    } else {
      body.set(name, readExpr(member.json, spot, name, place, problems));
    }
  }
  const key = alias === undefined ? localName : `${localName}.${alias}`;
  declare(draft.providers, key, { localName, alias, body, locate: spot.locator }, `provider.${key}`, problems);
}

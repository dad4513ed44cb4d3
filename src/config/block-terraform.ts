import { diagnostic } from '../diagnostics';
import { readArguments, readText } from './arguments';
import { declare, notBuilt, type Draft } from './draft';
import { literalValue } from './literal';
import { placeText } from './read-json';
import { badName, isName, isObject, jsonKind, membersOf, objectsIn, type Spot } from './spot';
import { TERRAFORM_VERSION, versionMeets } from './terraform-version';

const TABLE = {
  known: ['required_providers', 'required_version', 'backend'],
  notBuilt: {
    cloud: 'Write a backend block, or none for a local state.',
    experiments: 'Remove it.',
    provider_meta: 'Remove it.',
  },
};

/** `terraform { required_providers, required_version, backend }` */
export function readTerraformBlocks(spot: Spot, draft: Draft): void {
  for (const block of objectsIn(spot, '"terraform"', draft.problems)) {
    const args = readArguments(block, 'the terraform block', TABLE, draft.problems);
    const providers = args.get('required_providers');
    if (providers !== undefined) readRequiredProviders(providers, draft);
    const version = args.get('required_version');
    if (version !== undefined) checkVersion(version, draft);
    const backend = args.get('backend');
    if (backend !== undefined) readBackends(backend, draft);
  }
}

function readRequiredProviders(spot: Spot, draft: Draft): void {
  for (const block of objectsIn(spot, '"required_providers"', draft.problems)) {
    for (const [localName, entry] of membersOf(block)) readRequiredProvider(localName, entry, draft);
  }
}

const SOURCE = /^(?:[\w.-]+(?::\d+)?\/)?[\w-]+\/[\w-]+$/;
const BUILTIN = 'terraform.io/builtin/terraform';

function readRequiredProvider(localName: string, spot: Spot, draft: Draft): void {
  const { problems } = draft;
  if (!isName(localName)) problems.push(badName(spot, `"${localName}"`));
  if (!isObject(spot.json)) {
    problems.push(diagnostic('config_wrong_type', `Provider "${localName}" in required_providers must be an object with "source" and "version", and is ${jsonKind(spot.json)}. `
      + 'A lone version names no source, so which provider is meant would be a guess.', { range: spot.locate() }));
    return;
  }
  const args = readArguments(spot, `the requirement of provider "${localName}"`, {
    known: ['source', 'version'],
    notBuilt: { configuration_aliases: 'It is for modules, which are not built yet either.' },
  }, problems);
  const version = readText(args.get('version'), `"version" of provider "${localName}"`, problems);
  const source = readText(args.get('source'), `"source" of provider "${localName}"`, problems) ?? (args.has('source') ? undefined : `hashicorp/${localName}`);
  if (source === undefined) return;
  if (!SOURCE.test(source) && source !== BUILTIN) {
    problems.push(diagnostic('config_invalid_source', `"${source}" is not a provider source. It is written namespace/name or host/namespace/name, such as holdfast/cloudbackup.`,
      { range: spot.locate(['source']) }));
    return;
  }
  if (version !== undefined && versionMeets('1.0.0', version) === undefined) {
    problems.push(badConstraint(version, spot, ['version']));
  }
  declare(draft.requiredProviders, localName, { localName, source, version, locate: spot.locator }, `required_providers.${localName}`, problems);
}

function badConstraint(text: string, spot: Spot, path: readonly string[]): ReturnType<typeof diagnostic> {
  return diagnostic('config_version_constraint', `"${text}" is not a version constraint. Write one such as "~> 1.2" or ">= 1.5, < 2.0".`, { range: spot.locate(path) });
}

function checkVersion(spot: Spot, draft: Draft): void {
  const text = readText(spot, '"required_version"', draft.problems);
  if (text === undefined) return;
  const met = versionMeets(TERRAFORM_VERSION, text);
  if (met === undefined) draft.problems.push(badConstraint(text, spot, []));
  if (met === false) {
    draft.problems.push(diagnostic('config_version_unmet', `The configuration wants Terraform ${text}, and this build follows the language of Terraform ${TERRAFORM_VERSION}. `
      + 'Loosen required_version, or use a release that follows a newer one.', { range: spot.locate() }));
  }
}

function readBackends(spot: Spot, draft: Draft): void {
  for (const block of objectsIn(spot, '"backend"', draft.problems)) {
    for (const [type, member] of membersOf(block)) {
      for (const body of objectsIn(member, `The backend "${type}"`, draft.problems)) readBackend(type, body, draft);
    }
  }
}

function readBackend(type: string, spot: Spot, draft: Draft): void {
  if (draft.backend !== undefined) {
    draft.problems.push(diagnostic('config_duplicate_block', `A configuration has one backend at most: the first is at ${placeText(draft.backend.locate())}, another at ${placeText(spot.locate())}. Remove one.`,
      { range: spot.locate() }));
    return;
  }
  const config = new Map<string, ReturnType<typeof literalValue>>();
  for (const [name, member] of membersOf(spot)) {
    if (name === 'workspaces') draft.problems.push(notBuilt(member, `"workspaces" in backend "${type}"`, 'Use the default workspace.'));
    else if (JSON.stringify(member.json).includes('${')) {
      draft.problems.push(diagnostic('config_literal_needed', `"${name}" in backend "${type}" must be written as the value itself: where the state is must be known before anything is evaluated.`,
        { range: member.locate() }));
    } else config.set(name, literalValue(member.json));
  }
  draft.backend = { type, config, locate: spot.locator };
}

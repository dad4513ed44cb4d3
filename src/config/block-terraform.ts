import { bodySchema, Findings, type RawAttribute, type RawBlock } from './body';
import { emptyDraft, notBuilt, tellTwice, type Draft } from './draft';
import { readEncryption } from './encryption';
import { readRequirements } from './requirements';
import { isVersionConstraint, namesPrerelease, TERRAFORM_VERSION, versionMeets } from './terraform-version';
import type { Value } from '../values';

const TERRAFORM = bodySchema({
  attributes: ['required_version', 'experiments', 'language'],
  blocks: [{ type: 'backend', labels: ['type'] }, { type: 'cloud' }, { type: 'encryption' }, { type: 'required_providers' }, { type: 'provider_meta', labels: ['provider'] }],
});

/** `terraform { required_providers, required_version, backend }` */
export function readTerraform(block: RawBlock, draft: Draft): void {
  const findings = new Findings(draft.problems);
  const { attributes, blocks } = block.body.content(TERRAFORM, findings);
  const version = attributes.get('required_version');
  if (version !== undefined) checkVersion(version, findings);
  const experiments = attributes.get('experiments');
  if (experiments !== undefined && experiments.items()?.length !== 0) findings.tell('config_experiments', 'Experiments are for unfinished releases of Terraform, and this build has none. Remove them.', experiments.nameRange());
  const language = attributes.get('language');
  if (language !== undefined && language.keyword() !== 'TF2021') findings.tell('config_literal_needed', 'There is one edition of the language, TF2021. Remove "language".', language.range(), language.keyword() === undefined ? 'Invalid language edition' : 'Unsupported language edition');
  for (const inner of blocks) readInner(inner, draft, findings);
}

function readInner(block: RawBlock, draft: Draft, findings: Findings): void {
  switch (block.type) {
    case 'required_providers':
      if (draft.requirements === undefined) {
        draft.requirements = { locate: block.locate };
        readRequirements(block, draft, findings);
        return;
      }
      findings.tell('config_requirements_twice', 'A module says once which providers it wants. Put both blocks into one.', block.locate());
      readRequirements(block, emptyDraft(draft.problems), findings);
      return;
    case 'backend': {
      const backend = { type: block.labels[0]?.text ?? '', config: readBackend(block, findings), locate: block.locate };
      if (draft.backend !== undefined) tellTwice('backend', draft.backend, backend, 'Duplicate backend configuration', findings);
      else draft.backend = backend;
      if (draft.cloud !== undefined) tellBoth(block, findings);
      return;
    }
    // OpenTofu's: Terraform has no encryption of states.
    case 'encryption': {
      const encryption = readEncryption(block.body, block.locate, findings);
      if (draft.encryption !== undefined) tellTwice('encryption', draft.encryption, encryption, 'Duplicate encryption configuration', findings);
      else draft.encryption = encryption;
      return;
    }
    case 'cloud':
      notBuilt(block, '"cloud"', 'Write a backend block, or none for a local state.', findings);
      if (draft.backend !== undefined) tellBoth(draft.backend, findings);
      draft.cloud = block;
      return;
    // What a provider may be told about its modules; none of this build takes any.
    default: notBuilt(block, `"${block.type}"`, 'Remove it.', findings);
  }
}

function tellBoth(backend: { readonly locate: RawBlock['locate'] }, findings: Findings): void {
  findings.tell('config_backend_and_cloud', 'There is one place for the state: a backend block or a cloud block. Remove one of them.', backend.locate());
}

function checkVersion(attribute: RawAttribute, findings: Findings): void {
  const value = attribute.literal(findings);
  if (value === undefined || value.kind === 'null') return;
  const text = value.kind === 'string' || value.kind === 'number' ? value.value : undefined;
  if (text === undefined || !isVersionConstraint(text)) {
    findings.tell('config_version_constraint', 'A version constraint is wanted, such as "~> 1.2" or ">= 1.5, < 2.0".', attribute.range());
  } else if (namesPrerelease(text)) {
    findings.tell('config_version_constraint', `"${text}" names a prerelease, and required_version is about releases. Leave out what follows the dash.`, attribute.wholeRange(), 'Invalid required_version constraint');
  } else if (versionMeets(TERRAFORM_VERSION, text) === false) {
    findings.tell('config_version_unmet', `The configuration wants Terraform ${text}, and this build follows the language of Terraform ${TERRAFORM_VERSION}. `
      + 'Loosen required_version, or use a release that follows a newer one.', attribute.wholeRange());
  }
}

function readBackend(block: RawBlock, findings: Findings): ReadonlyMap<string, Value> {
  const config = new Map<string, Value>();
  for (const attribute of block.body.attributes(findings).values()) {
    const text = attribute.syntax === 'json' ? attribute.text() : undefined;
    if (text?.includes('${') === true) {
      findings.tell('config_literal_variables', `"${attribute.name}" of a backend is read before anything is evaluated. Write the value itself.`, attribute.range());
      continue;
    }
    const value = attribute.literal(findings);
    if (value !== undefined) config.set(attribute.name, value);
  }
  return config;
}

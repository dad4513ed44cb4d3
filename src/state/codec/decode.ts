import { diagnostic, fail, ok, type Diagnostic, type Outcome } from '../../diagnostics';
import type { ExactJson, Json } from '../../values';
import type { State, StateOutput, StateResource } from '../model';
import { decodeResource, resourceKey } from './decode-resource';
import { isObject } from './sensitive-paths';
import { rest, type Problems } from './shape';

const KNOWN = new Set(['version', 'terraform_version', 'serial', 'lineage', 'outputs', 'resources']);
const KNOWN_OUTPUT = new Set(['value', 'type', 'sensitive']);
/** More problems than this help nobody. */
const MAX_PROBLEMS = 10;

/** Judges parsed JSON as a state of version 4. Anything that is not one is an error, never a state with less in it. */
export function stateFromJson(json: ExactJson): Outcome<State> {
  if (!isObject(json)) return fail(damaged('It holds JSON, but not an object.'));
  const refused = refuseVersion(json);
  if (refused !== undefined) return fail(refused);
  const problems: Problems = [];
  const serial = json['serial'];
  if (typeof serial !== 'number' || !Number.isSafeInteger(serial) || serial < 0) problems.push('"serial" is not a whole number from 0 to 2^53.');
  const lineage = json['lineage'];
  if (typeof lineage !== 'string') problems.push('"lineage" is not a text.');
  const terraformVersion = json['terraform_version'] ?? '';
  if (typeof terraformVersion !== 'string') problems.push('"terraform_version" is not a text.');
  const outputs = decodeOutputs(json['outputs'], problems);
  const resources = decodeResources(json['resources'], problems);
  if (problems.length > 0) return fail(...problems.slice(0, MAX_PROBLEMS).map(damaged));
  return ok({
    terraformVersion: terraformVersion as string, serial: serial as number, lineage: lineage as string,
    outputs, resources, extra: rest(json, KNOWN),
  });
}

/** One way of saying that a text is no state. */
export function damaged(why: string): Diagnostic {
  return diagnostic('state_damaged', `${why} A damaged state is never read as "nothing exists": restore an earlier one.`);
}

function refuseVersion(json: { readonly [key: string]: ExactJson }): Diagnostic | undefined {
  const version = json['version'];
  if (version === 4) return undefined;
  if ('encrypted_data' in json) {
    return diagnostic('state_encrypted', 'The state is encrypted, and no encryption is configured. Give the key that it was written with: an encryption block within terraform, or TF_ENCRYPTION.');
  }
  if (version === undefined) {
    return damaged('The state file does not have a "version" attribute, which is required to identify the format version.');
  }
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) return damaged('Its "version" is not a whole number.');
  return diagnostic('state_version', version < 4
    ? `The state has format version ${version}; this release reads and writes version 4. Upgrade it by running "terraform apply -refresh-only" with Terraform 0.12 or newer.`
    : `The state has format version ${version}; this release reads and writes version 4. It was written by a newer tool: use that one, or a newer release of this one.`);
}

function decodeOutputs(json: ExactJson | undefined, problems: Problems): ReadonlyMap<string, StateOutput> {
  const outputs = new Map<string, StateOutput>();
  if (json === undefined || json === null) return outputs;
  if (!isObject(json)) {
    problems.push('"outputs" is not an object.');
    return outputs;
  }
  for (const [name, output] of Object.entries(json)) {
    if (!isObject(output) || !('value' in output) || !('type' in output)) {
      problems.push(`The output ${JSON.stringify(name)} has no value or no type.`);
      continue;
    }
    const extra = rest(output, KNOWN_OUTPUT);
    // A type is texts, lists and objects of types: no numbers, so plain JSON. Judged where it is used.
    outputs.set(name, {
      value: output['value'] as ExactJson, type: output['type'] as Json, sensitive: output['sensitive'] === true,
      ...(Object.keys(extra).length > 0 ? { extra } : {}),
    });
  }
  return outputs;
}

function decodeResources(json: ExactJson | undefined, problems: Problems): ReadonlyMap<string, StateResource> {
  const resources = new Map<string, StateResource>();
  if (json === undefined || json === null) return resources;
  if (!Array.isArray(json)) {
    problems.push('"resources" is not a list.');
    return resources;
  }
  (json as readonly ExactJson[]).forEach((item, i) => {
    const resource = decodeResource(item, `resources[${i}]`, problems);
    if (resource === undefined) return;
    const key = resourceKey(resource);
    const before = resources.size;
    resources.set(key, resource);
    if (resources.size === before) problems.push(`${key} is in it twice.`);
  });
  return resources;
}

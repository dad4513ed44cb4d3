import { loadConfiguration, type Configuration } from '../../../src/config';
import { memoryFiles } from '../../config/files';
import { FOLDER, resourceIds } from './service';
import type { Deed } from '../../../src/emulator/model';
import type { Scenario, Wish, WishedDirectory } from './traits';

const loaded = new Map<string, Configuration>();

export interface WaitSettings {
  readonly settleMs: number;
  readonly readLagMs: number;
}

/** The configurations of all wishes, before any process lives: what loading takes would depend on what ran before. The same text is loaded once. */
export async function configurationsOf(scenario: Scenario, settings: WaitSettings): Promise<ReadonlyMap<Wish, Configuration>> {
  if (loaded.size > 500) loaded.clear();
  const all = new Map<Wish, Configuration>();
  for (const wish of scenario.wishes) {
    const text = textOf(scenario, wish, settings);
    const configuration = loaded.get(text) ?? await load(text);
    loaded.set(text, configuration);
    all.set(wish, configuration);
  }
  return all;
}

function textOf(scenario: Scenario, wish: Wish, settings: WaitSettings): string {
  const wanted = wish.destroys ?? wish;
  const text = [
    'terraform {\n  required_providers {\n    cloudbackup = { source = "holdfast/cloudbackup" }\n  }\n}',
    `provider "cloudbackup" {\n  folder_id = "${FOLDER}"\n  settle_time = "${settings.settleMs}ms"\n  read_lag = "${settings.readLagMs}ms"\n`
    + `  max_operations = ${scenario.maxOperations}\n  max_operations_per_instance = ${scenario.maxOperationsPerInstance}\n}`,
    ...wanted.registrations.map((id) => `resource "cloudbackup_resource" "${nameOf(id)}" {\n  compute_instance_id = "${id}"\n  deletion_protection = false\n  on_destroy = "${wanted.forget === true ? 'forget' : 'delete'}"\n}`),
    ...wanted.directories.map((d) => ({ ...d, name: directoryName(d) })).map(({ instance, path, name }) => `resource "cloudbackup_directory" "${name}" {\n  compute_instance_id = "${instance}"\n  path = "${path}"\n}`),
    ...readBy(wanted),
  ].join('\n');
  return text;
}

function readBy({ data, registrations: [instance], directories: [first] }: Wish): readonly string[] {
  if (data !== true || instance === undefined) return [];
  const after = first === undefined ? `cloudbackup_resource.${nameOf(instance)}` : `cloudbackup_directory.${directoryName(first)}`;
  return [
    `data "cloudbackup_resource" "seen" {\n  compute_instance_id = "${instance}"\n  resource_id = "${resourceIds(instance).own}"\n  depends_on = [${after}]\n}`,
    'output "seen" {\n  value = data.cloudbackup_resource.seen.resource_id\n}',
  ];
}

const directoryName = ({ instance, path, slot }: WishedDirectory): string => nameOf(slot ?? `${instance}${path}`);
const nameOf = (text: string): string => text.replace(/\W/g, '_');

async function load(text: string): Promise<Configuration> {
  const outcome = await loadConfiguration('/work', memoryFiles({ '/work/main.tf': text }));
  if (!outcome.ok) throw new Error(outcome.diagnostics.map((d) => `${d.summary}: ${d.detail}`).join('\n'));
  return outcome.value;
}

/** Addresses that the state holds once a wish is reached. */
export function addressesOf(wish: Wish): readonly string[] {
  return [
    ...wish.registrations.map((id) => `cloudbackup_resource.${nameOf(id)}`),
    ...wish.directories.map((d) => `cloudbackup_directory.${directoryName(d)}`),
  ].sort();
}

/** Registrations that were given up, and must still be there. */
export function forgotten(wish: Wish, before: Wish | undefined): readonly Deed[] {
  const gone = before?.forget === true ? before.registrations.filter((id) => !wish.registrations.includes(id)) : [];
  return gone.map((id): Deed => ({ kind: 'delete-resource', folderId: FOLDER, computeInstanceId: id, resourceId: resourceIds(id).own }));
}

/** Facts of the world that a wish wants, given what was wanted before it. */
export function deedsOf(wish: Wish, before: Wish | undefined): readonly Deed[] {
  const gone = before?.forget === true ? [] : (before?.registrations ?? []).filter((id) => !wish.registrations.includes(id));
  return [
    ...wish.directories.map(({ instance, path }): Deed => ({ kind: 'create-directory', folderId: FOLDER, computeInstanceId: instance, path })),
    ...gone.map((id): Deed => ({ kind: 'delete-resource', folderId: FOLDER, computeInstanceId: id, resourceId: resourceIds(id).own })),
  ];
}

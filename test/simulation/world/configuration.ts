import { loadConfiguration, type Configuration } from '../../../src/config';
import { memoryFiles } from '../../config/files';
import { FOLDER, resourceIds } from './service';
import type { Deed } from '../../../src/emulator/model';
import type { Scenario, Wish } from './traits';

const loaded = new Map<string, Promise<Configuration>>();

/** The configuration that a wish is written as. The same text is loaded once. */
export function configurationOf(scenario: Scenario, wish: Wish, settings: { readonly settleMs: number; readonly readLagMs: number }): Promise<Configuration> {
  const text = [
    'terraform {\n  required_providers {\n    cloudbackup = { source = "holdfast/cloudbackup" }\n  }\n}',
    `provider "cloudbackup" {\n  folder_id = "${FOLDER}"\n  settle_time = "${settings.settleMs}ms"\n  read_lag = "${settings.readLagMs}ms"\n`
    + `  max_operations = ${scenario.maxOperations}\n  max_operations_per_instance = ${scenario.maxOperationsPerInstance}\n}`,
    ...wish.registrations.map((id) => `resource "cloudbackup_resource" "${nameOf(id)}" {\n  compute_instance_id = "${id}"\n  deletion_protection = false\n}`),
    ...wish.directories.map(({ instance, path }) => `resource "cloudbackup_directory" "${nameOf(`${instance}${path}`)}" {\n  compute_instance_id = "${instance}"\n  path = "${path}"\n}`),
  ].join('\n');
  let configuration = loaded.get(text);
  if (configuration === undefined) {
    if (loaded.size > 500) loaded.clear();
    configuration = load(text);
    loaded.set(text, configuration);
  }
  return configuration;
}

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
    ...wish.directories.map(({ instance, path }) => `cloudbackup_directory.${nameOf(`${instance}${path}`)}`),
  ].sort();
}

/** Facts of the world that a wish wants, given what was wanted before it. */
export function deedsOf(wish: Wish, before: Wish | undefined): readonly Deed[] {
  const gone = (before?.registrations ?? []).filter((id) => !wish.registrations.includes(id));
  return [
    ...wish.directories.map(({ instance, path }): Deed => ({ kind: 'create-directory', folderId: FOLDER, computeInstanceId: instance, path })),
    ...gone.map((id): Deed => ({ kind: 'delete-resource', folderId: FOLDER, computeInstanceId: id, resourceId: resourceIds(id).own })),
  ];
}

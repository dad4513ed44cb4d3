import { diagnostic, didYouMean, fail, hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics';
import { loadConfiguration } from './load';
import type { SynthesizedStack } from './manifest';
import { readProject } from './project';
import { synthesize, type SynthesizeOptions, type SynthesizePorts } from './synthesize';
import type { Configuration } from './types';

export interface OpenOptions extends SynthesizeOptions {
  /** The one stack that is wanted of a cdktf app. */
  readonly stack?: string | undefined;
  /** `refuse`: a folder with a program is not opened, and nothing is run. */
  readonly program?: 'refuse' | undefined;
  /** See `LoadOptions`. */
  readonly providerVersions?: ReadonlyMap<string, string | undefined> | undefined;
  /** See `LoadOptions`. */
  readonly despiteReferences?: boolean | undefined;
}

/**
 * Opens the folder a person works in: with a cdktf.json its program is run and every stack is read (or the one that is
 * wanted), each after those it depends on; else its `*.tf.json` files are one configuration.
 */
export async function openConfiguration(dir: string, options: OpenOptions, ports: SynthesizePorts): Promise<Outcome<readonly Configuration[]>> {
  if (options.program === 'refuse') {
    const project = await readProject(dir, ports.files);
    if (!project.ok) return project;
    if (project.value !== undefined) {
      return fail(diagnostic('config_program_refused', `${project.value.filename} names a program that makes the configuration, and with -world no code of the configuration is run. Plan the files that the program writes: -chdir=${project.value.output}/stacks/NAME, where they are kept with the code.`));
    }
    return openFolder(dir, options, ports);
  }
  const synthesized = await synthesize(dir, options, ports);
  if (!synthesized.ok) return synthesized;
  if (synthesized.value === undefined) return openFolder(dir, options, ports);
  const chosen = chooseStacks(synthesized.value, options.stack);
  if (!chosen.ok) return chosen;
  const diagnostics: Diagnostic[] = [...synthesized.diagnostics];
  const configurations: Configuration[] = [];
  let failed = false;
  for (const stack of chosen.value) {
    const loaded = await loadConfiguration(stack.dir, ports.files, { stack: stack.name, shownFrom: dir, providerVersions: options.providerVersions, despiteReferences: options.despiteReferences });
    diagnostics.push(...loaded.diagnostics);
    if (!loaded.ok) failed = true;
    else configurations.push(loaded.value);
  }
  return failed || (hasErrors(diagnostics) && options.despiteReferences !== true) ? { ok: false, diagnostics } : ok(configurations, diagnostics);
}

async function openFolder(dir: string, options: OpenOptions, ports: SynthesizePorts): Promise<Outcome<readonly Configuration[]>> {
  if (options.stack !== undefined) {
    return fail(diagnostic('config_unknown_stack', `-stack=${options.stack} chooses a stack of a cdktf app, and this folder has no cdktf.json. Leave -stack out.`));
  }
  const loaded = await loadConfiguration(dir, ports.files, { providerVersions: options.providerVersions, despiteReferences: options.despiteReferences });
  return loaded.ok ? ok([loaded.value], loaded.diagnostics) : loaded;
}

function chooseStacks(stacks: readonly SynthesizedStack[], wanted: string | undefined): Outcome<readonly SynthesizedStack[]> {
  if (stacks.length === 0) return fail(diagnostic('config_app_no_output', 'The program wrote no stack. Make a TerraformStack in it before app.synth().'));
  if (wanted === undefined) return ok(stacks);
  const names = stacks.map((stack) => stack.name);
  const found = stacks.filter((stack) => stack.name === wanted);
  if (found.length > 0) return ok(found);
  return fail(diagnostic('config_unknown_stack', `The program has no stack "${wanted}".${didYouMean(wanted, names)} It has ${names.join(', ')}.`));
}

import { join, resolve } from 'node:path';
import { diagnostic, fail, judged, ok, unreachable, type Diagnostic, type Outcome } from '../diagnostics';
import { appEnvironment } from './environment';
import { readManifest, type SynthesizedStack } from './manifest';
import type { AppEnd, AppRunner, ProjectFiles } from './ports';
import { readProject, type AppProject } from './project';
import { readJsonFile } from './read-json';
import { TERRAFORM_VERSION } from './terraform-version';

export interface SynthesizeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Names of variables that the program may see although they look like credentials. */
  readonly appEnv?: readonly string[] | undefined;
  /** Output folder instead of the project's, absolute or relative to the project. */
  readonly outDir?: string | undefined;
  /** How long the program may run; 10 minutes unless given. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly emit?: ((event: { readonly type: 'synthesizing'; readonly command: string }) => void) | undefined;
}

export interface SynthesizePorts {
  readonly files: ProjectFiles;
  readonly runner: AppRunner;
  /** Absolute path of this node: stands in for the terraform that cdktf asks for its version. */
  readonly nodePath: string;
}

const TIMEOUT_MS = 10 * 60_000;
const OUTPUT_LIMIT = 64 * 1024 * 1024;
const MANIFEST = 'manifest.json';

/**
 * Runs the configuration program of a cdktf project and reads what it wrote: its stacks, each after those it depends
 * on. Undefined where the folder has no cdktf.json. Folders of stacks that the program no longer has are not looked at.
 */
export async function synthesize(dir: string, options: SynthesizeOptions, ports: SynthesizePorts): Promise<Outcome<readonly SynthesizedStack[] | undefined>> {
  const root = resolve(dir);
  const project = await readProject(root, ports.files);
  if (!project.ok) return project;
  if (project.value === undefined) return ok(undefined);
  const outDir = resolve(root, options.outDir ?? project.value.output);
  const manifestPath = join(outDir, MANIFEST);
  // A manifest of an earlier run must not pass for this one's.
  await ports.files.remove(manifestPath);
  options.emit?.({ type: 'synthesizing', command: project.value.app });
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const run = await ports.runner.run({
    command: project.value.app, cwd: root, env: programEnvironment(project.value, outDir, options, ports.nodePath),
    timeoutMs, outputLimit: OUTPUT_LIMIT, signal: options.signal,
  });
  const failed = runProblem(project.value, run, timeoutMs);
  if (failed !== undefined) return fail(failed);
  const manifest = await readJsonFile(ports.files, manifestPath, `${options.outDir ?? project.value.output}/${MANIFEST}`);
  if (!manifest.ok) return manifest;
  if (manifest.value === undefined) {
    return fail(diagnostic('config_app_no_output', `The program ("${project.value.app}") ended well and wrote no ${MANIFEST} to its output folder. `
      + 'Check that it ends with app.synth(), and that nothing in it sets another outdir.'));
  }
  const stacks = readManifest(manifest.value.root, outDir);
  if (!stacks.ok) return stacks;
  return judged(stacks.value, stacks.value.flatMap(annotationProblems));
}

/** What cdktf's own command line gives to the program, on top of the cleaned environment; both forks' names. */
function programEnvironment(project: AppProject, outDir: string, options: SynthesizeOptions, nodePath: string): Record<string, string> {
  const context = JSON.stringify({ ...project.context, cdktfRelativeModules: project.relativeModules });
  return {
    ...appEnvironment(options.env, options.appEnv ?? []),
    CDKTF_OUTDIR: outDir,
    CDKTN_OUTDIR: outDir,
    CDKTF_CONTEXT_JSON: context,
    CDKTN_CONTEXT_JSON: context,
    CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: 'true',
    CDKTN_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: 'true',
    SYNTH_HCL_OUTPUT: 'false',
    CHECKPOINT_DISABLE: '1',
    // Some validations of cdktf run `$TERRAFORM_BINARY_NAME version` in a shell; no terraform is needed for that.
    TERRAFORM_BINARY_NAME: `"${nodePath}" -p "'Terraform v${TERRAFORM_VERSION}'"`,
  };
}

const SHOWN = 4000;

/** The end of what a program said, short enough for a message. */
function lastWords(run: AppEnd): string {
  const said = (run.stderr.trim() === '' ? run.stdout : run.stderr).trim();
  if (said === '') return ' It printed nothing.';
  const shown = said.length > SHOWN ? `…${said.slice(-SHOWN)}` : said;
  // Indented lines are shown as they are: programs show code and tables.
  return ` It printed:\n${shown.replace(/^/gm, '    ')}`;
}

function runProblem(project: AppProject, run: AppEnd, timeoutMs: number): Diagnostic | undefined {
  const program = `The configuration program ("app" in ${project.filename}: ${project.app})`;
  const problem = (what: string): Diagnostic => diagnostic('config_app_failed', `${program} ${what}${lastWords(run)}`);
  switch (run.end.kind) {
    case 'exit': return run.end.code === 0 ? undefined : problem(`ended with exit code ${run.end.code}. Run it by hand in its folder to look closer. `
      + 'It sees no credentials; -app-env=NAME lets one variable through.');
    case 'signal': return problem(`was ended by ${run.end.signal}.`);
    case 'timeout': return problem(`did not end within ${Math.round(timeoutMs / 1000)} seconds and was stopped. Look for something in it that waits.`);
    case 'output-limit': return problem(`printed more than ${OUTPUT_LIMIT / 1024 / 1024} MiB and was stopped. Look for a loop in it.`);
    case 'aborted': return diagnostic('config_interrupted', `${program} was stopped because this command was interrupted. Nothing was changed.`);
    case 'not-started': return problem(`could not be started: ${run.end.reason}.`);
    default: return unreachable(run.end);
  }
}

function annotationProblems(stack: SynthesizedStack): Diagnostic[] {
  return stack.annotations.filter((a) => a.level !== 'info').map((a) => diagnostic(
    a.level === 'error' ? 'config_app_error' : 'config_app_warning', a.message, { constructPath: a.constructPath }));
}

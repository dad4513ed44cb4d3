import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const repo = path.resolve(__dirname, '../..');

/** What a run came to: code of the last step, and all that was printed. */
export interface RunEnd {
  readonly code: number;
  readonly log: string;
}

/** Files that runs leave for later ones, by run and name. */
export type Artifacts = Map<string, string>;

export interface GithubRun {
  /** Of the run: `github`, `secrets`, `vars`. */
  readonly contexts: Readonly<Record<string, unknown>>;
  /** Variables of the machine: no step inherits any other. */
  readonly env: Readonly<Record<string, string>>;
  readonly id: string;
  readonly artifacts: Artifacts;
  /** Folders that checkouts copy, by `ref`; without one the folder at ''. */
  readonly checkouts: Readonly<Record<string, string>>;
  readonly workspace: string;
}

/** A folder with the command, and an npm that installs nothing. */
export function toolsIn(dir: string): string {
  mkdirSync(dir, { recursive: true });
  for (const [name, text] of [['holdfast', `exec "${process.execPath}" "${path.join(repo, 'bin/holdfast')}" "$@"`], ['npm', 'exit 0']] as const) {
    writeFileSync(path.join(dir, name), `#!/bin/sh\n${text}\n`);
    chmodSync(path.join(dir, name), 0o755);
  }
  return dir;
}

export async function bash(script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<RunEnd> {
  const child = spawn('bash', ['-eo', 'pipefail', '-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => { log += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { log += chunk.toString(); });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, log };
}

/** `${{ }}` of the kind that our workflows use: names with dots, literals, == and !=. */
export function expression(text: string, contexts: Readonly<Record<string, unknown>>): unknown {
  const [, left, operator, right] = /^(.*?)\s*(==|!=)\s*(.*)$/.exec(text.trim()) ?? [];
  if (left !== undefined && right !== undefined) {
    const same = String(expression(left, contexts) ?? '') === String(expression(right, contexts) ?? '');
    return operator === '==' ? same : !same;
  }
  const literal = /^'(.*)'$/.exec(text.trim())?.[1];
  if (literal !== undefined) return literal;
  if (!/^[\w.-]+$/.test(text.trim())) throw new Error(`an expression that this runner does not know: ${text}`);
  return text.trim().split('.').reduce<any>((value, name) => value?.[name], contexts);
}

const filled = (value: unknown, contexts: Readonly<Record<string, unknown>>): string =>
  String(value ?? '').replace(/\$\{\{(.*?)\}\}/g, (_whole, inner: string) => String(expression(inner, contexts) ?? ''));

const filledAll = (values: Readonly<Record<string, unknown>> = {}, contexts: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, filled(value, contexts)]));

function outputsIn(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  const outputs: Record<string, string> = {};
  const lines = readFileSync(file, 'utf8').split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const heredoc = /^([\w-]+)<<(.+)$/.exec(line);
    if (heredoc !== null) {
      const end = lines.indexOf(heredoc[2] ?? '', at + 1);
      outputs[heredoc[1] ?? ''] = lines.slice(at + 1, end).join('\n');
      at = end;
    } else if (line.includes('=')) outputs[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
  }
  return outputs;
}

/** Runs the jobs of a workflow, step by step, as GitHub does. */
export async function runWorkflow(file: string, run: GithubRun): Promise<RunEnd> {
  const workflow = parse(readFileSync(file, 'utf8'));
  let log = '';
  for (const job of Object.values<any>(workflow.jobs)) {
    if (job.if !== undefined && filled(job.if, run.contexts) !== 'true') {
      log += 'job skipped\n';
      continue;
    }
    const end = await runSteps(job.steps, { ...run, contexts: { ...run.contexts, steps: {} } }, run.env);
    log += end.log;
    if (end.code !== 0) return { code: end.code, log };
  }
  return { code: 0, log };
}

async function runSteps(steps: readonly any[], run: GithubRun, env: Readonly<Record<string, string>>): Promise<RunEnd & { readonly outputs: Record<string, Record<string, string>> }> {
  const outputs: Record<string, Record<string, string>> = {};
  let log = '';
  for (const [at, step] of steps.entries()) {
    const contexts = { ...run.contexts, steps: Object.fromEntries(Object.entries(outputs).map(([id, own]) => [id, { outputs: own }])) };
    if (step.if !== undefined && filled(step.if, contexts) !== 'true') continue;
    const own = { ...env, ...filledAll(step.env, contexts) };
    const outputFile = path.join(run.workspace, `.output-${run.id}-${Math.random().toString(36).slice(2)}-${at}`);
    const end = step.uses === undefined
      ? { ...await bash(step.run, path.join(run.workspace, filled(step['working-directory'], contexts)), { ...own, GITHUB_OUTPUT: outputFile }), set: outputsIn(outputFile) }
      : await runAction(step.uses, filledAll(step.with, contexts), { ...run, contexts }, own);
    log += end.log;
    if (step.id !== undefined) outputs[step.id] = end.set;
    if (end.code !== 0 && step['continue-on-error'] !== true) return { code: end.code, log, outputs };
  }
  return { code: 0, log, outputs };
}

async function runAction(uses: string, given: Record<string, string>, run: GithubRun, env: Readonly<Record<string, string>>): Promise<RunEnd & { readonly set: Record<string, string> }> {
  const [name] = uses.split('@');
  const at = (file: string): string => path.join(run.workspace, file);
  switch (name) {
    case 'actions/setup-node': return { code: 0, log: '', set: {} };
    case 'actions/checkout': {
      const from = run.checkouts[given['ref'] ?? ''];
      if (from === undefined) return { code: 1, log: `no such ref: ${given['ref'] ?? ''}\n`, set: {} };
      cpSync(from, at(given['path'] ?? '.'), { recursive: true });
      return { code: 0, log: '', set: {} };
    }
    case 'actions/upload-artifact': {
      const file = given['path'] ?? '';
      if (!existsSync(at(file))) return { code: given['if-no-files-found'] === 'error' ? 1 : 0, log: `no such file: ${file}\n`, set: {} };
      run.artifacts.set(`${run.id}/${given['name']}/${path.basename(file)}`, readFileSync(at(file), 'utf8'));
      return { code: 0, log: '', set: {} };
    }
    case 'actions/download-artifact': {
      const prefix = `${given['run-id'] ?? run.id}/${given['name']}/`;
      const found = [...run.artifacts].filter(([key]) => key.startsWith(prefix));
      if (found.length === 0) return { code: 1, log: `no artifact ${prefix}\n`, set: {} };
      mkdirSync(at(given['path'] ?? '.'), { recursive: true });
      for (const [key, text] of found) writeFileSync(at(path.join(given['path'] ?? '.', key.slice(prefix.length))), text);
      return { code: 0, log: '', set: {} };
    }
    case 'holdfast/holdfast': {
      const action = parse(readFileSync(path.join(repo, 'action.yml'), 'utf8'));
      for (const input of Object.keys(given)) if (!(input in action.inputs)) throw new Error(`the action has no input ${input}`);
      const inputs = Object.fromEntries(Object.entries<any>(action.inputs).map(([input, { default: usual }]) => [input, given[input] ?? filled(usual, run.contexts)]));
      const contexts = { ...run.contexts, inputs };
      const end = await runSteps(action.runs.steps, { ...run, contexts }, { ...env, GITHUB_ACTION_PATH: repo });
      const after = { ...contexts, steps: Object.fromEntries(Object.entries(end.outputs).map(([id, own]) => [id, { outputs: own }])) };
      return { code: end.code, log: end.log, set: Object.fromEntries(Object.entries<any>(action.outputs).map(([output, { value }]) => [output, filled(value, after)])) };
    }
    default: throw new Error(`an action that this runner does not know: ${uses}`);
  }
}

/** The jobs of a GitLab component with its inputs filled in, each with what it extends. */
export function componentJobs(file: string, inputs: Readonly<Record<string, string>> = {}): ReadonlyMap<string, any> {
  const [head, body] = readFileSync(file, 'utf8').split(/^---$/m) as [string, string];
  const spec = parse(head).spec.inputs as Record<string, { default: string }>;
  const text = body.replace(/\$\[\[ inputs\.(\w+) \]\]/g, (_whole, name: string) => {
    if (!(name in spec)) throw new Error(`the component has no input ${name}`);
    return inputs[name] ?? String(spec[name]?.default ?? '');
  });
  const [document] = parseAllDocuments(text) as unknown as [{ toJS(): Record<string, any> }];
  const jobs = document.toJS();
  return new Map(Object.entries(jobs).filter(([name]) => !name.startsWith('.')).map(([name, job]) => {
    const base = job.extends === undefined ? {} : jobs[job.extends];
    return [name, { ...base, ...job, variables: { ...base.variables, ...job.variables } }];
  }));
}

/** `$A == "b" && $C == $D`: whether one of a job's rules holds. */
export function ruleHolds(job: any, env: Readonly<Record<string, string>>): boolean {
  const side = (text: string): string => (text.startsWith('$') ? env[text.slice(1)] ?? '' : text.replace(/^"(.*)"$/, '$1'));
  return job.rules.some((rule: any) => String(rule.if).split(' && ').every((part) => {
    const [left = '', right = ''] = part.split(' == ');
    return side(left) === side(right);
  }));
}

/** Runs a GitLab job's script in one shell, as its runner does. */
export async function runGitlabJob(job: any, workspace: string, env: Readonly<Record<string, string>>): Promise<RunEnd> {
  return bash([...job.before_script ?? [], ...job.script].join('\n'), workspace, { ...env, ...job.variables });
}

/** `and(eq(variables['A'], 'b'), ne(...))`: what our template's conditions are made of. */
export function azureCondition(text: string, variables: Readonly<Record<string, string>>): boolean {
  const parts = [...text.matchAll(/(eq|ne)\(variables\['([\w.]+)'\], '([^']*)'\)/g)];
  if (text !== `and(${parts.map(([part]) => part).join(', ')})`) throw new Error(`a condition that this runner does not know: ${text}`);
  return parts.every(([, verb, name = '', value = '']) => ((variables[name] ?? '').toLowerCase() === value.toLowerCase()) === (verb === 'eq'));
}

export interface AzureRun {
  /** Predefined variables by their names with dots, and those of the pipeline. */
  readonly variables: Readonly<Record<string, string>>;
  /** Variables of the machine: of the pipeline's own a step has what its `env` says, and no secret besides. */
  readonly env: Readonly<Record<string, string>>;
  readonly workspace: string;
  readonly source: string;
  readonly artifacts: Artifacts;
}

/** Runs the jobs of an Azure template whose conditions hold, step by step. */
export async function runAzure(file: string, run: AzureRun): Promise<RunEnd & { readonly jobs: readonly string[] }> {
  const template = parse(readFileSync(file, 'utf8'));
  const parameters = Object.fromEntries(template.parameters.map((one: any) => [one.name, String(one.default)]));
  const filled = (text: string): string => text.replace(/\$\{\{\s*([\w.]+)\s*\}\}/g, (_all, name: string) => String(expression(name, { parameters })))
    .replace(/\$\(([\w.]+)\)/g, (_all, name: string) => { const value = run.variables[name]; if (value === undefined) throw new Error(`no variable ${name}`); return value; });
  const jobs: string[] = [];
  let log = '';
  for (const job of template.jobs) {
    if (!azureCondition(job.condition, run.variables)) continue;
    jobs.push(job.job ?? job.deployment);
    for (const step of job.steps ?? job.strategy.runOnce.deploy.steps) {
      const kinds = ['checkout', 'task', 'bash', 'publish'].filter((kind) => kind in step);
      if (kinds.length !== 1) throw new Error(`a step that this runner does not know: ${JSON.stringify(step)}`);
      if (step.checkout !== undefined) cpSync(run.source, run.workspace, { recursive: true });
      if (step.publish !== undefined) {
        const published = path.join(run.workspace, filled(step.publish));
        if (!existsSync(published)) return { code: 1, log: `${log}nothing to publish\n`, jobs };
        run.artifacts.set(step.artifact, published);
      }
      if (step.bash === undefined) continue;
      const own = Object.fromEntries(Object.entries<string>(step.env ?? {}).map(([name, value]) => [name, filled(value)]));
      const end = await bash(step.bash, path.join(run.workspace, filled(step.workingDirectory ?? '.')), { ...run.env, ...own });
      log += end.log;
      if (end.code !== 0) return { code: end.code, log, jobs };
    }
  }
  return { code: 0, log, jobs };
}

import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { catchMutants } from './catch-mutants';
import { crashPoints, type CrashPointReport } from './crash-points';
import { describe } from './machine';
import { simulateWorld } from './run';
import { shrink } from './shrink';
import { scenarioOf } from './sweep';
import { PROFILES, type ProfileName, type Scenario } from './traits';

/**
 * `npm run simulate -- --runs N --seed S [--profile default|hot|calm] [--keys honoured|ignored] [--jobs J] [--trace] [--points N]`:
 * whole applies in a simulated world, seeds S to S+N-1; keys honoured and ignored in turn unless one is named.
 * A failing seed is shrunk to the shortest trace found, unless `--brief`. `--mutants`: at which of the seeds each
 * broken protocol is caught, and by what. `--points N` kills at every port call instead, before, within and after it, until so many points are done.
 */
interface Options {
  readonly runs: number;
  readonly seed: number;
  readonly profile: ProfileName;
  readonly keys: 'honoured' | 'ignored' | undefined;
  readonly jobs: number;
  readonly trace: boolean;
  readonly mutants: boolean;
  /** Failing seeds are told, not shrunk. */
  readonly brief: boolean;
  readonly points: number;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function parse(args: readonly string[]): Options {
  const values = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const name = args[i]?.replace(/^--?/, '') ?? '';
    if (name === 'trace' || name === 'brief' || name === 'mutants') values.set(name, 'true');
    else values.set(name, args[++i] ?? '');
  }
  const known = new Set(['runs', 'seed', 'profile', 'keys', 'jobs', 'trace', 'points', 'part', 'brief', 'mutants']);
  const unknown = [...values.keys()].find((name) => !known.has(name));
  const number = (name: string, or: number): number => {
    const value = Number(values.get(name) ?? or);
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} takes a whole number`);
    return value;
  };
  const profile = values.get('profile') ?? 'default';
  const keys = values.get('keys');
  if (unknown !== undefined || !Object.hasOwn(PROFILES, profile) || !(keys === undefined || keys === 'honoured' || keys === 'ignored')) {
    throw new Error(`usage: simulate [--runs N] [--seed S] [--profile ${Object.keys(PROFILES).join('|')}] [--keys honoured|ignored] [--jobs J] [--trace] [--brief] [--mutants] [--points N]`);
  }
  return {
    runs: number('runs', 1000), seed: number('seed', 1), profile: profile as ProfileName, keys, jobs: Math.max(1, number('jobs', availableParallelism())),
    trace: values.has('trace'), mutants: values.has('mutants'), brief: values.has('brief'), points: number('points', 0),
  };
}

interface Part {
  runs: number;
  failed: number;
  killed: number;
  processes: number;
  interrupted: number;
  calls: number;
  operations: number;
  /** Over all traces, so that two runs of the command can be compared. */
  hash: number;
}

const nothing = (): Part => ({ runs: 0, failed: 0, killed: 0, processes: 0, interrupted: 0, calls: 0, operations: 0, hash: 0 });

async function simulatePart(options: Options, first: number, step: number): Promise<Part> {
  const part = nothing();
  for (let seed = options.seed + first; seed < options.seed + options.runs; seed += step) {
    const scenario = scenarioOf(seed, options);
    const report = await simulateWorld(scenario, { trace: options.trace ? 'lines' : 'times' });
    part.runs++;
    part.killed += report.killed;
    part.interrupted += report.interrupted;
    part.processes += report.processes;
    part.calls += report.calls;
    part.operations += report.operations;
    part.hash = (part.hash + Number.parseInt(report.trace.hash().slice(0, 12), 16)) % Number.MAX_SAFE_INTEGER;
    if (options.trace) say(report.trace.lines().join('\n'));
    if (report.violations.length === 0) continue;
    part.failed++;
    // A broken rule breaks in many seeds: the first few are looked into.
    if (options.brief || part.failed > 3) say(`seed ${seed}: ${report.violations[0] ?? ''}`);
    else say(await explain(seed, options, scenario));
  }
  return part;
}

/** The seed, and the shortest way found to the same end. */
async function explain(seed: number, options: Options, scenario: Scenario): Promise<string> {
  const small = await shrink(scenario, await simulateWorld(scenario));
  const again = await simulateWorld(small.scenario, { script: small.script, disturbed: small.report.disturbed, trace: 'lines' });
  return [
    `seed ${seed} (--profile ${options.profile} --keys ${scenario.switches.idempotency ?? ''}): ${small.report.violations.join('; ')}`,
    `  instances: ${small.scenario.instances.map((i) => i.id).join(', ')}; switches: ${Object.entries(small.scenario.switches).map(([k, v]) => `${k}=${v}`).join(' ')}`,
    ...(small.cut ? ['  (shrinking took too long and was cut short: a shorter way to the same end may exist)'] : []),
    `  what goes wrong: ${small.script.map((s) => `#${s.at} ${describe(s)}`).join('; ') || 'nothing'}`,
    ...again.trace.lines().slice(-200).map((line) => `  | ${line}`),
  ].join('\n');
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const options = parse(args);
  const started = Date.now();
  if (options.mutants) {
    for (const caught of await catchMutants(options.seed, options.runs)) {
      say(`${caught.seed === undefined ? `NOT CAUGHT in ${options.runs} seeds` : `seed ${caught.seed}`}: ${caught.what}: ${caught.by}`);
      if (caught.seed === undefined) process.exitCode = 1;
    }
    return;
  }
  if (options.points > 0) {
    const report = await crashPoints({ points: options.points, seed: options.seed });
    tellPoints(report, Date.now() - started);
    process.exitCode = report.failed.length > 0 ? 1 : 0;
    return;
  }
  const own = process.env['HOLDFAST_SIMULATE_PART'];
  if (own !== undefined) {
    const part = await simulatePart(options, Number(own), options.jobs);
    process.send?.(part);
    return;
  }
  const jobs = Math.min(options.jobs, options.runs);
  const parts = jobs <= 1 ? [await simulatePart({ ...options, jobs: 1 }, 0, 1)] : await Promise.all(Array.from({ length: jobs }, (_, i) => partOf(args, i, jobs)));
  const all = parts.reduce((sum, part) => {
    for (const key of Object.keys(sum) as (keyof Part)[]) sum[key] = key === 'hash' ? (sum.hash + part.hash) % Number.MAX_SAFE_INTEGER : sum[key] + part[key];
    return sum;
  }, nothing());
  const seconds = (Date.now() - started) / 1000;
  say(`${options.profile}: ${all.runs} runs from seed ${options.seed}: ${all.failed} failed; ${all.processes} processes, ${all.killed} killed, ${all.interrupted} interrupted; `
    + `${all.operations} operations, ${all.calls} port calls; ${seconds.toFixed(1)} s, ${(all.runs / seconds).toFixed(1)} runs/s; traces ${all.hash.toString(16)}`);
  process.exitCode = all.failed > 0 ? 1 : 0;
}

function tellPoints(report: CrashPointReport, ms: number): void {
  for (const line of report.failed.slice(0, 10)) say(line);
  say(`crash points: ${report.points} of ${report.scenarios} scenarios: ${report.failed.length} failed; ${(ms / 1000).toFixed(1)} s`);
}

function partOf(args: readonly string[], index: number, jobs: number): Promise<Part> {
  return new Promise((resolve, reject) => {
    const child = fork(__filename, [...args, '--jobs', String(jobs)], { env: { ...process.env, HOLDFAST_SIMULATE_PART: String(index) } });
    let part: Part | undefined;
    child.on('message', (message) => { part = message as Part; });
    child.on('error', reject);
    child.on('exit', (code) => (part === undefined ? reject(new Error(`a part of the simulation ended with ${code}`)) : resolve(part)));
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});

/**
 * The command under strace, struck at single system calls: killed right before the n-th, or the n-th fails. Every kind of
 * call on the files of state and journal and on the network, in a first run without a state, in one with a state, and in one that resumes.
 * Judged by the ledger and by what people are told. HOLDFAST_SYSCALLS=all makes every cell, a number so many; HOLDFAST_SEED chooses which.
 */
import path from 'node:path';
import { describeWithProgram } from '../../support/programs';
import { seededRandom } from '../../support/random';
import type { RunResult } from '../../support/processes';
import { inLanes, seedOf } from '../lanes';
import { withServices, type Service } from '../service';
import { expectCode, inTrial, type Trial } from '../trial';
import { cellName, cellsOf, sampleOf, type Cell } from './cells';
import { callsOf, hasStruck, recording, straceWorks, striking, type Call } from './strace';

const seed = seedOf();
const wanted = process.env['HOLDFAST_SYSCALLS'] ?? '40';
const only = process.env['HOLDFAST_CELL'];
const LANES = 6;
/** More than there are cells. */
const MOST = 6_000;

const SCENARIOS = ['without a state', 'with a state', 'resuming'] as const;
type Scenario = (typeof SCENARIOS)[number];

describeWithProgram('strace', `system calls that fail, and kills between them (seed ${seed})`, () => {
  it('lose nothing, repeat nothing, are told in words, and the next run goes on', async () => {
    let struck = 0;
    const folders = Array.from({ length: MOST }, (_, i) => `f${i}`);
    await withServices(wanted === 'all' ? folders : folders.slice(0, Number(wanted) + 2 * SCENARIOS.length), 40, seed, async (services) => {
      const folder = folders.values();
      const recorded = await Promise.all(SCENARIOS.map(async (scenario) => ({ scenario, calls: await record(services[0] as Service, scenario, () => folder.next().value as string) })));
      const all = recorded.flatMap(({ scenario, calls }) => cellsOf(calls).map((cell) => ({ scenario, ...cell })));
      const chosen = all.filter((cell) => only === undefined || `${cell.scenario}: ${cellName(cell)}`.includes(only));
      const cells = wanted === 'all' ? chosen : sampleOf(chosen, Number(wanted), seededRandom(seed)) as typeof chosen;
      expect(cells.length).toBeGreaterThan(0);
      const failures: string[] = [];
      await inLanes(LANES, async (nth) => {
        const cell = cells[nth];
        if (cell === undefined) return 'enough';
        const started = performance.now();
        try {
          await inScenario(services[nth % services.length] as Service, folder.next().value as string, cell.scenario, async (trial) => {
            if (await strike(trial, cell)) struck++;
          });
        } catch (error) {
          failures.push(`${cell.scenario}: ${cellName(cell)} (${services[nth % services.length]?.name ?? ''}):\n${error instanceof Error ? error.message : String(error)}`);
        }
        if (process.env['HOLDFAST_TIMES'] !== undefined) process.stderr.write(`${Math.round(performance.now() - started)} ms ${cell.scenario}: ${cellName(cell)}\n`);
        return failures.length > 20 ? 'enough' : 'more';
      });
      process.stderr.write(`${cells.length} of ${all.length} cells (seed ${seed}), ${struck} struck\n`);
      expect(failures.join('\n\n')).toBe('');
      // Runs differ a little; blows that mostly miss would show nothing.
      if (only === undefined) expect(struck).toBeGreaterThan(cells.length * 0.6);
    });
  }, 4 * 3_600_000);
}, straceWorks);

/** Strikes one run, then lets the next one finish. */
async function strike(trial: Trial, cell: Cell): Promise<boolean> {
  const log = path.join(trial.dir, 'strike.log');
  const run = await trial.apply({ env: striking(cell.call, cell.blow, log) });
  const struck = hasStruck(log);
  trial.check();
  if ('kill' in cell.blow) {
    if (run.signal !== 'SIGKILL') expectCode(run, 0);
  } else {
    expectCode(run, 0, 1, 4);
    expectWords(run, trial);
  }
  await trial.finish();
  return struck;
}

/** A failure is told as a problem, with its file or peer and what to do, and never as a stack. */
function expectWords(run: RunResult, trial: Trial): void {
  const said = `${run.stdout}${run.stderr}`;
  const one = said.replace(/\n(?:│ ?)?/g, ' ');
  if (/^ +at .*[(:]/m.test(said) || said.includes('does not handle')) throw new Error(`a stack, or a problem that nobody thought of\n${said}`);
  if (run.code === 0) return;
  if (!/Error: /.test(one)) throw new Error(`ended with ${run.code} and told no error\n${said}`);
  if (!one.includes(trial.dir) && !one.includes(trial.service.endpoint) && !/main\.tf\.json/.test(one)) throw new Error(`named no file and no peer\n${said}`);
  if (!/[Rr]un (?:the command|apply) again|[Cc]orrect|[Ff]ree disk|[Cc]heck|must be writable|Restore|[Tt]ry again|Keep the state|takes up|holdfast apply/.test(one)) throw new Error(`did not say what to do\n${said}`);
}

async function record(service: Service, scenario: Scenario, nextFolder: () => string): Promise<readonly Call[]> {
  const calls: Call[] = [];
  for (const thread of ['pool', 'main'] as const) {
    await inScenario(service, nextFolder(), scenario, async (trial) => {
      const log = path.join(trial.dir, 'record.log');
      expectCode(await trial.apply({ env: recording(thread, log) }), 0);
      const made = callsOf(thread, log, trial.dir);
      // Of the main thread, what is about the network and the lock: its reads of modules are Node's.
      calls.push(...(thread === 'pool' ? made : made.filter((call) => call.name !== 'read' && (call.about === 'network' || call.name === 'fcntl'))));
    });
  }
  return calls;
}

/** A trial as it stands before the run that is struck. */
async function inScenario(service: Service, folder: string, scenario: Scenario, work: (trial: Trial) => Promise<void>): Promise<void> {
  await inTrial(service, folder, async (trial) => {
    if (scenario === 'resuming') {
      await trial.apply({ onStart: (child) => {
        const timer = setInterval(() => { if (trial.ledger().filter((line) => line.event === 'received').length >= 3) child.kill('SIGKILL'); }, 5);
        child.once('exit', () => clearInterval(timer));
      } });
    }
    await work(trial);
  }, { withState: scenario !== 'without a state' });
}

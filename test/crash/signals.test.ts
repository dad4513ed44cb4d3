/**
 * The command as its surroundings treat it: interrupted once, twice or three times, its terminal closed, held for longer
 * than any deadline, at moments chosen by seed. Judged as kills are, and by the code and the words with which it leaves.
 * HOLDFAST_SIGNALS sets how many trials (40), HOLDFAST_SEED the seed.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../support/random';
import { inLanes, seedOf } from './lanes';
import { withServices, type Service } from './service';
import { expectCode, inTrial, type Trial } from './trial';

const trials = Number(process.env['HOLDFAST_SIGNALS'] ?? 40);
const seed = seedOf();
const LANES = 5;
/** Longer than the deadline of a call and the settle time together: see TIMES of the trial. */
const HELD_MS = 4_000;

type Step = NodeJS.Signals | 'wait' | 'hold';
const PATTERNS: readonly (readonly Step[])[] = [
  ['SIGINT'], ['SIGTERM'], ['SIGHUP'], ['SIGINT', 'wait', 'SIGINT'], ['SIGTERM', 'wait', 'SIGTERM'], ['SIGHUP', 'wait', 'SIGINT'], ['SIGINT', 'SIGTERM'],
  ['SIGINT', 'wait', 'SIGINT', 'wait', 'SIGINT'], ['hold'], ['hold', 'wait', 'SIGINT'], ['SIGINT', 'wait', 'hold'], ['hold', 'SIGKILL'], ['SIGINT', 'wait', 'SIGKILL'],
];

describe(`signals at random moments (seed ${seed}, ${trials} trials)`, () => {
  it('lose nothing and repeat nothing, and the run that follows goes on', async () => {
    const ends = new Map<string, number>();
    await withServices(Array.from({ length: trials }, (_, i) => `f${i}`), 150, seed, async (services) => {
      await inLanes(LANES, async (nth) => {
        if (nth >= trials) return 'enough';
        const random = seededRandom(seed * 6151 + nth);
        const pattern = PATTERNS[nth % PATTERNS.length] as readonly Step[];
        await inTrial(services[nth % services.length] as Service, `f${nth}`, async (trial) => {
          const told = await disturbed(trial, pattern, () => random.next());
          ends.set(told, (ends.get(told) ?? 0) + 1);
          trial.check();
          await trial.finish();
        }).catch((error: unknown) => { throw new Error(`${pattern.join(' ')}: ${error instanceof Error ? error.message : String(error)}`, { cause: error }); });
        return 'more';
      });
    });
    process.stderr.write(`${trials} runs disturbed (seed ${seed}): ${[...ends].map(([end, count]) => `${count} ended with ${end}`).join(', ')}\n`);
  }, 300_000 + trials * 20_000);
});

/** One run under a pattern of signals; how it ended. */
async function disturbed(trial: Trial, pattern: readonly Step[], unit: () => number): Promise<string> {
  let leftAt = Infinity;
  const run = await trial.apply({ onStart: (child) => void signalled(child, pattern, trial, unit).then((at) => { leftAt = at; }) });
  const said = `${run.stdout}${run.stderr}`;
  if (/^ +at .*[(:]/m.test(said) || said.includes('does not handle')) throw new Error(`a stack, or a problem that nobody thought of\n${said}`);
  if (run.signal !== null) {
    // Killed, or met before the command was there to hear it: then it had done nothing.
    if (run.signal !== 'SIGKILL') expect(said).toBe('');
    return run.signal;
  }
  // After the second signal it leaves at once.
  if (leftAt !== Infinity) expect(performance.now() - leftAt).toBeLessThan(15_000);
  expectCode(run, 0, 130, 4);
  if (run.code === 4) expect(said).toContain('holdfast apply');
  return String(run.code);
}

/** Sends the pattern, from a random moment on. Resolves with the time of the second interrupt, Infinity without one. */
async function signalled(child: ChildProcess, pattern: readonly Step[], trial: Trial, unit: () => number): Promise<number> {
  const gone = once(child, 'exit');
  const calls = Math.floor(unit() * 7);
  const received = (): number => trial.ledger().filter((line) => line.event === 'received').length;
  while (received() < calls && child.exitCode === null && child.signalCode === null) await pause(10);
  await Promise.race([gone, pause(unit() * (calls === 0 ? 600 : 100))]);
  let interrupts = 0;
  for (const step of pattern) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    if (step === 'wait') await Promise.race([gone, pause(unit() * 400)]);
    else if (step === 'hold') {
      child.kill('SIGSTOP');
      await pause(HELD_MS);
      child.kill('SIGCONT');
    } else {
      child.kill(step);
      if (step !== 'SIGKILL') interrupts++;
      if (interrupts === 2) return performance.now();
    }
  }
  return Infinity;
}

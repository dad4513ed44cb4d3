/**
 * Several people apply at once on one state: of the same configuration and of different ones, some killed. One at a time
 * gets through, the others wait or are told who holds the lock; nothing is lost, nothing done twice, the state is never broken.
 * HOLDFAST_ROUNDS sets how many rounds (6), HOLDFAST_SEED the seed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { holdfast, type RunResult } from '../support/processes';
import { seededRandom } from '../support/random';
import { inLanes, seedOf } from './lanes';
import { withServices, type Service } from './service';
import { configuration, expectCode, inTrial, type Trial } from './trial';

const rounds = Number(process.env['HOLDFAST_ROUNDS'] ?? 6);
const seed = seedOf();
const PEOPLE = 4;
const PATIENT = '-lock-timeout=120s';
/** What the others want besides: each some of the same directories. */
const OTHERS = [['a', 'b', 'c/d'], ['a', 'b'], ['b', 'c/d'], ['a']];

describe(`applies at once on one state (seed ${seed}, ${rounds} rounds)`, () => {
  it('come one after the other, and together do everything once', async () => {
    await withServices(Array.from({ length: rounds }, (_, i) => `f${i}`), 80, seed, async (services) => {
      await inLanes(2, async (nth) => {
        if (nth >= rounds) return 'enough';
        const random = seededRandom(seed * 4801 + nth);
        await inTrial(services[nth % services.length] as Service, `f${nth}`, async (trial) => {
          const kills = nth % 3 === 2;
          const ends = await Promise.all(Array.from({ length: PEOPLE }, (_, i) => one(trial, nth % 2 === 0 ? undefined : i, kills && i % 2 === 0 ? random.next() * 4_000 : undefined)));
          trial.check();
          for (const run of ends) if (run.signal !== 'SIGKILL') expectCode(run, 0);
          await trial.finish();
        });
        return 'more';
      });
    });
  }, 300_000 + rounds * 120_000);

  it('who does not wait is told who holds the lock, and nobody asks the service twice', async () => {
    await withServices(['f0'], 600, seed, async ([service]) => {
      await inTrial(service as Service, 'f0', async (trial) => {
        const first = trial.apply();
        while (trial.ledger().length === 0) await pause(10);
        const others = await Promise.all(Array.from({ length: PEOPLE }, () => trial.apply()));
        for (const run of others) {
          expectCode(run, 5);
          expect(run.stderr).toMatch(/\w+@\S+/);
          expect(run.stderr).toContain('-lock-timeout');
        }
        expectCode(await first, 0);
        trial.check();
        await trial.finish();
      });
    });
  }, 300_000);
});

/** One person's apply; `as` has a folder and wishes of their own over the same state. */
function one(trial: Trial, as: number | undefined, killAfterMs: number | undefined): Promise<RunResult> {
  const cwd = as === undefined ? trial.dir : ownFolder(trial, as);
  return holdfast(['apply', '-auto-approve', '-no-color', PATIENT], { cwd, env: trial.service.env, onStart: (child) => {
    if (killAfterMs === undefined) return;
    const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    child.once('exit', () => clearTimeout(timer));
  } });
}

function ownFolder(trial: Trial, as: number): string {
  const dir = path.join(trial.dir, `person-${as}`);
  mkdirSync(dir);
  const own = configuration(trial.folder, OTHERS[as]) as { terraform: object };
  writeFileSync(path.join(dir, 'main.tf.json'), JSON.stringify({ ...own, terraform: { ...own.terraform, backend: { local: { path: trial.stateFile } } } }));
  return dir;
}

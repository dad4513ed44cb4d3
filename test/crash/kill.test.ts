/**
 * The promise on real processes: `holdfast apply` is killed (SIGKILL) at moments spread over its whole run, then run again
 * and killed again, up to five times in a row. The emulator's ledger is the judge: no effect twice, none without its intent
 * on disk, and after the run that is let alone every effect in the state and an empty plan.
 * HOLDFAST_KILLS sets how many kills (200), HOLDFAST_SEED the seed.
 */
import type { ChildProcess } from 'node:child_process';
import { seededRandom } from '../support/random';
import { inLanes, seedOf } from './lanes';
import { withServices, type Service } from './service';
import { expectCode, inTrial, type Trial } from './trial';

const kills = Number(process.env['HOLDFAST_KILLS'] ?? 200);
const seed = seedOf();
const LANES = 6;
const IN_A_ROW = [1, 1, 1, 2, 3, 5];
/** First guess of a whole run, in milliseconds; then what undisturbed runs took. */
const FIRST_LENGTH = 2_500;

describe(`killing apply at random moments (seed ${seed}, ${kills} kills)`, () => {
  it('performs no effect twice and has every effect in the state after the next run', async () => {
    const folders = Array.from({ length: kills + LANES }, (_, i) => `f${i}`);
    let length = FIRST_LENGTH;
    let killed = 0;
    const seen = { 'before any call': 0, 'with calls made': 0, 'all performed': 0 };
    await withServices(folders, 80, seed, async (services) => {
      await inLanes(LANES, async (nth) => {
        const random = seededRandom(seed * 7919 + nth);
        const pick = <T>(of: readonly T[]): T => of[Math.floor(random.next() * of.length)] as T;
        await inTrial(services[nth % services.length] as Service, folders[nth] as string, async (trial) => {
          for (let left = pick(IN_A_ROW); left > 0; left--) {
            const blow = random.next() < 0.5 ? atMoment(random.next() * length) : atCall(trial, 1 + Math.floor(random.next() * 8), random.next() * 60);
            const run = await trial.apply({ onStart: blow });
            trial.check();
            if (run.signal !== 'SIGKILL') {
              expectCode(run, 0);
              break;
            }
            killed++;
            const events = trial.ledger().map((line) => line.event);
            const performed = events.filter((event) => event === 'performed').length;
            seen[events.length === 0 ? 'before any call' : performed < 11 ? 'with calls made' : 'all performed']++;
          }
          const started = performance.now();
          await trial.finish();
          length = length * 0.7 + (performance.now() - started) * 0.6 * 0.3;
        });
        return killed < kills ? 'more' : 'enough';
      });
    });
    process.stderr.write(`${killed} kills (seed ${seed}): ${Object.entries(seen).map(([when, count]) => `${count} ${when}`).join(', ')}; runs of about ${Math.round(length)} ms\n`);
    expect(killed).toBeGreaterThanOrEqual(kills);
    // Kills that all fell before the first call would show nothing.
    if (kills >= 30) expect(Math.min(seen['before any call'], seen['with calls made'])).toBeGreaterThan(0);
  }, 300_000 + kills * 15_000);
});

const atMoment = (ms: number) => (child: ChildProcess): void => {
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  child.once('exit', () => clearTimeout(timer));
};

/** After the `nth` call of this run arrived, and a little later. */
function atCall(trial: Trial, nth: number, laterMs: number): (child: ChildProcess) => void {
  const received = (): number => trial.ledger().filter((line) => line.event === 'received').length;
  return (child) => {
    const before = received();
    let timer = setInterval(() => {
      if (received() < before + nth) return;
      clearInterval(timer);
      timer = setTimeout(() => child.kill('SIGKILL'), laterMs);
    }, 10);
    child.once('exit', () => clearInterval(timer));
  };
}

/**
 * The same promise as our own engine's (test/crash/kill.test.ts), through Terraform: in the middle of `terraform apply` Terraform,
 * its provider or both are killed (SIGKILL), up to three times in a row. The service's ledger is the judge: no effect twice, and the
 * next apply ends clean. HOLDFAST_DOOR_KILLS, or HOLDFAST_KILLS, sets how many kills (12), HOLDFAST_SEED the seed.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inLanes, seedOf } from '../crash/lanes';
import { withServices, type Service } from '../crash/service';
import { configuration, expectOnce, performed, recorded, stateBefore } from '../crash/trial';
import { openSteps, parseIntents } from '../../src/plugin/intent-lines';
import { describeWithProgram } from '../support/programs';
import { seededRandom } from '../support/random';
import { mustRun, overridden, PROGRAM, terraform, type Ran, type RunOptions } from './support/terraform';

const kills = Number(process.env['HOLDFAST_DOOR_KILLS'] ?? process.env['HOLDFAST_KILLS'] ?? 12);
const seed = seedOf();
const LANES = 3;
const IN_A_ROW = [1, 1, 2, 3];
const VICTIMS = ['terraform', 'provider', 'both'] as const;
type Victim = (typeof VICTIMS)[number];
/** First guess of a whole apply, in milliseconds; then what undisturbed ones took. */
const FIRST_LENGTH = 5_000;

describeWithProgram(PROGRAM, `killing terraform apply at random moments (seed ${seed}, ${kills} kills)`, () => {
  it('performs no effect twice, and the next apply ends clean', async () => {
    const folders = Array.from({ length: kills + LANES }, (_, i) => `f${i}`);
    let length = FIRST_LENGTH;
    let killed = 0;
    const seen: Record<string, number> = {};
    await withServices(folders, 80, seed, async (services) => {
      await inLanes(LANES, async (nth) => {
        const random = seededRandom(seed * 104_729 + nth);
        const pick = <T>(of: readonly T[]): T => of[Math.floor(random.next() * of.length)] as T;
        const folder = folders[nth] as string;
        await inTrial(services[nth % services.length] as Service, folder, async ({ apply, ledger, finish }) => {
          for (let left = pick(IN_A_ROW); left > 0; left--) {
            const victim = pick(VICTIMS);
            const blow = random.next() < 0.4 ? atMoment(victim, random.next() * length) : atCall(victim, ledger, 1 + Math.floor(random.next() * 8), random.next() * 80);
            let struck = false;
            const run = await apply({ onStart: (child) => blow(child, () => { struck = true; }) });
            expectOnce(ledger());
            if (!struck) {
              mustRun(run, 0);
              break;
            }
            killed++;
            const when = ledger().length === 0 ? 'before any call' : performed(ledger()).length < 11 ? 'with calls made' : 'all performed';
            seen[`${victim} ${when}`] = (seen[`${victim} ${when}`] ?? 0) + 1;
          }
          const started = performance.now();
          await finish();
          length = length * 0.7 + (performance.now() - started) * 0.6 * 0.3;
        });
        return killed < kills ? 'more' : 'enough';
      });
    });
    process.stderr.write(`${killed} kills (seed ${seed}): ${Object.entries(seen).sort().map(([when, count]) => `${count} ${when}`).join(', ')}; runs of about ${Math.round(length)} ms\n`);
    expect(killed).toBeGreaterThanOrEqual(kills);
    if (kills >= 30) for (const victim of VICTIMS) expect(seen[`${victim} with calls made`] ?? 0).toBeGreaterThan(0);
  }, 300_000 + kills * 60_000);
});

interface Trial {
  apply(options?: RunOptions): Promise<Ran>;
  ledger(): ReturnType<Service['ledger']>;
  finish(): Promise<void>;
}

async function inTrial(service: Service, folder: string, work: (trial: Trial) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(path.join(tmpdir(), 'holdfast-door-'));
  const env = { ...service.env, ...overridden(path.join(dir, 'settings')) };
  writeFileSync(path.join(dir, 'main.tf.json'), JSON.stringify(configuration(folder)));
  writeFileSync(path.join(dir, 'terraform.tfstate'), JSON.stringify(stateBefore(folder)));
  const run = (args: readonly string[], options: RunOptions = {}): Promise<Ran> => terraform(dir, args, { ...options, env });
  const apply = (options: RunOptions = {}): Promise<Ran> => run(['apply', '-auto-approve', '-no-color', '-input=false'], options);
  try {
    await work({
      apply, ledger: () => service.ledger(folder),
      async finish() {
        // What the killed provider was doing ends by itself; a read may be as old as the service says.
        await pause(service.lagMs);
        mustRun(await apply(), 0);
        const effects = performed(service.ledger(folder));
        expectOnce(service.ledger(folder));
        expect(effects.filter((effect) => effect.startsWith('Delete'))).toHaveLength(1);
        expect(effects).toHaveLength(11);
        await pause(service.lagMs);
        mustRun(await run(['plan', '-detailed-exitcode', '-no-color', '-input=false']), 0);
        expect(recorded(path.join(dir, 'terraform.tfstate')).directories).toHaveLength(6);
        expect(openIn(path.join(dir, '.terraform', 'holdfast-intents'))).toEqual([]);
      },
    });
  } catch (error) {
    throw new Error(`${dir} (${service.name}): ${error instanceof Error ? error.message : String(error)}\n${service.ledger(folder).map((line) => JSON.stringify(line)).join('\n')}`, { cause: error });
  } finally {
    if (process.env['HOLDFAST_KEEP'] === undefined) rmSync(dir, { recursive: true, force: true });
  }
}

/** Steps that some journal there has no end of. One without any may be left by a process that was in a hurry; the next one takes it away. */
function openIn(folder: string): readonly string[] {
  const records = readdirSync(folder).map((name) => parseIntents(readFileSync(path.join(folder, name), 'utf8'))).flatMap((file) => file ?? []);
  return [...openSteps(records.sort((a, b) => a.begunAt - b.begunAt).flatMap((file) => file.records))];
}

type Blow = (child: ChildProcess, struck: () => void) => void;

const atMoment = (victim: Victim, ms: number): Blow => (child, struck) => {
  const timer = setTimeout(() => strike(victim, child, struck), ms);
  child.once('exit', () => clearTimeout(timer));
};

/** After the `nth` call of this run arrived, and a little later. */
function atCall(victim: Victim, ledger: Trial['ledger'], nth: number, laterMs: number): Blow {
  const received = (): number => ledger().filter((line) => line.event === 'received').length;
  return (child, struck) => {
    const before = received();
    let timer = setInterval(() => {
      if (received() < before + nth) return;
      clearInterval(timer);
      timer = setTimeout(() => strike(victim, child, struck), laterMs);
    }, 10);
    child.once('exit', () => clearInterval(timer));
  };
}

function strike(victim: Victim, child: ChildProcess, struck: () => void): void {
  const providers = victim === 'terraform' ? [] : childrenOf(child.pid ?? 0);
  if (victim === 'provider' && providers.length === 0) return;
  struck();
  if (victim !== 'provider') child.kill('SIGKILL');
  for (const pid of providers) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(parent);
    } catch {
      return false;
    }
  });
}

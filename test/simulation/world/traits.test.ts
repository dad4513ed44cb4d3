import { switchNames, switchTable } from '../../../src/emulator';
import { drawScenario, type Scenario } from './traits';

const SEEDS = 3000;

describe('worlds drawn from seeds', () => {
  const scenarios = Array.from({ length: SEEDS }, (_, i) => drawScenario(i + 1, { profile: 'hot', keys: i % 2 === 0 ? 'honoured' : 'ignored' }));
  const drawn = (name: string): ReadonlySet<unknown> => new Set(scenarios.map(({ switches }) => (switches as { readonly [name: string]: unknown })[name]));

  it.each(switchNames)('have every value of the switch %s', (name) => {
    const spec = switchTable[name];
    const values: readonly unknown[] = spec.kind === 'choice' ? spec.values : [spec.default];
    // What discovery answers is read before there is a client to simulate.
    expect([...drawn(name)]).toEqual(expect.arrayContaining(values.filter((value) => !(name === 'discovery_backup' && value === 'missing'))));
  });

  it('are without hope for few, by few switches', () => {
    const hopeless = scenarios.filter((s) => s.hopeless);
    expect(hopeless.length).toBeGreaterThan(SEEDS / 200);
    expect(hopeless.length).toBeLessThan(SEEDS / 20);
  });

  it('have others at work in them', () => {
    expect([...new Set(scenarios.flatMap((s) => s.others.map((o) => o.kind)))].sort()).toEqual(['busy', 'make', 'offline', 'remove', 'reregister']);
  });

  it.each<[string, (s: Scenario) => boolean]>([
    ['registrations that are only to be forgotten', (s) => s.wishes.some((w) => w.forget === true)],
    ['data sources that are read at apply', (s) => s.wishes.some((w) => w.data === true)],
    ['plans that destroy everything', (s) => s.wishes.some((w) => w.destroys !== undefined)],
    ['directories that are replaced', (s) => s.wishes.some((w) => w.directories.some((d) => d.slot !== undefined))],
    ['runs that keep their plans', (s) => s.keepsPlans],
    ['runners that are lost', (s) => s.losesRunners],
    ['twins', (s) => s.instances.some((i) => i.twin)],
  ])('have %s', (_, has) => expect(scenarios.filter(has).length).toBeGreaterThan(SEEDS / 50));
});

import { drawScenario } from './scenarios';
import { simulate, type Mutant } from './simulate';

/** The protocol with one rule left out. Each must be caught, else the simulation proves nothing. */
const MUTANTS: Readonly<Record<string, Mutant>> = {
  'sends again at once when the answer is lost': {
    call: (call) => ({
      ...call,
      send: (key, deadline, signal) => call.send(key, deadline, signal).catch(() => call.send(key, deadline, signal)),
    }),
  },
  'does not let late requests settle before it sends again': { settings: { settleTimeMs: 0 } },
  'believes reads that may be older than what it did': { settings: { readLagMs: 0 } },
  'forgets what the last process began': { forgets: true },
  'puts no intent on disk': { writesNoIntent: true },
  'takes every operation of the instance for another one': { call: (call) => ({ ...call, matches: () => false }) },
  'takes an early error for the end of the operation': {
    call: (call) => ({ ...call, send: async (key, deadline, signal) => ({ ...(await call.send(key, deadline, signal)), done: true }) }),
  },
  'does not read the goal first': {
    call: (call) => {
      let first = true;
      return {
        ...call,
        async goal(notBefore, signal) {
          const reading = await call.goal(notBefore, signal);
          const said = first && reading.kind === 'reached' ? { kind: 'not-reached' as const, startedAt: reading.startedAt, seen: 'nothing' } : reading;
          first = false;
          return said;
        },
      };
    },
  },
};

describe('the simulation', () => {
  it.each(Object.entries(MUTANTS))('catches a runner that %s', async (_, mutant) => {
    for (let seed = 1; seed <= 600; seed++) {
      const report = await simulate({ ...drawScenario(seed, { keyHonoured: false }), mutant }).catch((error: Error) => ({ violations: [error.message] }));
      if (report.violations.length > 0) return;
    }
    throw new Error('not caught in 600 seeds');
  }, 120_000);
});

import type { IntentRecord, JournalRecord, OperationRunner, Runner } from '../operations';
import { createRunner } from '../operations';
import type { ApplyGround } from './inputs';
import type { Recorder } from './recorder';

/** The runners of one run, one for each provider configuration that has operations, made when first needed. */
export function makeRunners(ground: ApplyGround, run: {
  readonly planId: string; readonly recorder: Recorder; readonly prior: readonly JournalRecord[];
  readonly reuseKeys?: ReadonlyMap<string, string> | undefined; readonly stopping?: AbortSignal | undefined;
}): (provider: string) => Runner {
  const runners = new Map<string, Runner>();
  /** Whose call it is; undefined: of a configuration that is gone, so that any other may take it up. */
  const ownerOf = ({ provider }: IntentRecord): string | undefined => (provider !== undefined && ground.providers.has(provider) ? provider : undefined);
  return (key) => {
    const known = runners.get(key);
    if (known !== undefined) return known;
    const operations = ground.providers.get(key)?.provider.operations;
    const runner = operations === undefined ? idle(key) : createRunner({
      reader: operations.reader, settings: operations.settings, journal: run.recorder.journalFor(key),
      clock: ground.clock, random: ground.random, planId: run.planId, emit: ground.emit,
      prior: run.prior.filter((r) => r.type !== 'intent' || ownerOf(r) === undefined || ownerOf(r) === key),
      reuseKeys: run.reuseKeys, stopping: run.stopping,
    });
    runners.set(key, runner);
    return runner;
  };
}

/** For a provider that said it has no operations. */
function idle(key: string): Runner {
  const perform: OperationRunner['perform'] = () => Promise.reject(new Error(`provider "${key}" has no operations and began one`));
  return { perform, openIntents: () => [], recover: () => Promise.reject(new Error(`provider "${key}" has no operations to recover`)) };
}

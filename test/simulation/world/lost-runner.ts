import { encodeState, type State } from '../../../src/state';
import type { Machine } from './machine';
import { STATE, type Watch } from './watch';

/** The runner is gone with its folder: journal, kept plans and generations. The state, of now or of before, lies in a fresh one. */
export function loseRunner({ disk, trace, time }: Machine, watch: Watch, state: State | undefined): void {
  trace.add(time.now(), () => `the runner is lost; the state of serial ${state?.serial ?? 0} is kept`);
  disk.clear('/work');
  if (state !== undefined) disk.put(STATE, Buffer.from(encodeState(state)));
  watch.runnerLost(state);
}

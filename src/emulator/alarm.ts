import type { Clock } from '../api';
import type { Agenda } from './agenda';

/** Adapter: makes happen what is due on an agenda when it is due, though nobody calls. */
export interface Alarm {
  /** The agenda may have something earlier now. */
  moved(): void;
  stop(): void;
}

export function newAlarm(agenda: Agenda, clock: Clock): Alarm {
  let timer: NodeJS.Timeout | undefined;
  let setFor = Infinity;
  let stopped = false;
  const ring = (): void => {
    timer = undefined;
    setFor = Infinity;
    agenda.runUntil(clock.monotonic());
    set();
  };
  const set = (): void => {
    const next = agenda.next();
    if (stopped || next === undefined || next >= setFor) return;
    clearTimeout(timer);
    setFor = next;
    // Timers hold 2^31 - 1 ms; a later ring sets the next.
    timer = setTimeout(ring, Math.min(2 ** 31 - 1, Math.max(0, Math.ceil(next - clock.monotonic()))));
  };
  return {
    moved: set,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

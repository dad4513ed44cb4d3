import type { ApplyEvent } from '../../apply';
import type { Step } from '../../plan';
import { isQuiet } from './words';

/** Between two lines that say that a step still runs. */
export const HEARTBEAT_MS = 10_000;

/** A step under way. Times are monotonic milliseconds. */
export interface Running {
  readonly step: Step;
  readonly startedAt: number;
  readonly operationId: string | undefined;
  /** What the provider or the operation says of itself at the moment. */
  readonly note: string | undefined;
}

export interface Tally {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Follows an apply's events: what runs, what is done, when a heartbeat is due. Knows no clock: times come in. */
export class Tracker {
  private readonly underway = new Map<string, Running & { nextBeat: number }>();
  private counts = { total: 0, done: 0, failed: 0, skipped: 0 };
  private startedAt = 0;
  /** Done steps that call something: only these tell of a pace. */
  private called = 0;

  /** Takes an event; returns the step as it was running where the event ended it. */
  take(event: ApplyEvent, now: number): Running | undefined {
    switch (event.type) {
      case 'run-started':
        this.counts = { ...this.counts, total: event.steps };
        this.startedAt = now;
        return undefined;
      case 'step-started':
        this.underway.set(event.step.id, { step: event.step, startedAt: now, operationId: undefined, note: undefined, nextBeat: now + HEARTBEAT_MS });
        return undefined;
      case 'step-progress':
        this.change(event.step.id, { note: event.text });
        return undefined;
      case 'operation-accepted':
        this.change(event.step, { operationId: event.operationId });
        return undefined;
      case 'operation-polled':
        this.change(event.step, { operationId: event.operationId });
        return undefined;
      case 'operation-resolving':
        this.change(event.step, { note: event.reason });
        return undefined;
      case 'step-done':
        this.counts = { ...this.counts, done: this.counts.done + 1 };
        if (!isQuiet(event.step)) this.called += 1;
        return this.end(event.step.id);
      case 'step-failed':
        this.counts = { ...this.counts, failed: this.counts.failed + 1 };
        return this.end(event.step.id);
      case 'step-skipped':
        this.counts = { ...this.counts, skipped: this.counts.skipped + 1 };
        return this.end(event.step.id);
      case 'recovering':
      case 'settling':
      case 'state-written':
      case 'diagnostic':
        return undefined;
    }
  }

  /** Steps whose heartbeat is due now; each is due again ten seconds later. */
  beats(now: number): readonly Running[] {
    const due: Running[] = [];
    for (const running of this.underway.values()) {
      if (now < running.nextBeat) continue;
      due.push({ ...running });
      while (running.nextBeat <= now) running.nextBeat += HEARTBEAT_MS;
    }
    return due;
  }

  /** Oldest first. */
  running(): readonly Running[] {
    return [...this.underway.values()];
  }

  tally(): Tally {
    return this.counts;
  }

  /** Milliseconds that the rest will take at the pace so far; undefined until there is a pace to speak of. */
  remainingMs(now: number): number | undefined {
    const ended = this.counts.done + this.counts.failed + this.counts.skipped;
    if (this.called < 3 || ended >= this.counts.total) return undefined;
    return ((now - this.startedAt) / this.called) * (this.counts.total - ended);
  }

  private change(id: string, part: Partial<Pick<Running, 'operationId' | 'note'>>): void {
    const running = this.underway.get(id);
    if (running !== undefined) this.underway.set(id, { ...running, ...part });
  }

  private end(id: string): Running | undefined {
    const running = this.underway.get(id);
    this.underway.delete(id);
    return running;
  }
}

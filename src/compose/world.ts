import { systemClock, systemRandom, type Clock, type Random } from '../api';
import type { Provider } from '../provider';
import { moduleProviders } from './adapter-provider-modules';
import type { SessionEvent, SessionOptions } from './options';
import type { RecordedWorld } from './recorded-world';
import type { Recorder } from './recorder';

/** What one call of the library works with: its options with every default filled in. */
export interface Session {
  readonly options: SessionOptions;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly hardSignal: AbortSignal;
  readonly parallelism: number;
  /** Read instead of the service. */
  readonly recorded?: RecordedWorld;
  /** Notes what is read of the service. */
  readonly recorder?: Recorder;
  emit(event: SessionEvent): void;
  /** Those of modules that the environment names, loaded when first asked for. Throws a Failure. */
  moreProviders(): readonly Provider[];
}

/** Reads that may be under way at once: they wait for the service, not for this machine. */
const PARALLELISM = 64;

export function openSession(options: SessionOptions): Session {
  let more: readonly Provider[] | undefined;
  const never = new AbortController().signal;
  return {
    options,
    clock: options.clock ?? systemClock(),
    random: options.random ?? systemRandom(),
    signal: options.signal ?? never,
    hardSignal: options.hardSignal ?? never,
    parallelism: options.parallelism ?? PARALLELISM,
    emit: options.emit ?? (() => undefined),
    // Modules of others could ask anything of anyone.
    moreProviders: () => (more ??= options.worldFile !== undefined ? [] : moduleProviders({ dir: options.dir, env: options.env })),
  };
}

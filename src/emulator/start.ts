import { systemClock, type Clock } from '../api';
import { loadDefinitions } from '../api/grpc-definitions';
import { diagnostic, Failure } from '../diagnostics';
import { newAlarm } from './alarm';
import { applyChange, type Changed } from './changes/apply';
import { readChange } from './changes/verbs';
import { noFaults, type FaultPlan } from './faults';
import { encodeAhead } from './encode-ahead';
import type { ChangeReply } from './grpc-control';
import { newEncoders } from './grpc-encode';
import { listen, type Listening, type Serving } from './grpc-server';
import { noLedger, type LedgerSink } from './ledger';
import { statsOf, type Stats } from './service';
import { newState, type ServiceState } from './state';
import { defaultSwitches, type Switches } from './switches';
import { readWorldValue } from './world/read';
import { worldValue } from './world/write';

export interface EmulatorOptions {
  /** The JSON value of a world. */
  readonly world: unknown;
  /** Default 127.0.0.1:0, a free port. */
  readonly listen?: { readonly host: string; readonly port: number };
  /** Before each call is looked at; milliseconds, default 0. */
  readonly latencyMs?: number;
  /** How long operations take; milliseconds, default 200. */
  readonly operationTimeMs?: number;
  /** Over the defaults. */
  readonly switches?: Partial<Switches>;
  readonly faults?: FaultPlan;
  readonly seed?: number;
  /** PEM. Without it the port is plaintext. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  readonly ledger?: LedgerSink;
  readonly clock?: Clock;
}

/** A running emulator. */
export interface Emulator {
  /** `host:port`. */
  readonly endpoint: string;
  /** The present world, in the form that a world file has. */
  world(): object;
  /** Changes the world at once. The first change that does not fit ends it with a `Failure`; those before it are done. */
  change(...changes: readonly object[]): readonly Changed[];
  stats(): Stats;
  close(): Promise<void>;
}

export const DEFAULT_OPERATION_TIME_MS = 200;

/** Starts the service on a socket of its own. Unfit worlds and addresses are `Failure`s. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const world = readWorldValue(options.world);
  if (!world.ok) throw new Failure(world.diagnostics);
  const clock = options.clock ?? systemClock();
  const { host, port } = options.listen ?? { host: '127.0.0.1', port: 0 };
  let endpoint = '';
  const state = newState({
    switches: { ...defaultSwitches(), ...options.switches },
    faults: options.faults ?? noFaults,
    operationTimeMs: options.operationTimeMs ?? DEFAULT_OPERATION_TIME_MS,
    seed: options.seed ?? 1,
    endpoint: () => endpoint,
    clock,
    store: world.value.store,
    keys: world.value.keys,
    ledger: options.ledger ?? noLedger,
  });
  const alarm = newAlarm(state.agenda, clock);
  const definitions = loadDefinitions();
  const serving: Serving = {
    definitions,
    encoders: newEncoders(definitions, state.switches),
    state,
    latencyMs: options.latencyMs ?? 0,
    tls: options.tls,
    moved: alarm.moved,
    control: {
      World: () => json(presentWorld(state)),
      Change: (request) => json(changeAll(state, JSON.parse(request.toString('utf8')))),
      Stats: () => json(statsOf(state)),
    },
  };
  const listening = await opened(serving, host, port);
  const stopEncoding = encodeAhead(state.store, serving.encoders);
  endpoint = `${host.includes(':') ? `[${host}]` : host}:${listening.port}`;
  return {
    endpoint,
    world: () => presentWorld(state),
    change: (...changes) => {
      const done = changes.map((value) => changeOne(state, value));
      alarm.moved();
      return done;
    },
    stats: () => statsOf(state),
    close: async () => {
      alarm.stop();
      stopEncoding();
      await listening.close();
    },
  };
}

async function opened(serving: Serving, host: string, port: number): Promise<Listening> {
  try {
    return await listen(serving, host, port);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure([diagnostic('emulator_start_failed', `Listening on ${host}:${port} failed: ${why}. Choose another address with --listen; port 0 takes a free one.`)], { cause: error });
  }
}

function json(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function presentWorld(state: ServiceState): object {
  state.agenda.runUntil(state.clock.monotonic());
  return worldValue(state.store, state.keys);
}

function changeOne(state: ServiceState, value: unknown): Changed {
  const change = readChange(value);
  if (!change.ok) throw new Failure(change.diagnostics);
  const done = applyChange(state, change.value);
  if (!done.ok) throw new Failure(done.diagnostics);
  return done.value;
}

/** Changes in order until one does not fit. */
function changeAll(state: ServiceState, values: unknown): ChangeReply {
  const changed: Changed[] = [];
  for (const [index, value] of (Array.isArray(values) ? values : [values]).entries()) {
    try {
      changed.push(changeOne(state, value));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { changed, refused: { index, details: error.diagnostics.map((d) => d.detail) } };
    }
  }
  return { changed };
}

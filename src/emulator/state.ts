import { createHash } from 'node:crypto';
import type { Clock, Random } from '../api';
import { newAgenda, type Agenda } from './agenda';
import type { FaultPlan } from './faults';
import { seededRandom } from './ids';
import type { LedgerLine, LedgerSink } from './ledger';
import type { AuthorizedKey, StoredOperation } from './model';
import type { MethodName } from './requests';
import type { Store } from './store';
import type { Switches } from './switches';
import { isoTime } from './times';

/** An IAM token that the service gave out. */
export interface IssuedToken {
  readonly subject: string;
  /** Monotonic ms. */
  readonly expiresAt: number;
  revoked: boolean;
}

interface RememberedKey {
  readonly operation: StoredOperation;
  readonly request: string;
  /** Monotonic ms. */
  readonly until: number;
}

/** Everything that one emulated service remembers, and its ports. */
export interface ServiceState {
  readonly switches: Switches;
  readonly faults: FaultPlan;
  readonly operationTimeMs: number;
  /** Where all endpoints of discovery point. */
  readonly endpoint: () => string;
  readonly clock: Clock;
  /** For faults and ids: seeded. */
  readonly random: Random;
  readonly store: Store;
  readonly keys: readonly AuthorizedKey[];
  readonly agenda: Agenda;
  readonly pageSecret: string;
  readonly operations: Map<string, StoredOperation>;
  readonly operationsByInstance: Map<string, StoredOperation[]>;
  /** Operations under way, by target. */
  readonly underWay: Map<string, Set<StoredOperation>>;
  readonly underWayByInstance: Map<string, number>;
  readonly rememberedKeys: Map<string, RememberedKey>;
  /** Operations that wait for an agent to come back, by instance. */
  readonly stuck: Map<string, (() => void)[]>;
  readonly tokens: Map<string, IssuedToken>;
  readonly calls: Map<MethodName, number>;
  readonly peaks: { running: number; operations: number; operationsPerInstance: number };
  readonly bucket: { tokens: number; at: number };
  /** Writes a line before what it tells of can be seen. */
  record(line: LedgerLine): void;
}

export interface ServiceParts {
  readonly switches: Switches;
  readonly faults: FaultPlan;
  readonly operationTimeMs: number;
  readonly seed: number;
  readonly endpoint: () => string;
  readonly clock: Clock;
  readonly store: Store;
  readonly keys: readonly AuthorizedKey[];
  readonly ledger: LedgerSink;
}

export function newState(parts: ServiceParts): ServiceState {
  const { clock, ledger } = parts;
  return {
    switches: parts.switches,
    faults: parts.faults,
    operationTimeMs: parts.operationTimeMs,
    endpoint: parts.endpoint,
    clock,
    random: seededRandom(parts.seed),
    store: parts.store,
    keys: parts.keys,
    agenda: newAgenda(),
    pageSecret: createHash('sha256').update(`pages ${parts.seed}`).digest('hex'),
    operations: new Map(),
    operationsByInstance: new Map(),
    underWay: new Map(),
    underWayByInstance: new Map(),
    rememberedKeys: new Map(),
    stuck: new Map(),
    tokens: new Map(),
    calls: new Map(),
    peaks: { running: 0, operations: 0, operationsPerInstance: 0 },
    bucket: { tokens: parts.switches.rate_limit, at: clock.monotonic() },
    record: (line) => ledger({ at: isoTime(clock.now()), ...line }),
  };
}

/** One emulator process with a folder for every trial, so that a trial costs no start of a service. */
import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmulatorProcess, type LedgerLine } from '../support/processes';

export const CREATED_AT = '2025-03-05T05:20:11.391904178Z';
/** The instances of a folder: two to work on, and one whose registration is to go. Ids are the service's, not the folder's. */
export const instancesOf = (folder: string): readonly Registered[] => ['vm1', 'vm2', 'old'].map((name, i) => ({
  id: `${folder}-${name}`, resourceId: `0000000${i}-0000-4000-8000-${folder.replace(/\D/g, '').padStart(12, '0')}`, wanted: name !== 'old',
}));

export interface Registered {
  readonly id: string;
  readonly resourceId: string;
  readonly wanted: boolean;
}

export interface Service {
  readonly name: string;
  readonly endpoint: string;
  readonly env: Readonly<Record<string, string>>;
  /** Until reads show the latest effects. */
  readonly lagMs: number;
  /** What was received and performed in one folder, in order. */
  ledger(folder: string): readonly LedgerLine[];
  stop(): Promise<void>;
}

export interface ServiceKind {
  readonly name: string;
  readonly switches: readonly string[];
  readonly lagMs: number;
}

/** Keys honoured and ignored, effects at once and at the very end, reads that lag and that do not. */
export const SERVICE_KINDS: readonly ServiceKind[] = [
  { name: 'keys honoured, effects at the start', lagMs: 0, switches: ['idempotency=honoured', 'effect_at=start', 'replica_lag_ms=0', 'list_operations_lag_ms=0'] },
  { name: 'keys ignored, effects at the end, reads lag', lagMs: 120, switches: ['idempotency=ignored', 'effect_at=end', 'replica_lag_ms=120', 'list_operations_lag_ms=120'] },
  { name: 'keys ignored, effects at the start, tombstones', lagMs: 25, switches: ['idempotency=ignored', 'effect_at=start', 'tombstones=on', 'already_exists=operation_error'] },
  { name: 'keys honoured, effects at the end, reads lag', lagMs: 120, switches: ['idempotency=honoured', 'effect_at=end', 'replica_lag_ms=120', 'operation_get_lag_ms=40', 'delete_again=success'] },
];

export async function startService(kind: ServiceKind, folders: readonly string[], operationTimeMs: number, seed: number): Promise<Service> {
  const dir = mkdtempSync(path.join(tmpdir(), 'holdfast-service-'));
  const [world, ledger] = [path.join(dir, 'world.json'), path.join(dir, 'ledger.jsonl')];
  const instances = (folder: string): readonly object[] => instancesOf(folder).map((one) =>
    ({ compute_instance_id: one.id, resource_id: one.resourceId, created_at: CREATED_AT, directories: ['/srv'] }));
  writeFileSync(world, JSON.stringify({ folders: Object.fromEntries(folders.map((folder) => [folder, { instances: instances(folder) }])) }));
  const emulator = await startEmulatorProcess(world, [
    '--ledger', ledger, '--operation-time', String(operationTimeMs), '--latency', '3', '--seed', String(seed % 1_000_000_000), ...kind.switches.flatMap((s) => ['--switch', s]),
  ]);
  return {
    name: kind.name,
    endpoint: emulator.endpoint,
    env: emulator.env,
    lagMs: kind.lagMs,
    ledger: follow(ledger),
    stop: async () => {
      await emulator.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Lines of a ledger by folder. Reads what was added only: trials ask often, and the ledger of many is long. */
function follow(file: string): (folder: string) => readonly LedgerLine[] {
  const lines = new Map<string, LedgerLine[]>();
  let [offset, rest] = [0, ''];
  return (folder) => {
    if (existsSync(file)) {
      const size = statSync(file).size;
      const added = Buffer.alloc(size - offset);
      const fd = openSync(file, 'r');
      readSync(fd, added, 0, added.length, offset);
      closeSync(fd);
      offset = size;
      const whole = (rest + added.toString('latin1')).split('\n');
      rest = whole.pop() ?? '';
      for (const text of whole) {
        const line = JSON.parse(text) as LedgerLine;
        lines.set(line.folder_id, [...(lines.get(line.folder_id) ?? []), line]);
      }
    }
    return lines.get(folder) ?? [];
  };
}

/** One service of each kind, for as long as `work` runs. */
export async function withServices(folders: readonly string[], operationTimeMs: number, seed: number, work: (services: readonly Service[]) => Promise<void>): Promise<void> {
  const starts = await Promise.allSettled(SERVICE_KINDS.map((kind) => startService(kind, folders, operationTimeMs, seed)));
  const services = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  try {
    // Where one does not start the others must not outlive the test.
    for (const start of starts) if (start.status === 'rejected') throw start.reason;
    await work(services);
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
}

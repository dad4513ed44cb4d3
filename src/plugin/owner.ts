/** Whose journal of intents it is: one process of the provider, and the Terraform that started it. */
export interface Owner {
  readonly pid: number;
  /** When it started, in the system's own count; undefined where that cannot be told. */
  readonly start: string | undefined;
  readonly parent: number;
  readonly parentStart: string | undefined;
  /** Names the machine since it was last switched on, and the space in which process ids count. */
  readonly machine: string;
}

export type Standing =
  /** It has ended, or was on another machine: what it left open is taken up. */
  | 'ended'
  /** Another configuration of the same provider, or another Terraform at work: its own business. */
  | 'at-work'
  /** Its Terraform is gone and it is not: it is about to end. */
  | 'orphan';

/** What the system tells of a process: when it started, "" where only its being there is known; undefined for one that is not there. */
export type ProcessTable = (pid: number) => string | undefined;

export function standingOf(owner: Owner, machine: string, processes: ProcessTable): Standing {
  if (owner.machine !== machine || !isThere(owner.pid, owner.start, processes)) return 'ended';
  return isThere(owner.parent, owner.parentStart, processes) ? 'at-work' : 'orphan';
}

function isThere(pid: number, start: string | undefined, processes: ProcessTable): boolean {
  const found = processes(pid);
  return found !== undefined && (found === '' || start === undefined || found === start);
}

export function readOwner(json: unknown): Owner | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const { pid, start, parent, parentStart, machine } = json as Readonly<Record<string, unknown>>;
  const textOrNone = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  if (typeof pid !== 'number' || typeof parent !== 'number' || typeof machine !== 'string') return undefined;
  return { pid, start: textOrNone(start), parent, parentStart: textOrNone(parentStart), machine };
}

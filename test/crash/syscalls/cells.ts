/** Which blows fall on which calls: every call of a recorded run by every blow that its kind can meet. */
import type { Random } from '../../../src/api';
import type { Blow, Call } from './strace';

export interface Cell {
  readonly call: Call;
  readonly blow: Blow;
}

/** What the kernel may answer to a call about a file. */
const FILE_ERRORS: Readonly<Record<string, readonly string[]>> = {
  openat: ['EMFILE', 'EACCES', 'EIO', 'ENOSPC', 'EROFS', 'EDQUOT'],
  pwrite64: ['ENOSPC', 'EIO', 'EDQUOT', 'EFBIG'],
  fdatasync: ['EIO', 'ENOSPC', 'EDQUOT'],
  fsync: ['EIO', 'ENOSPC', 'EDQUOT'],
  rename: ['EIO', 'ENOSPC', 'EACCES', 'EROFS', 'EXDEV'],
  unlink: ['EIO', 'EACCES', 'EROFS', 'EBUSY'],
  mkdir: ['EIO', 'ENOSPC', 'EACCES', 'EROFS', 'EDQUOT'],
  ftruncate: ['EIO', 'EROFS'],
  fchmod: ['EPERM', 'EIO', 'EROFS'],
  close: ['EIO', 'ENOSPC'],
  statx: ['EIO', 'EACCES'],
  read: ['EIO'],
  pread64: ['EIO'],
  getdents64: ['EIO'],
  statfs: ['EIO', 'ENOSYS'],
  fcntl: ['ENOLCK', 'EIO', 'EINTR'],
};
const NETWORK_ERRORS: Readonly<Record<string, readonly string[]>> = {
  socket: ['EMFILE', 'ENFILE'],
  connect: ['ECONNREFUSED', 'ENETUNREACH', 'ETIMEDOUT'],
  writev: ['EPIPE', 'ECONNRESET'],
};
/** What does not go away by itself also comes from one call on. */
const LASTING = new Set(['ENOSPC', 'EROFS', 'EDQUOT', 'EACCES', 'EMFILE']);

const errorsOf = (call: Call): readonly string[] => (call.about === 'network' ? NETWORK_ERRORS : FILE_ERRORS)[call.name] ?? [];

export function cellsOf(calls: readonly Call[]): readonly Cell[] {
  return calls.flatMap((call) => [
    { call, blow: { kill: true } as const },
    ...errorsOf(call).flatMap((error) => [{ call, blow: { error, onwards: false } }, ...(LASTING.has(error) ? [{ call, blow: { error, onwards: true } }] : [])]),
  ]);
}

/** So many cells, of every kind in turn; which of a kind is the seed's choice. */
export function sampleOf(cells: readonly Cell[], count: number, random: Random): readonly Cell[] {
  const kinds = new Map<string, { cell: Cell; order: number }[]>();
  for (const cell of cells) {
    const kind = `${cell.call.name} ${'kill' in cell.blow ? 'kill' : `${cell.blow.error}${cell.blow.onwards ? '+' : ''}`}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), { cell, order: random.next() }]);
  }
  const ranked = [...kinds.values()].flatMap((same) => {
    const base = random.next();
    return same.sort((a, b) => a.order - b.order).map(({ cell }, rank) => ({ cell, rank: rank + base }));
  });
  return ranked.sort((a, b) => a.rank - b.rank).slice(0, count).map(({ cell }) => cell);
}

export const cellName = ({ call, blow }: Cell): string =>
  `${call.thread} ${call.name} ${call.nth} (${call.about}) ${'kill' in blow ? 'killed' : `${blow.error}${blow.onwards ? ' from then on' : ''}`}`;

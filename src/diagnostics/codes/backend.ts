import type { CodeTable } from '../code-entry';

/** Problems that remote backends of the state room tell people about. */
export const backendCodes = {
  backend_settings: {
    severity: 'error',
    summary: 'Invalid backend configuration',
    why: 'A setting of the backend is unknown, missing, of the wrong type, or asks for something that this release does not do.',
    fix: 'Correct what the message names: in the backend block, with init -backend-config, or in the environment.',
  },
  backend_unreachable: {
    severity: 'error',
    summary: 'State backend cannot be reached',
    why: 'No answer came from the server that keeps the state: a wrong address, no network, a refused connection, or a certificate that is not trusted.',
    fix: 'Correct what the message names and run the command again; nothing that was recorded is lost.',
  },
  backend_denied: {
    severity: 'error',
    summary: 'State backend refused access',
    why: 'The server that keeps the state does not know these credentials, or they do not allow this.',
    fix: 'Give the right credentials, or ask for the right to read, write and lock this state.',
  },
  backend_missing: {
    severity: 'error',
    summary: 'State backend does not exist',
    why: 'The bucket, database or address that should keep the state is not there.',
    fix: 'Make it, or correct its name in the backend block.',
  },
  backend_failed: {
    severity: 'error',
    summary: 'State backend answered with an error',
    why: 'The server that keeps the state could not do what it was asked.',
    fix: 'Read its answer in the message, correct that, and run the command again.',
  },
  backend_lock_left: {
    severity: 'warning',
    summary: 'Error releasing the state lock',
    why: 'The run is over, and the server did not take its lock away. The next run will find the state locked.',
    fix: 'Release it by force-unlock with the ID in the message, once nothing uses it.',
  },
  backend_run_elsewhere: {
    severity: 'warning',
    summary: 'Run without an end is recorded elsewhere',
    why: 'Backend "http" has no place for runs: each keeps its journal in the folder it runs in. A lock that had to be taken away is of a run that did not end, and this folder knows nothing of it, so it may have calls under way that the next plan cannot see yet.',
    fix: 'Apply in the folder of that run, or bring its .holdfast folder here. If it is lost, apply with -recover.',
  },
  backend_unlocked: {
    severity: 'warning',
    summary: 'State is not locked',
    why: 'The backend is configured without a lock, so two runs at once are not kept apart.',
    fix: 'Configure the lock as the message says.',
  },
} as const satisfies CodeTable;

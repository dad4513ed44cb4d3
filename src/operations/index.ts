export type {
  CallOutcome, GoalReading, IntentRecord, Journal, JournalRecord, MutatingCall, OperationEvent, OperationRunner, OperationSettings,
  ResultRecord, Target,
} from './types';
export { createRunner } from './runner';
export type { Runner } from './runner';
export type { RunnerPorts } from './desk';
export { settleLost } from './lost';
export { makeLeaving } from './leaving';
export type { Leaving } from './leaving';
export { makeLedger } from './ledger';
export type { Ledger, OpenIntent } from './ledger';
export { idempotencyKey, uuidV5 } from './uuid';

export type {
  CallOutcome, GoalReading, IntentRecord, Journal, JournalRecord, MutatingCall, OperationEvent, OperationRunner, OperationSettings,
  ResultRecord, Target,
} from './types';

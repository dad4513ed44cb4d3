export type { ApplyEvent, ApplySummary, StepEnd } from './types';

import type { Code } from './refusal';

/** A mutating call that arrived, and what was answered; or one effect, told before anyone can see it. */
export type LedgerLine =
  | {
    readonly event: 'received'; readonly method: string; readonly folder_id: string; readonly compute_instance_id: string;
    readonly path?: string; readonly resource_id?: string; readonly idempotency_key: string;
    /** "" where the call made no operation. */
    readonly operation_id: string;
    /** The operation is one that an earlier call with this key made. */
    readonly repeated?: boolean;
    readonly refused?: Code;
    /** The fault that befell the call. */
    readonly fault?: string;
  }
  | {
    readonly event: 'performed'; readonly method: string; readonly folder_id: string; readonly compute_instance_id: string;
    readonly path?: string; readonly resource_id?: string; readonly idempotency_key: string; readonly operation_id: string;
    /** A parent that was made on the way to the path that was asked for. */
    readonly implied?: boolean;
  };

/** Takes a line durably before it returns. */
export type LedgerSink = (line: LedgerLine & { readonly at: string }) => void;

/** Keeps nothing. */
export const noLedger: LedgerSink = () => undefined;

/** One HTTP call as it goes out. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Milliseconds from the start to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Bytes of an answer's body that are taken at most. */
  readonly maxBytes: number;
}

export type HttpAnswer =
  | { readonly kind: 'answer'; readonly status: number; /** Names in lower case. */ readonly headers: Readonly<Record<string, string>>; readonly body: string }
  /** `sent`: the request may have arrived, so what it asks for may have been done. */
  | { readonly kind: 'none'; readonly why: string; readonly sent: boolean };

/** Carries one call. Follows no redirect, retries nothing, and never throws for what the network does. */
export interface HttpPort {
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
}

/** Time and chance, as retries need them. */
export interface ForgeClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects when the signal fires. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** In [0, 1). */
  random(): number;
}

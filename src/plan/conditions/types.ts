export type CheckStatus = 'pass' | 'fail' | 'error' | 'unknown';

/** What became of the conditions of one declared thing: a resource, an output, a variable with conditions, or a check block. */
export interface CheckResult {
  readonly kind: 'resource' | 'output_value' | 'var' | 'check';
  /** Without any keys: `module.a.t.n`, `module.a.output.o`, `check.c`. */
  readonly address: string;
  /** The worst of its instances; error, fail, unknown, pass. */
  readonly status: CheckStatus;
  readonly instances: readonly CheckInstance[];
}

export interface CheckInstance {
  /** With keys. */
  readonly address: string;
  readonly status: CheckStatus;
  /** What failing conditions say. */
  readonly problems: readonly string[];
}

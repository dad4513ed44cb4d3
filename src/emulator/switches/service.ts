import { amount, choice, type SwitchTable } from './spec';

/** Unknowns about the service as a whole: paging, limits, access, discovery. */
export const serviceSwitches = {
  paging: choice(
    ['honest', 'sparse', 'repeat', 'endless'],
    'sparse: empty pages with a next token in between; repeat: the same token for ever; endless: empty pages with new tokens for ever', ['honest', 'sparse'],
  ),
  page_token_ttl_ms: amount(600_000, 'ms', 'how long a page token lives; 0: for ever', [600_000]),
  rate_limit: amount(0, 'calls/s', 'calls above it are refused with RESOURCE_EXHAUSTED; 0: no limit', [0, 400]),
  rate_limit_hint: choice(['retry_info', 'pushback', 'none'], 'what a refused call says about when to come back'),
  max_receive_bytes: amount(4_194_304, 'bytes', 'largest request that the service takes'),
  auth: choice(['none', 'required', 'issued'], 'required: any bearer token but marked ones; issued: only tokens from IamTokenService', ['none']),
  token_ttl_ms: amount(43_200_000, 'ms', 'how long issued IAM tokens live'),
  discovery_backup: choice(['listed', 'missing'], 'missing: discovery has no backup entry', ['listed']),
  error_details: choice(['on', 'off'], 'whether errors carry google.rpc details'),
  request_ids: choice(['on', 'off'], 'x-request-id and x-server-trace-id in the initial metadata'),
} as const satisfies SwitchTable;

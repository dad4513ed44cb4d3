import type { Clock } from '../../../api';
import type { HttpAnswer, HttpCall, HttpRequest } from '../../http-call';
import { isHttpFailure, unreachable } from './problems';

export interface RetryRule {
  /** Repetitions after the first attempt. */
  readonly max: number;
  readonly waitMinMs: number;
  readonly waitMaxMs: number;
}

/**
 * Sends a request that may be repeated; again where no answer came, or the server said 429 or 5xx (501 aside): waiting
 * min, 2 min, 4 min, … up to the longest. The last answer is given whatever it is; no answer at all is a `Failure`.
 * `unanswered` hears of each attempt whose end is not known.
 */
export async function retriedCall(
  call: HttpCall, clock: Clock, rule: RetryRule, request: HttpRequest, where: string, unanswered: () => void = () => undefined,
): Promise<HttpAnswer> {
  for (let attempt = 0; ; attempt++) {
    const last = attempt >= rule.max;
    try {
      const answer = await call(request);
      if (last || !isPassing(answer.status)) return answer;
      if (answer.status !== 429) unanswered();
    } catch (error) {
      if (!isHttpFailure(error)) throw error;
      unanswered();
      if (last || isFinal(error.code)) throw unreachable(where, error);
    }
    await clock.sleep(Math.min(rule.waitMinMs * 2 ** attempt, rule.waitMaxMs));
  }
}

const isPassing = (status: number): boolean => status === 429 || (status >= 500 && status !== 501);

/** What waiting does not mend: the certificate. */
const isFinal = (code: string | undefined): boolean => code !== undefined && /CERT|TLS|SSL|UNABLE_TO/.test(code);

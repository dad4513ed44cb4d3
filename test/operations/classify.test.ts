import { ApiError, type StatusName } from '../../src/api';
import { classifyCallFailure } from '../../src/operations/classify';

const error = (status: StatusName, init: Partial<ConstructorParameters<typeof ApiError>[0]> = {}): ApiError =>
  new ApiError({ status, method: 'm', message: 'why', fromServer: true, mayHaveBeenSent: true, requestId: 'r', ...init });

const CASES: readonly (readonly [string, unknown, string])[] = [
  ['an argument the server refuses was not performed', error('INVALID_ARGUMENT'), 'refuse'],
  ['a missing permission was not performed', error('PERMISSION_DENIED'), 'refuse'],
  ['a failed precondition was not performed', error('FAILED_PRECONDITION'), 'refuse'],
  ['a call the server does not know was not performed', error('UNIMPLEMENTED'), 'refuse'],
  ['an expired token was not performed and may pass once with a fresh one', error('UNAUTHENTICATED'), 'once-more'],
  ['creating what exists is verified by a read', error('ALREADY_EXISTS'), 'verify'],
  ['a parent that is missing is refused', error('NOT_FOUND'), 'refuse'],
  ['a limit told by the server with a request id was not performed', error('RESOURCE_EXHAUSTED'), 'later'],
  ['a conflict told by the server with a request id was not performed', error('ABORTED'), 'later'],
  ['a limit without a request id may come from anywhere', error('RESOURCE_EXHAUSTED', { requestId: '' }), 'ambiguous'],
  ['a limit of the client itself tells nothing', error('RESOURCE_EXHAUSTED', { fromServer: false }), 'ambiguous'],
  ['a permission refused by a proxy tells nothing', error('PERMISSION_DENIED', { fromServer: false }), 'ambiguous'],
  ['a lost connection is ambiguous', error('UNAVAILABLE', { fromServer: false }), 'ambiguous'],
  ['unavailable said by the server is ambiguous as well', error('UNAVAILABLE'), 'ambiguous'],
  ['a deadline is ambiguous', error('DEADLINE_EXCEEDED', { fromServer: false }), 'ambiguous'],
  ['a cancelled call is ambiguous', error('CANCELLED'), 'ambiguous'],
  ['an internal error is ambiguous', error('INTERNAL'), 'ambiguous'],
  ['an unknown status is ambiguous', error('UNKNOWN'), 'ambiguous'],
  ['lost data is ambiguous', error('DATA_LOSS'), 'ambiguous'],
  ['an answer that does not decode is ambiguous', new TypeError('cannot read'), 'ambiguous'],
  ['a call that found no ready channel may go out later', error('UNAVAILABLE', { mayHaveBeenSent: false, fromServer: false }), 'later'],
  ['a call without a credential is refused', error('UNAUTHENTICATED', { mayHaveBeenSent: false, fromServer: false }), 'refuse'],
  ['arguments that do not encode are refused', error('INTERNAL', { mayHaveBeenSent: false, fromServer: false }), 'refuse'],
];

describe('a mutating call that failed', () => {
  it.each(CASES)('%s', (_, thrown, expected) => {
    const judged = classifyCallFailure('create-directory', thrown);
    expect(judged.kind === 'ambiguous' ? 'ambiguous' : judged.then).toBe(expected);
  });

  it('is verified by a read when a delete finds nothing to delete', () => {
    expect(classifyCallFailure('delete-resource', error('NOT_FOUND'))).toMatchObject({ then: 'verify' });
    expect(classifyCallFailure('delete-resource', error('ALREADY_EXISTS'))).toMatchObject({ then: 'refuse' });
  });
});

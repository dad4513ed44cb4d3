import { ApiError, apiDiagnostic, type StatusName } from '../../src/api';

const error = (status: StatusName, more: Partial<ConstructorParameters<typeof ApiError>[0]> = {}): ApiError =>
  new ApiError({ status, method: 'ResourceService.List', message: 'the words of the service', fromServer: true, mayHaveBeenSent: true, requestId: 'req-7', ...more });

describe('a failed call, told to a person', () => {
  it.each<[string, ApiError, string, RegExp]>([
    ['names both roles when permission is missing', error('PERMISSION_DENIED'), 'api_permission_denied', /backup\.viewer.*backup\.editor/],
    ['tells of the token when it is expired', error('UNAUTHENTICATED'), 'api_unauthenticated', /YC_TOKEN/],
    ['tells of the key when its exchange failed', error('UNAUTHENTICATED', { method: 'IamTokenService.Create' }), 'api_unauthenticated', /key/],
    ['tells of the endpoint when nothing answers', error('UNAVAILABLE', { fromServer: false }), 'api_unreachable', /YC_ENDPOINT/],
    ['tells to wait when the service itself is unavailable', error('UNAVAILABLE'), 'api_call_failed', /later/],
    ['tells of the rate when it is too much', error('RESOURCE_EXHAUSTED'), 'api_rate_limited', /requests_per_second/],
    ['tells of the agent when time ran out', error('DEADLINE_EXCEEDED'), 'api_deadline', /agent/],
    ['tells what to check when the object is unknown', error('NOT_FOUND'), 'api_not_found', /folder_id/],
    ['tells of the endpoint when the method is unknown', error('UNIMPLEMENTED'), 'api_call_failed', /endpoint/],
    ['tells of the endpoint when the answer is junk', error('DATA_LOSS', { fromServer: false }), 'api_answer_invalid', /endpoint/],
    ['keeps to the words of the service otherwise', error('FAILED_PRECONDITION'), 'api_call_failed', /support/],
  ])('%s', (_, failed, code, advice) => {
    const told = apiDiagnostic(failed, { address: 'cloudbackup_resource.a' });
    expect(told).toMatchObject({ code, severity: 'error', address: 'cloudbackup_resource.a', detail: expect.stringMatching(advice) });
    expect(told.detail).toContain(failed.method);
    expect(told.detail).toContain('the words of the service');
    expect(told.detail).toContain('req-7');
  });

  it('says nothing of a request id that there is not', () => {
    expect(apiDiagnostic(error('INTERNAL', { requestId: '' })).detail).not.toContain('request id )');
  });

  it('leaves escaping to who shows it', () => {
    expect(apiDiagnostic(error('INTERNAL', { message: 'a\u001b[2Jb' })).detail).toContain('a\u001b[2Jb');
  });
});

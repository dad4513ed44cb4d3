import { dir, oneInstance, TestService } from './harness';

const fleet = (count: number): object => ({ folders: { f: { generate: { count, prefix: 'vm-' } } } });
const twins = { folders: { f: { instances: [
  { compute_instance_id: 'vm', resource_id: 'first', is_active: false },
  { compute_instance_id: 'vm', resource_id: 'second', is_active: true, tenant_info: { user_id: 'u' } },
  { compute_instance_id: 'vm', resource_id: 'third', is_active: false },
] }, other: {} } };

describe('requests', () => {
  const service = new TestService(oneInstance());
  const long = 'x'.repeat(51);
  it.each<[string, () => unknown, string]>([
    ['List without a folder', () => service.refused('List', {}), 'folder_id: is required'],
    ['List with a folder id of 51 characters', () => service.refused('List', { folderId: long }), 'folder_id: must be at most 50'],
    ['List with a page of 1001', () => service.refused('List', { folderId: 'f', pageSize: '1001' }), 'page_size: must be from 0 to 1000'],
    ['List with a page of -1', () => service.refused('List', { folderId: 'f', pageSize: '-1' }), 'page_size'],
    ['List with a token of 101 characters', () => service.refused('List', { folderId: 'f', pageToken: 'x'.repeat(101) }), 'page_token: must be at most 100'],
    ['Get without an instance', () => service.refused('Get', {}), 'compute_instance_id: is required'],
    ['Delete without a resource id', () => service.refused('Delete', { computeInstanceId: 'vm' }), 'resource_id: is required'],
    ['ListTasks with an instance id of 51 characters', () => service.refused('ListTasks', { computeInstanceId: long }), 'compute_instance_id'],
    ['ListOperations without an instance', () => service.refused('ListOperations', {}), 'compute_instance_id: is required'],
    ['CreateDirectory without a path', () => service.refused('CreateDirectory', dir('')), 'path: is required'],
    ['OperationService.Get without an id', () => service.refused('OperationService.Get', {}), 'operation_id: is required'],
    ['GetInstanceRegistrationToken without a folder', () => service.refused('GetInstanceRegistrationToken', {}), 'folder_id: is required'],
  ])('E10: refuses %s', (_, refused, message) => {
    expect(refused()).toMatchObject({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(`Request validation error: `), details: [{ kind: 'bad-request' }] });
    expect(refused()).toMatchObject({ message: expect.stringContaining(message) });
  });

  it('E10: takes an id of 50 characters beyond the basic plane, and names every wrong field', () => {
    expect(service.refused('Get', { computeInstanceId: '\u{1f600}'.repeat(50) }).code).toBe('NOT_FOUND');
    expect(service.refused('List', { pageSize: '9999' }).details).toEqual([{ kind: 'bad-request', violations: [expect.objectContaining({ field: 'folder_id' }), expect.objectContaining({ field: 'page_size' })] }]);
  });
});

describe('pages', () => {
  const walk = (service: TestService, pageSize: string, most = 100): { ids: string[]; pages: number } => {
    const ids: string[] = [];
    let token = '';
    for (let pages = 1; pages <= most; pages += 1) {
      const page = service.call('List', { folderId: 'f', pageSize, pageToken: token });
      ids.push(...page.registrations.map((r) => r.computeInstanceId));
      token = page.nextPageToken;
      if (token === '') return { ids, pages };
      expect(token.length).toBeLessThanOrEqual(100);
    }
    return { ids, pages: Infinity };
  };

  it.each([['0', 3], ['250', 1], ['7', 36], ['1000', 1], ['125', 2]])('E11: of %s show 250 registrations once each, in %d pages', (size, pages) => {
    const walked = walk(new TestService(fleet(250)), size);
    expect(walked.ids).toEqual(Array.from({ length: 250 }, (_, i) => `vm-${i + 1}`));
    expect(walked.pages).toBe(pages);
  });

  it('E11: go on where they were when registrations come and go in between', () => {
    const service = new TestService(fleet(6));
    const first = service.call('List', { folderId: 'f', pageSize: '2' });
    service.change({ remove_instance: { folder_id: 'f', compute_instance_id: 'vm-2' } });
    service.change({ add_instance: { folder_id: 'f', compute_instance_id: 'new' } });
    const rest = service.call('List', { folderId: 'f', pageSize: '9', pageToken: first.nextPageToken });
    expect(rest.registrations.map((r) => r.computeInstanceId)).toEqual(['vm-3', 'vm-4', 'vm-5', 'vm-6', 'new']);
  });

  it('E11: refuse tokens that are forged, of another request, or too old', () => {
    const service = new TestService(fleet(9), { switches: { page_token_ttl_ms: 500 } });
    const token = service.call('List', { folderId: 'f', pageSize: '2' }).nextPageToken;
    expect(service.code('List', { folderId: 'f', pageSize: '3', pageToken: token })).toBe('OK');
    expect(service.code('List', { folderId: 'f', pageToken: token, type: 'BMS' })).toBe('INVALID_ARGUMENT');
    expect(service.code('ListTasks', { computeInstanceId: 'vm-1', pageToken: token })).toBe('INVALID_ARGUMENT');
    for (const forged of ['x', `${token}A`, Buffer.from('2.0.1.1000.aaaa').toString('base64url')]) {
      expect(service.refused('List', { folderId: 'f', pageToken: forged }).message).toContain('page_token: is invalid or has expired');
    }
    service.pass(501);
    expect(service.code('List', { folderId: 'f', pageToken: token })).toBe('INVALID_ARGUMENT');
  });

  it('E12: may be empty in between, and still show everything', () => {
    expect(walk(new TestService(fleet(10), { switches: { paging: 'sparse' } }), '4')).toEqual({ ids: Array.from({ length: 10 }, (_, i) => `vm-${i + 1}`), pages: 5 });
  });

  it('E12: may repeat the same token for ever', () => {
    const service = new TestService(fleet(3), { switches: { paging: 'repeat' } });
    const first = service.call('List', { folderId: 'f' }).nextPageToken;
    expect(first).not.toBe('');
    expect(service.call('List', { folderId: 'f', pageToken: first }).nextPageToken).toBe(first);
  });

  it('E12: may go on for ever with ever new tokens and nothing in them', () => {
    const service = new TestService(fleet(3), { switches: { paging: 'endless' } });
    const tokens = new Set<string>();
    let token = '';
    for (let page = 0; page < 50; page += 1) {
      const answer = service.call('List', { folderId: 'f', pageToken: token });
      expect(answer.registrations).toHaveLength(page === 0 ? 3 : 0);
      token = answer.nextPageToken;
      tokens.add(token);
    }
    expect(tokens.size).toBe(50);
  });
});

describe('registrations', () => {
  it('E13: are listed in their order, twins as two, filtered by type', () => {
    expect(new TestService(twins).pairs()).toEqual(['vm/first', 'vm/second', 'vm/third']);
    const typed = new TestService({ folders: { f: { instances: [{ compute_instance_id: 'a', type: 'BMS' }, { compute_instance_id: 'b' }, { compute_instance_id: 'c', type: 2 }] } } });
    expect(typed.call('List', { folderId: 'f', type: 'BMS' }).registrations.map((r) => r.computeInstanceId)).toEqual(['a', 'c']);
    expect(typed.call('List', { folderId: 'f', type: 77 }).registrations).toEqual([]);
  });

  it.each([['not_found', 'NOT_FOUND', 'NOT_FOUND'], ['permission_denied', 'PERMISSION_DENIED', 'PERMISSION_DENIED'], ['empty', 'OK', 'NOT_FOUND']] as const)(
    'E14: a wrong folder with wrong_folder=%s is %s for List and %s for directories', (wrong, list, listDirectory) => {
      const service = new TestService(twins, { switches: { wrong_folder: wrong } });
      expect(service.code('List', { folderId: 'nowhere' })).toBe(list);
      expect(service.code('ListDirectory', { folderId: 'nowhere', computeInstanceId: 'vm', path: '/' })).toBe(listDirectory);
      expect(service.code('ListDirectory', { folderId: 'other', computeInstanceId: 'vm', path: '/' })).toBe(listDirectory);
      expect(service.code('ListDirectory', { folderId: 'f', computeInstanceId: 'never', path: '/' })).toBe('NOT_FOUND');
    });

  it('E14: an unknown instance is NOT_FOUND with its name, or has empty lists', () => {
    const service = new TestService(twins);
    expect(service.refused('Get', { computeInstanceId: 'never' })).toMatchObject({ code: 'NOT_FOUND', details: [{ kind: 'resource-info', name: 'never' }] });
    expect([service.code('ListTasks', { computeInstanceId: 'never' }), service.code('ListOperations', { computeInstanceId: 'never' })]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    const lenient = new TestService(twins, { switches: { unknown_instance: 'empty' } });
    expect(lenient.call('ListTasks', { computeInstanceId: 'never' }).tasks).toEqual([]);
    expect(lenient.call('ListOperations', { computeInstanceId: 'never' }).operations).toEqual([]);
  });

  it.each([['first', 'first'], ['newest', 'third'], ['active', 'second'], ['inactive', 'first']] as const)('E15: Get with get_twin=%s answers the %s', (twin, resourceId) => {
    const got = new TestService(twins, { switches: { get_twin: twin } }).call('Get', { computeInstanceId: 'vm', includeTenantInfo: true });
    expect(got.registration.resourceId).toBe(resourceId);
    expect(got.includeTenantInfo).toBe(true);
  });

  it('E16: a tombstone in the world is listed, and is nothing that Get answers', () => {
    const service = new TestService(oneInstance({ init_status: 'DELETED' }));
    expect(service.pairs()).toEqual(['vm/r1']);
    expect(service.code('Get', { computeInstanceId: 'vm' })).toBe('NOT_FOUND');
  });
});

describe('tasks', () => {
  const world = oneInstance({ tasks: [{}, { id: 7 }, { id: '1558866320312345678' }] });
  it('E17: have the ids of the world, and others have 19 digits', () => {
    const { tasks } = new TestService(world).call('ListTasks', { computeInstanceId: 'vm' });
    expect(tasks.map((task) => task.id)).toEqual([expect.stringMatching(/^\d{19}$/), '7', '1558866320312345678']);
    expect(BigInt(tasks[0]?.id ?? 0)).toBeLessThan(2n ** 63n);
    expect(new TestService(world, { switches: { task_ids: 'short' } }).call('ListTasks', { computeInstanceId: 'vm' }).tasks[0]?.id).toBe('1');
  });

  it('E11: come in pages too', () => {
    const service = new TestService(world);
    const first = service.call('ListTasks', { computeInstanceId: 'vm', pageSize: '2' });
    const second = service.call('ListTasks', { computeInstanceId: 'vm', pageSize: '2', pageToken: first.nextPageToken });
    expect([first.tasks.length, second.tasks.length, second.nextPageToken]).toEqual([2, 1, '']);
  });
});

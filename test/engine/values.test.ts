/** What flows between blocks: references, values known only after apply, data sources, outputs. Each case is a sentence. */
import { directories, FIRST, live, registrations, SECOND, vm, whom, type Case } from './life';
import { dir, reg } from './place';

const cases: Readonly<Record<string, Case>> = {
  'a path with a value that only apply knows is evaluated at apply': {
    instances: [vm('vm-1')],
    config: { resource: {
      terraform_data: { tag: { input: 'nightly' } },
      cloudbackup_directory: { d: dir('vm-1', '/srv/${terraform_data.tag.output}/x') },
    } },
    program: ['create terraform_data.tag', 'create cloudbackup_directory.d <- create terraform_data.tag'],
    does: ['CreateDirectory vm-1 /srv/nightly', 'CreateDirectory vm-1 /srv/nightly/x'],
    state: ['cloudbackup_directory.d', 'terraform_data.tag'],
    after: (place) => expect(place.state()['cloudbackup_directory.d']).toMatchObject({ id: 'f/vm-1:/srv/nightly/x', path: '/srv/nightly/x' }),
  },
  'two directories below one parent that only apply knows make it once': {
    instances: [vm('vm-1')],
    config: { resource: {
      terraform_data: { tag: { input: 'n' } },
      cloudbackup_directory: { x: dir('vm-1', '/srv/${terraform_data.tag.output}/x'), y: dir('vm-1', '/srv/${terraform_data.tag.output}/y') },
    } },
    program: [
      'create terraform_data.tag',
      'create cloudbackup_directory.x <- create terraform_data.tag',
      'create cloudbackup_directory.y <- create terraform_data.tag',
    ],
    does: ['CreateDirectory vm-1 /srv/n', 'CreateDirectory vm-1 /srv/n/x', 'CreateDirectory vm-1 /srv/n/y'],
    state: ['cloudbackup_directory.x', 'cloudbackup_directory.y', 'terraform_data.tag'],
  },
  'a changed input changes in place, and the directory named by it is made anew beside the old one': {
    instances: [vm('vm-1')],
    before: [{ resource: { terraform_data: { tag: { input: 'a' } }, cloudbackup_directory: { d: dir('vm-1', '/srv/${terraform_data.tag.output}') } } }],
    config: { resource: { terraform_data: { tag: { input: 'b' } }, cloudbackup_directory: { d: dir('vm-1', '/srv/${terraform_data.tag.output}') } } },
    program: [
      'update terraform_data.tag',
      'create cloudbackup_directory.d <- update terraform_data.tag',
      'forget cloudbackup_directory.d <- create cloudbackup_directory.d',
    ],
    does: ['CreateDirectory vm-1 /srv/b'],
    state: ['cloudbackup_directory.d', 'terraform_data.tag'],
    after: (place) => expect(place.state()['cloudbackup_directory.d']).toMatchObject({ path: '/srv/b' }),
  },
  'a trigger replaces terraform_data, destroyed first': {
    before: [{ resource: { terraform_data: { tag: { input: 1, triggers_replace: ['a'] } } } }],
    config: { resource: { terraform_data: { tag: { input: 1, triggers_replace: ['b'] } } } },
    program: ['delete terraform_data.tag', 'create terraform_data.tag <- delete terraform_data.tag'],
    does: [],
    state: ['terraform_data.tag'],
  },
  'outputs: known, known after apply, and from the state': {
    instances: [vm('vm-1', { resource_id: FIRST })],
    config: {
      variable: { who: { type: 'string', default: 'ops' } },
      resource: { cloudbackup_resource: { r: reg('vm-1') }, terraform_data: { tag: { input: { a: [1, 2], b: 'x' } } } },
      output: {
        known: { value: 'for ${var.who}' },
        later: { value: '${terraform_data.tag.output.b}-${cloudbackup_resource.r.resource_id}' },
        whole: { value: '${terraform_data.tag.output}' },
        adopted: { value: '${cloudbackup_resource.r.resource_id}' },
      },
    },
    program: [
      'adopt cloudbackup_resource.r', 'create terraform_data.tag',
      'output later <- adopt cloudbackup_resource.r, create terraform_data.tag', 'output whole <- create terraform_data.tag',
    ],
    does: [],
    state: ['cloudbackup_resource.r', 'terraform_data.tag'],
    after: (place) => expect(place.outputs()).toEqual({ known: 'for ops', later: `x-${FIRST}`, whole: { a: [1, 2], b: 'x' }, adopted: FIRST }),
  },
  'an output that changes or goes is a change by itself': {
    before: [{ output: { a: { value: 'one' }, b: { value: 2 } } }],
    config: { output: { a: { value: 'two' } } },
    program: [],
    does: [],
    state: [],
    after: (place) => expect(place.outputs()).toEqual({ a: 'two' }),
  },
  'a data source is read at plan, and what it says is known there': {
    instances: [vm('vm-1', { resource_id: FIRST, status: 'IDLE' })],
    config: {
      data: { cloudbackup_resource: { seen: { compute_instance_id: 'vm-1' } } },
      resource: { cloudbackup_directory: { d: dir('vm-1', '/srv/${data.cloudbackup_resource.seen.resource_id}') } },
      output: { status: { value: '${data.cloudbackup_resource.seen.status}' } },
    },
    program: ['create cloudbackup_directory.d', `  CreateDirectory /srv/${FIRST} on vm-1`],
    does: [`CreateDirectory vm-1 /srv/${FIRST}`],
    state: ['cloudbackup_directory.d', 'data.cloudbackup_resource.seen'],
    after: (place) => expect(place.outputs()).toEqual({ status: 'IDLE' }),
  },
  'a data source that depends on what changes is read after it': {
    instances: [vm('vm-1')],
    config: {
      data: { cloudbackup_directory: { seen: { compute_instance_id: 'vm-1', path: '/srv', depends_on: ['cloudbackup_directory.d'] } } },
      resource: { cloudbackup_directory: { d: dir('vm-1', '/srv/a') } },
      output: { entries: { value: '${data.cloudbackup_directory.seen.entries}' } },
    },
    program: [
      'create cloudbackup_directory.d', '  CreateDirectory /srv/a on vm-1',
      'read data.cloudbackup_directory.seen <- create cloudbackup_directory.d',
      'output entries <- read data.cloudbackup_directory.seen',
    ],
    does: ['CreateDirectory vm-1 /srv/a'],
    state: ['cloudbackup_directory.d', 'data.cloudbackup_directory.seen'],
    after: (place) => expect(place.outputs()).toMatchObject({ entries: [{ name: 'a', path: '/srv/a', type: 'DIRECTORY' }] }),
  },
  'a data source whose argument only apply knows is read then': {
    instances: [vm('vm-1', { resource_id: FIRST }), vm('vm-2', { resource_id: SECOND })],
    config: {
      resource: { terraform_data: { which: { input: 'vm-2' } } },
      data: { cloudbackup_resource: { seen: { compute_instance_id: '${terraform_data.which.output}' } } },
      output: { id: { value: '${data.cloudbackup_resource.seen.resource_id}' } },
    },
    program: [
      'create terraform_data.which', 'read data.cloudbackup_resource.seen <- create terraform_data.which',
      'output id <- read data.cloudbackup_resource.seen',
    ],
    does: [],
    state: ['data.cloudbackup_resource.seen', 'terraform_data.which'],
    after: (place) => expect(place.outputs()).toEqual({ id: SECOND }),
  },
  'data sources of all kinds, with filters': {
    instances: [
      vm('vm-1', { resource_id: FIRST, tasks: [{ id: '9007199254740993', type: 'BACKUP' }] }),
      vm('vm-2', { resource_id: SECOND, online: false }),
    ],
    config: {
      data: {
        cloudbackup_resources: { all: {}, offline: { online: false } },
        cloudbackup_tasks: { t: { compute_instance_id: 'vm-1' } },
        cloudbackup_operations: { o: { compute_instance_id: 'vm-1' } },
        cloudbackup_directory: { volumes: { compute_instance_id: 'vm-1' } },
      },
      output: {
        all: { value: '${data.cloudbackup_resources.all.resources[1].compute_instance_id}' },
        offline: { value: '${data.cloudbackup_resources.offline.resources[0].resource_id}' },
        task: { value: '${data.cloudbackup_tasks.t.tasks[0].id}' },
        operations: { value: '${data.cloudbackup_operations.o.operations}' },
        volume: { value: '${data.cloudbackup_directory.volumes.entries[0].path}' },
      },
    },
    program: [],
    does: [],
    state: [
      'data.cloudbackup_directory.volumes', 'data.cloudbackup_operations.o', 'data.cloudbackup_resources.all', 'data.cloudbackup_resources.offline',
      'data.cloudbackup_tasks.t',
    ],
    after: (place) => expect(place.outputs()).toEqual({ all: 'vm-2', offline: SECOND, task: '9007199254740993', operations: [], volume: '/' }),
  },
  'data of a block that is no more leaves the state': {
    instances: [vm('vm-1')],
    before: [{ data: { cloudbackup_resource: { seen: { compute_instance_id: 'vm-1' } } }, resource: { cloudbackup_directory: { d: dir('vm-1', '/srv') } } }],
    config: directories({ d: dir('vm-1', '/srv'), e: dir('vm-1', '/srv/e') }),
    program: ['create cloudbackup_directory.e', '  CreateDirectory /srv/e on vm-1'],
    does: ['CreateDirectory vm-1 /srv/e'],
    state: ['cloudbackup_directory.d', 'cloudbackup_directory.e'],
  },
  'a reference to an attribute that drifts follows the new value': {
    instances: [vm('vm-1', { resource_id: FIRST })],
    before: [{ ...registrations({ r: reg('vm-1') }), output: { id: { value: '${cloudbackup_resource.r.resource_id}' } } }],
    behind: [{ register_instance: whom('vm-1', { resource_id: SECOND }) }],
    config: { ...registrations({ r: reg('vm-1') }), output: { id: { value: '${cloudbackup_resource.r.resource_id}' } } },
    drift: ['cloudbackup_resource.r'],
    warnings: ['provider_registration_replaced'],
    program: [],
    does: [],
    state: ['cloudbackup_resource.r'],
    after: (place) => expect(place.outputs()).toEqual({ id: SECOND }),
  },
};

describe('what flows between blocks', () => {
  it.each(Object.entries(cases))('%s', (_, given) => live(given), 30_000);
});

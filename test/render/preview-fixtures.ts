import { diagnostic } from '../../src/diagnostics';
import type { Plan, Step } from '../../src/plan';
import { previewView, type PreviewView } from '../../src/render';
import { change, drift, NO_SCHEMAS, output, planOf, secret, UNKNOWN } from './fixtures';

export const DIGEST = `sha256:${'ab12'.repeat(16)}`;

const effect = (id: string, text: string, mutates: boolean, prerequisite = false) => ({ id, text, mutates, prerequisite, data: {} });

/** A plan with one change of each kind, drift, outputs, guards, warnings and what nobody declared. */
export function samplePlan(more: Partial<Plan> = {}): Plan {
  const old = { id: 'f/vm-9', compute_instance_id: 'vm-9', deletion_protection: false };
  const directory = (path: string) => ({ id: `f/vm-1:${path}`, compute_instance_id: 'vm-1', path, create_parents: true });
  const steps: readonly Step[] = [
    { id: 'adopt:cloudbackup_resource.web', after: [], kind: 'adopt', address: 'cloudbackup_resource.web', effects: [], residual: undefined },
    { id: 'pre:/srv/restore', after: ['adopt:cloudbackup_resource.web'], kind: 'prerequisite', provider: 'cloudbackup', effect: effect('p', 'CreateDirectory /srv/restore on vm-1', true, true) },
    { id: 'create:restore', after: ['pre:/srv/restore'], kind: 'create', address: 'cloudbackup_directory.restore["2026"]', residual: undefined, effects: [effect('c', 'CreateDirectory /srv/restore/2026 on vm-1', true)] },
    { id: 'forget:old', after: [], kind: 'forget', address: 'cloudbackup_directory.old', effects: [] },
    { id: 'delete:vm-9', after: ['forget:old'], kind: 'delete', address: 'cloudbackup_resource.old_vm', effects: [effect('d', 'Delete the registration of vm-9', true)] },
    { id: 'create:moved', after: [], kind: 'create', address: 'cloudbackup_resource.swap', residual: undefined, effects: [effect('w', 'look for the registration of vm-4', false)] },
    { id: 'delete:swap', after: ['create:moved'], kind: 'delete', address: 'cloudbackup_resource.swap', effects: [effect('ds', 'Delete the registration of vm-3', true)] },
    { id: 'update:tags', after: [], kind: 'update', address: 'module.team["a/b"].terraform_data.settings', effects: [], residual: undefined },
  ];
  return planOf({
    stack: 'prod', prior: { lineage: 'l', serial: 42 }, steps,
    relevant: [{ resource: 'module.team["a/b"].terraform_data.settings', attribute: ['input'] }],
    changes: [
      change({ address: 'cloudbackup_directory.old', action: 'forget', disposal: 'forget', reason: 'delete_because_no_resource_config', before: directory('/srv/old'), notes: [{ kind: 'forget', text: 'Directory /srv/old on vm-1 will no longer be managed; the directory stays.' }] }),
      change({ address: 'cloudbackup_directory.restore["2026"]', key: '2026', name: 'restore', action: 'create', after: { ...directory('/srv/restore/2026'), id: UNKNOWN }, notes: [{ kind: 'ancestors', text: 'Makes /srv/restore first.' }] }),
      change({ address: 'cloudbackup_resource.old_vm', action: 'delete', disposal: 'delete', reason: 'delete_because_no_resource_config', before: old, notes: [{ kind: 'cost', text: 'Backups of instance "vm-9" stay, go on costing, and are covered by no retention.' }] }),
      change({ address: 'cloudbackup_resource.swap', action: 'replace', order: 'create-first', disposal: 'delete', reason: 'replace_because_cannot_update', replacePaths: [['compute_instance_id']], before: { id: 'f/vm-3', compute_instance_id: 'vm-3' }, after: { id: UNKNOWN, compute_instance_id: 'vm-4' } }),
      change({ address: 'cloudbackup_resource.web', action: 'adopt', after: { id: 'f/vm-1', compute_instance_id: 'vm-1' }, notes: [{ kind: 'adopted', text: 'Instance "vm-1" is registered already (r-1): it is taken over, with no call.' }] }),
      change({
        address: 'module.team["a/b"].terraform_data.settings', module: 'module.team["a/b"]', name: 'settings', type: 'terraform_data', action: 'update',
        before: { id: 'i-1', input: { schedule: 'daily', token: secret('old-secret-value'), text: 'one\ntwo\nthree' } },
        after: { id: 'i-1', input: { schedule: 'hourly', token: secret('new-secret-value'), text: 'one\n2\nthree' } },
      }),
    ],
    drift: [{ ...drift('module.team["a/b"].terraform_data.settings', { id: 'i-1', input: { schedule: 'weekly' } }, { id: 'i-1', input: { schedule: 'daily' } }), type: 'terraform_data', name: 'settings' }],
    outputs: [output('restore_path', 'create', null, '/srv/restore/2026'), output('password', 'update', 'old-secret-value', 'new-secret-value', true)],
    unmanaged: [{ type: 'cloudbackup_resource', id: 'f/vm-2', text: 'REGISTRED' }],
    warnings: [diagnostic('provider_last_registration', 'Registration r-9 is the last active one of folder "f".', {
      address: 'cloudbackup_resource.old_vm', range: { filename: 'main.tf.json', start: { line: 4, column: 3, byte: 40 }, end: { line: 4, column: 9, byte: 46 } },
    })],
    blocked: [diagnostic('provider_too_many_deletes', 'This plan deletes 2 registrations, and the limit is 1. Raise it with -max-deletes=2, if that is meant.')],
    ...more,
  });
}

export const sampleView = (more: Partial<Plan> = {}): PreviewView => previewView(samplePlan(more), NO_SCHEMAS, { digest: DIGEST });

/** `n` changes of all kinds in turn, some with long texts. */
export function manyChanges(n: number): Plan {
  const kinds = ['create', 'update', 'delete', 'replace', 'forget', 'adopt'] as const;
  return planOf({
    stack: 'fleet',
    changes: Array.from({ length: n }, (_, i) => {
      const action = kinds[i % kinds.length] ?? 'create';
      const value = { id: `f/vm-${i}:/srv`, compute_instance_id: `vm-${i}`, path: i % 500 === 0 ? '/ж'.repeat(2000) : `/srv/data/${i}` };
      return change({
        address: `cloudbackup_directory.d["${i}"]`, key: String(i), name: 'd', action, disposal: action === 'delete' || action === 'replace' ? 'delete' : action === 'forget' ? 'forget' : undefined,
        before: action === 'create' || action === 'adopt' ? null : value, after: action === 'delete' || action === 'forget' ? null : { ...value, path: `${value.path}x` },
        order: action === 'replace' ? 'destroy-first' : undefined, replacePaths: action === 'replace' ? [['path']] : [],
      });
    }),
    steps: Array.from({ length: n }, (_, i) => ({ id: `s${i}`, after: i > 0 ? [`s${i - 1}`] : [], kind: i % 6 === 2 ? 'delete' as const : 'forget' as const, address: `cloudbackup_directory.d["${i}"]`, effects: [effect(`e${i}`, `Delete number ${i}`, true)] })),
    drift: [], unmanaged: Array.from({ length: n }, (_, i) => ({ type: 'cloudbackup_resource', id: `f/other-${i}`, text: '' })),
    warnings: [diagnostic('provider_last_registration', Array.from({ length: n }, (_, i) => `vm-${i}`).join(', '))],
  });
}

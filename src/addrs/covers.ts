import { parseTarget, type Target } from './parse';

/** Whether an address lies at or below a target: `module.m` has all instances of the module, `t.n` all of the resource. */
export function covers(target: Target, address: string): boolean {
  if (target.address === address) return true;
  const parsed = parseTarget(address);
  if (!parsed.ok || parsed.value.kind !== 'resource') return false;
  const { resource, key } = parsed.value;
  if (target.kind === 'module') return target.module.every((step, at) => step === resource.module[at] || step === resource.module[at]?.replace(/\[.*$/s, ''));
  const wanted = target.resource;
  return wanted.mode === resource.mode && wanted.type === resource.type && wanted.name === resource.name
    && wanted.module.join('.') === resource.module.join('.') && (target.key === undefined || target.key === key);
}

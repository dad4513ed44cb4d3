import { formatAddress, parseAddress } from '../../addrs';
import type { JsonData } from './write';

/** Which object a machine-readable line is about, in the parts that Terraform's lines have. */
export function resourceJson(addr: string): JsonData {
  // A left-over object has a note behind its address, which is no part of it.
  const parsed = parseAddress(addr.replace(/ \(deposed [^)]*\)$/, ''));
  const { resource, key } = parsed.ok ? parsed.value : { resource: { module: [], mode: 'managed', type: '', name: '' } as const, key: undefined };
  return {
    addr, module: resource.module.map((call) => `module.${call}`).join('.'), resource: parsed.ok ? formatAddress({ ...resource, module: [] }, key) : addr,
    implied_provider: resource.type.split('_')[0] ?? resource.type, resource_type: resource.type, resource_name: resource.name, resource_key: key ?? null,
  };
}

import { parseAddress } from '../../addrs';
import type { Plan } from '../../plan';
import type { JsonData } from './write';

type JsonObject = { readonly [key: string]: JsonData | undefined };
type CheckResult = NonNullable<Plan['checks']>[number];

/** What became of all conditions, as a plan's JSON has it; undefined where there are none. */
export function checksJson(checks: Plan['checks']): JsonData | undefined {
  return checks === undefined || checks.length === 0 ? undefined : checks.map(checkJson);
}

function checkJson({ kind, address, status, instances }: CheckResult): JsonObject {
  return {
    address: { kind, ...partsOf(kind, address), to_display: address },
    status,
    instances: instances.length === 0 ? undefined : instances.map((instance): JsonObject => ({
      address: { ...instanceParts(kind, instance.address), to_display: instance.address },
      status: instance.status,
      problems: instance.problems.length === 0 ? undefined : instance.problems.map((message) => ({ message })),
    })),
  };
}

const NAMED = /^(?:(.+)\.)?(?:output|var|check)\.([^.[\]"]+)$/s;

/** The address of a declared thing, part by part. */
function partsOf(kind: CheckResult['kind'], address: string): JsonObject {
  if (kind !== 'resource') {
    const [, module, name] = NAMED.exec(address) ?? [];
    return { module, name: name ?? address };
  }
  const parsed = parseAddress(address);
  if (!parsed.ok) return {};
  const { mode, type, name, module } = parsed.value.resource;
  return { module: modulePath(module), mode, type, name };
}

/** Of an instance only what tells it from the others. */
function instanceParts(kind: CheckResult['kind'], address: string): JsonObject {
  if (kind !== 'resource') return { module: NAMED.exec(address)?.[1] };
  const parsed = parseAddress(address);
  return parsed.ok ? { module: modulePath(parsed.value.resource.module), instance_key: parsed.value.key } : {};
}

const modulePath = (calls: readonly string[]): string | undefined => (calls.length === 0 ? undefined : calls.map((call) => `module.${call}`).join('.'));

import { parseAddress } from '../../addrs';
import type { Plan } from '../../plan';
import type { StateJson } from '../../state';
import { compareText } from '../../values';
import type { JsonData } from './write';

type JsonObject = { readonly [key: string]: JsonData | undefined };
type CheckResult = NonNullable<Plan['checks']>[number];

/** What became of all conditions, as a plan's JSON has it; undefined where there are none. */
export function checksJson(checks: Plan['checks']): JsonData | undefined {
  return checks === undefined || checks.length === 0 ? undefined : checks.map(checkJson);
}

function checkJson({ kind, address, status, instances }: CheckResult): JsonObject {
  return {
    address: inOrder({ kind, ...partsOf(kind, address), to_display: address }),
    status,
    instances: instances.length === 0 ? undefined : instances.map((instance): JsonObject => ({
      address: inOrder({ ...instanceParts(kind, instance.address), to_display: instance.address }),
      status: instance.status,
      problems: instance.problems.length === 0 ? undefined : instance.problems.map((message) => ({ message })),
    })),
  };
}

/** Members in the order of their names, as Terraform writes its maps. */
const inOrder = (address: JsonObject): JsonObject => Object.fromEntries(Object.entries(address).sort(([a], [b]) => compareText(a, b)));

const KINDS: ReadonlyMap<string, CheckResult['kind']> = new Map([['resource', 'resource'], ['output', 'output_value'], ['check', 'check'], ['var', 'var']]);
const STATUSES: readonly string[] = ['pass', 'fail', 'error', 'unknown'];

/** The same of a state's `check_results`, by what is shown of them. Kinds that are not known are left out, as Terraform does. */
export function stateChecksJson(results: StateJson | undefined): JsonData | undefined {
  const checks = objectsOf(results).flatMap((result): CheckResult[] => {
    const kind = KINDS.get(textOf(result['object_kind']));
    if (kind === undefined) return [];
    const instances = objectsOf(result['objects']).map((object) => ({
      address: textOf(object['object_addr']), status: statusOf(object['status']), problems: listOf(object['failure_messages']).map(textOf),
    }));
    return [{ kind, address: textOf(result['config_addr']), status: statusOf(result['status']), instances }];
  });
  return checksJson(checks.sort((a, b) => compareText(a.address, b.address)));
}

const listOf = (json: StateJson | undefined): readonly StateJson[] => (Array.isArray(json) ? json as readonly StateJson[] : []);
const objectsOf = (json: StateJson | undefined) => listOf(json).flatMap((item) => (typeof item === 'object' && item !== null && !Array.isArray(item) ? [item as { readonly [name: string]: StateJson }] : []));
const textOf = (json: StateJson | undefined): string => (typeof json === 'string' ? json : '');
const statusOf = (json: StateJson | undefined): CheckResult['status'] => (STATUSES.includes(textOf(json)) ? textOf(json) as CheckResult['status'] : 'unknown');

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

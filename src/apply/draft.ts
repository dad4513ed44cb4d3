import { formatKey } from '../addrs';
import { STATE_TERRAFORM_VERSION, type RunObject, type State, type StateInstance, type StateJson, type StateOutput, type StateResource } from '../state';
import { moduleOf, parseWhere, sameProvider } from './where';

/** The state while it is being changed. A write takes the whole of it; a change costs the size of one object. */
export interface Draft {
  /** The current object at an address, or the deposed one when the text names it. */
  object(where: string): StateInstance | undefined;
  /** Keys of the deposed objects at an address. */
  deposedAt(address: string): readonly string[];
  /** What all instances of the address's resource share. */
  headOf(address: string): Omit<RunObject, 'instance'> | undefined;
  put(address: string, object: RunObject): void;
  remove(where: string): void;
  output(name: string): StateOutput | undefined;
  putOutput(name: string, output: StateOutput | null): void;
  outputNames(): readonly string[];
  /** Addresses of all current objects of a mode. */
  addresses(mode: 'managed' | 'data'): readonly string[];
  /** What is known of conditions, as the state keeps it; null where there are none. */
  putChecks(checks: StateJson): void;
  /** The state as it stands, with this serial. */
  snapshot(serial: number): State;
  /** About how many bytes the state takes when written. */
  estimateBytes(): number;
}

interface Held {
  readonly head: Omit<StateResource, 'instances'>;
  readonly instances: Map<string, StateInstance>;
}

const instanceId = (indexKey: string | number | undefined, deposed: string | undefined): string => `${deposed ?? ''}|${JSON.stringify(indexKey ?? null)}`;

export function makeDraft(prior: State | undefined, fresh: { readonly lineage: string; readonly terraformVersion?: string | undefined }): Draft {
  const resources = new Map<string, Held>();
  for (const [address, resource] of prior?.resources ?? []) {
    const { instances, ...head } = resource;
    resources.set(address, { head, instances: new Map(instances.map((i) => [instanceId(i.indexKey, i.deposed), i])) });
  }
  const outputs = new Map(prior?.outputs ?? []);
  let checks: StateJson | undefined = prior?.extra['check_results'];

  return {
    object(text) {
      const where = parseWhere(text);
      return resources.get(where.resource)?.instances.get(instanceId(where.indexKey, where.deposed));
    },
    deposedAt(address) {
      const where = parseWhere(address);
      const held = resources.get(where.resource);
      return [...held?.instances.values() ?? []].flatMap((i) => (i.deposed !== undefined && i.indexKey === where.indexKey ? [i.deposed] : []));
    },
    headOf(address) {
      const head = resources.get(parseWhere(address).resource)?.head;
      return head === undefined ? undefined : { mode: head.mode, type: head.type, name: head.name, provider: head.provider };
    },
    put(address, { instance, ...object }) {
      const { resource } = parseWhere(address);
      const held = resources.get(resource);
      const id = instanceId(instance.indexKey, instance.deposed);
      const kept = held !== undefined && sameProvider(held.head.provider, object.provider);
      if (kept) held.instances.set(id, instance);
      else {
        const head = { module: moduleOf(resource, object), mode: object.mode, type: object.type, name: object.name, provider: object.provider, extra: held?.head.extra ?? {} };
        resources.set(resource, { head, instances: new Map([...(held?.instances ?? []), [id, instance]]) });
      }
    },
    remove(text) {
      const where = parseWhere(text);
      const held = resources.get(where.resource);
      held?.instances.delete(instanceId(where.indexKey, where.deposed));
      if (held?.instances.size === 0) resources.delete(where.resource);
    },
    output: (name) => outputs.get(name),
    putOutput(name, output) {
      if (output === null) outputs.delete(name);
      else outputs.set(name, output);
    },
    outputNames: () => [...outputs.keys()],
    putChecks(found) {
      checks = found;
    },
    addresses(mode) {
      const found: string[] = [];
      for (const [resource, { head, instances }] of resources) {
        if (head.mode !== mode) continue;
        for (const i of instances.values()) {
          if (i.deposed === undefined) found.push(i.indexKey === undefined ? resource : `${resource}${formatKey(i.indexKey)}`);
        }
      }
      return found;
    },
    snapshot: (serial) => ({
      terraformVersion: prior?.terraformVersion ?? fresh.terraformVersion ?? STATE_TERRAFORM_VERSION,
      lineage: prior?.lineage ?? fresh.lineage,
      serial,
      outputs: new Map(outputs),
      resources: new Map([...resources].map(([address, { head, instances }]) => [address, { ...head, instances: [...instances.values()] }])),
      extra: checks === undefined ? prior?.extra ?? {} : { ...prior?.extra, check_results: checks },
    }),
    estimateBytes() {
      let bytes = 1024;
      for (const { instances } of resources.values()) for (const i of instances.values()) bytes += 400 + 2 * JSON.stringify(i.attributes).length;
      return bytes;
    },
  };
}

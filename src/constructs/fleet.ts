import { Construct } from 'constructs';
import { CloudbackupInstance, type CloudbackupInstanceConfig, type CloudbackupInstanceSettings } from './instance';
import { constructId, defined, literal } from './names';

export interface CloudbackupFleetConfig extends CloudbackupInstanceSettings {
  /**
   * The instances: a list of their ids; or by a name of your own, which stays the address when the id changes, an id or
   * an id with settings. What an instance sets replaces the setting of the fleet; `directories` are added to the fleet's.
   */
  readonly instances: readonly string[] | Readonly<Record<string, string | CloudbackupInstanceConfig>>;
}

/**
 * Many instances under Cloud Backup with common settings. Each has an address of its own, made from its name, so that
 * one can be added or taken away and no other moves.
 *
 * @throws Error where two have one name, or a name is a value known only later.
 */
export class CloudbackupFleet extends Construct {
  /** By name; in a fleet that is given as a list the name is the instance's id. */
  readonly instances: ReadonlyMap<string, CloudbackupInstance>;

  constructor(scope: Construct, id: string, config: CloudbackupFleetConfig) {
    super(scope, id);
    const { instances, ...common } = config;
    const made = new Map<string, CloudbackupInstance>();
    for (const [name, given] of named(instances)) {
      if (made.has(literal(name, 'The name of an instance of a fleet'))) throw new Error(`The fleet "${this.node.path}" has the instance "${name}" twice.`);
      const own = typeof given === 'string' ? { computeInstanceId: given } : given;
      const directories = [common.directories ?? [], own.directories ?? []].flat();
      made.set(name, new CloudbackupInstance(this, constructId(name), {
        ...common, ...defined(own), computeInstanceId: own.computeInstanceId, ...(directories.length === 0 ? {} : { directories }),
      }));
    }
    this.instances = made;
  }

  /**
   * The instance of that name.
   * @throws Error when there is none.
   */
  instance(name: string): CloudbackupInstance {
    const found = this.instances.get(name);
    if (found === undefined) throw new Error(`No instance of this fleet is named "${name}". There are: ${[...this.instances.keys()].join(', ')}.`);
    return found;
  }
}

function named(instances: CloudbackupFleetConfig['instances']): readonly (readonly [string, string | CloudbackupInstanceConfig])[] {
  return isList(instances) ? instances.map((id) => [id, id] as const) : Object.entries(instances);
}

/** `Array.isArray` does not narrow a readonly list. */
function isList(instances: CloudbackupFleetConfig['instances']): instances is readonly string[] {
  return Array.isArray(instances);
}

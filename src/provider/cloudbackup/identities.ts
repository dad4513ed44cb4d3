import { STRING, type Value } from '../../values';
import { field, object, textOf } from '../fields';
import type { ResourceIdentity } from '../types';
import { block, optional, required, type Attributes } from './schema-parts';
import { DIRECTORY, RESOURCE } from './schema-managed';

const place: Attributes = {
  folder_id: required(STRING, 'Folder in which the instance is registered.'),
  compute_instance_id: required(STRING, 'Id of the instance.'),
};

function identity(attributes: Attributes, id: (identity: Value) => string): ResourceIdentity {
  const schema = block('', attributes);
  return { schema, id, of: (whole) => object(Object.fromEntries([...schema.attributes.keys()].map((name) => [name, field(whole, name)]))) };
}

const placeOf = (own: Value): string => `${textOf(own, 'folder_id') ?? ''}/${textOf(own, 'compute_instance_id') ?? ''}`;

/** What names an object whatever its address: the parts of its import id. */
export const identities: ReadonlyMap<string, ResourceIdentity> = new Map([
  [RESOURCE, identity({ ...place, resource_id: optional(STRING, 'Id of the registration; needed where the instance has several.') }, (own) => {
    const registration = textOf(own, 'resource_id');
    return registration === undefined ? placeOf(own) : `${placeOf(own)}/${registration}`;
  })],
  [DIRECTORY, identity({ ...place, path: required(STRING, 'Absolute path.') }, (own) => `${placeOf(own)}:${textOf(own, 'path') ?? ''}`)],
]);

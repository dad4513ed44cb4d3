import { unmark, type Value } from '../values';

/** How an object is called in messages: Terraform does not tell a provider its address, and adds it to what people read. */
export function labelOf(type: string, object: Value): string {
  const whole = unmark(object);
  const id = whole.kind === 'object' ? unmark(whole.entries.get('id') ?? whole) : undefined;
  return id?.kind === 'string' ? `${type} "${id.value}"` : type;
}

import type { TypeDefaults } from '../../config';
import { mark, marksOf, unmark, type Value } from '../../values';

/**
 * Puts the defaults of optional attributes where an object has none or null, before it is converted to the type of its
 * variable. What is not known stays as it is, and marks stay where they are.
 */
export function withDefaults(value: Value, defaults: TypeDefaults): Value {
  const bare = unmark(value);
  switch (bare.kind) {
    case 'object': case 'map': {
      const entries = new Map(bare.entries);
      for (const [name, fallback] of defaults.attributes) {
        const present = entries.get(name);
        if (present === undefined || unmark(present).kind === 'null') entries.set(name, fallback);
      }
      for (const [name, entry] of entries) {
        const below = defaults.children.get(name) ?? defaults.element;
        if (below !== undefined) entries.set(name, withDefaults(entry, below));
      }
      // An object: a map's entries may differ in type once defaults are in.
      return mark({ kind: 'object', entries }, marksOf(value));
    }
    case 'tuple': case 'list': case 'set': {
      const items = bare.items.map((item, index) => {
        const below = defaults.children.get(index) ?? defaults.element;
        return below === undefined ? item : withDefaults(item, below);
      });
      return mark({ kind: 'tuple', items }, marksOf(value));
    }
    case 'null': case 'unknown': case 'string': case 'number': case 'bool': return value;
  }
}

import type { Value } from '../values';

/** Defaults of `optional(type, default)` somewhere in a type: for an object's attributes, and for what lies below. */
export interface TypeDefaults {
  readonly attributes: ReadonlyMap<string, Value>;
  /** By attribute name or tuple index. */
  readonly children: ReadonlyMap<string | number, TypeDefaults>;
  /** Of the elements of a list, set or map. */
  readonly element: TypeDefaults | undefined;
}

/**
 * Puts the defaults of optional attributes where an object has none or null, as Terraform does before it converts a
 * value to the type of its variable. What is unknown stays so; marks stay where they are.
 */
export function applyDefaults(value: Value, defaults: TypeDefaults): Value {
  switch (value.kind) {
    case 'object': case 'map': {
      const entries = new Map(value.entries);
      for (const [name, fallback] of defaults.attributes) {
        const present = entries.get(name);
        if (present === undefined || (present.kind === 'marked' ? present.value : present).kind === 'null') entries.set(name, fallback);
      }
      for (const [name, entry] of entries) {
        const below = defaults.children.get(name) ?? defaults.element;
        if (below !== undefined) entries.set(name, applyDefaults(entry, below));
      }
      // An object: a map's entries may differ in type once defaults are in.
      return { kind: 'object', entries };
    }
    case 'tuple': case 'list': case 'set':
      return { kind: 'tuple', items: value.items.map((item, index) => {
        const below = defaults.children.get(index) ?? defaults.element;
        return below === undefined ? item : applyDefaults(item, below);
      }) };
    case 'marked': {
      const { value: inner } = value;
      const filled = applyDefaults(inner, defaults);
      return filled.kind === 'marked' ? filled : { ...value, value: filled };
    }
    case 'null': case 'unknown': case 'string': case 'number': case 'bool':
      return value;
  }
}

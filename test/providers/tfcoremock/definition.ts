/** What a type of this provider looks like, as dynamic_resources.json writes it. */
export interface AttributeDefinition {
  readonly type: 'boolean' | 'float' | 'integer' | 'number' | 'string' | 'list' | 'map' | 'set' | 'object';
  readonly optional?: boolean;
  readonly required?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  /** A change of it replaces the object. */
  readonly replace?: boolean;
  /** What a computed attribute turns out to be; null where this is left out. */
  readonly value?: StoredValue;
  readonly list?: AttributeDefinition;
  readonly map?: AttributeDefinition;
  readonly set?: AttributeDefinition;
  readonly object?: AttributeDefinitions;
  /** The objects in it are of a plain type, and have no rules of their own. */
  readonly skip_nested_metadata?: boolean;
}

export type AttributeDefinitions = Readonly<Record<string, AttributeDefinition>>;

export interface BlockDefinition {
  readonly attributes?: AttributeDefinitions;
  readonly blocks?: Readonly<Record<string, BlockDefinition>>;
  readonly mode?: 'list' | 'set' | '';
}

/** A value in the files of this provider: one member that names its kind; members of objects that are null are left out. */
export interface StoredValue {
  readonly boolean?: boolean;
  readonly number?: string | number;
  readonly string?: string;
  readonly list?: readonly StoredValue[];
  readonly set?: readonly StoredValue[];
  readonly map?: Readonly<Record<string, StoredValue>>;
  readonly object?: Readonly<Record<string, StoredValue>>;
}

const SIMPLE: AttributeDefinitions = {
  bool: { type: 'boolean', optional: true },
  number: { type: 'number', optional: true },
  string: { type: 'string', optional: true },
  float: { type: 'float', optional: true },
  integer: { type: 'integer', optional: true },
};

/** How deep the objects and blocks of the complex type lie in each other. */
const DEPTH = 3;

function complexAttributes(depth: number): AttributeDefinitions {
  if (depth === DEPTH) return SIMPLE;
  const object = complexAttributes(depth + 1);
  const element: AttributeDefinition = { type: 'object', object };
  return {
    ...SIMPLE,
    list: { type: 'list', optional: true, list: element },
    map: { type: 'map', optional: true, map: element },
    set: { type: 'set', optional: true, set: element },
    object: { type: 'object', optional: true, object },
  };
}

function complexBlock(depth: number): BlockDefinition {
  const inner = depth === DEPTH ? undefined : complexBlock(depth + 1);
  return {
    attributes: complexAttributes(depth),
    ...(inner === undefined ? {} : { blocks: { list_block: { ...inner, mode: 'list' }, set_block: { ...inner, mode: 'set' } } }),
  };
}

/** The types that are always there. */
export const FIXED: Readonly<Record<string, BlockDefinition>> = {
  tfcoremock_simple_resource: { attributes: SIMPLE },
  tfcoremock_complex_resource: complexBlock(0),
};

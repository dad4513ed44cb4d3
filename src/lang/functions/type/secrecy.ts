import { BOOL, bool, DYNAMIC, isKnown, mark, marksOf, nullOf, typeOf, unknownNotNull, unmark, type Value } from '../../../values';
import { parameter } from '../arguments';
import { argument } from '../collection/parts';
import type { FunctionSpec } from '../types';

const VALUE = [parameter('value', DYNAMIC, 'Any value.', { nullable: true, unknown: true, dynamic: true, marks: true })];

export const sensitive: FunctionSpec = {
  name: 'sensitive',
  description: 'Gives a value marked as sensitive: it and all that is made of it is hidden in what people see.',
  parameters: VALUE,
  returns: DYNAMIC,
  typeOf: (args) => typeOf(argument(args, 0)),
  call: (args) => mark(argument(args, 0), ['sensitive']),
};

export const nonsensitive: FunctionSpec = {
  name: 'nonsensitive',
  description: 'Gives a sensitive value without its mark. What is marked inside of it stays marked.',
  parameters: VALUE,
  returns: DYNAMIC,
  typeOf: (args) => typeOf(argument(args, 0)),
  call: (args) => {
    const value = argument(args, 0);
    return mark(unmark(value), marksOf(value).filter((own) => own !== 'sensitive'));
  },
};

export const issensitive: FunctionSpec = {
  name: 'issensitive',
  description: 'Tells whether a value is marked as sensitive at its own level. What is inside of it does not count.',
  parameters: VALUE,
  returns: BOOL,
  call: (args) => {
    const value = argument(args, 0);
    if (marksOf(value).includes('sensitive')) return bool(true);
    // A value that is not known yet may turn out to be sensitive.
    return isKnown(value) ? bool(false) : unknownNotNull(BOOL);
  },
};

/** The value with a null for each part that is ephemeral. */
function withoutEphemeral(value: Value): Value {
  const marks = marksOf(value);
  const bare = unmark(value);
  if (marks.includes('ephemeral')) return mark(nullOf(typeOf(bare)), marks.filter((own) => own !== 'ephemeral'));
  switch (bare.kind) {
    case 'list': case 'tuple': return mark({ ...bare, items: bare.items.map(withoutEphemeral) }, marks);
    case 'map': case 'object': return mark({ ...bare, entries: new Map([...bare.entries].map(([name, part]) => [name, withoutEphemeral(part)])) }, marks);
    case 'set': case 'null': case 'unknown': case 'string': case 'number': case 'bool': return value;
  }
}

export const ephemeralasnull: FunctionSpec = {
  name: 'ephemeralasnull',
  description: 'Gives a value with a null in the place of each part that is ephemeral, so that it may be kept.',
  parameters: VALUE,
  returns: DYNAMIC,
  typeOf: (args) => typeOf(argument(args, 0)),
  call: (args) => withoutEphemeral(argument(args, 0)),
};

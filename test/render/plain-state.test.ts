import { plainAttributes } from '../../src/render/plain-state';
import type { BlockSchema } from '../../src/schema';
import { DYNAMIC, STRING } from '../../src/values';

const block = (blocks: BlockSchema['blocks'] = new Map()): BlockSchema => ({
  description: '', blocks, attributes: new Map([['open', { type: DYNAMIC, description: '', optional: true }], ['text', { type: STRING, description: '', optional: true }]]),
});

describe('attributes of a state as they are shown', () => {
  it.each([
    ['an open value without its type', { open: { value: 'x', type: 'string' }, text: 'y' }, { open: 'x', text: 'y' }],
    ['an open value that is an object', { open: { value: { value: 1 }, type: ['object', { value: 'number' }] } }, { open: { value: 1 } }],
    ['an open value that is not set', { open: null, text: null }, { open: null, text: null }],
    ['what is no object', 'damaged', 'damaged'],
  ])('%s', (_sentence, attributes, shown) => expect(plainAttributes(attributes, block())).toEqual(shown));

  it('within blocks of any nesting', () => {
    const nested = (nesting: 'single' | 'list' | 'map') => ({ nesting, block: block(), description: '' });
    const schema = block(new Map([['one', nested('single')], ['many', nested('list')], ['named', nested('map')]]));
    const inner = { open: { value: 1, type: 'number' }, text: null };
    expect(plainAttributes({ one: inner, many: [inner], named: { a: inner } }, schema))
      .toEqual({ one: { open: 1, text: null }, many: [{ open: 1, text: null }], named: { a: { open: 1, text: null } } });
  });

  it('stay as they are without a schema', () => {
    const attributes = { open: { value: 'x', type: 'string' } };
    expect(plainAttributes(attributes, undefined)).toBe(attributes);
  });
});

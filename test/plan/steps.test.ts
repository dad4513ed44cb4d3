import { buildSteps } from '../../src/plan/steps/build';
import type { DecidedChange } from '../../src/plan/steps/input';
import type { LocatedChange, PlannedEffect, PlannedResource } from '../../src/provider';
import type { Action, Change } from '../../src/plan';
import type { Value } from '../../src/values';

const nothing: Value = { kind: 'null', type: { kind: 'dynamic' } };
const effect = (id: string, prerequisite = false): PlannedEffect => ({ id, text: id, mutates: true, prerequisite, data: {} });

function planned(part: Partial<PlannedResource> = {}): PlannedResource {
  return {
    planned: nothing, requiresReplace: [], replaceOrder: 'destroy-first', adopts: false, disposal: 'forget', effects: [], facts: [], notes: [],
    locus: undefined, diagnostics: [], ...part,
  };
}

function change(address: string, action: Action, part: Partial<Change> = {}): Change {
  return {
    address, mode: 'managed', type: 't', name: address, provider: 'p', action, order: undefined, disposal: undefined, reason: undefined,
    before: nothing, after: nothing, replacePaths: [], notes: [], dependencies: [], createBeforeDestroy: false, constructPath: undefined, ...part,
  };
}

function decided(part: { change: Change } & Partial<DecidedChange>): DecidedChange {
  return { node: part.change.address, making: undefined, ending: undefined, needs: [], stateNeeds: [], residual: undefined, ...part };
}

const create = (address: string, needs: string[] = [], part: Partial<PlannedResource> = {}): DecidedChange =>
  decided({ change: change(address, 'create'), making: planned(part), needs });
const end = (address: string, stateNeeds: string[] = [], disposal: 'delete' | 'forget' = 'delete'): DecidedChange =>
  decided({ change: change(address, disposal, { disposal }), ending: planned({ disposal }), stateNeeds });
const keep = (address: string, needs: string[] = []): DecidedChange => decided({ change: change(address, 'no-op'), needs });

function program(changes: DecidedChange[], edges: (changes: readonly LocatedChange[]) => [number, number][] = () => []): string[] {
  const { steps, diagnostics } = buildSteps(changes, [], (_, located) => ({ edges: edges(located), diagnostics: [] }));
  return [...steps.map((s) => (s.after.length === 0 ? s.id : `${s.id} <- ${s.after.join(', ')}`)), ...diagnostics.map((d) => `${d.code}: ${d.detail}`)];
}

describe('the order of steps', () => {
  const table: Record<string, [DecidedChange[], string[]]> = {
    'making comes after the making of what it refers to':
      [[create('a'), create('b', ['a'])], ['create a', 'create b <- create a']],
    'an object that stays passes the order on':
      [[create('a'), keep('b', ['a']), create('c', ['b'])], ['create a', 'create c <- create a']],
    'ending goes backwards':
      [[end('a'), end('b', ['a'])], ['delete a <- delete b', 'delete b']],
    'forgetting has the order of ending':
      [[end('a'), end('b', ['a'], 'forget')], ['delete a <- forget b', 'forget b']],
    'what goes for good ends before its user is changed':
      [[end('a'), decided({ change: change('b', 'update'), making: planned(), stateNeeds: ['a'] })], ['delete a', 'update b <- delete a']],
    'what goes for good and was made first when replaced ends after its user was changed':
      [[
        decided({ change: change('a', 'delete', { disposal: 'delete', createBeforeDestroy: true }), ending: planned({ disposal: 'delete' }) }),
        decided({ change: change('b', 'update'), making: planned(), stateNeeds: ['a'] }),
      ], ['delete a <- update b', 'update b']],
    'what goes for good ends behind both legs of a user that is made anew first':
      [[
        end('a'),
        decided({ change: change('b', 'replace', { order: 'create-first' }), making: planned(), ending: planned({ disposal: 'delete' }), stateNeeds: ['a'] }),
      ], ['create b', 'delete a <- create b, delete b', 'delete b <- create b']],
    'an object that goes between two that stay, one of them replaced, closes no circle':
      [[
        decided({ change: change('a', 'replace', { order: 'destroy-first' }), making: planned(), ending: planned({ disposal: 'delete' }) }),
        end('b', ['a']),
        decided({ change: change('c', 'update'), making: planned(), needs: ['a'], stateNeeds: ['a', 'b'] }),
      ], ['create a <- delete a', 'delete a <- delete b', 'delete b', 'update c <- create a, delete b']],
    'an update of the user waits for the new object of a destroy-first replacement':
      [[
        decided({ change: change('a', 'replace', { order: 'destroy-first' }), making: planned(), ending: planned({ disposal: 'delete' }) }),
        decided({ change: change('b', 'update'), making: planned(), needs: ['a'], stateNeeds: ['a'] }),
      ], ['create a <- delete a', 'delete a', 'update b <- create a']],
    'a create-first replacement keeps the old object until its users have moved':
      [[
        decided({ change: change('a', 'replace', { order: 'create-first' }), making: planned({ adopts: true }), ending: planned({ disposal: 'delete' }) }),
        decided({ change: change('b', 'update'), making: planned(), needs: ['a'], stateNeeds: ['a'] }),
      ], ['adopt a', 'delete a <- adopt a, update b', 'update b <- adopt a']],
    'a left-over object ends by itself':
      [[decided({ change: change('a', 'delete', { deposed: '0a1b2c3d' }), ending: planned({ disposal: 'delete' }) })], ['delete a (deposed 0a1b2c3d)']],
  };
  it.each(Object.entries(table))('%s', (_, [changes, expected]) => {
    expect(program(changes)).toEqual(expected);
  });

  it('does a prerequisite once, before all who need it, each level after the one above', () => {
    const missing = [effect('/a', true), effect('/a/b', true)];
    expect(program([
      create('x', [], { effects: [...missing, effect('/a/b/x')] }),
      create('y', [], { effects: [...missing, effect('/a/b/y')] }),
    ])).toEqual(['create x <- prepare /a, prepare /a/b', 'create y <- prepare /a, prepare /a/b', 'prepare /a', 'prepare /a/b <- prepare /a']);
  });

  it('takes the step of a declared object where another one needs its effect as a prerequisite', () => {
    expect(program([
      create('child', [], { effects: [effect('/a', true), effect('/a/b')] }),
      create('parent', [], { effects: [effect('/a')] }),
    ])).toEqual(['create child <- create parent', 'create parent']);
  });

  it('lets a prerequisite wait for what the place of its needer implies', () => {
    const registrationFirst = (located: readonly LocatedChange[]): [number, number][] =>
      [[located.findIndex((c) => c.address === 'reg'), located.findIndex((c) => c.address === 'dir')]];
    expect(program([
      create('dir', [], { locus: 'dir', effects: [effect('/a', true), effect('/a/b')] }),
      create('reg', [], { locus: 'reg' }),
    ], registrationFirst)).toEqual(['create dir <- create reg, prepare /a', 'create reg', 'prepare /a <- create reg']);
  });

  it('draws steps that wait for each other', () => {
    const both = (): [number, number][] => [[0, 1], [1, 0]];
    expect(program([create('a', [], { locus: 'a' }), create('b', [], { locus: 'b' })], both).at(-1))
      .toMatch(/^plan_step_cycle: .*create a -> create b -> create a/);
  });
});

import { builtinProvider, builtinSchema } from '../../src/provider';
import { nullOf, str, unknownOf } from '../../src/values';
import type { Value } from '../../src/values';
import { applyPorts, attr, none, UNKNOWN } from './support/provider';

const DYNAMIC = { kind: 'dynamic' } as const;
const args = (init: Readonly<Record<string, Value>>): Value => ({
  kind: 'object', entries: new Map(['id', 'input', 'output', 'triggers_replace'].map((n) => [n, init[n] ?? nullOf(DYNAMIC)])),
});

async function provider() {
  const made = await builtinProvider({ random: { next: () => 0, uuid: () => 'new-uuid' } }).configure({ kind: 'object', entries: new Map() });
  if (!made.ok) throw new Error('not configured');
  return made.value;
}
const plan = async (config: Value, prior: Value = none) => (await provider()).reader.planResource({ type: 'terraform_data', address: 'a', config, prior, proposed: config });
const apply = async (planned: Value, config: Value) => (await provider()).applier.applyResource({ step: 's', address: 'a', type: 'terraform_data', prior: none, planned, config, effects: [] }, applyPorts());

const STATE = args({ id: str('old'), input: str('i'), output: str('i'), triggers_replace: str('t') });

describe('terraform_data', () => {
  it('has the attributes that Terraform has', () => {
    expect([...builtinSchema.resources.get('terraform_data')?.block.attributes.keys() ?? []]).toEqual(['id', 'input', 'output', 'triggers_replace']);
  });
  it('gets an id at apply, and gives its input back', async () => {
    const planned = await plan(args({ input: str('i') }));
    expect([attr(planned.planned, 'id'), attr(planned.planned, 'output')]).toEqual([UNKNOWN, UNKNOWN]);
    const done = await apply(planned.planned, args({ input: str('i') }));
    expect(done.kind === 'done' && ['id', 'output'].map((n) => attr(done.state, n))).toEqual(['new-uuid', 'i']);
  });
  it('has no output without input', async () => {
    expect(attr((await plan(args({}))).planned, 'output')).toBeNull();
  });
  it('plans no change where nothing changed', async () => {
    const planned = await plan(args({ input: str('i'), triggers_replace: str('t') }), STATE);
    expect(planned.planned).toEqual(STATE);
  });
  it('keeps its id when its input changes', async () => {
    const planned = await plan(args({ input: str('j'), triggers_replace: str('t') }), STATE);
    expect(planned.requiresReplace).toEqual([]);
    expect([attr(planned.planned, 'id'), attr(planned.planned, 'output')]).toEqual(['old', UNKNOWN]);
  });
  it.each([['another trigger', str('u')], ['a trigger known after apply', unknownOf(DYNAMIC)], ['no trigger any more', nullOf(DYNAMIC)]])('is replaced for %s', async (_what, trigger) => {
    expect((await plan(args({ input: str('i'), triggers_replace: trigger }), STATE)).requiresReplace).toEqual([['triggers_replace']]);
  });
});

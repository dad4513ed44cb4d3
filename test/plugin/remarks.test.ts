/** Directories that are made besides: told at plan, by both doors, where no resource is declared for them. */
import { plannedSoFar } from '../../src/plugin/planned-so-far';
import type { Note, PlannedResource, ProviderReader } from '../../src/provider';
import { nullOf, objectOf, STRING } from '../../src/values';
import { dir, inPlace, must, type Json, type Place } from '../engine/place';
import { vm } from '../engine/life';
import { describeWithProgram } from '../support/programs';
import { PROGRAM, reattached } from './support/terraform';

const directories = (of: Readonly<Record<string, Json>>): Json => ({ resource: { cloudbackup_directory: of } });
const referring = (name: string, below: string, more: Json = {}): Json => dir('vm-1', `\${cloudbackup_directory.${name}.path}/${below}`, more);
/** Configuration, and what is said to be made besides. */
const CASES: Readonly<Record<string, readonly [Json, readonly string[]]>> = {
  'what nothing declares is told': [directories({ a: dir('vm-1', '/srv/x/y/z') }), ['/srv/x, /srv/x/y']],
  'what another resource declares is not': [directories({ a: dir('vm-1', '/srv/a'), b: referring('a', 'b') }), []],
  'between a declared one and this one, the rest is': [directories({ a: dir('vm-1', '/srv/a'), b: referring('a', 'x/b') }), ['/srv/a/x']],
  'where nothing may be made besides, nothing is': [directories({ a: dir('vm-1', '/srv/a'), b: referring('a', 'b', { create_parents: false }) }), []],
};
const LIST = /made as well: (.*?)\.(?: |$)/;

describe.each(Object.entries(CASES))('%s', (_name, [configuration, expected]) => {
  const within = (work: (place: Place) => Promise<void>) => inPlace({ instances: [vm('vm-1')] }, async (place) => {
    place.write(configuration);
    await work(place);
  });

  it('by Holdfast', () => within(async (place) => {
    const { plan } = must(await place.plan());
    expect(plan.changes.flatMap(({ notes }) => notes.map(({ text }) => LIST.exec(text)?.[1]))).toEqual(expected);
    expect(plan.changes.flatMap(({ notes }) => notes.flatMap((note) => Object.keys(note)))).toEqual(expected.flatMap(() => ['kind', 'text']));
  }));

  describeWithProgram(PROGRAM, 'and through it', () => {
    it('by Terraform', () => within(async (place) => {
      const { said } = await reattached(place.dir, { YC_ENDPOINT: place.emulator.endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.test' }, ['plan', '-json']);
      expect(said.filter(({ summary }) => summary === 'Directories above are made as well').map(({ detail }) => LIST.exec(detail)?.[1])).toEqual(expected);
    }));
  });
});

describeWithProgram(PROGRAM, 'through Terraform', () => {
  it('a directory that cannot be looked at has one warning for that', () => inPlace({ instances: [vm('vm-1', { online: false })] }, async (place) => {
    place.write(directories({ a: dir('vm-1', '/a') }));
    const { said } = await reattached(place.dir, { YC_ENDPOINT: place.emulator.endpoint, YC_PLAINTEXT: '1', YC_TOKEN: 't1.test' }, ['plan', '-json']);
    expect(said.map(({ summary }) => summary)).toEqual(['Directories are not verified']);
  }));
});

describe('objects of one plan that are asked for one by one', () => {
  const reader = { judgePlan: () => ({ diagnostics: [], blocked: [] }), impliedEdges: () => ({ edges: [], diagnostics: [] }) } as unknown as ProviderReader;
  const object = objectOf([['path', { kind: 'null', type: STRING }]]);
  const making = (own: string, ...above: readonly string[]): PlannedResource => ({
    planned: object, requiresReplace: [], replaceOrder: 'destroy-first', adopts: false, disposal: 'forget', facts: [], locus: undefined, diagnostics: [],
    effects: [...above, own].map((id) => ({ id, text: id, mutates: true, prerequisite: id !== own, data: {} })),
    notes: above.length === 0 ? [] : [{ kind: 'ancestors', text: '', listing: { intro: 'Made', items: above.map((id) => ({ effect: id, name: id })) } }],
  });
  function asked() {
    const walk = plannedSoFar(reader);
    const waits: (() => void)[] = [];
    const moment = new Promise<void>((resolve) => { waits.push(resolve); });
    const told = (planned: PlannedResource): Promise<readonly Note[]> => {
      walk.judge({ label: '', type: 't', prior: nullOf(STRING), planned });
      return walk.remarks(planned.notes, () => moment);
    };
    return { told, pass: () => { for (const wait of waits) wait(); } };
  }
  const texts = async (notes: Promise<readonly Note[]>) => (await notes).map(({ text }) => text);

  it('one that comes a moment later is known', async () => {
    const { told, pass } = asked();
    const child = told(making('/a/b', '/a'));
    const parent = told(making('/a'));
    pass();
    expect([await texts(child), await texts(parent)]).toEqual([[], []]);
  });

  it('what is made for many is told once', async () => {
    const { told, pass } = asked();
    pass();
    expect(await texts(told(making('/a/b/c', '/a', '/a/b')))).toEqual(['Made: /a, /a/b.']);
    expect(await texts(told(making('/a/b/d', '/a', '/a/b')))).toEqual([]);
    expect(await texts(told(making('/a/x/y', '/a', '/a/x')))).toEqual(['Made: /a/x.']);
  });

  it('nothing is waited for where nothing is left to tell', async () => {
    const { told } = asked();
    await told(making('/a'));
    expect(await texts(told(making('/a/b', '/a')))).toEqual([]);
  });
});

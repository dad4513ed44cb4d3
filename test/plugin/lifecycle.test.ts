/**
 * One life of resources through both doors: our own engine, and real Terraform with the provider. Equal calls, equal state in the
 * end, equal problems; actions by a fixed table (to adopt is Terraform's create, to forget its delete).
 */
import { describeWithProgram } from '../support/programs';
import { throughEngine, throughTerraform } from './support/doors';
import { STORIES } from './support/stories';
import { PROGRAM } from './support/terraform';

/** What is no action of ours: data is read by both, moves and imports are told otherwise. */
const UNTOLD = ['read', 'move', 'import'];
/** What Terraform calls each action of ours. */
const ACTIONS: Readonly<Record<string, string>> = { adopt: 'create', forget: 'delete', create: 'create', update: 'update', delete: 'delete', replace: 'replace' };

describeWithProgram(PROGRAM, 'both doors', () => {
  it.each(Object.entries(STORIES))('%s', async (_name, { differs = {}, ...story }) => {
    const [ours, theirs] = [await throughEngine(story), await throughTerraform(story)];
    const actions = Object.fromEntries(Object.entries(ours.actions).map(([address, action]) => [address, ACTIONS[action] ?? action]));
    const mine = { ...ours, actions: Object.fromEntries(Object.entries(actions).filter(([, action]) => !UNTOLD.includes(action))) };
    const their = { ...theirs, actions: Object.fromEntries(Object.entries(theirs.actions).filter(([, action]) => !UNTOLD.includes(action))) };
    expect({ ...their, ...differs.terraform }).toEqual({ ...mine, ...differs.engine });
    // Differences that are written down are there.
    expect(their).toMatchObject(differs.is ?? {});
  });
});

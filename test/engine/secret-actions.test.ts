/** Two plans that do the same compare as the same, though one was read back without its secrets. */
import { readPlanFile } from '../../src';
import { actionsDigest, actionsOf } from '../../src/plan';
import { inPlace, must, mustApply } from './place';

it('a secret that lost its mark counts as a secret, in a plan made and in one read back', () => inPlace({}, async (place) => {
  const configuration = (secret: string, list: readonly string[]) => ({
    variable: { pw: { sensitive: true, default: secret } },
    resource: { terraform_data: { t: { input: { pw: '${var.pw}', list } } } },
  });
  place.write(configuration('s3cr3t-very-long-value', ['a']));
  mustApply(await place.apply());
  place.write(configuration('s3cr3t-of-another-value', ['b']));
  const made = must(await place.plan({ out: place.file('tfplan') })).plan;
  const read = must(await readPlanFile(place.file('tfplan'))).plan;
  expect(JSON.stringify(actionsOf(read))).toContain('update terraform_data.t');
  expect(actionsDigest(actionsOf(read))).toBe(actionsDigest(actionsOf(made)));
  // What is no secret counts as it is.
  place.write(configuration('s3cr3t-of-another-value', ['c']));
  expect(actionsDigest(actionsOf(must(await place.plan()).plan))).not.toBe(actionsDigest(actionsOf(made)));
}));

import { posix, relative, resolve, sep } from 'node:path';
import { fail, ok, type Outcome } from '../../../diagnostics';
import { printableLine } from '../../../render';
import { readingOf } from '../../session';
import { remove, writePrivate } from './adapter-files';
import { failed, lacksRight, type CiGround } from './ground';

/**
 * Takes a plan whose file is gone from the last good job of the pull request's own pipelines, and puts it where it was looked for.
 * false: there is none of this commit, and a line says why. It is judged afterwards as every plan is: by its signature, not by where it was.
 * @param job name of the job that made it.
 */
export async function fetchPlan(ground: CiGround, wanted: { readonly file: string; readonly job: string; readonly pull: number | undefined; readonly commit: string }): Promise<Outcome<boolean>> {
  const { file, job, pull, commit } = wanted;
  const { invocation, report, place } = ground;
  const without = (why: string): Outcome<boolean> => {
    report.out.line(`No plan was taken from the job ${JSON.stringify(printableLine(job))}: ${printableLine(why)}`);
    return ok(false);
  };
  if (pull === undefined) return without('no pull request is known that this commit came by.');
  const forge = ground.forge();
  if (!forge.ok) return forge;
  if (forge.value.artifact === undefined) return without('this forge gives no artifacts by the name of a job.');
  const path = resolve(invocation.dir, file);
  const inside = relative(place.folder ?? invocation.dir, path).split(sep).join(posix.sep);
  if (inside.startsWith('../')) return without('its file lies outside of the pipeline\'s folder.');
  const found = await forge.value.artifact(pull, job, inside);
  if (!found.ok) return lacksRight(found.problem) ? without(found.problem.text) : fail(failed(found.problem));
  if (found.value === undefined) return without('the merge request has no good pipeline with it, or it has expired.');
  writePrivate(path, found.value);
  const read = await invocation.library().readPlanFile(file, readingOf(invocation));
  const made = read.ok ? read.value.plan.bound?.commit : commit;
  if (made === commit) return ok(true);
  remove(path);
  return without(`it is of ${made === undefined ? 'no commit that it names' : `commit ${made}`}, and ${commit} is to be applied.`);
}

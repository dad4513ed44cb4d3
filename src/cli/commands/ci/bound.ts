import { diagnostic, fail, ok, type Outcome } from '../../../diagnostics';
import type { PlanBinding } from '../../../plan';
import type { Invocation } from '../../command';
import { readJson } from './adapter-files';
import { forgeRoom } from './ground';

/** What the pipeline's own variables say that a plan made here is of. */
export function boundByPipeline({ io }: Pick<Invocation, 'io'>): Outcome<PlanBinding> {
  const { placeOf, platformOf } = forgeRoom();
  const platform = platformOf(io.env);
  const event = io.env['GITHUB_EVENT_PATH'];
  const place = platform === undefined ? undefined : placeOf(platform, io.env, event === undefined ? undefined : readJson(event));
  if (place?.commit === undefined || place.repository === '') {
    return fail(diagnostic('ci_place_unknown', 'The environment does not say which commit of which repository this is, so that -bind=ci has nothing to say. Run it in a pipeline, or give -bind=REPOSITORY@COMMIT.'));
  }
  return ok({ repository: place.repository, commit: place.commit });
}

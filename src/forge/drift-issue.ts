import { isSame, markerLine, readMarker, type Marker } from './marker';
import { answered, type Issue, type IssueStore, type Reply } from './types';

/** Carried by all issues of ours, so that they are found. */
export const DRIFT_LABEL = 'holdfast-drift';

export interface DriftIssue {
  readonly marker: Marker;
  readonly title: string;
  /** Markdown; what the drift is. */
  readonly text: string;
  readonly drifted: boolean;
}

export interface DriftIssueEnd {
  readonly did: 'created' | 'updated' | 'unchanged' | 'reopened' | 'closed' | 'none';
  readonly url: string | undefined;
}

/**
 * One issue for each stack: opened with the first drift, kept up to date, closed when there is none, opened again with the next.
 * Issues with such a marker by anybody else are nobody's business here.
 */
export async function putDriftIssue(store: IssueStore, { marker, title, text, drifted }: DriftIssue): Promise<Reply<DriftIssueEnd>> {
  const me = await store.me();
  if (!me.ok) return me;
  const find = async (): Promise<Reply<Issue | undefined>> => {
    const listed = await store.list(DRIFT_LABEL);
    if (!listed.ok) return listed;
    const own = listed.value.filter((issue) => {
      const said = issue.author.toLowerCase() === me.value.toLowerCase() ? readMarker(issue.body) : undefined;
      return said !== undefined && isSame(said, marker);
    });
    return answered(own.find((issue) => issue.open) ?? own[0]);
  };
  const found = await find();
  if (!found.ok) return found;
  const issue = found.value;
  const body = `${markerLine(marker)}\n${text.trimEnd()}\n`;
  if (issue === undefined) {
    if (!drifted) return answered({ did: 'none', url: undefined });
    const made = await store.create({ title, body, label: DRIFT_LABEL });
    if (made.ok) return answered({ did: 'created', url: made.value.url });
    if (made.problem.kind !== 'unreachable' && made.problem.kind !== 'server') return made;
    // It may be there all the same.
    const again = await find();
    return again.ok && again.value !== undefined ? answered({ did: 'created', url: again.value.url }) : made;
  }
  if (!drifted && !issue.open) return answered({ did: 'none', url: issue.url });
  if (drifted && issue.open && textOf(issue.body) === textOf(body)) return answered({ did: 'unchanged', url: issue.url });
  const changed = await store.update(issue, { ...(drifted ? { body } : {}), open: drifted });
  return changed.ok ? answered({ did: !drifted ? 'closed' : issue.open ? 'updated' : 'reopened', url: issue.url }) : changed;
}

/** Without the marker, whose time changes from run to run. */
const textOf = (body: string): string => body.replaceAll('\r\n', '\n').split('\n').slice(1).join('\n').trimEnd();

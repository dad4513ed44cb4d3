import { TOOL_VERSION } from './version';
import type { Session } from './world';

export const OWN_SOURCE = 'holdfast/cloudbackup';

/** What `required_providers` may ask for, by source; undefined for any version. */
export function providerVersions(session: Session): ReadonlyMap<string, string | undefined> {
  return new Map([[OWN_SOURCE, TOOL_VERSION], ...session.moreProviders().map((p) => [p.source, p.version] as const)]);
}

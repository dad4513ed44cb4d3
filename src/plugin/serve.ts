import path from 'node:path';
import { connect, systemClock, systemRandom } from '../api';
import { cloudbackupProvider } from '../provider';
import { openIntents } from './adapter-intents';
import { makeDoor, type Door } from './door';
import type { Log } from './log';
import type { ProtocolVersion } from './methods';
import type { Environment } from './startup';

/** Time that what is under way still has when Terraform says stop, in milliseconds. */
const GRACE_MS = 5_000;

/** The door of this build's provider, with the machine's own clock, files and sockets. `cwd`: where Terraform runs. */
export function openDoor(at: { readonly version: ProtocolVersion; readonly env: Environment; readonly cwd: string; readonly log: Log }): Door {
  const { env, cwd, log, version } = at;
  const clock = systemClock();
  const random = systemRandom();
  const dataDir = path.resolve(cwd, env['TF_DATA_DIR'] || '.terraform');
  return makeDoor({
    version, clock, random, log, graceMs: GRACE_MS,
    openIntents: () => openIntents({ dataDir, clock, random }),
    // Terraform asks for ten objects at a time: the first of them knows nothing of the others.
    provider: cloudbackupProvider({ env, flags: {}, clock, firstReadMs: 30, connect: (settings) => connect(settings, { clock, random }) }),
  });
}

import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** cdktf's own command line: on the PATH, or where `npm ci --prefix .ci/cdktf-cli --ignore-scripts` puts it. */
export function cdktfCli(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), resolve(__dirname, '../../.ci/cdktf-cli/node_modules/.bin')];
  const found = folders.map((folder) => join(folder, 'cdktf')).find((file) => existsSync(file));
  return found === undefined ? undefined : realpathSync(found);
}

/** Runs it to its end, with nothing in its environment but what is given. */
export function runCdktf(cli: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>>): { readonly code: number | null; readonly output: string } {
  const ran = spawnSync(process.execPath, [cli, ...args], {
    cwd, encoding: 'utf8', timeout: 280_000, maxBuffer: 64 * 1024 * 1024,
    env: { CHECKPOINT_DISABLE: '1', DISABLE_VERSION_CHECK: '1', CI: '1', FORCE_COLOR: '0', LANG: 'C.UTF-8', ...env },
  });
  // It indents what it repeats, by the name of the stack at first.
  return { code: ran.status, output: `${ran.stdout}${ran.stderr}`.replaceAll(/\u001b\[[0-9;]*m/gu, '') };
}

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync, existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeGithub } from '../forge/fake-github';
import { holdfast, startEmulatorProcess, type EmulatorProcess, type RunResult } from './processes';

export const HEAD = 'a'.repeat(40);
export const MERGE = 'b'.repeat(40);
export const SECRET = 'a-secret-of-both-jobs-0123456789';

const MAIN = {
  terraform: { required_providers: { cloudbackup: { source: 'holdfast/cloudbackup' } } },
  provider: { cloudbackup: { settle_time: '200ms', read_lag: '10ms' } },
  resource: { cloudbackup_directory: { d: { compute_instance_id: 'vm-1', path: '/srv/x' } } },
};

const WORLD = { folders: { f1: { instances: [{ compute_instance_id: 'vm-1', directories: ['/', '/srv'] }, { compute_instance_id: 'vm-2', directories: ['/', '/srv'] }] } } };

/** A repository with a pull request, a forge that is not real, and a service: what a pipeline has around it. */
export interface Pipeline {
  readonly dir: string;
  readonly github: FakeGithub;
  readonly emulator: EmulatorProcess;
  /** Variables of a run of the pull request, and of one on main after the merge. */
  readonly onPull: Readonly<Record<string, string>>;
  readonly onMain: Readonly<Record<string, string>>;
  run(words: string, env: Readonly<Record<string, string>>, more?: Readonly<Record<string, string>>): Promise<RunResult>;
  /** Words with the service at hand. */
  withService(words: string, env: Readonly<Record<string, string>>, more?: Readonly<Record<string, string>>): Promise<RunResult>;
  write(file: string, content: unknown): void;
  read(file: string): string;
  stop(): Promise<void>;
}

export async function pipeline(): Promise<Pipeline> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-ci-')));
  const write = (file: string, content: unknown): void => {
    mkdirSync(join(dir, file, '..'), { recursive: true });
    writeFileSync(join(dir, file), typeof content === 'string' ? content : JSON.stringify(content));
  };
  write('main.tf.json', MAIN);
  write('world.json', WORLD);
  write('pull.json', { number: 7, pull_request: { number: 7, head: { sha: HEAD } } });
  write('push.json', { ref: 'refs/heads/main', after: MERGE });
  const github = new FakeGithub();
  github.pulls.push({ number: 7, head: HEAD, author: 'ann', open: true });
  const api = await github.server.start();
  const emulator = await startEmulatorProcess(join(dir, 'world.json'), ['--operation-time', '0']);
  const common = {
    GITHUB_ACTIONS: 'true', GITHUB_API_URL: api, GITHUB_GRAPHQL_URL: `${api}/graphql`, GITHUB_SERVER_URL: 'https://github.test', GITHUB_REPOSITORY: 'acme/infra',
    GITHUB_RUN_ID: '99', GITHUB_RUN_NUMBER: '5', GITHUB_RUN_ATTEMPT: '1', GITHUB_TOKEN: 'ghs_token-of-the-run', YC_FOLDER_ID: 'f1', GITHUB_STEP_SUMMARY: join(dir, 'summary.md'), GITHUB_OUTPUT: join(dir, 'output.txt'),
  };
  const onPull = { ...common, GITHUB_EVENT_PATH: join(dir, 'pull.json'), GITHUB_REF: 'refs/pull/7/merge', GITHUB_SHA: 'c'.repeat(40) };
  const onMain = { ...common, GITHUB_EVENT_PATH: join(dir, 'push.json'), GITHUB_REF: 'refs/heads/main', GITHUB_SHA: MERGE };
  const run: Pipeline['run'] = (words, env, more = {}) => holdfast(words.split(' '), { cwd: dir, env: { ...env, ...more } });
  return {
    dir, github, emulator, onPull, onMain, run, write,
    withService: (words, env, more = {}) => run(words, env, { ...emulator.env, ...more }),
    read: (file) => (existsSync(join(dir, file)) ? readFileSync(join(dir, file), 'utf8') : ''),
    async stop() {
      await emulator.stop();
      await github.server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

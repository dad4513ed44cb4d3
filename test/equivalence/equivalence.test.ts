/** Cases of a public equivalence suite, run by the real command: README.md in cases/ tells how. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripJson, stripText, type Json, type Spec } from './strip';

const ROOT = path.join(__dirname, '..', '..');
const CASES = path.join(__dirname, 'cases');
const PROVIDER = path.join(ROOT, 'dist', 'test-providers', 'tfcoremock.js');

const run = (dir: string, ...words: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'bin', 'holdfast'), ...words], {
    cwd: dir, encoding: 'utf8', env: { PATH: process.env['PATH'], HOLDFAST_PROVIDERS: PROVIDER }, maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`holdfast ${words.join(' ')} ended with ${String(status)}:\n${stdout}${stderr}`);
  return stdout;
};

const lines = (text: string): Json => text.trim().split('\n').map((line) => JSON.parse(line) as Json);

/** What the suite captures of a case, by file. */
function filesOf(dir: string): Readonly<Record<string, string | Json>> {
  run(dir, 'init');
  return {
    plan: run(dir, 'plan', '-out=equivalence_test_plan', '-no-color'),
    'apply.json': lines(run(dir, 'apply', '-json', 'equivalence_test_plan')),
    state: run(dir, 'show'),
    'state.json': JSON.parse(run(dir, 'show', '-json')) as Json,
    'plan.json': JSON.parse(run(dir, 'show', '-json', 'equivalence_test_plan')) as Json,
  };
}

/** The goldens have lost their first line already. */
const wanted = (file: string, json: Json): Json => (file === 'apply.json' && Array.isArray(json) ? [null, ...(json as readonly Json[])] : json);

beforeAll(() => {
  const built = spawnSync(process.execPath, [path.join(ROOT, 'scripts', 'build-test-providers.js')], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
}, 120_000);

const NAMES = readdirSync(path.join(CASES, 'tests'));

it('there are eight cases', () => {
  expect(NAMES).toHaveLength(8);
});

it.each(NAMES)('%s: every file is that of the suite', (name) => {
  const dir = mkdtempSync(path.join(tmpdir(), 'holdfast-equivalence-'));
  try {
    cpSync(path.join(CASES, 'tests', name), dir, { recursive: true });
    chmodSync(dir, 0o700);
    const spec = JSON.parse(readFileSync(path.join(dir, 'spec.json'), 'utf8')) as Spec;
    const golden = (file: string): string => readFileSync(path.join(CASES, 'outputs', name, file), 'utf8');
    for (const [file, got] of Object.entries(filesOf(dir))) {
      if (typeof got === 'string' && !file.endsWith('.json')) expect(stripText(got)).toBe(golden(file).trimEnd());
      else expect({ file, json: stripJson(file, got, spec) }).toEqual({ file, json: stripJson(file, wanted(file, JSON.parse(golden(file)) as Json), spec) });
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}, 120_000);

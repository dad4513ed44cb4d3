import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeStateBytes, encodeState } from '../../../src/state';
import { holdfast } from '../../support/processes';
import { describeWithProgram } from '../../support/programs';
import { must } from '../support';

/** A place for a state that both tools can use. */
export interface SharedPlace {
  /** The backend block, as JSON syntax has it; empty for the local default. */
  readonly block: object;
  /** What both tools need in their environment. */
  readonly env?: Readonly<Record<string, string>>;
  held(): Promise<Buffer | undefined>;
}

const TERRAFORM_ENV = { TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' };
/** Rounds of both tools applying at once; `HOLDFAST_ROUNDS=100` is the whole. */
const ROUNDS = Number(process.env['HOLDFAST_ROUNDS'] ?? 3);

/** State may change hands between Terraform and us at any time: told once, for every backend. @param make gives a fresh place; for a local state, in `folder`. */
export function interop(name: string, make: (folder: string) => Promise<SharedPlace>): void {
  describeWithProgram('terraform', `a state in ${name} shared with the real Terraform`, () => {
    jest.setTimeout(120_000 + ROUNDS * 30_000);
    const folders: string[] = [];
    afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }); });

    const newFolder = (): string => {
      const folder = mkdtempSync(join(tmpdir(), 'holdfast-interop-'));
      folders.push(folder);
      return folder;
    };
    const configure = (folder: string, { block }: SharedPlace, resources: object, rest: object = {}): void => {
      const backend = Object.keys(block).length === 0 ? {} : { terraform: { backend: block } };
      writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ ...backend, resource: { terraform_data: resources }, ...rest }));
    };
    const environment = (place: SharedPlace) => ({ ...process.env, ...TERRAFORM_ENV, ...place.env });
    const terraform = (folder: string, place: SharedPlace, ...args: string[]) => new Promise<{ status: number | null; output: string }>((resolve) => {
      const child = spawn('terraform', [...args, '-no-color'], { cwd: folder, env: environment(place) });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString(); });
      child.stderr.on('data', (chunk: Buffer) => { output += chunk.toString(); });
      child.on('close', (status) => resolve({ status, output }));
    });
    const ours = async (folder: string, place: SharedPlace, ...args: string[]) => {
      const { code, stdout, stderr } = await holdfast([...args, '-no-color'], { cwd: folder, ...(place.env === undefined ? {} : { env: place.env }) });
      return { status: code, output: stdout + stderr };
    };
    const clean = { status: 0 };

    it('is read by either after the other wrote it, with no changes, and written back byte for byte', async () => {
      const folder = newFolder();
      const place = await make(folder);
      configure(folder, place, { a: { input: { k: ['ü<&>', 1.5, null] } } }, { output: { o: { value: '${terraform_data.a.id}' } } });
      expect(await terraform(folder, place, 'init')).toMatchObject(clean);
      expect(await terraform(folder, place, 'apply', '-auto-approve')).toMatchObject(clean);
      const theirs = await place.held() ?? Buffer.from('');
      expect(encodeState(must(decodeStateBytes(theirs)))).toBe(theirs.toString());
      // The record that Terraform's init left is enough.
      expect(await ours(folder, place, 'plan', '-detailed-exitcode')).toMatchObject(clean);
      configure(folder, place, { a: { input: { k: ['ü<&>', 1.5, null] } }, b: { count: 2, input: '${terraform_data.a.id}' } }, { output: { o: { value: '${terraform_data.a.id}' } } });
      expect(await ours(folder, place, 'apply', '-auto-approve')).toMatchObject(clean);
      expect(await terraform(folder, place, 'plan', '-detailed-exitcode')).toMatchObject(clean);
      expect(await ours(folder, place, 'plan', '-detailed-exitcode')).toMatchObject(clean);
      const before = must(decodeStateBytes(theirs));
      const after = must(decodeStateBytes(await place.held() ?? Buffer.from('')));
      expect(after).toMatchObject({ lineage: before.lineage, serial: before.serial + 1 });
    });

    it('is begun by us and taken up by Terraform, with the record that our init left', async () => {
      const folder = newFolder();
      const place = await make(folder);
      configure(folder, place, { a: { input: 'one' } });
      expect(await ours(folder, place, 'init')).toMatchObject(clean);
      expect(await ours(folder, place, 'apply', '-auto-approve')).toMatchObject(clean);
      expect(await terraform(folder, place, 'plan', '-detailed-exitcode')).toMatchObject(clean);
      const record = join(folder, '.terraform', 'terraform.tfstate');
      const before = existsSync(record) ? readFileSync(record, 'utf8') : undefined;
      expect(await terraform(folder, place, 'init')).toMatchObject(clean);
      if (before !== undefined) expect(readFileSync(record, 'utf8')).toBe(before);
      configure(folder, place, { a: { input: 'two' } });
      expect(await terraform(folder, place, 'apply', '-auto-approve')).toMatchObject(clean);
      expect(await ours(folder, place, 'plan', '-detailed-exitcode')).toMatchObject(clean);
    });

    it('keeps us out while Terraform applies, and tells who holds it', async () => {
      const folder = newFolder();
      const place = await make(folder);
      configure(folder, place, { a: { input: 1, provisioner: { 'local-exec': { command: 'touch started; until [ -e go ]; do sleep 0.05; done' } } } });
      expect(await terraform(folder, place, 'init')).toMatchObject(clean);
      const running = terraform(folder, place, 'apply', '-auto-approve');
      try {
        let over = false;
        void running.then(() => { over = true; });
        await until(() => over || existsSync(join(folder, 'started')));
        configure(folder, place, { a: { input: 1 } });
        const refused = await ours(folder, place, 'apply', '-auto-approve');
        expect(refused.status).toBe(5);
        expect(refused.output).toContain('Error acquiring the state lock');
        expect(refused.output).toMatch(/Who: +.+/);
      } finally {
        writeFileSync(join(folder, 'go'), '');
      }
      expect(await running).toMatchObject(clean);
      expect(await ours(folder, place, 'plan', '-detailed-exitcode')).toMatchObject(clean);
    });

    it('keeps Terraform out while we have it locked', async () => {
      const folder = newFolder();
      const place = await make(folder);
      configure(folder, place, { a: { input: 1 } });
      expect(await terraform(folder, place, 'init')).toMatchObject(clean);
      expect(await terraform(folder, place, 'apply', '-auto-approve')).toMatchObject(clean);
      configure(folder, place, { a: { input: 2 } });
      const holder = await lockedByUs(folder, place);
      try {
        const refused = await terraform(folder, place, 'apply', '-auto-approve');
        expect(refused).toMatchObject({ status: 1, output: expect.stringContaining('Error acquiring the state lock') as string });
        expect(await terraform(folder, place, 'plan', '-lock=false')).toMatchObject(clean);
      } finally {
        await holder.letGo();
      }
      expect(await terraform(folder, place, 'apply', '-auto-approve')).toMatchObject(clean);
    });

    it(`loses no object in ${ROUNDS} rounds of both applying at once`, async () => {
      const first = newFolder();
      const place = await make(first);
      const second = Object.keys(place.block).length === 0 ? first : newFolder();
      const shape = { last: { input: '${var.who}' }, x: { count: '${var.n}', input: '${count.index}' } };
      for (const folder of [first, second]) configure(folder, place, shape, { variable: { who: {}, n: { type: 'number' } } });
      expect(await terraform(first, place, 'init')).toMatchObject(clean);
      if (second !== first) expect(await ours(second, place, 'init')).toMatchObject(clean);
      let ids = new Set<string>();
      for (let round = 1; round <= ROUNDS; round++) {
        const [a, b] = await Promise.all([
          terraform(first, place, 'apply', '-auto-approve', '-lock-timeout=120s', `-var=who=terraform-${round}`, `-var=n=${round}`),
          ours(second, place, 'apply', '-auto-approve', '-lock-timeout=120s', `-var=who=holdfast-${round}`, `-var=n=${round}`),
        ]);
        expect({ round, ...a }).toMatchObject(clean);
        expect({ round, ...b }).toMatchObject(clean);
        const state = must(decodeStateBytes(await place.held() ?? Buffer.from('')));
        const now = new Set([...state.resources.values()].flatMap((r) => r.instances.map((i) => String(i.attributes['id']))));
        expect(now.size).toBe(round + 1);
        expect([...ids].filter((id) => !now.has(id))).toEqual([]);
        ids = now;
      }
    });

    /** An apply of ours on a terminal, waiting for an answer: the state stays locked meanwhile. */
    async function lockedByUs(folder: string, place: SharedPlace): Promise<{ letGo(): Promise<void> }> {
      const script = spawnSync('sh', ['-c', 'command -v script'], { encoding: 'utf8' }).stdout.trim();
      const command = `${process.execPath} ${join(__dirname, '../../../bin/holdfast')} apply -no-color`;
      const child = spawn(script, ['-qec', command, '/dev/null'], { cwd: folder, env: { ...process.env, ...place.env }, stdio: ['pipe', 'pipe', 'inherit'] });
      let shown = '';
      child.stdout.on('data', (chunk: Buffer) => { shown += chunk.toString(); });
      let over = false;
      const ended = new Promise<void>((resolve) => child.on('close', () => { over = true; resolve(); }));
      await until(() => over || shown.includes('Enter a value'));
      if (!shown.includes('Enter a value')) throw new Error(`it did not ask: ${shown}`);
      return { letGo: async () => { child.stdin.write('no\n'); await ended; } };
    }
  });
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

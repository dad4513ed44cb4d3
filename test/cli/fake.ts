import type { Io } from '../../src/cli/io';
import { run } from '../../src/cli/run';
import type { Library } from '../../src/cli/seam';
import type { ApplyOptions, ApplyResult } from '../../src/compose';
import type { Configuration } from '../../src/config';
import { ok, type Diagnostic } from '../../src/diagnostics';
import type { Plan } from '../../src/plan';
import type { State } from '../../src/state';
import { planOf } from '../render/fixtures';

export const NO_STATE: State = { terraformVersion: '', serial: 1, lineage: '', outputs: new Map(), resources: new Map(), extra: {} };

/** A library that does nothing but remember what it was asked. */
export interface FakeLibrary extends Library {
  readonly asked: string[];
}

export function fakeLibrary(plan: Plan = planOf({}), more: { readonly problems?: readonly Diagnostic[]; readonly applied?: (options: ApplyOptions) => Promise<ApplyResult>; readonly stacks?: readonly string[]; readonly state?: State } = {}): FakeLibrary {
  const asked: string[] = [];
  const applied = more.applied ?? (async (options: ApplyOptions): Promise<ApplyResult> => {
    if (!plan.applyable) return { kind: 'unchanged', plan, state: more.state };
    if (plan.blocked.length > 0) return { kind: 'guarded', plan, diagnostics: plan.blocked };
    if (!(await options.approve(plan, []))) return { kind: 'cancelled', plan };
    return { kind: 'applied', plan, state: NO_STATE, summary: { ends: new Map(), done: { add: 1, change: 0, destroy: 0, forget: 0, adopt: 0 }, status: 'done', underway: [], diagnostics: [] } };
  });
  const broken = more.problems?.some((d) => d.severity === 'error') === true;
  return {
    asked,
    // Only its name is looked at on this side of the library.
    stacks: () => Promise.resolve(ok((more.stacks ?? ['one']).map((stack) => ({ stack, calls: new Map() }) as unknown as Configuration))),
    plan: (options) => {
      asked.push(`plan ${options.mode ?? ''} ${nameOf(options.configuration)}${options.out === undefined ? '' : ` out=${options.out}`}`);
      return Promise.resolve(broken ? { ok: false, diagnostics: more.problems ?? [] } : ok({ plan, digest: () => 'sha256:0' }, more.problems));
    },
    apply: async (options) => {
      asked.push(`apply ${options.planFile ?? options.mode ?? ''} ${nameOf(options.configuration)}`.trimEnd());
      return broken ? { ok: false, diagnostics: more.problems ?? [] } : ok(await applied(options), more.problems);
    },
    initBackend: () => Promise.resolve(ok({ type: 'local', change: 'none' as const, migrated: false })),
    validate: (options) => {
      asked.push(`validate ${nameOf(options.configuration)}`);
      return Promise.resolve(more.problems ?? []);
    },
    readPlanFile: () => Promise.resolve(ok({ plan, digest: () => 'sha256:0' })),
    sign: () => Promise.resolve(ok([])),
    isSigned: () => Promise.resolve(ok('unasked')),
    stackOrder: () => Promise.resolve(ok(undefined)),
    readState: (options) => {
      asked.push(`state ${nameOf(options.configuration)}`);
      return Promise.resolve(ok(undefined));
    },
    lookAtState: () => Promise.resolve(ok(more.state)),
    editState: (_options, operation, edit) => {
      asked.push(operation);
      const made = edit(more.state);
      return Promise.resolve(made.ok ? ok(made.value.result, made.diagnostics) : made);
    },
    workspaces: () => Promise.resolve(ok({ names: ['default'], current: 'default', overridden: false })),
    currentWorkspace: (_root, env) => env['TF_WORKSPACE'] ?? 'default',
    newWorkspace: () => Promise.resolve(ok(undefined)),
    selectWorkspace: () => Promise.resolve(ok(true)),
    deleteWorkspace: () => Promise.resolve(ok(false)),
    readStateFile: () => Promise.resolve({ ok: false, diagnostics: more.problems ?? [] }),
    tryingGround: () => Promise.resolve({ ok: false, diagnostics: more.problems ?? [] }),
    look: () => { throw new Error('not here'); },
    record: () => { throw new Error('not here'); },
    graph: () => { throw new Error('not here'); },
    importObject: () => { throw new Error('not here'); },
    forceUnlock: (_options, lockId) => {
      asked.push(`unlock ${lockId}`);
      return Promise.resolve(broken ? { ok: false, diagnostics: more.problems ?? [] } : ok(undefined));
    },
    requirements: () => Promise.resolve(ok({ configuration: { name: '', providers: [], calls: [] }, state: undefined })),
    lockProviders: () => Promise.resolve(ok({ locked: [], changed: false })),
    providerSchemas: () => new Map(),
  };
}

const nameOf = (configuration: Configuration | undefined): string => configuration?.stack ?? '';

export interface Shown {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process. `answer`: what the person types; undefined when there is nobody. */
export async function shown(words: string, library: Library = fakeLibrary(), at: { readonly answer?: string; readonly env?: Io['env']; readonly terminal?: boolean } = {}): Promise<Shown> {
  let out = '';
  let err = '';
  const io: Io = {
    stdout: { terminal: at.terminal === true, write: (text) => void (out += text) },
    stderr: { terminal: at.terminal === true, write: (text) => void (err += text) },
    interactive: at.answer !== undefined,
    readLine: () => Promise.resolve(at.answer),
    dialogue: async function* () { /* nobody is there */ },
    lines: async function* () { /* nobody writes */ },
    size: () => ({ columns: 80, rows: 24 }),
    env: at.env ?? {},
    cwd: '/work', enter: (dir) => (dir === '/gone' ? undefined : dir),
    clock: { now: () => Date.UTC(2026, 10, 23), monotonic: () => 0, every: () => () => undefined },
    soft: new AbortController().signal, hard: new AbortController().signal,
    file: () => undefined,
    source: { line: () => undefined, context: () => undefined },
  };
  const code = await run(words === '' ? [] : words.split(' '), io, { library: () => library, emulator: () => Promise.resolve(0), version: '1.2.3' });
  return { code, out, err };
}

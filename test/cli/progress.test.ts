import type { Io } from '../../src/cli/io';
import { Out } from '../../src/cli/out';
import { progressView, type ProgressView } from '../../src/cli/progress';
import type { Step } from '../../src/plan';

/** A progress view, what it wrote, and its clock. */
function watched(terminal = false): { readonly view: ProgressView; readonly lines: () => readonly string[]; readonly pass: (ms: number) => void } {
  let text = '';
  let now = 0;
  const timers = new Set<{ readonly ms: number; next: number; readonly call: () => void }>();
  const io = {
    stdout: { terminal, write: (part: string) => void (text += part) },
    env: {}, size: () => ({ columns: 80, rows: 24 }),
    clock: {
      now: () => now, monotonic: () => now,
      every(ms: number, call: () => void) {
        const timer = { ms, next: now + ms, call };
        timers.add(timer);
        return () => void timers.delete(timer);
      },
    },
  } as unknown as Io;
  return {
    view: progressView(io, new Out(io.stdout, io, true)),
    lines: () => text.split('\n').slice(0, -1),
    pass(ms) {
      for (const end = now + ms; now < end;) {
        now += 1000;
        for (const timer of [...timers]) for (; timer.next <= now; timer.next += timer.ms) timer.call();
      }
    },
  };
}

const adopt = (n: number): Step => ({ id: `adopt t.n${n}`, after: [], kind: 'adopt', address: `t.n${n}`, effects: [], residual: undefined });
const create = (n: number, effects: Extract<Step, { kind: 'adopt' | 'create' | 'update' }>['effects'] = [{ id: `e${n}`, text: '', mutates: true, prerequisite: false, data: {} }]): Step => (
  { id: `create t.n${n}`, after: [], kind: 'create', address: `t.n${n}`, residual: undefined, effects });
const forget = (n: number): Step => ({ id: `forget t.n${n}`, after: [], kind: 'forget', address: `t.n${n}`, effects: [] });

function read(view: ProgressView, count: number): void {
  for (let n = 1; n <= count; n += 1) {
    view.emit({ type: 'refresh-start', address: `t.n${n}`, id: String(n) });
    view.emit({ type: 'refresh-done', address: `t.n${n}`, id: String(n) });
  }
}

function carryOut(view: ProgressView, steps: readonly Step[]): void {
  view.emit({ type: 'run-started', planId: 'p', steps: steps.length, resumed: false });
  for (const step of steps) {
    view.emit({ type: 'step-started', step });
    view.emit({ type: 'step-done', step, id: 'i', elapsedMs: 0, calls: 0 });
  }
}

const many = <T>(count: number, make: (n: number) => T): readonly T[] => Array.from({ length: count }, (_, i) => make(i + 1));

describe('objects that are read', () => {
  it('have a line each while they are few', () => {
    const { view, lines } = watched();
    read(view, 100);
    view.planned();
    expect(lines()).toHaveLength(100);
    expect(lines()[99]).toBe('t.n100: Refreshing state... [id=100]');
  });

  it('are counted after the first hundred', () => {
    const { view, lines } = watched();
    read(view, 20_000);
    view.planned();
    view.stop();
    expect(lines()).toHaveLength(101);
    expect(lines()[100]).toBe('… and 19,900 more objects refreshed');
  });

  it('are counted in a line every ten seconds when reading takes long', () => {
    const { view, lines, pass } = watched();
    for (let n = 1; n <= 20_000; n += 1) view.emit({ type: 'refresh-start', address: `t.n${n}`, id: undefined });
    for (let n = 1; n <= 12_345; n += 1) view.emit({ type: 'refresh-done', address: `t.n${n}`, id: undefined });
    pass(25_000);
    view.planned();
    pass(60_000);
    expect(lines().slice(100)).toEqual([
      'Refreshing state... 12,345 objects [10s elapsed]', 'Refreshing state... 12,345 objects [20s elapsed]', '… and 19,900 more objects refreshed',
    ]);
  });

  it('are counted in one line that is redrawn on a terminal', () => {
    const { view, lines, pass } = watched(true);
    for (let n = 1; n <= 300; n += 1) {
      view.emit({ type: 'refresh-start', address: `t.n${n}`, id: undefined });
      view.emit({ type: 'refresh-done', address: `t.n${n}`, id: undefined });
      if (n % 100 === 0) pass(1000);
    }
    view.planned();
    expect(lines().slice(100)).toEqual([
      'Refreshing state... 100 objects', '\u001b[1A\r\u001b[0JRefreshing state... 200 objects', '\u001b[1A\r\u001b[0J… and 200 more objects refreshed',
    ]);
  });

  it('data sources say when they are read, and count as well', () => {
    const { view, lines } = watched();
    for (const n of many(150, (i) => i)) {
      view.emit({ type: 'read-start', address: `data.t.n${n}` });
      view.emit({ type: 'read-done', address: `data.t.n${n}` });
    }
    view.planned();
    expect(lines()).toHaveLength(201);
    expect(lines().slice(198)).toEqual(['data.t.n100: Reading...', 'data.t.n100: Read complete', '… and 50 more objects refreshed']);
  });
});

describe('steps of an apply', () => {
  it('have a line each when they call nothing, and two when they call', () => {
    const { view, lines } = watched();
    carryOut(view, [adopt(1), create(2), forget(3)]);
    view.stop();
    expect(lines()).toEqual([
      't.n1: Adoption complete after 0s [id=i]', 't.n2: Creating...', 't.n2: Creation complete after 0s [id=i]', 't.n3: Forgetting complete after 0s',
    ]);
  });

  it('that make objects of no service have both lines, until there are too many of them', () => {
    const { view, lines } = watched();
    carryOut(view, many(150, (n) => create(n, [])));
    view.stop();
    expect(lines().slice(0, 2)).toEqual(['t.n1: Creating...', 't.n1: Creation complete after 0s [id=i]']);
    expect(lines()).toHaveLength(201);
    expect(lines().at(-1)).toBe('… and 50 more objects created');
  });

  it('are counted by what they do after the first hundred that call nothing; those that call have all their lines', () => {
    const { view, lines } = watched();
    carryOut(view, [...many(10_100, adopt), ...many(150, create), ...many(1000, forget)]);
    view.stop();
    expect(lines()).toHaveLength(100 + 300 + 2);
    expect(lines().slice(-2)).toEqual(['… and 10,000 more objects adopted', '… and 1,000 more objects forgotten']);
  });

  it('that fail have a line, however many there are', () => {
    const { view, lines } = watched();
    carryOut(view, many(200, adopt));
    view.emit({ type: 'step-failed', step: adopt(201), diagnostics: [], elapsedMs: 0 });
    expect(lines()).toHaveLength(101);
    expect(lines()[100]).toBe('t.n201: Adoption failed after 0s');
  });

  it('that run for long are told every ten seconds, twenty of them by name', () => {
    const { view, lines, pass } = watched();
    view.emit({ type: 'run-started', planId: 'p', steps: 1000, resumed: false });
    for (const step of many(1000, create)) view.emit({ type: 'step-started', step });
    const before = lines().length;
    pass(10_000);
    expect(lines().slice(before)).toHaveLength(21);
    expect(lines()[before]).toBe('t.n1: Still creating... [10s elapsed]');
    expect(lines().at(-1)).toBe('… and 980 more steps still under way');
  });

  it('tell of no pace while nothing was called', () => {
    const { view, lines, pass } = watched(true);
    view.emit({ type: 'run-started', planId: 'p', steps: 106, resumed: false });
    for (const step of many(100, adopt)) {
      view.emit({ type: 'step-started', step });
      view.emit({ type: 'step-done', step, id: 'i', elapsedMs: 0, calls: 0 });
    }
    for (const step of many(6, create)) view.emit({ type: 'step-started', step });
    pass(2000);
    expect(lines().at(-1)).toBe('100/106 done, 6 running');
    for (const step of many(3, create)) view.emit({ type: 'step-done', step, id: 'i', elapsedMs: 3000, calls: 1 });
    pass(1000);
    expect(lines().at(-1)).toBe('103/106 done, 3 running, about 3s left');
  });

  it('of another stack are counted anew, with a clock of their own', () => {
    const { view, lines, pass } = watched();
    carryOut(view, many(150, adopt));
    view.stop();
    const before = lines().length;
    carryOut(view, many(100, adopt));
    view.emit({ type: 'step-started', step: create(1) });
    pass(10_000);
    view.stop();
    pass(60_000);
    expect(lines().slice(before)).toHaveLength(102);
    expect(lines().at(-1)).toBe('t.n1: Still creating... [10s elapsed]');
  });
});

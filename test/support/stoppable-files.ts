import type { FileSystem, OpenFile } from '../../src/state';

/** The files of a process that is stopped before one of its calls, and goes on when it is told to. */
export function stoppable(files: FileSystem, at: number): { readonly files: FileSystem; readonly stopped: Promise<void>; goOn(): void } {
  const [stop, go] = [signal(), signal()];
  let calls = 0;
  const before = async (): Promise<void> => {
    if (calls++ !== at) return;
    stop.resolve();
    await go.promise;
  };
  const guarded = <T extends object>(port: T): T => new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || name === 'tryLock') return typeof member === 'function' ? member.bind(target) as unknown : member;
      return async (...args: unknown[]) => {
        await before();
        const value: unknown = await (member as (...all: unknown[]) => unknown).apply(target, args);
        return name === 'open' ? guarded(value as OpenFile) : value;
      };
    },
  });
  return { files: guarded(files), stopped: stop.promise, goOn: go.resolve };
}

function signal(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => { resolve = done; });
  return { promise, resolve };
}

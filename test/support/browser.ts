import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

type Answer = { readonly id?: number; readonly result?: unknown; readonly error?: { readonly message: string }; readonly method?: string; readonly params?: unknown; readonly sessionId?: string };

/** A page in a headless Chromium of its own, over the browser's own protocol on two pipes. */
export interface Page {
  /** What an expression in the page comes to, as plain data; promises are waited for. */
  evaluate<T>(expression: string): Promise<T>;
  send<T>(method: string, params?: object): Promise<T>;
  /** Methods of events that came so far, with their data. */
  readonly events: readonly { readonly method: string; readonly params: unknown }[];
  /** Presses one key as a keyboard does. */
  press(key: string, code?: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a file. `width` and `height` in CSS pixels. */
export async function openPage(url: string, { width, height, dark = false, mobile = false }: { readonly width: number; readonly height: number; readonly dark?: boolean; readonly mobile?: boolean }): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'holdfast-chromium-'));
  const child = spawn('chromium', [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank',
  ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const { send, events } = wire(child);
  const { targetId } = await send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
  const page = <T>(method: string, params: object = {}): Promise<T> => send<T>(method, params, sessionId);
  for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await page(`${domain}.enable`);
  await page('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile });
  await page('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await page<{ result: { value: T }; exceptionDetails?: { exception?: { description?: string }; text: string } }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await page('Page.navigate', { url });
  await evaluate('new Promise((resolve) => { const look = () => (document.readyState === "complete" && location.href !== "about:blank" ? resolve() : setTimeout(look, 20)); look(); })');
  return {
    evaluate, send: page, events,
    async press(key, code) {
      const windowsVirtualKeyCode = code ?? (key === 'Enter' ? 13 : key === 'Tab' ? 9 : key === 'Escape' ? 27 : key.toUpperCase().charCodeAt(0));
      const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
      await page('Input.dispatchKeyEvent', { type: text === undefined ? 'rawKeyDown' : 'keyDown', key, windowsVirtualKeyCode, ...(text === undefined ? {} : { text }) });
      await page('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode });
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await send('Browser.close').catch(() => child.kill('SIGKILL'));
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function wire(child: ChildProcess) {
  const waiting = new Map<number, { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void }>();
  const events: { method: string; params: unknown }[] = [];
  let last = 0;
  let rest = '';
  const [input, output] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  input.on('error', () => undefined);
  output.setEncoding('utf8').on('data', (data: string) => {
    const parts = `${rest}${data}`.split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const { id, result, error, method, params } = JSON.parse(part) as Answer;
      if (id === undefined) {
        if (method !== undefined) events.push({ method, params });
        continue;
      }
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) asked?.resolve(result);
      else asked?.reject(new Error(error.message));
    }
  });
  child.once('exit', () => { for (const { reject } of waiting.values()) reject(new Error('Chromium ended')); });
  const send = <T>(method: string, params: object = {}, sessionId?: string): Promise<T> => new Promise<T>((resolve, reject) => {
    const id = ++last;
    waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
    input.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
  });
  return { send, events };
}

import { createHash } from 'node:crypto';
import { diagnostic, Failure } from '../../../diagnostics';
import type { HttpAnswer, HttpCall } from '../../http-call';
import type { LockInfo, RunStore, StateBackend } from '../../ports';
import { lockInfoText, parseLockInfo } from '../lock-info';
import { remoteBackend, type RemoteOptions, type RemotePorts } from '../remote';
import type { LockAttempt, RemotePlace } from '../remote/place';
import { refused } from '../remote/problems';
import { retriedCall, type RetryRule } from '../remote/retried-call';

/** Settings of Terraform's `http` backend, defaults filled in. */
export interface HttpSettings {
  readonly address: URL;
  readonly updateMethod: string;
  /** undefined: the state is not locked. */
  readonly lockAddress: URL | undefined;
  readonly lockMethod: string;
  readonly unlockAddress: URL | undefined;
  readonly unlockMethod: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly retry: RetryRule;
}

/** A state behind three addresses of a web server, such as GitLab's: to get and put it, to lock and to unlock it. */
export function openHttpBackend(
  settings: HttpSettings, options: RemoteOptions, ports: RemotePorts & { readonly call: HttpCall }, runs: (assertHeld: () => Promise<void>) => RunStore,
): StateBackend {
  return remoteBackend(httpPlace(settings, ports), options, ports, runs);
}

function httpPlace(settings: HttpSettings, { call, clock }: RemotePorts & { readonly call: HttpCall }): RemotePlace {
  const where = shownUrl(settings.address);
  const { lockAddress, unlockAddress } = settings;
  const auth: Readonly<Record<string, string>> = settings.username === undefined ? {}
    : { authorization: `Basic ${Buffer.from(`${settings.username}:${settings.password ?? ''}`).toString('base64')}` };

  const send = (method: string, url: URL, body: Uint8Array | undefined, unanswered?: () => void): Promise<HttpAnswer> => {
    const md5 = body === undefined ? {} : { 'content-type': 'application/json', 'content-md5': createHash('md5').update(body).digest('base64') };
    return retriedCall(call, clock, settings.retry, { method, url, headers: { ...auth, ...md5 }, body }, shownUrl(url), unanswered);
  };

  const tryLock = async (info: LockInfo): Promise<LockAttempt> => {
    if (lockAddress === undefined) return { held: true, info };
    let repeated = false;
    const answer = await send(settings.lockMethod, lockAddress, Buffer.from(lockInfoText(info)), () => { repeated = true; });
    if (answer.status === 200) return { held: true, info };
    if (answer.status !== 423 && answer.status !== 409) throw new Failure([refused(shownUrl(lockAddress), 'lock the state', answer)]);
    const holder = parseLockInfo(Buffer.from(answer.body).toString('utf8'));
    // An attempt whose answer was lost has taken it.
    return repeated && holder?.ID === info.ID ? { held: true, info } : { held: false, holder };
  };

  return {
    description: `http: ${where}`, name: where, lockPath: '', comparesAndSwaps: false, locksOutlive: lockAddress !== undefined,
    fetch: async () => {
      const answer = await send('GET', settings.address, undefined);
      if (answer.status === 404 || answer.status === 204) return undefined;
      if (answer.status !== 200) throw new Failure([refused(where, 'read the state', answer)]);
      checkDigest(answer, where);
      return { bytes: answer.body, tag: undefined };
    },
    store: async (bytes, _replaces, lockId) => {
      const url = new URL(settings.address);
      if (lockAddress !== undefined) url.searchParams.set('ID', lockId);
      const answer = await send(settings.updateMethod, url, bytes);
      if (answer.status === 200 || answer.status === 201 || answer.status === 204) return { kind: 'stored', stored: { bytes, tag: undefined } };
      if (answer.status === 409 || answer.status === 423) throw new Failure([lockRefused(where, answer)]);
      throw new Failure([refused(where, `write the state (${settings.updateMethod})`, answer)]);
    },
    tryLock,
    // The protocol has no question for it; a server that knows locks refuses a write under another ID.
    holds: () => Promise.resolve(true),
    unlock: async (info) => {
      if (unlockAddress === undefined) return;
      const answer = await send(settings.unlockMethod, unlockAddress, Buffer.from(lockInfoText(info)));
      if (answer.status !== 200 && answer.status !== 204) throw new Failure([refused(shownUrl(unlockAddress), 'release the lock', answer)]);
    },
  };
}

function checkDigest(answer: HttpAnswer, where: string): void {
  const told = answer.headers['content-md5'];
  if (told === undefined || told === createHash('md5').update(answer.body).digest('base64')) return;
  throw new Failure([diagnostic('state_damaged', `${where}: what arrived does not have the digest that the server gave with it (Content-MD5). Run the command again; if that stays, restore the state on the server.`)]);
}

function lockRefused(where: string, answer: HttpAnswer) {
  const holder = parseLockInfo(Buffer.from(answer.body).toString('utf8'));
  const who = holder === undefined || holder.ID === '' ? '' : ` It is locked by ${holder.Who} now (ID ${holder.ID}, since ${holder.Created}).`;
  return diagnostic('state_lock_lost', `${where} refused the state (${answer.status}): the lock under which this run began is not the one that stands there.${who} Run the command again.`);
}

/** Without what stands before an @, and without the query: both may hold secrets. */
export function shownUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

import { diagnostic, Failure } from '../../../diagnostics';
import type { HttpCall } from '../../http-call';
import type { LockInfo, StateBackend } from '../../ports';
import { segmentRunStore } from '../../runs/segment-store';
import { lockInfoText, parseLockInfo } from '../lock-info';
import { remoteBackend, type RemoteOptions, type RemotePorts } from '../remote';
import type { RemotePlace } from '../remote/place';
import { bucketOf, type S3Bucket, type S3Keys } from './bucket';
import { s3Client, type S3Settings } from './client';
import { s3Runs } from './runs';

/**
 * A state as an object, its runs as objects beside it, and Terraform's lock object, made by conditional writes. The state
 * too is written on the condition that what stands there is what was read. @param locking false: the state is not locked.
 */
export function openS3Backend(
  settings: S3Settings, keys: S3Keys, locking: boolean, options: RemoteOptions, ports: RemotePorts & { readonly call: HttpCall },
): StateBackend {
  const client = s3Client(settings, ports);
  const bucket = bucketOf(settings, client);
  return remoteBackend(s3Place(bucket, keys, locking), options, ports, (assertHeld) => segmentRunStore(s3Runs(bucket, keys), assertHeld));
}

function s3Place(bucket: S3Bucket, keys: S3Keys, locking: boolean): RemotePlace {
  const name = bucket.name(keys.state);
  const holderOf = async (): Promise<LockInfo | undefined> => {
    const found = await bucket.get(keys.lock);
    return found === undefined ? undefined : parseLockInfo(Buffer.from(found.bytes).toString('utf8'));
  };
  return {
    description: `s3: ${name}`, name, lockPath: name.slice('s3://'.length), comparesAndSwaps: true, locksOutlive: locking,
    fetch: () => bucket.get(keys.state),
    store: async (bytes, replaces) => {
      const done = await bucket.put(keys.state, bytes, 'application/json', replaces === undefined ? 'new' : { tag: replaces.tag ?? '' });
      return done === undefined ? { kind: 'changed' } : { kind: 'stored', stored: { bytes, tag: done.tag } };
    },
    tryLock: async (info) => {
      if (!locking) return { held: true, info };
      let repeated = false;
      const made = await bucket.put(keys.lock, Buffer.from(lockInfoText(info)), 'application/json', 'new', () => { repeated = true; });
      if (made !== undefined) return { held: true, info };
      const holder = await holderOf();
      // An attempt whose answer was lost has taken it.
      return repeated && holder?.ID === info.ID ? { held: true, info } : { held: false, holder };
    },
    holds: together(async (info) => !locking || (await holderOf())?.ID === info.ID),
    unlock: async (info) => {
      if (!locking) return;
      const holder = await holderOf();
      if (holder === undefined) return;
      if (holder.ID !== info.ID) throw new Failure([diagnostic('state_lock_id', `${bucket.name(keys.lock)} is the lock of ${holder.Who} (ID ${holder.ID}) now, and was left alone.`)]);
      await bucket.remove(keys.lock);
    },
  };
}

/** Those who ask while a look is under way share the next one: a look that began before the question answers nothing. */
function together(look: (info: LockInfo) => Promise<boolean>): (info: LockInfo) => Promise<boolean> {
  let running: Promise<unknown> = Promise.resolve();
  let next: { readonly id: string; readonly answer: Promise<boolean> } | undefined;
  return (info) => {
    if (next?.id === info.ID) return next.answer;
    const answer = running.then(() => {
      next = undefined;
      const looked = look(info);
      running = looked.catch(() => undefined);
      return looked;
    });
    next = { id: info.ID, answer };
    return answer;
  };
}

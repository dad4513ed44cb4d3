import type { S3Bucket } from './bucket';
import { keysOf } from './client';

/** All keys that begin with a prefix, in the service's order. Rejects with a `Failure`. */
export async function listKeys(bucket: S3Bucket, prefix: string): Promise<readonly string[]> {
  const found: string[] = [];
  let next: string | undefined;
  do {
    const query = { 'list-type': '2', prefix, 'encoding-type': 'url', ...(next === undefined ? {} : { 'continuation-token': next }) };
    const answer = await bucket.client({ method: 'GET', query });
    if (answer.status !== 200) throw bucket.failure('list objects', prefix, answer);
    const page = keysOf(answer);
    found.push(...page.keys);
    next = page.next;
  } while (next !== undefined);
  return found;
}

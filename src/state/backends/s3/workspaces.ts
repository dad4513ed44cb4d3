import type { RemoteWorkspaces } from '../../ports';
import { s3Keys, type S3Bucket } from './bucket';
import { listKeys } from './list';

/** Each workspace is an object below the prefix: PREFIX/NAME/KEY. */
export function s3Workspaces(bucket: S3Bucket, key: string, prefix: string): RemoteWorkspaces {
  const below = prefix === '' ? '' : `${prefix}/`;
  return {
    names: async () => {
      const names = new Set<string>();
      for (const found of await listKeys(bucket, below)) {
        const [name = '', ...rest] = found.slice(below.length).split('/');
        if (name !== '' && name !== 'default' && rest.join('/') === key) names.add(name);
      }
      return [...names].sort();
    },
    remove: async (workspace) => {
      const keys = s3Keys(key, prefix, workspace);
      // The state first: runs without it are litter, a state without them would be one that tells less than was done.
      await bucket.remove(keys.state);
      for (const run of await listKeys(bucket, `${keys.runs}runs/`)) await bucket.remove(run);
    },
  };
}

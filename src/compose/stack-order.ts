import { resolve } from 'node:path';
import { nodeFiles, readStackOrder, type OrderedStack } from '../config';
import type { Outcome } from '../diagnostics';

/** @public The stacks that a cdktf app wrote before, by its manifest, each after those it depends on; undefined without such a file. Runs nothing. */
export function stackOrder(dir: string, file: string): Promise<Outcome<readonly OrderedStack[] | undefined>> {
  return readStackOrder(resolve(dir, file), nodeFiles);
}

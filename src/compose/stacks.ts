import type { Configuration } from '../config';
import type { Outcome } from '../diagnostics';
import { openStacks } from './open';
import type { SessionOptions } from './options';
import { judgedAtTheDoor } from './plan';
import { openSession } from './world';

/** Configurations of a folder, each after those it depends on. Hand one back in `SessionOptions.configuration` to work on it. */
export async function stacks(options: SessionOptions, how: { readonly despiteReferences?: boolean } = {}): Promise<Outcome<readonly Configuration[]>> {
  return judgedAtTheDoor(() => openStacks(openSession(options), undefined, how));
}

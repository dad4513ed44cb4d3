import type { IntentRecord, MutatingCall, Runner } from '../operations';
import type { ApplyGround } from './inputs';
import type { Recorder } from './recorder';

/** The call that an intent stands for, made again by the provider that wrote it. */
export function rebuildCall(ground: ApplyGround, record: IntentRecord): { readonly provider: string; readonly call: MutatingCall } | undefined {
  const named = record.provider === undefined ? undefined : ground.providers.get(record.provider);
  const candidates = named === undefined || record.provider === undefined ? [...ground.providers] : [[record.provider, named] as const];
  for (const [provider, { provider: { applier } }] of candidates) {
    const call = applier.recoverCall(record);
    if (call !== undefined) return { provider, call };
  }
  return undefined;
}

/**
 * Goes on with every call that an earlier process of the same plan began: each is followed, or found out and sent again under
 * its own key. A step may find its goal reached and begin nothing; its earlier call needs an end all the same.
 */
export async function takeUpCalls(ground: ApplyGround, recorder: Recorder, runner: (provider: string) => Runner, signal: AbortSignal): Promise<void> {
  await Promise.all(recorder.openCalls().map(async ({ record }) => {
    const found = rebuildCall(ground, record);
    // How it ended is on record; the step that needs it looks for itself. A journal that fails stops the walk.
    if (found !== undefined) await runner(found.provider).perform(found.call, signal).catch(() => undefined);
  }));
}

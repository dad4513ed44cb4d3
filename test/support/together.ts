/** A case of several that run at once: what it tells, and what it does. */
export interface Case {
  readonly name: string;
  run(): Promise<void>;
}

/**
 * Cases that wait for a service most of their time, run at once as one test. `it.concurrent` cannot do it: while such a
 * test is under way between two others, Jest refuses every `require`, also those that our code makes at first need.
 */
export function together(cases: readonly Case[], timeoutMs: number): void {
  it(cases.map(({ name }) => name).join('; '), async () => {
    const ends = await Promise.allSettled(cases.map(({ run }) => run()));
    const failed = ends.flatMap((end, i) => (end.status === 'rejected' ? [{ name: cases[i]?.name ?? '', reason: end.reason as unknown }] : []));
    const [first] = failed;
    if (first === undefined) return;
    throw new Error(failed.map(({ name, reason }) => `${name}:\n${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`).join('\n\n'), { cause: first.reason });
  }, timeoutMs);
}

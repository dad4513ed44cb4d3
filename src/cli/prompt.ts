import type { PlanMode } from '../plan';
import type { Io } from './io';
import type { Out } from './out';

/** Asks as Terraform asks; tools that drive a terminal look for these words. Anything but `yes` is a no. */
export async function approved(io: Io, out: Out, mode: PlanMode): Promise<boolean> {
  const [question, ...explained] = mode === 'destroy'
    ? ['Do you really want to destroy all resources?', 'Holdfast will destroy all your managed infrastructure, as shown above.', 'There is no undo. Only \'yes\' will be accepted to confirm.']
    : ['Do you want to perform these actions?', 'Holdfast will perform the actions described above.', 'Only \'yes\' will be accepted to approve.'];
  return asked(io, out, question, explained);
}

/** Asks a yes-or-no question. */
export async function asked(io: Io, out: Out, question: string, explained: readonly string[]): Promise<boolean> {
  const { bold } = out.style.paint;
  out.write(`\n${bold(question)}\n${explained.map((line) => `  ${line}\n`).join('')}\n  ${bold('Enter a value:')} `);
  const answer = await io.readLine();
  out.write('\n');
  return answer?.trim() === 'yes';
}
